"""Triples of identity: what endures through the documents of a body, and every claim about what became of a goal."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from pyoxigraph import Literal

from ingest.link.enduring import KINDS, Enduring, redirects
from ingest.link.identity import Claim, Identity
from ingest.link.labels import Titles
from ingest.link.place import Triple, decimal, dutch, triple, version_iri
from ingest.link.resolve import Version
from ontology import terms as t
from ontology.codes import ChangeKind, CitedKind
from ontology.identity_methods import COMPARED, DECIDED, PARTED, TOLD
from ontology.iri import in_body, mint
from ontology.language import Phrase
from ontology.terms import Iri

_REPLACED: Final = t.PREFIXES["dcterms"] + "isReplacedBy"
CLASSES: Final = {
    CitedKind.GOAL: t.GOAL,
    CitedKind.AMBITION: t.AMBITION,
    CitedKind.PROGRAMME: t.PROGRAMME,
}


class Kin(msgspec.Struct, frozen=True):
    """What a version is a version of, by identifier, and the version before it."""

    of: tuple[tuple[CitedKind, str], ...]
    before: Version | None


def kin(identity: Identity, enduring: Enduring) -> Mapping[Version, Kin]:
    """The kin of every version of a body."""
    places = identity.places
    found = {}
    for version, (thread, place) in places.items():
        parts = [places[earlier][0] for earlier in identity.parts.get(version, ()) if earlier in places]
        of = tuple((version.kind, enduring.identifiers[one]) for one in dict.fromkeys((thread, *parts)))
        found[version] = Kin(of, identity.threads[thread][place - 1] if place else None)
    return found


def kin_triples(base: str, version: Version, found: Kin) -> Iterator[Triple]:
    """What a version is a version of, and the version before it."""
    subject = version_iri(base, version)
    for kind, identifier in found.of:
        yield triple(subject, t.VERSION_OF, mint(base, in_body(KINDS[kind], version.document.organisation, identifier)))
    if found.before is not None:
        yield triple(subject, t.PREVIOUS_VERSION, version_iri(base, found.before))


def enduring_triples(base: str, titles: Titles, identity: Identity, enduring: Enduring) -> Iterator[Triple]:
    """What endures, called as in the last document that has a name for it."""
    for thread, identifier in zip(identity.threads, enduring.identifiers, strict=True):
        last = thread[-1]
        subject = _element(base, last, identifier)
        yield triple(subject, t.RDF_TYPE, CLASSES[last.kind])
        title = titles.of(thread)
        if title is not None:
            yield triple(subject, t.RDFS_LABEL, dutch(title))
    code = identity.threads[0][0].document.organisation if identity.threads else ""
    for kind, old, first in redirects(enduring):
        old_iri, first_iri = (mint(base, in_body(kind, code, identifier)) for identifier in (old, first))
        yield triple(old_iri, _REPLACED, first_iri)
    yield from _continued_triples(base, identity, enduring)


def _continued_triples(base: str, identity: Identity, enduring: Enduring) -> Iterator[Triple]:
    """What was taken up by a decision of policy, in whole or in part: merged into another, or split off as one."""
    places = identity.places
    pairs = ((earlier, later) for later, parts in identity.parts.items() for earlier in parts)
    ends = {(places[earlier][0], places[later][0]): (earlier, later) for earlier, later in pairs}
    for (one, other), (earlier, later) in sorted(ends.items()):
        if one != other:
            subject = _element(base, earlier, enduring.identifiers[one])
            yield triple(subject, t.CONTINUED_AS, _element(base, later, enduring.identifiers[other]))


def claim_triples(base: str, claim: Claim, grounds: Iterable[Iri]) -> Iterator[Triple]:
    """One claim about what happened to a goal between two documents, with the places of the words it rests on."""
    ends = [version_iri(base, version) for version in (claim.earlier, claim.later) if version is not None]
    about = claim.earlier or claim.later
    if about is None:
        return
    digest = hashlib.sha256(" ".join((*ends, claim.kind)).encode()).hexdigest()[:10]
    subject = mint(base, in_body("identity", about.document.organisation, digest))
    yield triple(subject, t.RDF_TYPE, t.IDENTITY_ASSERTION)
    if claim.earlier is not None:
        yield triple(subject, t.EARLIER, version_iri(base, claim.earlier))
    if claim.later is not None:
        yield triple(subject, t.LATER, version_iri(base, claim.later))
    yield triple(subject, t.CHANGE_KIND, claim.kind)
    yield triple(subject, t.CONFIDENCE, decimal(_share(claim.confidence)))
    yield triple(subject, t.IDENTITY_METHOD, Literal(_method(claim).en))
    for place in grounds:
        yield triple(subject, t.EVIDENCE, place)


def _method(claim: Claim) -> Phrase:
    """How it was found that a claim holds or may hold."""
    if claim.decided:
        return DECIDED
    if claim.told:
        return TOLD
    return PARTED if claim.kind in {ChangeKind.SPLIT, ChangeKind.MERGED} else COMPARED


def _element(base: str, version: Version, identifier: str) -> Iri:
    return mint(base, in_body(KINDS[version.kind], version.document.organisation, identifier))


def _share(confidence: float) -> str:
    """A confidence in three digits, as a decimal in canonical form."""
    return f"{min(confidence, 0.999):.3f}".rstrip("0").rstrip(".") or "0"
