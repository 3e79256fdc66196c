"""The terms of a query that may be why it has no rows: those that the vocabulary lacks, or that nothing is stated with.

Judges no query by its logic: one with the right terms may have no rows because nothing fits it, which `hints` knows.
"""

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ontology.finding import filled
from ontology.language import Phrase
from ontology.terms import HAS_DEVIATION, PREFIXES, PREVIOUS_VERSION, SUPERSEDED_BY, VERSION_OF
from service.answers.terms_in_use import terms_in_use
from service.answers.vocabulary import short_name, term_labels, vocabulary
from service.engine.engine import Engine
from service.engine.lexer import Kind, tokens

_OURS: Final = "https://w3id.org/doelgraaf/def"
_MOST: Final = 20

# What it means to a reader that a release states nothing with a property.
ABSENT: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        VERSION_OF: Phrase(
            "Deze release zegt van geen doel welke versies het heeft; lees de pagina's opnieuw met `doelgraaf ingest`.",
            "This release says of no goal which versions it has; read the pages again with `doelgraaf ingest`.",
        ),
        PREVIOUS_VERSION: Phrase(
            "Van geen doel is een eerdere versie gevonden; daarvoor zijn documenten van meer jaren nodig.",
            "Of no goal an earlier version was found; that needs documents of more years.",
        ),
        HAS_DEVIATION: Phrase(
            "Geen geladen document noemt een afwijking; die staan in tussentijdse rapportages en jaarstukken.",
            "No loaded document states a deviation; they stand in reports within the year and in annual accounts.",
        ),
        SUPERSEDED_BY: Phrase(
            "Van geen pagina is ook een oudere editie geladen.", "Of no page an older edition was loaded too."
        ),
    }
)
_UNKNOWN: Final = Phrase(
    "{term} bestaat niet; bedoeld is misschien {like}.", "{term} is no term; perhaps {like} is meant."
)
_UNLIKE: Final = Phrase(
    "{term} bestaat niet; docs/model.md en /def van de dienst noemen alle termen.",
    "{term} is no term; docs/model.md and /def of the service name them all.",
)
_UNSTATED: Final = Phrase("Deze release zegt niets met {term}.", "This release says nothing with {term}.")


async def unstated(engine: Engine, named: Iterable[str]) -> Mapping[str, Phrase]:
    """Those of the terms, given by IRI, with which a release states nothing, and what that means; one query.

    Raises:
        EngineError: the engine gave no answer.
    """
    asked = [iri for iri in named if iri.startswith(PREFIXES["dg"])][:_MOST]
    used = await terms_in_use(engine, asked) if asked else frozenset()
    return {iri: ABSENT.get(iri) or filled(_UNSTATED, term=short_name(iri)) for iri in asked if iri not in used}


async def absent(engine: Engine, properties: Iterable[str]) -> Mapping[str, Phrase]:
    """Those of some properties with which a release states nothing, and what that means; one query.

    Raises:
        EngineError: the engine gave no answer.
    """
    asked = tuple(properties)
    used = await terms_in_use(engine, asked) if asked else frozenset()
    return {iri: ABSENT[iri] for iri in asked if iri not in used}


def terms_of(query: str) -> tuple[str, ...]:
    """The IRIs of the terms of our vocabulary and code lists that a query names, in its order."""
    prefixes, found, declaring = dict(PREFIXES), dict[str, None](), ""
    for token in tokens(query):
        match token.kind:
            case Kind.NAME:
                prefix, _, local = token.text.partition(":")
                if declaring == "PREFIX":
                    declaring = prefix
                    continue
                found[prefixes.get(prefix, "") + local] = None
            case Kind.IRI if declaring not in {"", "PREFIX"}:
                prefixes[declaring] = token.text[1:-1]
            case Kind.IRI:
                found[token.text[1:-1]] = None
        declaring = "PREFIX" if token.word == "PREFIX" else ""
    return tuple(iri for iri in found if iri.startswith(_OURS))


def is_wrong(iri: str) -> bool:
    """Whether an IRI stands in a namespace of our vocabulary and is no term of it."""
    namespace, hash_, local = iri.partition("#")
    return bool(hash_ and local) and namespace in _terms() and local not in _terms()[namespace]


def unknown_term(iri: str) -> Phrase:
    """That a term does not exist, with the one that is most like it."""
    namespace, _, local = iri.partition("#")
    like = _nearest(namespace, local)
    if like is None:
        return filled(_UNLIKE, term=short_name(iri))
    return filled(_UNKNOWN, term=short_name(iri), like=short_name(f"{namespace}#{like}"))


def _nearest(namespace: str, local: str) -> str | None:
    """The term that differs in capitals only, that is called so in Dutch or English, or that is spelled most alike."""
    spelled = {term.lower(): term for term in sorted(_terms()[namespace])}
    called = {
        label.replace(" ", "").lower(): term
        for term in sorted(_terms()[namespace])
        if (known := term_labels().get(f"{namespace}#{term}"))
        for label in (known.en, known.nl)
    }
    wanted = local.lower()
    exact = spelled.get(wanted) or called.get(wanted)
    near = difflib.get_close_matches(wanted, spelled, n=1)
    return exact or (spelled[near[0]] if near else None)


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    """The local names of the vocabulary and of the code lists, by namespace without its `#`."""
    found: dict[str, set[str]] = {}
    for quad in vocabulary():
        namespace, hash_, local = str(quad.subject).strip("<>").partition("#")
        if hash_ and namespace.startswith(_OURS):
            found.setdefault(namespace, set()).add(local)
    return MappingProxyType({namespace: frozenset(names) for namespace, names in found.items()})
