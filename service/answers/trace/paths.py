"""Paths: the k shortest ways over references from one goal, holder, programme or domain to another, in their words.

Says nothing of how strong a path is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.language import Counted, Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    route,
    word_cells,
)
from service.answers.trace.endpoints import Ground, ground_of
from service.answers.trace.portion import portion_of
from service.answers.trace.quoting import Quoted, quoted
from service.answers.trace.scope import MOST_DEPTH, ScopeError, Way
from service.answers.trace.spoken import counted, filled, names_of, parameters_of
from service.answers.trace.view import View
from service.answers.trace.walks import Budget, Path, simple_paths
from service.release.network import Network, Numbers

BUDGET: Final = 200_000
"""Nodes that a search visits before it stops."""

MOST_PARALLEL: Final = 100
"""References between the same two that an answer gives; `neighbours` gives all."""

ALONG: Final = "along"
AGAINST: Final = "against"

_MOST_RELAXED: Final = 3


class SameEndsError(ScopeError):
    """Begin and end are the same, so that no path leads from the one to the other."""


@dataclass(frozen=True, slots=True)
class Hop:
    """The arcs that a step of a path may take, those along it first; `count` is how many there are of them."""

    arcs: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths in their order, the arcs of each step in them, and whether there are `more` after them.

    Where the search was `stopped`, all paths of up to `complete` steps were found, and maybe not all longer ones.
    """

    paths: tuple[Path, ...]
    hops: Mapping[tuple[int, int], Hop]
    more: bool
    stopped: bool
    complete: int

    def arcs(self, path: Path) -> list[int]:
        """The first arc of each step of a path."""
        return [self.hops[step].arcs[0] for step in pairwise(path)]


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """What was asked with one restriction less: what that says to people, and `by` which parameter it is done."""

    said: Phrase
    by: Phrase | str
    asked: Asked


def paths_between(  # noqa: PLR0913 - a question has as many sides
    view: View,
    begins: Numbers,
    ends: Numbers,
    way: Way,
    depth: int,
    *,
    most: int,
    offset: int = 0,
    budget: int = BUDGET,
) -> Paths:
    """The shortest simple paths of at most so many steps, after the first `offset` of them."""
    purse = Budget(budget)
    walked = simple_paths(view, begins, ends, way, depth, purse)
    found = tuple(islice(walked, offset, offset + most))
    more = next(walked, None) is not None
    return Paths(found, hops_of(view, way, found), more, purse.spent, purse.complete)


def hops_of(view: View, way: Way, paths: Sequence[Path]) -> Mapping[tuple[int, int], Hop]:
    """The arcs of each step in some paths, by where it begins and ends."""
    wanted = sorted(set(chain.from_iterable(map(pairwise, paths))))
    if not wanted:
        return MappingProxyType({})
    begins, ends = np.array(wanted, dtype=np.int64).T
    steps = view.step(np.unique(begins), way)
    keys = _keys(view, steps.begins, steps.ends)
    chosen = np.flatnonzero(np.isin(keys, _keys(view, begins, ends)))
    against = view.network.sources(steps.arcs[chosen]) != steps.begins[chosen]
    chosen = chosen[np.lexsort((steps.arcs[chosen], against, keys[chosen]))]
    _, firsts, counts = np.unique(keys[chosen], return_index=True, return_counts=True)
    arcs = steps.arcs[chosen]
    return MappingProxyType(
        {
            pair: Hop(tuple(arcs[first : first + min(count, MOST_PARALLEL)].tolist()), count)
            for pair, first, count in zip(wanted, firsts.tolist(), counts.tolist(), strict=True)
        }
    )


