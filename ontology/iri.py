"""Identifiers: how an IRI of ours is minted and parsed, and which graph a triple has as its home.

Knows nothing of what the identified things are. Every instance stands under the operator's base IRI, as
`{base}/id/{kind}/...`; nothing in a path is percent-encoded, and everything is lower case.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Self

from ontology.codes import CoverageMetric, DocumentKind
from ontology.terms import (
    COMPONENT,
    CRITERIA_LEAD,
    DCTERMS_DESCRIPTION,
    DQV_HAS_QUALITY_MEASUREMENT,
    EXACT,
    IN_DEGREE,
    OUT_DEGREE,
    PREFIXES,
    SENTENCE,
    STEPS_COUNTED,
    TEXT,
    WITHIN2,
    WITHIN3,
    Iri,
)

TOOI_MUNICIPALITY: Final = "https://identifier.overheid.nl/tooi/id/gemeente/"

# What a document graph is about: kinds whose path begins with organisation, kind and year of a document.
DOCUMENT_KINDS: Final = frozenset(
    {
        "activity", "ambition-version", "budget-table", "criterion", "deviation", "document", "edition", "effect",
        "goal-version", "indicator", "indicator-value", "mention", "note", "observation", "page",
        "portfolio-assignment", "programme-version", "project", "realisation", "reference", "section", "span",
        "spending-proposal", "staleness", "suspicion", "target",
    }
)  # fmt: skip
# What a body graph is about: kinds whose path begins with the organisation alone.
BODY_KINDS: Final = frozenset(
    {"ambition", "college", "domain", "domain-scheme", "goal", "identity", "organisation", "person", "programme"}
)
# The run of the reader has neither: it is named by the digest of what it read.
RUN: Final = "run"
# A correction belongs to a body, and stands in the provenance.
CORRECTION: Final = "correction"
# The graphs of what people add to a release: notes and alignments. No dataset has them.
CURATED: Final = "curated"
# The graph in which a release says how much of each document was loaded; no dataset has it.
CATALOGUE: Final = "catalogue"
# The graph in which a release describes itself and its endpoint, and what the graphs that describe documents begin
# with; no dataset has them.
SERVICE: Final = "service"
VOID: Final = "void"

# What stands in a text graph, apart from the facts, because the publisher's terms apply to it.
TEXT_PREDICATES: Final = frozenset({TEXT, EXACT, SENTENCE, DCTERMS_DESCRIPTION, CRITERIA_LEAD})
# What stands in an analysis graph, because no page says it: it is what counting references gives.
ANALYSIS_PREDICATES: Final = frozenset({OUT_DEGREE, IN_DEGREE, COMPONENT, WITHIN2, WITHIN3, STEPS_COUNTED})

# What a curated graph may say of a thing that pages speak of, and no other graph does.
_SKOS: Final = PREFIXES["skos"]
_RDFS: Final = PREFIXES["rdfs"]
CURATED_PREDICATES: Final = frozenset(
    {
        *(f"{_SKOS}{kind}Match" for kind in ("broad", "close", "exact", "narrow", "related")),
        *(f"{_SKOS}{kind}" for kind in ("changeNote", "editorialNote", "example", "historyNote", "note", "scopeNote")),
        f"{_RDFS}comment",
        f"{_RDFS}seeAlso",
    }
)

_CURATED_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}(?:/[a-z0-9][a-z0-9._-]{0,63}){0,3}")
_METRICS: Final = frozenset(metric.value for metric in CoverageMetric)


@dataclass(frozen=True, slots=True, order=True)
class DocumentKey:
    """One document of the planning-and-control cycle: `gm0193/berap/2023-2`."""

    organisation: str
    kind: DocumentKind
    year: int
    sequence: int | None = None

    @property
    def path(self) -> str:
        """The path of the document in IRIs and in the dataset: `{org}/{kind}/{year[-n]}`."""
        return _document_path(self.organisation, self.kind, self.year, self.sequence)

    @classmethod
    def parse(cls, path: str) -> Self:
        """The document of a path, as `path` gives it.

        Raises:
            ValueError: the path is not that of a document.
        """
        match = re.fullmatch(r"([a-z]{2}\d{4})/([a-z]+)/(\d{4})(?:-(\d+))?", path, re.ASCII)  # gm0193/berap/2023-2
        if match is None:
            raise ValueError(f"{path!r} is not the path of a document such as gm0193/berap/2023-2")
        organisation, kind, year, sequence = match.groups()
        return cls(organisation, DocumentKind(kind), int(year), int(sequence) if sequence else None)


@lru_cache(maxsize=1024)  # everything that is named in a document asks for its path
def _document_path(organisation: str, kind: DocumentKind, year: int, sequence: int | None) -> str:
    return f"{organisation}/{kind}/{year}" if sequence is None else f"{organisation}/{kind}/{year}-{sequence}"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier taken apart: its kind, the organisation or document it belongs to, and the rest of its path."""

    kind: str
    organisation: str | None
    document: DocumentKey | None
    local: tuple[str, ...]

    @property
    def path(self) -> str:
        """What follows `{base}/id/`."""
        scope = self.document.path if self.document else self.organisation
        return "/".join([part for part in (self.kind, scope, *self.local) if part])


