"""A sample of the references of a dataset, drawn so that every stratum has its share. Judges nothing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.outcomes import Outcome, labels, outcomes
from ingest.read.span import Span
from ontology.dataset import Dataset
from ontology.iri import DocumentKey

# What references can be told apart by.
FEATURES: Final[Mapping[str, Callable[[Outcome], str]]] = MappingProxyType(
    {
        "resolution": lambda outcome: outcome.resolution,
        "layout": lambda outcome: outcome.record.page.layout,
        "role": lambda outcome: outcome.role,
        "relation": lambda outcome: outcome.relation,
        "kind": lambda outcome: outcome.kind,
        "document-kind": lambda outcome: outcome.document.kind,
        "organisation": lambda outcome: outcome.document.organisation,
    }
)
AROUND: Final = 400  # characters of the sentence on each side: enough to judge by, and a cell stays legible

Stratum = tuple[str, ...]


class Drawn(msgspec.Struct, frozen=True):
    """A reference of the sample, as a person judges it; `sentence` has the reference between [[ and ]]."""

    iri: str
    page: str
    sentence: str
    exact: str
    number: str
    kind: str
    role: str
    relation: str
    resolution: str
    target: str


class Sample(msgspec.Struct, frozen=True):
    """What was drawn, and of each stratum how many references the dataset holds and how many were drawn."""

    by: tuple[str, ...]
    seed: int
    drawn: tuple[Drawn, ...]
    strata: tuple[tuple[Stratum, int, int], ...]


def draw(dataset: Dataset, size: int, by: Sequence[str], seed: int) -> Sample:
    """A sample of at most `size` references, in an order of chance; the same seed draws the same.

    `by` are names of `FEATURES`. Within a stratum chance draws by a digest of seed and identifier, so that a larger
    sample holds all of a smaller one of the same stratum.

    Raises:
        DatasetError: there is no dataset, or it can't be read.
    """
    base = dataset.manifest().base
    strata: dict[Stratum, list[tuple[str, str, DocumentKey]]] = {}
    for document in dataset.documents():
        for outcome in outcomes(dataset, base, document):
            stratum = tuple(FEATURES[name](outcome) for name in by)
            strata.setdefault(stratum, []).append((_lot(seed, outcome.iri), outcome.iri, document))
    quotas = allot({stratum: len(found) for stratum, found in strata.items()}, size)
    lots = sorted(lot for stratum, found in strata.items() for lot in sorted(found)[: quotas[stratum]])
    counts = tuple((stratum, len(found), quotas[stratum]) for stratum, found in sorted(strata.items()))
    return Sample(tuple(by), seed, _drawn(dataset, base, lots), counts)


def allot(strata: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many are drawn of each stratum: in proportion, but at least one, the largest first where there are too many.

    What is left after rounding down goes to the largest remainders.
    """
    total = sum(strata.values())
    if total <= size:
        return dict(strata)
    order = sorted(strata, key=lambda stratum: (-strata[stratum], stratum))
    quotas = {stratum: int(at < size) for at, stratum in enumerate(order)}
    for stratum in order:
        spare = size - sum(quotas.values())
        quotas[stratum] += max(0, min(spare, strata[stratum] * size // total - quotas[stratum]))
    for stratum in sorted(order, key=lambda stratum: (-(strata[stratum] * size % total), order.index(stratum))):
        if sum(quotas.values()) < size and quotas[stratum] < strata[stratum]:
            quotas[stratum] += 1
    return quotas


def marked(text: str, sentence: Span, place: Span) -> str:
    """The sentence with the words at the place between [[ and ]]; a long sentence is cut on both sides."""
    before = text[max(sentence.start, place.start - AROUND) : place.start]
    after = text[place.end : min(sentence.end, place.end + AROUND)]
    opening = "… " if place.start - AROUND > sentence.start else ""
    closing = " …" if place.end + AROUND < sentence.end else ""
    return f"{opening}{before}[[{text[place.start : place.end]}]]{after}{closing}"


def _lot(seed: int, iri: str) -> str:
    return hashlib.sha256(f"{seed} {iri}".encode()).hexdigest()


def _drawn(dataset: Dataset, base: str, lots: Sequence[tuple[str, str, DocumentKey]]) -> tuple[Drawn, ...]:
    """The references of the lots, in their order."""
    wanted = {iri for _, iri, _ in lots}
    documents = sorted({document for _, _, document in lots})
    found = {one.iri: one for key in documents for one in outcomes(dataset, base, key) if one.iri in wanted}
    targets = frozenset(outcome.target for outcome in found.values() if outcome.target)
    names = labels(dataset, dataset.documents(), targets) if targets else {}
    return tuple(_shown(found[iri], names) for _, iri, _ in lots)


def _shown(outcome: Outcome, names: Mapping[str, str]) -> Drawn:
    text, span = outcome.record.text, outcome.span
    return Drawn(
        iri=outcome.iri,
        page=outcome.record.page.source or outcome.page,
        sentence=marked(text, outcome.sentence, span),
        exact=text[span.start : span.end],
        number=outcome.number,
        kind=outcome.kind,
        role=outcome.role,
        relation=outcome.relation,
        resolution=outcome.resolution,
        target=names.get(outcome.target, outcome.target) if outcome.target else "",
    )
