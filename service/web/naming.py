"""What plan elements are called on a page in its language. Asks nothing.

The graph calls a version in Dutch, "Doel 2.2.2 Participatie (Zwolle, Begroting 2021)"; its first word is a word of ours
and is said in the language of the page, its short name is the document's own and stays.
"""

import re
from typing import Final

from ontology.iri import slug
from ontology.language import Language
from service.web.phrases import KINDS

# http://localhost:8000/id/goal-version/gm0193/begroting/2021/2.2.2
_VERSION: Final = re.compile(r".+/id/(?P<kind>goal|ambition|programme)-version/[^/]+/[^/]+/[^/]+/(?P<local>[^/]+)")


def called(iri: str, label: str, language: Language) -> str:
    """A thing by its label, with the word for its kind in the language where it is a plan element."""
    found = _VERSION.fullmatch(iri)
    word = KINDS[found["kind"]] if found else None
    if word is None or not label.startswith(f"{word.nl} "):
        return label
    return word.say(language) + label.removeprefix(word.nl)


def called_briefly(iri: str, label: str, language: Language) -> str:
    """The same without the document that it ends with in parentheses, for places where that is clear."""
    return called(iri, label, language).partition(" (")[0]


def called_by_number(iri: str, label: str, language: Language) -> str:
    """A plan element inside a sentence, by its number alone: `doel 1.1.2`; anything else by its label."""
    found = _VERSION.fullmatch(iri)
    if found is None:
        return label
    return f"{KINDS[found['kind']].say(language).lower()} {_number(found['local'], label)}"


def _number(local: str, label: str) -> str:
    """The number as printed, of which the IRI holds another form: `P3 1.1` for `p3-1.1`."""
    words = label.partition(" (")[0].split()[1:]
    printed = (" ".join(words[:count]) for count in range(1, len(words) + 1))
    return next((number for number in printed if slug(number) == local), local)
