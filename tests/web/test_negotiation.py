"""Which form and language a client gets."""

import pytest

from ontology.language import Language
from service.web.variants import preferred_language, preferred_type

OFFERED = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),  # no header: the first
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),  # a browser
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/*;q=0.3, text/html;q=0.9", "text/html"),
        ("text/turtle;q=0, */*", "application/ld+json"),  # what is refused is not given
        ("image/png", None),
        ("text/html;q=nonsense", None),
        ("TEXT/HTML", "text/html"),
    ],
)
def test_the_form_follows_the_accept_header(accept: str | None, expected: str | None) -> None:
    assert preferred_type(accept, OFFERED) == expected


@pytest.mark.parametrize(
    ("chosen", "header", "expected"),
    [
        (None, None, Language.NL),
        ("en", "nl", Language.EN),  # what is chosen goes first
        ("xx", "en-GB,en;q=0.8", Language.EN),
        (None, "de, en;q=0.5, nl;q=0.7", Language.NL),
        (None, "fr", Language.NL),
    ],
)
def test_the_language_follows_the_choice_then_the_browser(
    chosen: str | None, header: str | None, expected: Language
) -> None:
    assert preferred_language(chosen, header) is expected
