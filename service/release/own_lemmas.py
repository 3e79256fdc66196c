"""Words whose lemma simplemma takes from another word of another meaning, with the one by which search knows them.

Simplemma looks a form up by itself, so that «eerste» is «een» and «leden» is «lijden». What is here was found by
reading what it makes of the frequent words of policy pages. A form that can be either word keeps what simplemma says,
unless one of the two hardly stands on such pages. Knows no index and no text.
"""

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# An ordinal is not its number; with -n it is the same ordinal of people.
_ORDINAL: Final = re.compile(
    r"(nulde|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde"
    r"|(?:der|veer|vijf|zes|zeven|acht|negen)tiende"
    r"|(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)en)?(?:twin|der|veer|vijf|zes|zeven|tach|negen)tigste"
    r"|honderdste|duizendste|miljoenste|zoveelste|laatste)n?"
)

OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        # third parties are not the third
        "derden": "derden",
        "laatst": "laatst",
        # to compare is another word here: more is not many, and further not far
        "meer": "meer",
        **dict.fromkeys(("meest", "meeste", "meesten"), "meest"),
        "minder": "minder",
        **dict.fromkeys(("minst", "minste", "minsten"), "minst"),
        **dict.fromkeys(("beter", "betere"), "beter"),
        **dict.fromkeys(("best", "beste"), "best"),
        **dict.fromkeys(("verder", "verdere"), "verder"),
        # «alle» is not «al», what comes is next
        **dict.fromkeys(("alle", "allen", "aller"), "alle"),
        **dict.fromkeys(("volgend", "volgende"), "volgend"),
        **dict.fromkeys(("komend", "komende"), "komend"),
        # people who are not as the adjective says, nor beside («naast»), nor women only
        **dict.fromkeys(("jongere", "jongeren"), "jongere"),
        "oudere": "oudere",
        "ouder": "ouder",
        **dict.fromkeys(("naaste", "naasten"), "naaste"),
        "leden": "lid",
        "fietser": "fietser",
        "werkgever": "werkgever",
        "vertegenwoordiger": "vertegenwoordiger",
        "penningmeester": "penningmeester",
        "historicus": "historicus",
        "scholieren": "scholier",
        # nouns that are taken for a form of a verb, or of another noun
        "acht": "acht",
        "bijen": "bijen",
        **dict.fromkeys(("dagje", "dagjes"), "dag"),
        "data": "data",
        "geslacht": "geslacht",
        "keten": "keten",
        "kom": "kom",
        "leed": "leed",
        "proef": "proef",
        "reden": "reden",
        "rooster": "rooster",
        "sloot": "sloot",
        "sprake": "sprake",
        "vaart": "vaart",
        **dict.fromkeys(("velde", "velden"), "veld"),
        "voornaamste": "voornaamste",
        "wagen": "wagen",
        # verbs that are taken for a noun, or for another verb
        "geboden": "bieden",
        "graven": "graven",
        "hoeven": "hoeven",
        "leren": "leren",
        "meten": "meten",
        "passen": "passen",
        **dict.fromkeys(("reed", "rijden"), "rijden"),
        "stellen": "stellen",
        "tonen": "tonen",
        "vieren": "vieren",
        "voeren": "voeren",
        "werven": "werven",
        # towns that no page means as a verb
        **{
            name: name
            for name in (
                "delft",
                "dronten",
                "etten",
                "gulpen",
                "holten",
                "laren",
                "muiden",
                "soest",
                "strijen",
                "weert",
                "woerden",
                "zwolle",
            )
        },
    }
)
"""The lemmas of folded words, beside those of ordinals."""


def own_lemma(folded: str) -> str | None:
    """The lemma of a folded word that has its own here; None where simplemma knows it."""
    own = OWN.get(folded)
    if own is None and (ordinal := _ORDINAL.fullmatch(folded)):
        return ordinal[1]
    return own


def digest() -> str:
    """Eight hexadecimal digits that differ where another word has its own lemma."""
    told = "\n".join([_ORDINAL.pattern, *(f"{word} {lemma}" for word, lemma in sorted(OWN.items()))])
    return hashlib.sha256(told.encode()).hexdigest()[:8]