def in_document(kind: str, document: DocumentKey, *local: str) -> Identifier:
    """The identifier of something that one document states."""
    _require(kind, DOCUMENT_KINDS)
    return Identifier(kind, document.organisation, document, tuple("/".join(local).split("/")) if local else ())


def in_body(kind: str, organisation: str, *local: str) -> Identifier:
    """The identifier of something that belongs to a body and endures over its documents."""
    _require(kind, BODY_KINDS)
    return Identifier(kind, organisation, None, local)


def run(digest: str) -> Identifier:
    """The identifier of a run of the reader, by the digest of its inputs."""
    return Identifier(RUN, None, None, (digest,))


def correction(organisation: str, digest: str) -> Identifier:
    """The identifier of a correction of a body, by the digest of what it says of one value."""
    return Identifier(CORRECTION, organisation, None, (digest,))


def mint(base: str, identifier: Identifier) -> Iri:
    """The IRI of an identifier under a base such as `http://localhost:8000`."""
    return Iri(f"{base}/id/{identifier.path}")


def parse(base: str, iri: str) -> Identifier | None:
    """The identifier of an IRI under the base; None for any other IRI."""
    prefix = f"{base}/id/"
    if not iri.startswith(prefix):
        return None
    kind, *rest = iri[len(prefix) :].split("/")
    if kind == RUN:
        return Identifier(kind, None, None, tuple(rest))
    if kind in {CORRECTION, *BODY_KINDS} and rest:
        return Identifier(kind, rest[0], None, tuple(rest[1:]))
    if kind in DOCUMENT_KINDS and len(rest) >= 3:
        try:
            document = DocumentKey.parse("/".join(rest[:3]))
        except ValueError:
            return None
        return Identifier(kind, document.organisation, document, tuple(rest[3:]))
    return None


def organisation(base: str, code: str) -> Iri:
    """The IRI of an organisation: that of the TOOI register, or one of our own where the code is fictional."""
    return mint(base, in_body("organisation", code)) if is_fictional(code) else Iri(f"{TOOI_MUNICIPALITY}{code}")


def is_fictional(code: str) -> bool:
    """Whether an organisation code is one that the TOOI register does not give out (gm9000 and above)."""
    return code[2:] >= "9000"


def graph(base: str, *path: str) -> Iri:
    """The IRI of a named graph: `graph(base, "doc", "gm0193/begroting/2021")`."""
    return Iri("/".join((base, "graph", *path)))


def curated_name(base: str, iri: str) -> str | None:
    """The name of a curated graph by its IRI `{base}/graph/curated/{name}`; None for any other IRI.

    A name has one to four segments of lower-case ASCII letters, digits, `.`, `_` and `-`, such as `sdg/gm0193`.
    """
    name = iri.removeprefix(f"{graph(base, CURATED)}/")
    return name if name != iri and _CURATED_NAME.fullmatch(name) else None


