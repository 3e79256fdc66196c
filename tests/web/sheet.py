"""A page under construction: statements by the contract of docs/model.md about what stands on its text."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ontology import codes as c
from ontology import terms as t
from ontology.codes import Code, code_iri
from ontology.iri import DocumentKey, home, in_document, mint

BASE = "https://doelen.example.org"


@dataclass
class Sheet:
    """A page under construction: statements about what stands on its text, found by its words."""

    document: DocumentKey
    number: str
    text: str
    body_owned: set[str]
    quads: list[Quad] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The path of the page in IRIs."""
        return f"20310503t145935/goal-{self.number}"

    @property
    def page(self) -> str:
        """The IRI of the page."""
        return mint(BASE, in_document("page", self.document, *self.path.split("/")))

    @property
    def version(self) -> str:
        """The IRI of the version that the page describes."""
        return version(self.document, self.number)

    def say(self, subject: str, *pairs: tuple[str, object]) -> str:
        """State properties of a thing, each in its home graph."""
        for predicate, value in pairs:
            target = home(BASE, subject, predicate, self.body_owned)
            assert target is not None, (subject, predicate)
            self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), term(value), NamedNode(target)))
        return subject

    def span(self, kind: str, words: str, *pairs: tuple[str, object], after: str = "", suffix: str = "") -> str:
        """State something that stands where the words first occur after others."""
        start = self.text.index(words, self.text.index(after))
        iri = mint(
            BASE, in_document(kind, self.document, *self.path.split("/"), f"{start}-{start + len(words)}{suffix}")
        )
        located = ((t.ON_PAGE, Node(self.page)), (t.START, start), (t.END, start + len(words)))
        section = next((name for name, (begin, end) in self.sections.items() if begin <= start < end), None)
        inside = ((t.IN_SECTION, Node(section)),) if section and kind != "section" else ()
        return self.say(iri, *located, *inside, *pairs)

    sections: dict[str, tuple[int, int]] = field(default_factory=dict)

    def section(self, order: int, kind: Code, heading: str, first: str, last: str) -> None:
        """State a section from its first to its last words."""
        begin = self.text.index(first, self.text.index(heading) + len(heading)) if first else self.text.index(heading)
        end = self.text.index(last, begin) + len(last)
        iri = mint(BASE, in_document("section", self.document, *self.path.split("/"), str(order)))
        self.sections[iri] = (begin, end)
        self.say(
            iri,
            (t.RDF_TYPE, Node(t.SECTION)),
            (t.SECTION_OF, Node(self.page)),
            (t.ON_PAGE, Node(self.page)),
            (t.SECTION_KIND, Node(code_iri(kind))),
            (t.DCTERMS_TITLE, heading),
            (t.ORDER, order),
            (t.START, begin),
            (t.END, end),
        )

    def reference(  # noqa: PLR0917 - a reference has this many properties
        self,
        words: str,
        sentence: str,
        number: str,
        kind: Code,
        relation: Code,
        resolution: Code,
        target: str | None,
        label: str | None = None,
    ) -> str:
        """State a reference in the sentence that begins with the sentence's first words."""
        pairs: list[tuple[str, object]] = [
            (t.RDF_TYPE, Node(t.REFERENCE)),
            (t.REFERRING_ELEMENT, Node(self.version)),
            (t.EXACT, words),
            (t.SENTENCE, sentence),
            (t.CITED_NUMBER, number),
            (t.CITED_KIND, Node(code_iri(kind))),
            (t.ROLE, Node(code_iri(c.Role.SELF if resolution is c.Resolution.SELF else c.Role.CROSS_REFERENCE))),
            (t.RELATION, Node(code_iri(relation))),
            (t.RESOLUTION, Node(code_iri(resolution))),
        ]
        if target:
            pairs.append((t.REFERRED_ELEMENT, Node(target)))
            self.say(self.version, (t.REFERS_TO, Node(target)))
        if label:
            pairs.append((t.CITED_LABEL, label))
        reference = self.span("reference", words, *pairs, after=sentence[:10])
        self.say(self.version, (t.MAKES_REFERENCE, Node(reference)))
        return reference


class Node(str):
    """An IRI among values that are otherwise literals."""

    __slots__ = ()


@dataclass(frozen=True)
class Nl:
    """A text in Dutch."""

    text: str


@dataclass(frozen=True)
class Typed:
    """A literal with a datatype."""

    text: str
    datatype: str


def term(value: object) -> NamedNode | Literal:
    match value:
        case Node():
            return NamedNode(value)
        case Nl():
            return Literal(value.text, language="nl")
        case Typed():
            return Literal(value.text, datatype=NamedNode(value.datatype))
        case int():
            return Literal(str(value), datatype=NamedNode(t.XSD_INTEGER))
        case _:
            return Literal(str(value))


def version(document: DocumentKey, number: str, kind: str = "goal") -> str:
    return mint(BASE, in_document(f"{kind}-version", document, number))
