"""Plain: the reader that one would write in an afternoon with BeautifulSoup, regular expressions and rdflib.

The measure beside which doelgraaf's reading is put. It finds number, statement, holders and references of a goal page
and makes an rdflib graph of them; it knows no spans, relations, roles, targets, amounts, deviations or issues.
"""

import re
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup
from rdflib import RDF, Graph, Literal, Namespace, URIRef

DG: Final = Namespace("https://w3id.org/doelgraaf/def#")
HEAD: Final = re.compile(r"^(?:Beschrijving )?[Dd]oel (?P<number>\d+\.\d+\.\d+) (?P<statement>.+)$", re.MULTILINE)
REFERENCE: Final = re.compile(
    r"\b(?:doel(?:en)?|ambitie|programma(?:[’']s)?) (\d+(?:\.\d+)*)((?:,? (?:en )?\d+(?:\.\d+)*)*)", re.IGNORECASE
)
NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
HOLDERS: Final = re.compile(r"^Portefeuillehouder\(s\)\s*\n\s*(?P<names>(?:[A-Z][^\n]*\n)+?)\s*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the plain reader finds on a page; numbers are those of references, the page's own left out."""

    number: str | None
    statement: str | None
    holders: tuple[str, ...]
    references: tuple[str, ...]


def text_of(content: bytes) -> str:
    """The text of a page: as it is, or what BeautifulSoup makes of the main part of HTML."""
    if not content.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return content.decode("utf-8")
    soup = BeautifulSoup(content, "html.parser")
    return (soup.find("main") or soup).get_text("\n")


def facts_of(text: str) -> Facts:
    """The facts of a text."""
    head, holders = HEAD.search(text), HOLDERS.search(text)
    number = head["number"] if head else None
    cited = [found for match in REFERENCE.finditer(text) for found in (match[1], *NUMBER.findall(match[2]))]
    return Facts(
        number,
        head["statement"] if head else None,
        tuple(name.strip() for name in holders["names"].splitlines()) if holders else (),
        tuple(found for found in cited if found != number),
    )


def graph_of(facts: Facts, address: str) -> Graph:
    """The facts as an rdflib graph."""
    graph, page = Graph(), URIRef(address)
    graph.add((page, RDF.type, DG.GoalVersion))
    for predicate, value in ((DG.number, facts.number), (DG.statement, facts.statement)):
        if value is not None:
            graph.add((page, predicate, Literal(value)))
    for name in facts.holders:
        graph.add((page, DG.holderName, Literal(name)))
    for place, number in enumerate(facts.references):
        reference = URIRef(f"{address}#reference-{place}")
        graph.add((page, DG.makesReference, reference))
        graph.add((reference, RDF.type, DG.Reference))
        graph.add((reference, DG.citedNumber, Literal(number)))
    return graph
