"""One page shown on standard output: its record, or the quads that it alone would give."""

import sys
from pathlib import Path
from typing import Final

import click
import msgspec
import pyoxigraph

from ingest.link.body import BodyInput, link
from ingest.link.state import Capture, document_key, settle
from ingest.origin import Sidecar, origin
from ingest.pages import InputError, PageFile, find_pages
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.reading import DEFAULT_FAMILY
from ingest.sources import builtin_sources, operator_sources
from ontology.organisations import organisations
from ontology.terms import PREFIXES

STANDARD_INPUT: Final = Path("-")


def read_and_show(file: Path, source: str | None, base: str, form: str) -> bool:
    """Show one page as json, ttl or nq; returns whether it was read without any issue."""
    try:
        found = _page(file)
        sidecar = found.sidecar if source is None else msgspec.structs.replace(found.sidecar, source=source)
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else found.path.read_bytes()
        page_origin = origin(sidecar, found.listed)
        sources = operator_sources(file.parent / "sources")
        record = read_page(content, page_origin, sources[page_origin.family or DEFAULT_FAMILY])
    except (UnreadableError, InputError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(_json(record) if form == "json" else _quads(file, record, base, form))
    for issue in record.issues:
        click.echo(f"{file}: {issue.message} [{issue.start}-{issue.end}]", err=True)
    return not record.issues


def _page(file: Path) -> PageFile:
    if file == STANDARD_INPUT:
        return PageFile("-", file, Sidecar(), None)
    return next(iter(find_pages([file])))


def _json(record: Record) -> str:
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode()


def _quads(file: Path, record: Record, base: str, form: str) -> str:
    """What the page alone would put into the graph; nothing where its body or document is not known."""
    document = document_key(record)
    if document is None:
        return ""
    state, _ = settle(document, [Capture(file.name, record)], (), None)
    known = organisations().get(document.organisation)
    name = known.name if known else document.organisation
    graphs = link(BodyInput(base, document.organisation, name, builtin_sources()[DEFAULT_FAMILY], (state,), ())).graphs
    lines = "\n".join(line for found in graphs.values() for line in found)
    if form == "nq":
        return lines
    triples = (quad.triple for quad in pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    turtle = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (turtle or b"").decode()
