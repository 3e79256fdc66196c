"""The files of the input, read one by one: what each is, and the key of its record in the cache."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Final, TypeVar

import msgspec

from ingest.cache import RecordCache
from ingest.correct import identified
from ingest.corrections import Correction, PageEntry
from ingest.issues import PageIssue
from ingest.link.state import document_key
from ingest.origin import Origin, origin
from ingest.pages import PageFile
from ingest.places import PlaceError
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.saved import NoPageError, is_whole, page_in
from ingest.sources import Source, alike
from ingest.spots import PagesNamed
from ingest.workers import Crew

DEFAULT_FAMILY: Final = "zwolle"
GONE: Final = frozenset({404, 410})
PARALLEL_FROM: Final = 200  # starting processes costs more than reading fewer pages
CHUNK: Final = 16  # pages, some 30 ms: less is all transport, more leaves a process idle at the end
EXCERPT: Final = 80
Result = TypeVar("Result")


class Offered(msgspec.Struct, frozen=True):
    """What one file of the input is.

    A page has the `key` of its record, and one of a document `document`; a page that is gone has its address in `gone`
    and, where that is known, its body in `organisation`; any other file has only issues.
    """

    name: str
    issues: tuple[PageIssue, ...] = ()
    key: str | None = None
    address: str | None = None
    document: str | None = None
    gone: str | None = None
    organisation: str | None = None


def read_files(
    files: Iterable[PageFile],
    sources: Mapping[str, Source],
    cache: RecordCache,
    crew: Crew,
    corrections: Iterable[Correction] = (),
) -> Iterator[Offered]:
    """Read files in their order, taking each when it is needed; in several processes where there are many.

    Of the corrections those are looked at that say which page of which document a page is.
    """
    pages = tuple(one for one in corrections if isinstance(one.entry, PageEntry))
    work = partial(_read, msgspec.json.encode(dict(sources)), pages, cache)
    yield from crew.work(work, files, CHUNK, PARALLEL_FROM)


def _read(sources: bytes, corrections: tuple[Correction, ...], cache: RecordCache, file: PageFile) -> Offered:
    return read_file(file, _decoded(sources), cache, _named(corrections))


@lru_cache(maxsize=1)
def _named(corrections: tuple[Correction, ...]) -> PagesNamed:
    return PagesNamed(corrections)


@lru_cache(maxsize=1)
def _decoded(sources: bytes) -> dict[str, Source]:
    """The sources of a run: what is looked up in them is prepared once in each process, not for each chunk of files."""
    return msgspec.json.decode(sources, type=dict[str, Source])


class RefusedError(Exception):
    """A file of which no record can be made; it has the issue that says why."""

    def __init__(self, issue: PageIssue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def read_file(file: PageFile, sources: dict[str, Source], cache: RecordCache, corrections: PagesNamed) -> Offered:
    """What one file is, by the corrections of its page; a file that can't be read has the issue that says why."""
    if file.issue is None and file.sidecar.status in GONE:
        gone = plain_address(file.sidecar.source)
        issues = () if gone else (PageIssue(file.name, "gone-without-address"),)
        return Offered(file.name, issues, gone=gone, organisation=origin(file.sidecar, file.listed).organisation)
    try:
        key, record = understand(file, content_of(file), sources, cache.read)
    except RefusedError as error:
        return Offered(file.name, (error.issue,))
    document = document_key(identified(record, corrections.of(record)))
    if document is None:
        return Offered(file.name, record_issues(file.name, record), key)
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
        raise RefusedError(
            PageIssue(
                file.name, "unknown-family", values={"family": family, "known": ", ".join(alike(family, sources))}
            )
        )
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
        found.append(PageIssue(name, issue.code, issue.start, issue.end, excerpt, issue.values))
    return tuple(found)
