"""The shapes: what SHACL (W3C Recommendation of 2017) says of one graph. Infers nothing and reads no dataset.

The message of a shape says what is wrong, then `Herstel:` or `Remedy:` and how to mend it. It is taken from the shapes
themselves and not from the validator's report, which fills in the variables of SPARQL constraints only.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Self

import shacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ontology.definition_files import CURATED_SHAPE_FILES, SHAPE_FILES, VOCABULARY_FILES
from ontology.finding import Severity
from ontology.language import Language, Phrase
from ontology.terms import PREFIXES

SH: Final = "http://www.w3.org/ns/shacl#"
REMEDIES: Final = MappingProxyType({Language.NL: " Herstel: ", Language.EN: " Remedy: "})

_RDF: Final = PREFIXES["rdf"]
_SIGNS: Final = MappingProxyType({f"{SH}zeroOrMorePath": "*", f"{SH}oneOrMorePath": "+", f"{SH}zeroOrOnePath": "?"})

Term = NamedNode | BlankNode | Literal | Triple
Description = Mapping[str, Sequence[Term]]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """What a result comes from, by IRI: a property shape or a node shape, and in it the SPARQL constraint, if any."""

    shape: str
    constraint: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One result of validation: what was violated, where, and what to tell people.

    `shape` is the name of the node shape, such as `DocumentShape`; `focus` an IRI, or another term in N-Triples; `path`
    a property path of SPARQL with the prefixes of the vocabulary; `value` a term in N-Triples.
    """

    shape: str
    source: Source
    component: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: Phrase
    remedy: Phrase

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What results are sorted by; no two of one graph have the same."""
        source = (self.source.shape, self.source.constraint or "")
        return (self.shape, self.focus, *source, self.component, self.path or "", self.value or "")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes, compiled, with what is said in them.

    Property shapes and SPARQL constraints are blank nodes in the file, and have a name here: that of their node shape,
    and what they are about, such as `VersionShape-number` or `TreeShape-sparql1`.
    """

    engine: shacl.Shapes
    said: Mapping[Term, Description]
    owners: Mapping[str, str]

    @classmethod
    def of(cls, turtle: bytes) -> Self:
        """The shapes of a file.

        Raises:
            SyntaxError: it holds no Turtle.
            ValueError: it holds shapes that are not well-formed.
        """
        triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
        owners: dict[str, str] = {}
        names = dict(_names(triples, owners))
        named = [_named(triple, names) for triple in triples]
        compiled = shacl.Shapes.from_text(_ntriples(named), format="ntriples")
        return cls(compiled, _said(named), MappingProxyType(owners))

    @property
    def names(self) -> frozenset[str]:
        """The names of the node shapes."""
        return frozenset(self.owners.values())

    def words(self, source: Source) -> Mapping[Language, str]:
        """The messages of a constraint, or where it has none of the shape.

        Raises:
            LookupError: neither has any.
        """
        for name in filter(None, (source.constraint, source.shape)):
            found = self.said[NamedNode(name)].get(f"{SH}message", ())
            if found:
                return {Language(said.language or ""): said.value for said in found if isinstance(said, Literal)}
        raise LookupError(f"shape {source.shape} has no message; write one in both languages in {SHAPE_FILES[0]}")

    def path(self, name: str) -> Term | None:
        """The path of a property shape, as it stands in the file."""
        return next(iter(self.said[NamedNode(name)].get(f"{SH}path", ())), None)


@cache
def all_shapes() -> Shapes:
    """The shapes of this package."""
    return Shapes.of(b"".join(files("ontology").joinpath(name).read_bytes() for name in SHAPE_FILES))


@cache
def curated_shapes() -> Shapes:
    """The further shapes of this package for a curated graph."""
    return Shapes.of(b"".join(files("ontology").joinpath(name).read_bytes() for name in CURATED_SHAPE_FILES))


@cache
def vocabulary() -> str:
    """The vocabulary and its code lists, which the shapes want beside the data, in N-Triples."""
    read = (files("ontology").joinpath(name).read_bytes() for name in VOCABULARY_FILES)
    return "".join(_ntriples(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)) for turtle in read)


@cache
def digest() -> str:
    """The SHA-256 of all that a result depends on beside the data: shapes, vocabulary, engine."""
    content = hashlib.sha256(version("shacl").encode())
    for name in (*SHAPE_FILES, *VOCABULARY_FILES):
        content.update(b"\0" + files("ontology").joinpath(name).read_bytes())
    return content.hexdigest()


def validate(quads: Iterable[Quad], shapes: Shapes) -> list[Result]:
    """What shapes find, sorted: in the quads of a document, its texts, body and provenance, with the vocabulary."""
    return validate_triples(_ntriples(quad.triple for quad in quads) + vocabulary(), shapes)


def validate_curated(quads: Iterable[Quad]) -> list[Result]:
    """What the shapes of curated graphs find in one, sorted; they need no vocabulary beside it."""
    return validate_triples(_ntriples(quad.triple for quad in quads), curated_shapes())


def validate_triples(ntriples: str, shapes: Shapes) -> list[Result]:
    """What shapes find in a graph of N-Triples, sorted.

    Raises:
        ValueError: it is no N-Triples.
    """
    report = shapes.engine.validate_text(ntriples, format="ntriples")
    if not report.results:
        return []
    told = _said(quad.triple for quad in parse(report.serialize("ntriples").encode(), format=RdfFormat.N_TRIPLES))
    found = {one for terms in told.values() for one in terms.get(f"{SH}result", ())}
    results = {result.sort_key: result for result in (_result(shapes, told, told[one]) for one in found)}
    return [results[key] for key in sorted(results)]


