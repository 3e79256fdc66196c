"""Which references are not returned: one goal names another that could have named it, and does not.

Only what both have a loaded page; a goal that is only named has no text in which it could refer back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ontology.language import Counted, Language, Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet, Words
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.bundling import bundled, words_behind
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.links import Links, links_of, notes_on
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Network
from service.release.network_rows import REFERENCE_KINDS


@dataclass(frozen=True, slots=True)
class OneWay:
    """The links that are not returned, and how many pairs of versions refer to each other."""

    links: Links
    mutual: int


async def one_way(trace: Trace, asked: Asked) -> Answer:
    """The references that are not returned, each with its words.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    portion = portion_of(asked)
    found = all_one_way(trace.network, asked.scope)
    given = taken(found.links, portion)
    words = await words_behind(trace, given.arcs)
    nodes = np.unique(np.concatenate((given.begins, given.ends)))
    return trace.answer(
        "one-way",
        _TITLE,
        _METHOD,
        asked,
        {"most": asked.most, "offset": asked.offset},
        graph=bundled(trace.network, nodes.tolist(), given, words),
        sheets=(Sheet("one-way", _TITLE, _COLUMNS, tuple(_rows(trace.network, given, words))),),
        counts_absence=True,
        cut=cut_of_tables(asked, len(found.links.arcs)),
        notes=(_mutual(found.mutual), *notes_on(asked.scope)),
    )


def all_one_way(network: Network, scope: Scope) -> OneWay:
    """What is not returned in all bodies that take part.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    parts = [one_way_of(view) for view in View.each(network, scope)]
    return OneWay(joined(Links, (part.links for part in parts)), sum(part.mutual for part in parts))


def one_way_of(view: View) -> OneWay:
    """The links between loaded versions of a body of which the second does not refer to the first.

    What takes part counts both ways: where only some relations do, a reference back by another is none.
    """
    links, size = links_of(view), view.end - view.first
    named = view.network.node_named[view.first : view.end] != 0
    begins, ends = links.begins - view.first, links.ends - view.first
    loaded = ~named[begins] & ~named[ends]
    keys, back = begins * size + ends, ends * size + begins
    # pairs stand in the order of their keys
    returned = np.append(keys, -1)[np.searchsorted(keys, back)] == back
    return OneWay(taken(links, loaded & ~returned), int((loaded & returned).sum()) // 2)


def _rows(network: Network, given: Links, words: Mapping[int, Words]) -> Iterator[tuple[Cell, ...]]:
    columns = (given.begins, given.ends, given.counts, given.arcs)
    for begin, end, count, arc in zip(*(column.tolist() for column in columns), strict=True):
        yield (
            *node_cells(network, begin),
            *node_cells(network, end),
            count,
            _references_back(network, begin, end),
            *relation_cells(network, arc),
            *word_cells(words.get(arc)),
        )


def _references_back(network: Network, begin: int, end: int) -> int:
    """How often the second refers to the first by anything, also by what does not take part."""
    arcs = network.arcs_from(np.array([end], dtype=np.int64))
    counted = network.kinds(REFERENCE_KINDS, suspect=True)[network.arc_kind[arcs]]
    return int((network.targets(arcs[counted]) == begin).sum())


def _mutual(count: int) -> Phrase:
    return Phrase(
        _REFER_TO_EACH_OTHER.nl.format(pairs=_PAIRS.say(count, Language.NL)),
        _REFER_TO_EACH_OTHER.en.format(pairs=_PAIRS.say(count, Language.EN)),
    )


_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("references", Phrase("verwijzingen", "references")),
    Column("otherwiseBack", Phrase("terug, maar niet meegeteld", "back, but not counted")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_TITLE: Final = Phrase("Verwijzingen in één richting", "One-way references")
_METHOD: Final = Phrase(
    "Van elk paar doelen waarvan beide pagina’s zijn geladen en het eerste naar het tweede verwijst: die waarin het "
    "tweede niet naar het eerste verwijst. De gekozen relaties en documenten gelden beide kanten op; wat daarbuiten "
    "terugverwijst staat apart. De woorden zijn die van de eerste verwijzing.",
    "Of each pair of goals whose pages were both loaded and of which the first refers to the second: those in which "
    "the second does not refer to the first. The relations and documents chosen hold both ways; what refers back "
    "outside them stands apart. The words are those of the first reference.",
)
_PAIRS: Final = Counted(
    Phrase("paar geladen doelen verwijst", "pair of loaded goals refers"),
    Phrase("paren geladen doelen verwijzen", "pairs of loaded goals refer"),
)
_REFER_TO_EACH_OTHER: Final = Phrase("{pairs} wel over en weer naar elkaar.", "{pairs} to each other both ways.")