async def paths(trace: Trace, asked: Asked) -> Answer:
    """The shortest paths from the begins to the ends.

    Raises:
        ScopeError: as `ground_of` and `portion_of`, or no end was named.
        SameEndsError: the end is the begin.
        EngineError: the engine gave no answer.
    """
    portion_of(asked)
    ground = ground_of(trace.network, asked)
    _require_two(trace, ground)
    network = trace.network
    found = _found(ground)
    notes = _notes(ground, found)
    words = await _quoted(trace, ground, found)
    from_, to = names_of(trace, ground.begins), names_of(trace, ground.ends)
    return trace.answer(
        "paths",
        Phrase(f"Paden van {from_.nl} naar {to.nl}", f"Paths from {from_.en} to {to.en}"),
        _METHOD,
        ground.asked,
        parameters_of(network, ground, "way", "depth", "most", "offset"),
        graph=words.graph,
        sheets=(
            _steps(network, asked, found, words),
            _routes(network, asked, found),
            *_others(network, found, words),
        ),
        counts_absence=True,
        cut=_cut(asked, found),
        notes=(*notes, *words.notes),
    )


def _found(ground: Ground) -> Paths:
    asked, begins, ends = ground.asked, ground.begins.members, ground.ends.members
    return paths_between(ground.view, begins, ends, asked.way, asked.depth, most=asked.most, offset=asked.offset)


async def _quoted(trace: Trace, ground: Ground, found: Paths) -> Quoted:
    firsts = [found.arcs(path) for path in found.paths]
    nodes = {*chain.from_iterable(found.paths), *ground.begins.named, *ground.ends.named}
    arcs = chain.from_iterable(hop.arcs for hop in found.hops.values())
    return await quoted(trace, nodes, arcs, firsts, chain.from_iterable(firsts))


def _steps(network: Network, asked: Asked, found: Paths, words: Quoted) -> Sheet:
    rows = (
        (number, step, *_step_cells(network, begin, end, found.hops[begin, end], words))
        for number, path in enumerate(found.paths, start=asked.offset + 1)
        for step, (begin, end) in enumerate(pairwise(path), start=1)
    )
    return Sheet(
        "paths",
        Phrase("Paden, stap voor stap", "Paths, step by step"),
        (
            Column("path", Phrase("pad", "path")),
            Column("step", Phrase("stap", "step")),
            *_END_COLUMNS,
            *RELATION_COLUMNS,
            Column("parallel", Phrase("aantal verwijzingen", "number of references")),
            *WORD_COLUMNS,
        ),
        tuple(rows),
    )


def _step_cells(network: Network, begin: int, end: int, hop: Hop, words: Quoted) -> tuple[Cell, ...]:
    arc = hop.arcs[0]
    return (
        *_ends(network, begin, end, arc),
        *relation_cells(network, arc),
        hop.count,
        *word_cells(words.words.get(arc)),
    )


def _others(network: Network, found: Paths, words: Quoted) -> Iterator[Sheet]:
    """The references of steps beside the first of each; nothing where no step has several."""
    rows = [
        (*_ends(network, begin, end, arc), *relation_cells(network, arc), *word_cells(words.words.get(arc)))
        for (begin, end), hop in found.hops.items()
        for arc in hop.arcs[1:]
    ]
    if rows:
        yield Sheet(
            "others",
            Phrase("Andere verwijzingen van deze stappen", "Other references of these steps"),
            (*_END_COLUMNS, *RELATION_COLUMNS, *WORD_COLUMNS),
            tuple(rows),
        )


def _ends(network: Network, begin: int, end: int, arc: int) -> tuple[Cell, ...]:
    direction = ALONG if network.source(arc) == begin else AGAINST
    return *node_cells(network, begin), *node_cells(network, end), direction


def _routes(network: Network, asked: Asked, found: Paths) -> Sheet:
    return Sheet(
        "routes",
        Phrase("Paden in het kort", "Paths in short"),
        (
            Column("path", Phrase("pad", "path")),
            Column("steps", Phrase("stappen", "steps")),
            Column("route", Phrase("langs", "by way of")),
        ),
        tuple(
            (number, len(path) - 1, route(network, path, found.arcs(path)))
            for number, path in enumerate(found.paths, start=asked.offset + 1)
        ),
    )