def home(base: str, subject: str, predicate: str, body_owned: Container[str]) -> Iri | None:
    """The one graph that a triple belongs to, by its subject and predicate; None for a subject that has no home.

    A note on a thing or an alignment of it has none either: it stands in the curated graph that it was written to.

    `body_owned` holds the versions that a body graph describes because no loaded page does (so that such a version has
    one home, before and after its page is loaded) and the captures that were superseded.
    """
    if predicate == DQV_HAS_QUALITY_MEASUREMENT:
        return graph(base, CATALOGUE)
    homes = _homes(base, subject)
    if homes is not None and homes.is_ours and predicate in CURATED_PREDICATES:
        return None
    if homes is None or homes.text is None:
        return homes and homes.facts
    if predicate in ANALYSIS_PREDICATES:
        return homes.analysis
    if subject in body_owned:
        return homes.body
    return homes.text if predicate in TEXT_PREDICATES else homes.facts


class _Homes(NamedTuple):
    """The graphs that the triples of a subject can be in: its facts, and where it is of a document also the others."""

    facts: Iri
    text: Iri | None = None
    body: Iri | None = None
    analysis: Iri | None = None
    is_ours: bool = False


@lru_cache(maxsize=4096)  # the triples of a thing come one after the other
def _homes(base: str, subject: str) -> _Homes | None:
    if subject.startswith(f"{base}/graph/"):
        thing = subject.partition("#")[0]
        named = Iri(thing) if curated_name(base, thing) else graph(base, "provenance")
        return _Homes(_describing(base, subject) or named)
    if subject == f"{base}/sparql":
        return _Homes(graph(base, SERVICE))
    if _is_measurement(base, subject):
        return _Homes(graph(base, CATALOGUE))
    identifier = parse(base, subject)
    if identifier is None:
        code = subject.removeprefix(TOOI_MUNICIPALITY)
        return _Homes(graph(base, "body", code), is_ours=True) if code != subject else None
    if identifier.kind in {RUN, CORRECTION}:
        return _Homes(graph(base, "provenance"))
    body = graph(base, "body", identifier.organisation or "")
    if identifier.document is None:
        return _Homes(body, is_ours=True)
    path = identifier.document.path
    return _Homes(
        graph(base, "doc", path), graph(base, "text", path), body, graph(base, "analysis", path), is_ours=True
    )


def is_description(base: str, name: str) -> bool:
    """Whether a graph is one of those in which a release describes itself."""
    return name == graph(base, SERVICE) or name.startswith(graph(base, VOID, ""))


def _describing(base: str, subject: str) -> Iri | None:
    """The graph that describes, of something in it: `{base}/graph/void/gm0193/begroting/2021` of its `#dataset`."""
    name, fragment, _ = subject.partition("#")
    return Iri(name) if fragment and is_description(base, name) else None


def _is_measurement(base: str, subject: str) -> bool:
    """Whether something is a measurement of a document: `{base}/id/document/gm0193/begroting/2021#goals-read`."""
    document, _, metric = subject.partition("#")
    identifier = parse(base, document) if metric in _METRICS else None
    return identifier is not None and identifier.kind == "document" and not identifier.local


@lru_cache(maxsize=4096)  # a number is asked for again by everything that belongs to it
def slug(text: str) -> str:
    """A text as one segment of a path: `P3 1.1` becomes `p3-1.1`, `Fysiek Domein` becomes `fysiek-domein`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")


def sort_key(number: str) -> str:
    """A number so written that it sorts as people count: 1.10 after 1.9 (groups of digits padded to four)."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(4), number)


def printed_number(number: str) -> str:
    """What of a number people print: `A` of `prettige-stad A`, nothing of words that stand for a number.

    Where numbers begin anew in each programme, the words of the programme stand before them.
    """
    scope, _, rest = number.rpartition(" ")
    own = rest if scope == slug(scope) else number
    return "" if re.fullmatch(r"[a-z][a-z0-9-]*", own) else own


def _require(kind: str, kinds: frozenset[str]) -> None:
    if kind not in kinds:
        raise ValueError(f"{kind!r} is no kind of identifier here; known are {', '.join(sorted(kinds))}")
