"""What a choice of documents leaves out: references to and from other documents of the body, and versions in these.

Counts them and says how to ask for them; follows none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ontology.iri import DocumentKey
from ontology.language import Counted, Phrase
from service.answers.trace.asking import Trace
from service.answers.trace.scope import Scope, Way
from service.answers.trace.spoken import counted, filled
from service.answers.trace.view import View
from service.release.network import Numbers

_MOST_TOLD: Final = 3  # documents that are named each way


@dataclass(frozen=True, slots=True)
class Outside:
    """References between nodes that take part and nodes of documents that do not, one beside the other.

    Only what has a direction and is of the kinds asked for: references, and money where it takes part.
    """

    nodes: Numbers
    others: Numbers


def outside_of(view: View, nodes: Numbers, way: Way) -> Outside:
    """What leads from nodes to other documents (`Way.OUT`), or from those to the nodes (`Way.IN`)."""
    network = view.network
    arcs = network.arcs_from(nodes) if way is Way.OUT else network.arcs_into(nodes)
    arcs = arcs[(view.allowed & ~view.either)[network.arc_kind[arcs]]]
    sources, targets = network.sources(arcs), network.targets(arcs)
    here, there = (sources, targets) if way is Way.OUT else (targets, sources)
    kept = ~view.has(there)
    return Outside(here[kept], there[kept])


def notes_outside(trace: Trace, scope: Scope, view: View, nodes: Numbers, way: Way = Way.BOTH) -> tuple[Phrase, ...]:
    """What is said of the references of some nodes that the choice of documents or years leaves out."""
    return _notes(trace, scope, [(view, nodes)], way)


def notes_around(trace: Trace, scope: Scope, views: Iterable[View]) -> tuple[Phrase, ...]:
    """What is said of the references that lead out of or into all that takes part."""
    narrowed = [view for view in views if not view.inside.all()]
    return _notes(trace, scope, [(view, np.flatnonzero(view.inside) + view.first) for view in narrowed], Way.BOTH)


def notes_on_versions(trace: Trace, scope: Scope) -> tuple[Phrase, ...]:
    """What is said where versions were asked for and only one document of a body with several takes part."""
    if not scope.versions:
        return ()
    parts = Counter(document.organisation for document in trace.documents(scope))
    known = trace.holdings.documents_of
    return (_ONE_DOCUMENT,) if any(count == 1 < len(known(code)) for code, count in parts.items()) else ()


def _notes(trace: Trace, scope: Scope, parts: list[tuple[View, Numbers]], way: Way) -> tuple[Phrase, ...]:
    told: list[Phrase] = []
    for one, phrase, rest in ((Way.OUT, _LEADING, _LEADING_REST), (Way.IN, _REACHING, _REACHING_REST)):
        if way in {one, Way.BOTH}:
            told += _told(trace, scope, _by_document(parts, one), phrase, rest)
    return tuple(told)


def _by_document(parts: Iterable[tuple[View, Numbers]], way: Way) -> Counter[str]:
    """How many references there are with each document that takes no part, by its path."""
    found: Counter[str] = Counter()
    for view, nodes in parts:
        others, counts = np.unique(outside_of(view, nodes, way).others, return_counts=True)
        for other, count in zip(others.tolist(), counts.tolist(), strict=True):
            found[view.network.part_of(other).path] += count
    return found


def _told(trace: Trace, scope: Scope, found: Counter[str], phrase: Phrase, rest: Phrase) -> Iterator[Phrase]:
    """A sentence for each of the documents with most references, and one for all others."""
    ranked, leads = sorted(found.items(), key=lambda one: (-one[1], one[0])), _leads(scope)
    for path, count in ranked[:_MOST_TOLD]:
        remedy = filled(_DOCUMENT, path=path) if scope.is_within_years(path) else _YEARS
        yield filled(phrase, count=counted(leads, count), document=_title(trace, path), remedy=remedy)
    if left := sum(count for _, count in ranked[_MOST_TOLD:]):
        yield filled(rest, count=counted(leads, left))


def _leads(scope: Scope) -> Counted:
    """What is counted: references, money that moves, or both."""
    if not scope.money:
        return _LEADS
    return _LEADS_OR_MOVES if scope.references else _MOVES


def _title(trace: Trace, path: str) -> str:
    document = DocumentKey.parse(path)
    return path if trace.holdings.entry(document) is None else trace.holdings.title(document)


_LEADS: Final = Counted(Phrase("verwijzing gaat", "reference leads"), Phrase("verwijzingen gaan", "references lead"))
_MOVES: Final = Counted(
    Phrase("verschuiving van geld gaat", "move of money leads"),
    Phrase("verschuivingen van geld gaan", "moves of money lead"),
)
_LEADS_OR_MOVES: Final = Counted(
    Phrase("verwijzing of verschuiving van geld gaat", "reference or move of money leads"),
    Phrase("verwijzingen en verschuivingen van geld gaan", "references and moves of money lead"),
)
_LEADING: Final = Phrase(
    "{count} naar {document}, buiten wat gekozen is; {remedy}.",
    "{count} to {document}, outside what was chosen; {remedy}.",
)
_REACHING: Final = Phrase(
    "{count} hierheen vanuit {document}, buiten wat gekozen is; {remedy}.",
    "{count} here from {document}, outside what was chosen; {remedy}.",
)
_LEADING_REST: Final = Phrase(
    "Nog {count} naar andere documenten buiten wat gekozen is.",
    "Another {count} to other documents outside what was chosen.",
)
_REACHING_REST: Final = Phrase(
    "Nog {count} hierheen vanuit andere documenten buiten wat gekozen is.",
    "Another {count} here from other documents outside what was chosen.",
)
_DOCUMENT: Final = Phrase("vraag er document={path} bij", "ask for document={path} too")
_YEARS: Final = Phrase("vraag meer jaren", "ask for more years")
_ONE_DOCUMENT: Final = Phrase(
    "Er doet maar één document mee, zodat hetzelfde doel in andere jaren niet te zien is: kies ook andere documenten, "
    "of laat de keuze van documenten en jaren weg.",
    "Only one document takes part, so that the same goal in other years can't be seen: choose other documents too, or "
    "leave out the choice of documents and years.",
)
