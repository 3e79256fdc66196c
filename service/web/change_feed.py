"""What changed as an Atom feed (RFC 4287): of one thing that people follow, or of all. Reads no log."""

import re
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from ontology.language import Language
from service.answers.change_groups import Group, Groups
from service.answers.change_stream import member_iri
from service.release.change_log import Member, page_of
from service.web import change_words
from service.web.display import local_path

ATOM: Final = "application/atom+xml"
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
# What no XML document may hold (XML 1.0, section 2.2).
_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its path after `/changes`, empty for that of all changes; its title; and its changes, newest first.

    `updated` is when it was made where it has no changes, in ISO 8601.
    """

    path: str
    title: str
    changes: Groups
    updated: str


def written(feed: Feed, base: str, language: Language) -> bytes:
    """A feed as XML, in one language. Its identifier and those of its entries stay whatever is asked of it."""
    register_namespace("", _NAMESPACE)
    root = Element(f"{{{_NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language.value})
    address = f"{base}/changes{feed.path}"
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.changes.groups[0].step.at if feed.changes.groups else feed.updated)
    _add(SubElement(root, f"{{{_NAMESPACE}}}author"), "name", "doelgraaf")
    query = f"?lang={language.value}"
    _link(root, "self", f"{address}.atom{query}", ATOM)
    _link(root, "alternate", f"{address}{query}", "text/html")
    if feed.changes.earlier is not None:
        _link(root, "next", f"{address}.atom{query}&before={feed.changes.earlier}", ATOM)
    for group in feed.changes.groups:
        if group.came:
            _arrivals(root, group, feed.path, base, language)
        for member in group.members:
            _entry(root, member, base, language)
    content: bytes = tostring(root, "utf-8", xml_declaration=True)
    return content


def _arrivals(root: Element, group: Group, path: str, base: str, language: Language) -> None:
    """One entry for all that was new with a release."""
    step, entry = group.step, SubElement(root, f"{{{_NAMESPACE}}}entry")
    told = change_words.WORDS["came"].say(language, things=change_words.came(group.came, language))
    first = f"{base}/changes/{page_of(step.first)}#{step.first}"
    _add(entry, "id", f"{base}/changes{path}#step-{step.number}")
    _add(entry, "title", told)
    _add(entry, "updated", step.at)
    _link(entry, "alternate", f"{base}/changes{path}", "text/html")
    _link(entry, "related", first, "text/html")
    _add(entry, "summary", f"{told}. Release {step.release}.")


def _entry(root: Element, member: Member, base: str, language: Language) -> None:
    entry = SubElement(root, f"{{{_NAMESPACE}}}entry")
    said = change_words.told(member, base, language)
    _add(entry, "id", member_iri(base, member))
    _add(entry, "title", said)
    _add(entry, "updated", member.at)
    _link(entry, "alternate", f"{base}{local_path(f'{base}/{member.thing}', base) or ''}", "text/html")
    _link(entry, "related", member_iri(base, member), "text/html")
    why = change_words.reasons(member, language)
    _add(entry, "summary", f"{said}{'; ' if why else ''}{why}. Release {member.release}.")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_NAMESPACE}}}{name}").text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    SubElement(parent, f"{{{_NAMESPACE}}}link", {"rel": relation, "type": media_type, "href": address})
