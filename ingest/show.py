"""One page shown on standard output: its record, or the quads that it alone would give."""

import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

import click
import msgspec
import pyoxigraph

from ingest.link.body import BodyInput, body_statements, document_statements, graphs, link
from ingest.link.state import Capture, document_key, settle
from ingest.origin import Sidecar
from ingest.pages import PageFile, find_pages
from ingest.places import File
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.text import find_blocks
from ingest.reading import DEFAULT_FAMILY, RefusedError, bare_page, content_of, record_issues, understand
from ingest.sources import Source, operator_sources
from ontology.language import Language, Phrase
from ontology.organisations import organisations
from ontology.terms import PREFIXES
from ontology.usage import FellShortError

STANDARD_INPUT: Final = Path("-")
NO_TRIPLES: Final = Phrase(
    "{name}: geen triples, want van wie of uit welk document de pagina is, of waarover, is niet bekend; de meldingen "
    "zeggen waarom (--source geeft een adres, bodies.yml de rest)",
    "{name}: no triples, because whose page it is, of which document, or what about, is not known; the issues say why "
    "(--source gives an address, bodies.yml the rest)",
)


def read_and_show(file: Path, source: str | None, base: str, form: str, language: Language) -> bool:
    """Show a page, or each page of an archive, as json, ttl, nq or blocks; returns whether all were read without issue.

    Raises:
        FellShortError: a page can't be read at all.
        InputError: `bodies.yml` beside it can't be used.
        SourceError: a source of the operator can't be used.
    """
    sources = operator_sources(file.parent / "sources")
    flawless = [_show(file, _sourced(found, source), sources, base, form, language) for found in _pages(file)]
    return all(flawless)


def _show(file: Path, found: PageFile, sources: Mapping[str, Source], base: str, form: str, language: Language) -> bool:
    try:
        content = bare_page("-", sys.stdin.buffer.read()) if file == STANDARD_INPUT else content_of(found)
        record = understand(found, content, sources, read_page)
    except RefusedError as error:
        raise FellShortError(error.issue.say(language)) from error
    family = (found.listed.family if found.listed else None) or DEFAULT_FAMILY
    match form:
        case "json":
            click.echo(_json(record))
        case "blocks":
            click.echo(_blocks(content, record.text))
        case _:
            quads = _quads(found.name, record, sources[family], base, form)
            click.echo(quads or NO_TRIPLES.say(language, name=found.name), err=not quads)
    issues = record_issues(str(file) if found.place == File(file) else found.name, record)
    for issue in issues:
        click.echo(issue.say(language), err=True)
    return not issues


def _pages(file: Path) -> Iterable[PageFile]:
    return [PageFile("-", File(file), Sidecar(), None)] if file == STANDARD_INPUT else find_pages([file])


def _sourced(found: PageFile, source: str | None) -> PageFile:
    """A page with the address that the command gives."""
    if source is None:
        return found
    return msgspec.structs.replace(found, sidecar=msgspec.structs.replace(found.sidecar, source=source))


def _json(record: Record) -> str:
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode()


def _blocks(content: bytes, text: str) -> str:
    """The blocks of a page, a line each: place in the text, place of the element in the source if known, words."""
    rows = (
        (f"{block.start}-{block.end}", f"{block.source.start}-{block.source.end}" if block.source else "", words)
        for block in find_blocks(content)
        if (words := " ".join(text[block.start : block.end].split()))
    )
    return "\n".join("\t".join(row) for row in (("text", "source", "words"), *rows))


def _quads(name: str, record: Record, page_source: Source, base: str, form: str) -> str:
    """What the page alone would put into the graph; nothing where its body or document is not known."""
    document = document_key(record)
    if document is None:
        return ""
    state, _ = settle(document, [Capture(name, record)], (), None)
    known = organisations().get(document.organisation)
    body = known.name if known else document.organisation
    linked = link(BodyInput(base, document.organisation, body, page_source, (state,), ()))
    made = graphs(linked, chain(body_statements(linked), document_statements(linked, state)))
    lines = "\n".join(line for found in made.values() for line in found)
    if form == "nq":
        return lines
    triples = (quad.triple for quad in pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    turtle = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (turtle or b"").decode()