def path_text(path: Term, said: Mapping[Term, Description]) -> str:
    """A path as SPARQL writes it: `dg:number`, `^dg:hasTarget`, `(dg:subGoalOf|dg:inAmbition)*/dg:inProgramme`."""
    if isinstance(path, NamedNode):
        return shorten(path.value)
    description = said[path]
    for sign, mark in _SIGNS.items():
        if sign in description:
            return f"{path_text(description[sign][0], said)}{mark}"
    if f"{SH}inversePath" in description:
        return f"^{path_text(description[f'{SH}inversePath'][0], said)}"
    if f"{SH}alternativePath" in description:
        listed = _members(description[f"{SH}alternativePath"][0], said)
        return f"({'|'.join(path_text(member, said) for member in listed)})"
    return "/".join(path_text(member, said) for member in _members(path, said))


def shorten(iri: str) -> str:
    """An IRI with a prefix of the vocabulary, or as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def name_of(term: Term) -> str:
    """An IRI as it is, any other term in N-Triples, which is never that of an IRI."""
    return term.value if isinstance(term, NamedNode) else str(term)


def _names(triples: Sequence[Triple], owners: dict[str, str]) -> Iterator[tuple[Term, NamedNode]]:
    """A name for each property shape and SPARQL constraint that hangs under a node shape; notes whose it is."""
    said = _said(triples)
    counts: dict[str, int] = {}
    for shape, description in said.items():
        if not isinstance(shape, NamedNode) or NamedNode(f"{SH}NodeShape") not in description.get(f"{_RDF}type", ()):
            continue
        own = shape.value.rpartition("#")[2]
        owners[shape.value] = own
        for part in (*description.get(f"{SH}property", ()), *description.get(f"{SH}sparql", ())):
            about = "sparql" if f"{SH}select" in said[part] else "-".join(_about(said[part][f"{SH}path"][0], said))
            name = f"{shape.value}-{about}"
            counts[name] = counts.get(name, 0) + 1
            numbered = f"{name}{counts[name]}" if about == "sparql" or counts[name] > 1 else name
            owners[numbered] = own
            yield part, NamedNode(numbered)


def _about(path: Term, said: Mapping[Term, Description]) -> Iterator[str]:
    """The names of the properties of a path."""
    if isinstance(path, NamedNode):
        if path.value != f"{_RDF}nil":
            yield path.value.rpartition("#" if "#" in path.value else "/")[2]
        return
    for objects in said[path].values():
        for one in objects:
            yield from _about(one, said)


def _named(triple: Triple, names: Mapping[Term, NamedNode]) -> Triple:
    subject, value = names.get(triple.subject, triple.subject), names.get(triple.object, triple.object)
    return Triple(subject, triple.predicate, value)


def _said(triples: Iterable[Triple]) -> Mapping[Term, Description]:
    """What is said of each thing, in the order in which it is said."""
    said: dict[Term, dict[str, list[Term]]] = {}
    for triple in triples:
        said.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return said


def _members(listed: Term, said: Mapping[Term, Description]) -> Iterator[Term]:
    """The members of an RDF list."""
    while listed != NamedNode(f"{_RDF}nil"):
        yield said[listed][f"{_RDF}first"][0]
        listed = said[listed][f"{_RDF}rest"][0]


def _ntriples(triples: Iterable[Triple]) -> str:
    written = io.BytesIO()
    serialize(triples, written, format=RdfFormat.N_TRIPLES)
    return written.getvalue().decode()


def _result(shapes: Shapes, told: Mapping[Term, Description], result: Description) -> Result:
    def one(name: str) -> Term | None:
        return next(iter(result.get(f"{SH}{name}", ())), None)

    focus, value, path = result[f"{SH}focusNode"][0], one("value"), one("resultPath")
    shape, constraint = one("sourceShape"), one("sourceConstraint")
    if shape is None:
        raise LookupError(f"a result of validation on {focus} names no shape")
    source = Source(name_of(shape), None if constraint is None else name_of(constraint))
    message, remedy = _phrases(shapes.words(source), focus, value)
    severe = one("resultSeverity") == NamedNode(f"{SH}Violation")
    return Result(
        shapes.owners[source.shape],
        source,
        name_of(result[f"{SH}sourceConstraintComponent"][0]),
        Severity.VIOLATION if severe else Severity.WARNING,
        name_of(focus),
        None if path is None else path_text(path, told),
        None if value is None else str(value),
        message,
        remedy,
    )


def _phrases(words: Mapping[Language, str], focus: Term, value: Term | None) -> tuple[Phrase, Phrase]:
    """What is wrong and how to mend it, with the variables filled in."""
    told = {language: _filled(words[language], focus, value).partition(REMEDIES[language]) for language in Language}
    nl, en = told[Language.NL], told[Language.EN]
    return Phrase(nl[0], en[0]), Phrase(nl[2], en[2])


def _filled(message: str, focus: Term, value: Term | None) -> str:
    shown = "-" if value is None or isinstance(value, Triple) else value.value
    return message.replace("{$this}", name_of(focus)).replace("{?value}", shown)
