"""One rule: what follows from which patterns, in words, and as the CONSTRUCT query of its file in `rules/`.

Reads back the text that it writes. Runs nothing, and knows no vocabulary; `rules` makes rules of that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ontology.language import Phrase
from ontology.terms import PREFIXES, RDF_TYPE, Iri

SUBJECT: Final = "?subject"
OBJECT: Final = "?object"

_APART: Final = f"FILTER({SUBJECT} != {OBJECT})"
_CROSSES: Final = "# Over all documents of a body together."
# `CONSTRUCT { ?subject dg:linkedWith ?object }` and the line behind it, between lines of comment and prefixes.
_FILE: Final = re.compile(
    r"""\#[ ](?P<axiom>[^\n]+)\n
        \#[ ]nl:[ ](?P<nl>[^\n]+)\n
        \#[ ]en:[ ](?P<en>[^\n]+)\n
        (?P<crosses>\#[^\n]+\n)?
        (?:PREFIX[ ][^\n]+\n)+
        CONSTRUCT[ ]\{[ ](?P<head>[^\n]+)[ ]\}\n
        WHERE[ ]\{[ ](?P<body>[^\n]+)[ ]\}\n""",
    re.VERBOSE,
)


class RuleTextError(ValueError):
    """A file of rules that is not as `rules` writes them; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables, such as `?subject dg:refersTo ?object`; the object may be an IRI instead."""

    subject: str
    predicate: Iri
    object: str

    @property
    def variables(self) -> tuple[str, ...]:
        """Its variables, with their question mark."""
        return tuple(term for term in (self.subject, self.object) if term.startswith("?"))

    def __str__(self) -> str:
        predicate = "a" if self.predicate == RDF_TYPE else shorten(self.predicate)
        return f"{self.subject} {predicate} {shorten(self.object)}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows, the head, from patterns that share variables.

    `axiom` is the axiom that it realises, in Turtle, or a definition in words; `words` say it to people. With `apart`
    nothing follows about a thing and itself. A rule that `crosses` joins what stands in several documents.
    """

    name: str
    axiom: str
    words: Phrase
    head: Pattern
    body: tuple[Pattern, ...]
    apart: bool = False
    crosses: bool = False

    @property
    def predicates(self) -> frozenset[Iri]:
        """The properties that it reads or gives."""
        return frozenset(pattern.predicate for pattern in (self.head, *self.body))

    @property
    def where(self) -> str:
        """What has to hold, in the syntax of SPARQL."""
        return " . ".join([*map(str, self.body), *([_APART] if self.apart else [])])

    def text(self) -> str:
        """The file of the rule."""
        comments = [self.axiom, f"nl: {self.words.nl}", f"en: {self.words.en}"]
        lines = [*(f"# {comment}" for comment in comments), *([_CROSSES] if self.crosses else [])]
        query = [f"CONSTRUCT {{ {self.head} }}", f"WHERE {{ {self.where} }}"]
        return "\n".join([*lines, *_prefixes(query), *query, ""])


def shorten(term: str) -> str:
    """A term as queries here write it: a variable, a prefixed name, or an IRI between angle brackets."""
    if term.startswith("?"):
        return term
    for name, namespace in PREFIXES.items():
        local = term.removeprefix(namespace)
        if local != term and re.fullmatch(r"[A-Za-z]\w*", local, re.ASCII):
            return f"{name}:{local}"
    return f"<{term}>"


def read_rule(name: str, text: str) -> Rule:
    """The rule of a file.

    Raises:
        RuleTextError: the file is not as `Rule.text` writes it.
    """
    found = _FILE.fullmatch(text)
    if found is None:
        raise RuleTextError(f"ontology/rules/{name}.rq is no rule; write it again with `python -m ontology.rules`")
    parts = found["body"].split(" . ")
    apart = parts[-1] == _APART
    rule = Rule(
        name,
        found["axiom"],
        Phrase(found["nl"], found["en"]),
        _pattern(found["head"]),
        tuple(map(_pattern, parts[:-1] if apart else parts)),
        apart=apart,
        crosses=found["crosses"] is not None,
    )
    if rule.text() != text:
        raise RuleTextError(f"ontology/rules/{name}.rq was changed by hand; write it with `python -m ontology.rules`")
    return rule


@cache
def packaged_rules() -> tuple[Rule, ...]:
    """The rules of the vocabulary, by their names."""
    found = (entry for entry in files("ontology").joinpath("rules").iterdir() if entry.name.endswith(".rq"))
    texts = {entry.name.removesuffix(".rq"): entry.read_text("utf-8") for entry in found}
    return tuple(read_rule(name, text) for name, text in sorted(texts.items()))


def _prefixes(query: Iterable[str]) -> Iterator[str]:
    used = set(re.findall(r"(\w+):\w", re.sub(r"<[^>]*>", "", " ".join(query))))
    return (f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used))


def _pattern(text: str) -> Pattern:
    subject, predicate, value = text.split(" ")
    return Pattern(subject, RDF_TYPE if predicate == "a" else Iri(_expand(predicate)), _expand(value))


def _expand(term: str) -> str:
    if term.startswith("?"):
        return term
    if term.startswith("<"):
        return term.strip("<>")
    prefix, _, local = term.partition(":")
    return PREFIXES[prefix] + local
