"""How often programmes, holders or domains refer to each other, per ordered pair, with an example of each.

What a group refers to in itself is a pair too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.language import Phrase
from service.answers.trace.addresses import address
from service.answers.trace.answer import Answer, Cell, Column, Sheet, Words
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.bundling import MOST_EDGES, bundled, group_cells, words_behind
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import RELATION_COLUMNS, WORD_COLUMNS, node_columns, relation_cells, word_cells
from service.answers.trace.endpoints import short
from service.answers.trace.groups import NOWHERE, Groups, groups_of, ranks_of
from service.answers.trace.links import Links, least, links_of, notes_on, starts_of_runs, totals
from service.answers.trace.parameters import PARAMETERS
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Network, Numbers


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of groups of which the first refers to the second.

    `references` says how often, `goals` how many versions of the first group do, and `arcs` has the first reference in
    the order of the tree. Groups are nodes, or `NOWHERE`.
    """

    begins: Numbers
    ends: Numbers
    references: Numbers
    goals: Numbers
    arcs: Numbers


async def pairs(trace: Trace, asked: Asked) -> Answer:
    """Which programmes, holders or domains refer to which, and how often; programmes where goals are asked for.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    by = Group.PROGRAMME if asked.by is Group.GOAL else asked.by
    portion = portion_of(asked)
    found = all_pairs(trace.network, asked.scope, by)
    given = taken(found, portion)
    words = await words_behind(trace, given.arcs)
    links = Links(given.begins, given.ends, given.references, given.arcs)
    nodes = np.concatenate((given.begins[:MOST_EDGES], given.ends[:MOST_EDGES]))
    nodes = nodes[np.argsort(ranks_of(trace.network, nodes, by), kind="stable")]
    return trace.answer(
        "pairs",
        _TITLES[by],
        _METHOD,
        asked,
        {"by": by.value, "most": asked.most, "offset": asked.offset},
        graph=bundled(trace.network, nodes.tolist(), links, words),
        sheets=(Sheet("pairs", _TITLES[by], _COLUMNS, tuple(_rows(trace.network, asked.scope, given, words))),),
        counts_absence=True,
        cut=cut_of_tables(asked, len(found.arcs)),
        notes=notes_on(asked.scope),
    )


def all_pairs(network: Network, scope: Scope, by: Group) -> Pairs:
    """The pairs of all bodies that take part, in the order in which people read groups.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    return in_order(network, together(pairs_of(view, by) for view in View.each(network, scope)), by)


def in_order(network: Network, found: Pairs, by: Group) -> Pairs:
    """Pairs in the order in which people read groups."""
    both = ranks_of(network, np.concatenate((found.begins, found.ends)), by)
    begins, ends = both[: len(found.arcs)], both[len(found.arcs) :]
    return taken(found, np.lexsort((found.arcs, ends, begins)))


def pairs_of(view: View, by: Group) -> Pairs:
    """The pairs of a body. What is in several groups counts in each, and what is in none in `NOWHERE`."""
    return pairs_between(links_of(view), groups_of(view, by))


def pairs_between(links: Links, groups: Groups) -> Pairs:
    """The pairs of the groups of both ends of some links of a body."""
    which, begins = groups.of(links.begins)
    again, ends = groups.of(links.ends[which])
    link, begins = which[again], begins[again]
    order = np.lexsort((links.begins[link], ends, begins))
    link, begins, ends = link[order], begins[order], ends[order]
    starts = starts_of_runs(begins, ends)
    speakers = np.zeros(len(link), dtype=np.int64)
    speakers[starts_of_runs(begins, ends, links.begins[link])] = 1
    return Pairs(
        begins=begins[starts],
        ends=ends[starts],
        references=totals(links.counts[link], starts),
        goals=totals(speakers, starts),
        arcs=least(links.arcs[link], starts),
    )


def together(parts: Iterable[Pairs]) -> Pairs:
    """The pairs of several bodies one after the other; what is in no group in any of them is one pair, the last."""
    found = joined(Pairs, parts)
    nowhere = (found.begins == NOWHERE) & (found.ends == NOWHERE)
    if nowhere.sum() < 2:
        return found
    none, rest = taken(found, nowhere), taken(found, ~nowhere)
    references, goals = none.references.sum(keepdims=True), none.goals.sum(keepdims=True)
    return joined(Pairs, (rest, Pairs(none.begins[:1], none.ends[:1], references, goals, none.arcs[:1])))


def _rows(network: Network, scope: Scope, given: Pairs, words: Mapping[int, Words]) -> "list[tuple[Cell, ...]]":
    columns = (given.begins, given.ends, given.references, given.goals, given.arcs)
    return [
        (
            *group_cells(network, begin),
            *group_cells(network, end),
            references,
            goals,
            network.number(network.source(arc)) or None,
            network.number(network.target(arc)) or None,
            *relation_cells(network, arc),
            *word_cells(words.get(arc)),
            _address(network, scope, begin, end),
        )
        for begin, end, references, goals, arc in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _address(network: Network, scope: Scope, begin: int, end: int) -> str | None:
    """Where all references of a pair are asked for; nowhere where one of its groups is none."""
    if NOWHERE in {begin, end}:
        return None
    counted = replace(scope, tree=False, holder=False, versions=False)
    chosen = {name: value for name, value in counted.parameters.items() if value != PARAMETERS[name].default}
    return address("network", {**chosen, "from": [short(network, begin)], "to": [short(network, end)]})


_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("references", Phrase("verwijzingen", "references")),
    Column("goals", Phrase("hoeveel ervan verwijzen", "how many of it refer")),
    Column("exampleFrom", Phrase("voorbeeld: van doel", "example: from goal")),
    Column("exampleTo", Phrase("voorbeeld: naar", "example: to")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
    Column("all", Phrase("adres van alle", "address of all")),
)
_TITLES: Final[Mapping[Group, Phrase]] = MappingProxyType(
    {
        Group.PROGRAMME: Phrase("Verwijzingen van programma naar programma", "References from programme to programme"),
        Group.HOLDER: Phrase(
            "Verwijzingen van portefeuillehouder naar portefeuillehouder",
            "References from portfolio holder to portfolio holder",
        ),
        Group.DOMAIN: Phrase("Verwijzingen van domein naar domein", "References from domain to domain"),
    }
)
_METHOD: Final = Phrase(
    "Elke verwijzing telt bij de groep van het verwijzende doel en bij de groep van wat het noemt. Een doel met twee "
    "portefeuillehouders telt bij beide, een doel in geen groep bij een streepje. Het voorbeeld is de eerste "
    "verwijzing in de volgorde van het document.",
    "Each reference counts with the group of the goal that refers and with the group of what it names. A goal of two "
    "portfolio holders counts with both, a goal in no group with a dash. The example is the first reference in "
    "the order of the document.",
)