def _cut(asked: Asked, found: Paths) -> Phrase | None:
    told = []
    if found.stopped:
        told.append(filled(_STOPPED, budget=BUDGET, complete=counted(_STEPS, found.complete)))
    elif found.more:
        last = asked.offset + len(found.paths)
        told.append(filled(_MORE, first=asked.offset + 1, last=last, offset=str(last)))
    elif asked.offset:
        told.append(filled(_PASSED_OVER, offset=asked.offset))
    if any(hop.count > len(hop.arcs) for hop in found.hops.values()):
        told.append(filled(_PARALLEL, most=MOST_PARALLEL))
    return Phrase(" ".join(one.nl for one in told), " ".join(one.en for one in told)) if told else None


def _notes(ground: Ground, found: Paths) -> tuple[Phrase, ...]:
    common = len(np.intersect1d(ground.begins.members, ground.ends.members))
    told = [filled(_COMMON, count=common)] if common else []
    if not found.paths and not found.stopped and not ground.asked.offset:
        told += _none(ground)
    return tuple(told)


def _none(ground: Ground) -> Iterator[Phrase]:
    """That there is no path, how far it is if it is further, and what would give one."""
    asked = ground.asked
    yield filled(_NONE, depth=counted(_STEPS, asked.depth))
    further = _distance(ground.view, ground, asked.way) if asked.depth < MOST_DEPTH else None
    if further:
        yield filled(_FURTHER, length=counted(_STEPS, further), steps=further)
    elif asked.depth < MOST_DEPTH:
        yield filled(_UNREACHED, most=MOST_DEPTH)
    for otherwise in islice(_relaxations(asked), _MOST_RELAXED):
        other = otherwise.asked
        view = View.of(ground.view.network, other.scope, other.scope.organisation or "")
        steps = _distance(view, ground, other.way)
        if steps is None:
            yield filled(_NOR_WITH, said=otherwise.said, most=MOST_DEPTH, by=otherwise.by)
        elif further is None or steps < further:
            deeper = f", depth={steps}" if steps > asked.depth else ""
            yield filled(_WITH, said=otherwise.said, length=counted(_STEPS, steps), by=otherwise.by, deeper=deeper)


def _distance(view: View, ground: Ground, way: Way) -> int | None:
    """How many steps the shortest path has; None where there is none of those that are walked at most."""
    begins, ends = ground.begins.members, ground.ends.members
    path = next(simple_paths(view, begins, ends, way, MOST_DEPTH, Budget(BUDGET)), None)
    return len(path) - 1 if path else None


def _relaxations(asked: Asked) -> Iterator[_Otherwise]:
    """What was asked with one restriction less; what was narrowed comes first."""
    scope = asked.scope
    if not scope.references:
        yield _Otherwise(_REFERENCES, "references=true", replace(asked, scope=replace(scope, references=True)))
    elif scope.relations:
        without = Phrase("zonder relation", "without relation")
        yield _Otherwise(_RELATIONS, without, replace(asked, scope=replace(scope, relations=())))
    if not scope.suspect:
        yield _Otherwise(_SUSPECT, "suspect=true", replace(asked, scope=replace(scope, suspect=True)))
    if asked.way is not Way.BOTH:
        yield _Otherwise(_BOTH, "way=both", replace(asked, way=Way.BOTH))
    if not scope.tree:
        yield _Otherwise(_TREE, "tree=true", replace(asked, scope=replace(scope, tree=True)))
    if not scope.holder:
        yield _Otherwise(_HOLDER, "holder=true", replace(asked, scope=replace(scope, holder=True)))
    if not scope.money:
        yield _Otherwise(_MONEY, "money=true", replace(asked, scope=replace(scope, money=True)))
    if not scope.versions:
        yield _Otherwise(_VERSIONS, "versions=true", replace(asked, scope=replace(scope, versions=True)))


def _require_two(trace: Trace, ground: Ground) -> None:
    if not ground.ends.named:
        raise ScopeError(_NO_END)
    if np.array_equal(ground.begins.members, ground.ends.members):
        raise SameEndsError(_TO_ITSELF, name=names_of(trace, ground.begins))


