"""What answers and errors say with parameters, said with words and with links that do it.

Answers speak to who writes addresses: `With way=both there is a path`. A page gives a link in its place. Asks nothing.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from ontology.language import Counted, Language, Phrase
from service.answers.trace.question_words import TITLES
from service.web.network_filters import Filters

PATH: Final = "/trace"

_NAME: Final = "(?:way|tree|holder|money|versions|references|relation|suspect|depth|by)"
_CHANGE: Final = rf"(?:(?:zonder|without)\ {_NAME}|{_NAME}=\w+)"
_HINT: Final = re.compile(
    rf"""(?:[Dd]e\ volgende\ met|[Tt]he\ next\ with)\ offset=(?P<offset>\d+)   # ; de volgende met offset=100
      | (?:(?<=\bgeen)|(?<=\beither))\ \({_CHANGE}\)   # is er binnen 20 stappen geen (way=both)
      | \((?P<together>{_CHANGE}(?:,\ {_CHANGE})*)\)   # (tree=true, depth=4), (zonder relation)
      | \b(?P<name>way|tree|holder|money|versions|references|suspect|depth|by)
        =(?P<value>[a-z]+|\d+)   # way=both, depth=4
      | (?:vraag\ er|ask\ for)\ document=(?P<document>[a-z0-9/-]+)\ (?:bij|too)   # one more document
      | \ ?\(`?(?:from|to)`?\)   # zeg waarheen (`to`)
      | `(?P<quoted>[A-Za-z-]+)`   # de vraag `cycles`, met `tree`
    """,
    re.VERBOSE,
)
_LINK: Final = Markup('<a href="{href}">{text}</a>')
_NEXT_LINK: Final = Markup('<a href="{href}" rel="next">{text}</a>')
_NEXT: Final = Phrase("de volgende", "the next")
_SO: Final = Phrase("zoek zo", "search so")
_ALSO: Final = Phrase("vraag dat erbij", "ask for that too")
_DEPTH: Final = Counted(Phrase("stap", "step"), Phrase("stappen", "steps"))
_NAMES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "tree": Phrase("de boom van het document", "the tree of the document"),
        "holder": Phrase("gedeelde portefeuillehouders", "shared portfolio holders"),
        "money": Phrase("geld dat een ander doel raakt", "money that affects another goal"),
        "versions": Phrase("hetzelfde doel in andere jaren", "the same goal in other years"),
        "references": Phrase("alle verwijzingen", "all references"),
        "suspect": Phrase("verwijzingen die mogelijk niet passen", "references that may not fit"),
        "from": Phrase("het begin", "the start"),
        "to": Phrase("het einde", "the end"),
        "document": Phrase("een document", "a document"),
    }
)
_VALUES: Final[Mapping[tuple[str, str], Phrase]] = MappingProxyType(
    {
        ("way", "both"): Phrase("beide richtingen", "both directions"),
        ("way", "out"): Phrase("de richting waarin verwezen wordt", "the direction of the references"),
        ("way", "in"): Phrase("de richting tegen de verwijzingen in", "the direction against the references"),
        ("by", "goal"): Phrase("elk doel apart", "each goal apart"),
        ("by", "programme"): Phrase("programma's", "programmes"),
        ("by", "holder"): Phrase("portefeuillehouders", "portfolio holders"),
        ("by", "domain"): Phrase("domeinen", "domains"),
    }
)
# What narrows the answer has to leave the address for the wider one.
_WITHOUT: Final = MappingProxyType({"references": ("references", "relation"), "suspect": ("suspect",)})


def linked(text: str, filters: Filters, path: str, language: Language) -> Markup:
    """A sentence of an answer to what a page at a path asks, with words for its parameters and links that set them."""
    found, last = Markup(), 0
    for hint in _HINT.finditer(text):
        found += escape(text[last : hint.start()]) + _said(hint, filters, path, language)
        last = hint.end()
    return found + escape(text[last:])


def _said(hint: re.Match[str], filters: Filters, path: str, language: Language) -> Markup:
    name, value, offset, quoted = hint["name"], hint["value"], hint["offset"], hint["quoted"]
    if offset is not None:
        words = _NEXT.say(language)
        began = hint[0][:1].isupper()
        return _NEXT_LINK.format(
            href=filters.address(path, offset=offset), text=words[:1].upper() + words[1:] if began else words
        )
    if hint["document"]:
        return _LINK.format(href=_with_document(hint["document"], filters, path), text=_ALSO.say(language))
    if hint["together"]:
        changed = dict(_change(change) for change in hint["together"].split(", "))
        return Markup("({})").format(_LINK.format(href=_address(changed, filters, path), text=_SO.say(language)))
    if name is not None:
        return _LINK.format(href=_address({name: value}, filters, path), text=_words(name, value, language))
    if quoted in TITLES:
        return _LINK.format(href=f"{PATH}/{quoted}", text=TITLES[quoted].say(language))
    if quoted in _NAMES:
        return escape(_NAMES[quoted].say(language))
    return escape(quoted or "")


def _change(text: str) -> tuple[str, str]:
    """A parameter with its value, or with none where it is to be left out."""
    name, has_value, value = text.partition("=")
    return (name, value) if has_value else (name.split()[-1], "")


def _address(changed: Mapping[str, str], filters: Filters, path: str) -> str:
    wider = {name for name in changed if name in _WITHOUT}
    without = [other for name in wider for other in _WITHOUT[name]]
    narrower = {name: value for name, value in changed.items() if name not in wider}
    return filters.address(path, without=("offset", *without), **narrower)


def _with_document(document: str, filters: Filters, path: str) -> str:
    """The address that asks the same of another document too."""
    asked = filters.address(path, without=("document", "offset"))
    documents = dict.fromkeys((*filters.asked.scope.documents, document))
    return f"{asked}{'&' if '?' in asked else '?'}{urlencode([('document', one) for one in documents], safe='/')}"


def _words(name: str, value: str, language: Language) -> str:
    if name == "depth":
        return _DEPTH.say(int(value), language)
    phrase = _VALUES.get((name, value)) or _NAMES.get(name)
    return phrase.say(language) if phrase else value
