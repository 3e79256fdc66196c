"""The files of the input, read one by one: what each is, and the key of its record in the cache."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final, TypeVar

import msgspec

from ingest.cache import RecordCache
from ingest.issues import PageIssue
from ingest.link.state import document_key
from ingest.origin import Origin, origin
from ingest.pages import PageFile
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.sources import Source

DEFAULT_FAMILY: Final = "zwolle"
GONE: Final = frozenset({404, 410})
PARALLEL_FROM: Final = 200  # starting processes costs more than reading fewer pages
EXCERPT: Final = 80
LARGEST: Final = 4 * 1024 * 1024  # bytes; real pages have some thousands
HTML: Final = (b"<!doctype html", b"<html")
Result = TypeVar("Result")


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


class RefusedError(Exception):
    """A file of which no record can be made; it has the issue that says why."""

    def __init__(self, issue: PageIssue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def read_file(file: PageFile, sources: dict[str, Source], cache: RecordCache) -> Offered:
    """What one file is; a file that can't be read has the issue that says why."""
    if file.issue is None and file.sidecar.status in GONE:
        gone = plain_address(file.sidecar.source)
        issues = () if gone else (PageIssue(file.name, "gone-without-address"),)
        return Offered(file.name, issues, gone=gone, organisation=origin(file.sidecar, file.listed).organisation)
    if file.path.stat().st_size > LARGEST:
        return Offered(file.name, (PageIssue(file.name, "too-large"),))
    try:
        key, record = understand(file, file.path.read_bytes(), sources, cache.read)
    except RefusedError as error:
        return Offered(file.name, (error.issue,))
    document = document_key(record)
    if document is None:
        return Offered(file.name, record_issues(file.name, record))
    return Offered(file.name, key=key, document=document.path, organisation=document.organisation)


def understand(
    file: PageFile, content: bytes, sources: Mapping[str, Source], read: Callable[[bytes, Origin, Source], Result]
) -> Result:
    """What a reader makes of the content of a file, with its origin and source.

    Raises:
        RefusedError: the sidecar is bad, the family unknown, or the content no text.
    """
    if file.issue is not None:
        raise RefusedError(file.issue)
    page_origin = origin(file.sidecar, file.listed)
    family = page_origin.family or DEFAULT_FAMILY
    if content.lstrip()[:20].lower().startswith(HTML):
        raise RefusedError(PageIssue(file.name, "html"))
    if family not in sources:
        raise RefusedError(PageIssue(file.name, "unknown-family", values={"family": family}))
    try:
        return read(content, page_origin, sources[family])
    except UnreadableError as error:
        raise RefusedError(PageIssue(file.name, error.code)) from error


def plain_address(address: str | None) -> str | None:
    """An address as two spellings of it are compared: without the slash at its end."""
    return address.rstrip("/") if address else None


def record_issues(name: str, record: Record) -> tuple[PageIssue, ...]:
    """The issues of a record, with the file and the words that each is about."""
    found = []
    for issue in record.issues:
        words = record.text[issue.start : issue.end] if issue.start is not None and issue.end is not None else None
        excerpt = words if words is None or len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
        found.append(PageIssue(name, issue.code, issue.start, issue.end, excerpt))
    return tuple(found)