_END_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("direction", Phrase("richting", "direction")),
)
_METHOD: Final = Phrase(
    "Paden zonder knoop die twee keer voorkomt, de kortste eerst en even lange in de volgorde van de boom. Een "
    "programma, portefeuillehouder of domein staat voor alles wat erin valt: een pad begint en eindigt erin, en komt "
    "er onderweg niet doorheen.",
    "Paths without a node that occurs twice, the shortest first and equally long ones in the order of the tree. A "
    "programme, portfolio holder or domain stands for all that is in it: a path begins and ends in it, and does not "
    "pass through it on its way.",
)
_STEPS: Final = Counted(Phrase("stap", "step"), Phrase("stappen", "steps"))
_NO_END: Final = Phrase(
    "zeg waarheen (`to`): een doel, programma, portefeuillehouder of domein",
    "say to what (`to`): a goal, programme, portfolio holder or domain",
)
_TO_ITSELF: Final = Phrase(
    "begin en einde zijn hetzelfde ({name}), en een pad gaat van het een naar iets anders; of het op een kring ligt "
    "zegt de vraag `cycles`",
    "begin and end are the same ({name}), and a path leads from one thing to another; whether it lies on a cycle is "
    "told by the question `cycles`",
)
_NONE: Final = Phrase(
    "Er is geen pad van hooguit {depth} in wat gevraagd is.",
    "There is no path of at most {depth} in what was asked of.",
)
_FURTHER: Final = Phrase(
    "Het kortste pad heeft {length}; vraag ernaar met depth={steps}.",
    "The shortest path has {length}; ask for it with depth={steps}.",
)
_UNREACHED: Final = Phrase(
    "Ook binnen {most} stappen is er geen, en verder wordt niet gezocht.",
    "Nor is there one within {most} steps, and none is looked for further.",
)
_WITH: Final = Phrase(
    "{said} is er een pad van {length} ({by}{deeper}).", "{said} there is a path of {length} ({by}{deeper})."
)
_NOR_WITH: Final = Phrase(
    "{said} is er binnen {most} stappen geen ({by}).", "{said} there is none within {most} steps either ({by})."
)
_REFERENCES: Final = Phrase("Met verwijzingen erbij", "With references")
_RELATIONS: Final = Phrase("Langs verwijzingen van elke relatie", "With references of every relation")
_SUSPECT: Final = Phrase("Langs verwijzingen die misschien niet passen", "With references that may not fit")
_BOTH: Final = Phrase("Beide kanten op", "Looking both ways")
_TREE: Final = Phrase(
    "Ook langs de boom van programma, ambitie en doel", "With the tree of programmes, ambitions and goals"
)
_HOLDER: Final = Phrase("Ook via een gedeelde portefeuillehouder", "With shared portfolio holders")
_MONEY: Final = Phrase("Ook langs geld dat volgens de tekst verschuift", "With money that moves by what texts say")
_VERSIONS: Final = Phrase("Ook via hetzelfde doel in andere jaren", "With the same goal in other years")
_COMMON: Final = Phrase(
    "Wat bij allebei hoort ({count}) is geen pad: daarvoor zijn geen stappen nodig.",
    "What belongs to both ({count}) is no path: it takes no steps.",
)
_MORE: Final = Phrase(
    "Pad {first} tot en met {last}; er zijn er meer, de volgende met offset={offset}.",
    "Paths {first} to {last}; there are more, the next with offset={offset}.",
)
_PASSED_OVER: Final = Phrase(
    "De eerste {offset} paden zijn overgeslagen.", "The first {offset} paths were passed over."
)
_STOPPED: Final = Phrase(
    "Het zoeken stopte na {budget} bezochte knopen: alle paden van hooguit {complete} zijn gezocht, en langere "
    "misschien niet allemaal. Vraag minder diepte, minder soorten verbanden of één document.",
    "The search stopped after {budget} nodes: all paths of at most {complete} were looked for, and perhaps not "
    "all longer ones. Ask for less depth, fewer kinds of edges or one document.",
)
_PARALLEL: Final = Phrase(
    "Van een stap zijn hooguit {most} verwijzingen gegeven; alle geeft de vraag `neighbours`.",
    "At most {most} references of a step are given; the question `neighbours` gives all.",
)


def _keys(view: View, begins: Numbers, ends: Numbers) -> Numbers:
    """Pairs of nodes as one number each, in their order."""
    return (begins - view.first) * (view.end - view.first) + ends - view.first
