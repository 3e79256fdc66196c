"""The files of the input, read one by one: what each is, and the key of its record in the cache."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Final, TypeVar

import msgspec

from ingest.cache import RecordCache
from ingest.issues import PageIssue
from ingest.link.state import document_key
from ingest.origin import Origin, origin
from ingest.pages import PageFile
from ingest.places import PlaceError
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.saved import NoPageError, is_whole, page_in
from ingest.sources import Source

DEFAULT_FAMILY: Final = "zwolle"
GONE: Final = frozenset({404, 410})
PARALLEL_FROM: Final = 200  # starting processes costs more than reading fewer pages
EXCERPT: Final = 80
Result = TypeVar("Result")


class Offered(msgspec.Struct, frozen=True):
    """What one file of the input is.

    A page of a document has `document` and the `key` of its record; a page that is gone has its address in `gone` and,
    where that is known, its body in `organisation`; any other file has only issues.
    """

    name: str
    issues: tuple[PageIssue, ...] = ()
    key: str | None = None
    address: str | None = None
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
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"), initializer=die_with_parent) as pool:
        yield from pool.map(read, files, chunksize=32)


class RefusedError(Exception):
    """A file of which no record can be made; it has the issue that says why."""

    def __init__(self, issue: PageIssue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def die_with_parent() -> None:
    """Let a worker process end as soon as the process that started it is gone, however that ended."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def read_file(file: PageFile, sources: dict[str, Source], cache: RecordCache) -> Offered:
    """What one file is; a file that can't be read has the issue that says why."""
    if file.issue is None and file.sidecar.status in GONE:
        gone = plain_address(file.sidecar.source)
        issues = () if gone else (PageIssue(file.name, "gone-without-address"),)
        return Offered(file.name, issues, gone=gone, organisation=origin(file.sidecar, file.listed).organisation)
    try:
        key, record = understand(file, content_of(file), sources, cache.read)
    except RefusedError as error:
        return Offered(file.name, (error.issue,))
    document = document_key(record)
    if document is None:
        return Offered(file.name, record_issues(file.name, record))
    address = plain_address(record.page.source)
    return Offered(file.name, (), key, address, document.path, organisation=document.organisation)


def content_of(file: PageFile) -> bytes:
    """The bytes of a page, as they are kept: of a whole web page only the page itself.

    Raises:
        RefusedError: they can't be had.
    """
    if file.issue is not None:
        raise RefusedError(file.issue)
    try:
        return bare_page(file.name, file.place.read())
    except PlaceError as error:
        raise RefusedError(PageIssue(file.name, error.code, values=error.values)) from error


def bare_page(name: str, content: bytes) -> bytes:
    """The page in a whole web page; any other content as it is.

    Raises:
        RefusedError: there is no page in the whole web page.
    """
    try:
        return page_in(content) if is_whole(content) else content
    except NoPageError as error:
        raise RefusedError(PageIssue(name, "no-page-inside")) from error


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
