"""The texts of the pages: each that a template names exists, each that exists is named."""

import re
from pathlib import Path

from service.web.phrases import PHRASES

TEMPLATES = Path(__file__).parents[2] / "service" / "web" / "templates"
# Phrases that a template names by a variable, or that an answer in JSON uses.
BY_VARIABLE = {"expenditure", "revenue", "balance"}


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.html")))
    named = set(re.findall(r"""say\(["'](\w+)["']""", text))
    assert len(named) > 50
    assert named | BY_VARIABLE == set(PHRASES)


def test_both_languages_have_the_same_places_for_values() -> None:
    for name, phrase in PHRASES.items():
        assert sorted(re.findall(r"{(\w+)}", phrase.nl)) == sorted(re.findall(r"{(\w+)}", phrase.en)), name
