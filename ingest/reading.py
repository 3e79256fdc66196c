"""The files of the input, read one by one: what each is, and the key of its record in the cache."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final

import msgspec

from ingest.cache import RecordCache
from ingest.issues import PageIssue
from ingest.link.state import document_key
from ingest.origin import origin
from ingest.pages import PageFile
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.sources import Source

DEFAULT_FAMILY: Final = "zwolle"
GONE: Final = frozenset({404, 410})
PARALLEL_FROM: Final = 200  # starting processes costs more than reading fewer pages
EXCERPT: Final = 80
HTML: Final = (b"<!doctype html", b"<html")


class Offered(msgspec.Struct, frozen=True):
    """What one file of the input is.

    A page of a document has `document` and the `key` of its record; a page that is gone has its address in `gone` and,
    where that is known, its body in `organisation`; any other file has only issues.
    """

    name: str
    issues: tuple[PageIssue, ...] = ()
    key: str | None = None
    document: str | None = None
    gone: str | None = None
    organisation: str | None = None


def read_files(
    files: Sequence[PageFile], sources: Mapping[str, Source], cache: RecordCache, jobs: int
) -> Iterator[Offered]:
    """Read files in their order, in worker processes where there are many."""
    read = partial(read_file, sources=dict(sources), cache=cache)
    if jobs <= 1 or len(files) < PARALLEL_FROM:
        yield from map(read, files)
        return
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, files, chunksize=32)


def read_file(file: PageFile, sources: dict[str, Source], cache: RecordCache) -> Offered:
    """What one file is; a file that can't be read has the issue that says why."""
    if file.issue is not None:
        return Offered(file.name, (file.issue,))
    page_origin = origin(file.sidecar, file.listed)
    if file.sidecar.status in GONE:
        return Offered(file.name, gone=file.sidecar.source, organisation=page_origin.organisation)
    content = file.path.read_bytes()
    if content.lstrip()[:20].lower().startswith(HTML):
        return Offered(file.name, (PageIssue(file.name, "html"),))
    family = page_origin.family or DEFAULT_FAMILY
    if family not in sources:
        return Offered(file.name, (PageIssue(file.name, "unknown-family", values={"family": family}),))
    try:
        key, record = cache.read(content, page_origin, sources[family])
    except UnreadableError as error:
        return Offered(file.name, (PageIssue(file.name, error.code),))
    document = document_key(record)
    if document is None:
        return Offered(file.name, record_issues(file.name, record))
    return Offered(file.name, key=key, document=document.path, organisation=document.organisation)


def record_issues(name: str, record: Record) -> tuple[PageIssue, ...]:
    """The issues of a record, with the file and the words that each is about."""
    found = []
    for issue in record.issues:
        words = record.text[issue.start : issue.end] if issue.start is not None and issue.end is not None else None
        excerpt = words if words is None or len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
        found.append(PageIssue(name, issue.code, issue.start, issue.end, excerpt))
    return tuple(found)
