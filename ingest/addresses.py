"""Addresses of pages: the body, the document, the number and the short name that hosts and paths tell.

Knows how portals write addresses, not which pages exist; what an address does not tell is None.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

import msgspec

from ingest.documents import DOCUMENT_NAMES, NAMES
from ingest.read.record import DocumentRef
from ontology.codes import DocumentKind
from ontology.iri import slug
from ontology.organisations import codes_by_name

# begroting-2021, programmabegroting-2021-2024-, begroting2018: in a host or as the first part of a path
DOCUMENT: Final = re.compile(rf"(?P<name>{NAMES})-?(?P<year>20[0-9]{{2}})(?:-20[0-9]{{2}})?-?")
REPORT: Final = re.compile(r"(?:(?P<sequence>[1-9])e)?(?:beleids|bestuurs)rapportage")  # 2ebestuursrapportage
BODY: Final = re.compile(r"(?P<body>[a-z-]+?)(?:(?P<year>20[0-9]{2})(?P<sequence>0[1-9])?)?")  # deventer202203
NUMBER_IN_SLUG: Final = re.compile(
    r"^(?:beschrijving-)?(?:doel|ambitie|programma)-(?P<number>[0-9]+(?:-[0-9]+){0,2})(?:-+(?P<name>[a-z].*))?$"
)

PROGRAMME_BEHIND: Final = re.compile(r"^(?P<name>)[a-z-]+-p(?P<number>[0-9]{1,2})$")  # doelstellingen-p6


class AddressReading(msgspec.Struct, frozen=True):
    """What the address of a page tells; None for what it does not."""

    organisation: str | None = None
    document: DocumentRef | None = None
    number: str | None = None
    label: str | None = None


def read_address(address: str) -> AddressReading:
    """What an address tells: body and document from the host or the path, number and short name from its last part."""
    parts = urlsplit(address)
    segments = [segment for segment in parts.path.split("/") if segment]
    labels = (parts.hostname or "").split(".")
    organisation, document = _organisation(labels), _document(labels, segments)
    match = (NUMBER_IN_SLUG.match(segments[-1]) or PROGRAMME_BEHIND.match(segments[-1])) if segments else None
    if match is None:
        return AddressReading(organisation, document)
    name = match["name"]
    label = None if name in {None, "", "beschrijving"} else name.replace("-", " ").capitalize()
    return AddressReading(organisation, document, match["number"].replace("-", "."), label)


def _organisation(labels: list[str]) -> str | None:
    """The municipality that one of the labels of a host names, perhaps with a year behind its name."""
    codes = _codes_by_slug()
    bodies = (match["body"] for label in labels if (match := BODY.fullmatch(label)) is not None)
    return next((codes[body] for body in bodies if body in codes), None)


def _document(labels: list[str], segments: list[str]) -> DocumentRef | None:
    """The document that a host names, else the one that a path begins with; None where neither tells its year."""
    for part in (*labels, *segments[:1]):
        match = DOCUMENT.fullmatch(part)
        if match is not None:
            return DocumentRef(DOCUMENT_NAMES[match["name"]], int(match["year"]))
    return next(_reports(labels), None)


def _reports(labels: list[str]) -> Iterator[DocumentRef]:
    """The interim report that a host names, whose year stands behind the name of the body."""
    named = next((match for label in labels if (match := REPORT.fullmatch(label)) is not None), None)
    years = (match for label in labels if (match := BODY.fullmatch(label)) is not None and match["year"])
    for match in years if named is not None else ():
        sequence = (named and named["sequence"]) or match["sequence"]
        yield DocumentRef(DocumentKind.BERAP, int(match["year"]), int(sequence) if sequence else None)


@cache
def _codes_by_slug() -> Mapping[str, str]:
    """Codes of municipalities by their name as hosts write it."""
    return MappingProxyType({slug(name): code for name, code in codes_by_name().items()})
