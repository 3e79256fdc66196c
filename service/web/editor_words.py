"""The texts around the editor for SPARQL, for its template and its script alike, and what the script has to know."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES
from service.release.labels import Kind
from service.web.render import asset_address

SCRIPT: Final = "editor.js"

WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "label": Phrase("Vraag in SPARQL", "Query in SPARQL"),
        "hint": Phrase(
            "Ctrl+Enter stelt de vraag, Ctrl+spatie vult aan, Esc sluit de aanvullingen, "
            "Tab gaat naar de knoppen. Na < of een aanhalingsteken zoekt u op de woorden van een naam.",
            "Ctrl+Enter asks, Ctrl+Space completes, Esc closes the completions, "
            "Tab goes to the buttons. After < or a quotation mark you search by the words of a name.",
        ),
        "stop": Phrase("Stop", "Stop"),
        "share": Phrase("Kopieer de link", "Copy the link"),
        "link": Phrase("Link naar deze vraag", "Link to this query"),
        "shared": Phrase("De link staat op het klembord.", "The link is on the clipboard."),
        "running": Phrase("Bezig… {seconds}", "Running… {seconds}"),
        "took": Phrase("Beantwoord in {seconds} s.", "Answered in {seconds} s."),
        "stopped": Phrase("Gestopt na {seconds} s.", "Stopped after {seconds} s."),
        "failed": Phrase(
            "Er kwam geen heel antwoord; probeer het nog eens.", "No whole answer came in; please try again."
        ),
        "filled": Phrase("De vraag staat in het vak.", "The query is in the box."),
        "prefix": Phrase("prefix", "prefix"),
        "download": Phrase("Alles ophalen als", "Download all of it as"),
        "more_examples": Phrase("Voorbeelden en vragen die klaarliggen", "Examples, and questions that lie ready"),
    }
)

KINDS: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.CLASS: Phrase("klasse", "class"),
        Kind.PROPERTY: Phrase("eigenschap", "property"),
        Kind.CODE: Phrase("code", "code"),
        Kind.LIST: Phrase("codelijst", "code list"),
        Kind.PROGRAMME: Phrase("programma", "programme"),
        Kind.AMBITION: Phrase("ambitie", "ambition"),
        Kind.GOAL: Phrase("doel", "goal"),
        Kind.DOCUMENT: Phrase("document", "document"),
        Kind.ORGANISATION: Phrase("organisatie", "organisation"),
        Kind.PERSON: Phrase("persoon", "person"),
        Kind.DOMAIN: Phrase("domein", "domain"),
        Kind.PROJECT: Phrase("project", "project"),
        Kind.PROPOSAL: Phrase("bestedingsvoorstel", "spending proposal"),
        Kind.SERVICE: Phrase("dienst voor SERVICE", "service for SERVICE"),
        Kind.NAME: Phrase("naam", "name"),
        Kind.NUMBER: Phrase("nummer", "number"),
    }
)

# What CodeMirror says itself, by its English words, as far as these parts of it are used.
_OF_CODEMIRROR: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        text: Phrase(dutch, text)
        for text, dutch in (
            ("Completions", "Aanvullingen"),
            ("Diagnostics", "Fouten"),
            ("No diagnostics", "Geen fouten"),
            ("close", "sluiten"),
            ("Control character", "Stuurteken"),
            ("Selection deleted", "Selectie verwijderd"),
            ("current match", "deze treffer"),
        )
    }
)


def words(language: Language) -> dict[str, str]:
    """The texts in a language; the places for values are left open, as the script fills them in."""
    return {name: phrase.nl if language is Language.NL else phrase.en for name, phrase in WORDS.items()}


def settings(language: Language) -> dict[str, object]:
    """What the script reads from the page; see `Settings` in web/src/settings.ts."""
    return {
        "language": language.value,
        "terms": "/sparql/terms",
        "endpoint": "/sparql",
        "prefixes": dict(PREFIXES),
        "words": words(language),
        "kinds": {kind.value: phrase.say(language) for kind, phrase in KINDS.items()},
        "phrases": {text: phrase.say(language) for text, phrase in _OF_CODEMIRROR.items()},
    }


def script_address() -> str:
    """The address of the script."""
    return asset_address(SCRIPT)
