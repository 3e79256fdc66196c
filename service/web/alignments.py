"""The page of the alignments: how our terms and codes stand to those of others, by vocabulary, with the reason.

Serialises nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from service.answers.definitions import Alignment, code_lists, subjects
from service.web.definition_words import say
from service.web.definitions import Like, Place, like, place
from service.web.others import Prefix, prefixes
from service.web.render import language_of
from service.web.site import Site


@dataclass(frozen=True, slots=True)
class Aligned:
    """A term or code of ours and how it stands to one of others."""

    ours: Place
    like: Like


@dataclass(frozen=True, slots=True)
class Group:
    """The alignments with one vocabulary."""

    prefix: Prefix
    rows: tuple[Aligned, ...]


def alignments_page(site: Site, request: Request) -> Response:
    """The page of the alignments."""
    language = language_of(request)
    return site.renderer.page(
        "alignments.html", request, site.current(), word=partial(say, language), groups=groups(language)
    )


@cache
def groups(language: Language) -> tuple[Group, ...]:
    """The alignments by vocabulary; in each, terms in the order of `/def`, then codes."""
    rows = [Aligned(ours, like(one, language)) for ours, one in _alignments(language)]
    return tuple(
        Group(prefix, tuple(row for row in rows if row.like.other.text.partition(":")[0] == prefix.prefix))
        for prefix in prefixes(language)
    )


def _alignments(language: Language) -> Iterator[tuple[Place, Alignment]]:
    for subject in subjects():
        for term in subject.terms:
            for alignment in term.alignments:
                yield place(term.iri, language), alignment
    for codes in code_lists().values():
        for code in codes.codes:
            for alignment in code.alignments:
                text = f"{codes.label.say(language)}: {code.label.say(language)}"
                yield Place(text, f"/def/{codes.name}#{code.code}"), alignment
