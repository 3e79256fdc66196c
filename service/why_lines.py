"""An explanation as lines of text for a terminal. Asks nothing."""

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.identity_methods import method_said
from ontology.language import Language, Phrase
from ontology.terms import XSD_DECIMAL, XSD_INTEGER
from service.answers.why import Explanation, Origin, Place, Standing, Way, Why
from service.engine.engine import Term
from service.web.display import quantity

_INDENT: Final = "  "
_LONGEST: Final = 300  # characters of what stands at a place; a description of a page is longer
# Values that are written without their datatype.
_BARE: Final = frozenset({XSD_INTEGER, XSD_DECIMAL})
_ASSERTED: Final = Phrase("vermeld, in de graaf {graphs}", "stated, in the graph {graphs}")
_DERIVED: Final = Phrase("afgeleid: {words}", "derived: {words}")
_COUNTED: Final = Phrase(
    "geteld uit alle verwijzingen (dg:refersTo) binnen het document; op geen pagina, in de graaf {graphs}",
    "counted from all references (dg:refersTo) within the document; on no page, in the graph {graphs}",
)
_RULE: Final = Phrase("regel {name}: {axiom}", "rule {name}: {axiom}")
_UNKNOWN: Final = Phrase(
    "afgeleid, maar door geen regel van deze versie van doelgraaf; publiceer opnieuw met `doelgraaf publish`",
    "derived, but by no rule of this version of doelgraaf; publish again with `doelgraaf publish`",
)
_STOPPED: Final = Phrase(
    "niet verder nagegaan: het antwoord kostte te veel vragen; vraag het van een uitspraak hierboven",
    "not followed any further: the answer took too many queries; ask it of a statement above",
)
_NO_PLACE: Final = Phrase("op geen pagina", "on no page")
_RUN: Final = Phrase("gelezen door {run}: {label}", "read by {run}: {label}")
_FOUND: Final = Phrase("bekend uit: {label}", "known from: {label}")
_ON_PAGE: Final = Phrase("op {page}", "on {page}")
_AT: Final = Phrase("op {page}, tekens {start}-{end}: «{words}»", "on {page}, characters {start}-{end}: “{words}”")
_SENTENCE: Final = Phrase("zin: «{sentence}»", "sentence: “{sentence}”")
_CLAIM: Final = Phrase(
    "uitspraak over twee versies: {kind}, zekerheid {confidence}; {method}",
    "claim about two versions: {kind}, confidence {confidence}; {method}",
)
_MORE: Final = Phrase("er zijn meer manieren waarop dit volgt", "there are more ways in which this follows")


def lines(why: Why, language: Language) -> Iterator[str]:
    """The explanation, each premise below what follows from it."""
    yield from _explanation(why, why.explanation, language, "")


def _explanation(why: Why, one: Explanation, language: Language, indent: str) -> Iterator[str]:
    said = one.statement
    yield indent + " — ".join(_called(why, term, language) for term in (said.subject, said.predicate, said.object))
    deeper = indent + _INDENT
    if one.asserted:
        yield deeper + _ASSERTED.say(language, graphs=", ".join(one.graphs))
        yield from (deeper + line for line in _stated(why, one, language))
        return
    if one.standing is Standing.COUNTED:
        yield deeper + _COUNTED.say(language, graphs=", ".join(one.graphs))
        return
    for way in one.ways:
        yield from _way(why, way, language, deeper)
    if not one.ways:
        yield deeper + (_STOPPED if one.more else _UNKNOWN).say(language)
    elif one.more:
        yield deeper + _MORE.say(language)


def _way(why: Why, way: Way, language: Language, indent: str) -> Iterator[str]:
    yield indent + _DERIVED.say(language, words=way.rule.words.say(language))
    yield indent + _RULE.say(language, name=way.rule.name, axiom=way.rule.axiom)
    for premise in way.premises:
        yield from _explanation(why, premise, language, indent + _INDENT)


def _stated(why: Why, one: Explanation, language: Language) -> Iterator[str]:
    for claim in one.claims:
        yield _CLAIM.say(
            language,
            kind=claim.kind.label.say(language),
            confidence=quantity(str(claim.confidence), language),
            method=method_said(claim.method).say(language),
        )
    yield from _places(one.places, language)
    if not one.places:
        yield (_STOPPED if one.more else _NO_PLACE).say(language)
    yield from _origin(why, one.origin or Origin(), language)


def _origin(why: Why, origin: Origin, language: Language) -> Iterator[str]:
    for run in origin.runs:
        yield _RUN.say(language, run=run, label=why.label(run).say(language))
    for code in origin.found_by:
        yield _FOUND.say(language, label=why.label(code).say(language))


def _places(places: tuple[Place, ...], language: Language) -> Iterator[str]:
    for place in places:
        page = place.address or place.page
        if place.words is None:
            yield _ON_PAGE.say(language, page=page)
        else:
            yield _AT.say(
                language,
                page=page,
                start=place.start,
                end=place.end,
                words=shorten(place.words, _LONGEST, placeholder=" …"),
            )
        if place.sentence is not None:
            yield _SENTENCE.say(language, sentence=_one_line(place.sentence))


def _called(why: Why, term: Term, language: Language) -> str:
    if isinstance(term, NamedNode):
        return why.label(term.value).say(language)
    return term.value if isinstance(term, Literal) and term.datatype.value in _BARE else str(term)


def _one_line(text: str) -> str:
    return " ".join(text.split())
