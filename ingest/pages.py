"""The input: which of its files and members of archives are pages, and what is said of each. Reads no page.

What is said comes from the operator (sidecars, `bodies.yml`), from the record of a web archive, or from the mark that a
browser leaves in what it saves; the operator goes first.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from ingest import webarchive
from ingest.corrections import CORRECTIONS, Correction, CorrectionsError, load_corrections
from ingest.issues import PageIssue
from ingest.listed import BODIES, List, Lists
from ingest.origin import ListedBody, OriginError, Sidecar, load_bodies, load_sidecar
from ingest.places import File, Found, Place, PlaceError, members
from ingest.saved import stated
from ontology.language import Language, Phrase, SpokenError

OPERATOR_FILES: Final = frozenset({".yml", ".yaml", ".md"})
SAVED: Final = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
WEB_ARCHIVES: Final = (".warc", ".warc.gz")
ZIP: Final = ".zip"
ATTACHED: Final = ("_files", "_bestanden")  # the folder with the pictures of a page that a browser saved


NOT_THERE: Final = Phrase(
    "{path}: dit bestand of deze map bestaat niet; kijk het pad na",
    "{path}: there is no such file or folder; look at the path again",
)


class InputError(SpokenError):
    """An input that is not there, or a list of bodies that can't be used; the message names the path and the remedy."""


class PageFile(msgspec.Struct, frozen=True):
    """One page of the input: its name in issues, where its bytes lie, and what is said of it.

    `issue` where it can't be read, because of what is said of it or of where it lies.
    """

    name: str
    place: Place
    sidecar: Sidecar
    listed: ListedBody | None
    issue: PageIssue | None = None


class _Tree(msgspec.Struct, frozen=True):
    """A folder or a zip while its pages are listed: its name within the input, and its lists of bodies, nearest first.

    `lists` has those of the whole input.
    """

    name: PurePosixPath
    bodies: tuple[List, ...]
    lists: Lists

    def listed(self, name: str, sidecar: Sidecar) -> ListedBody | None:
        """What the lists say of a page, by its host or by its folders."""
        return self.lists.listed(self.bodies, name, sidecar.source)

    def inside(self, name: PurePosixPath, bodies: Mapping[str, ListedBody]) -> "_Tree":
        """A folder or a zip in this one, with its own list."""
        own = List(name, bodies)
        self.lists.add(own)
        return _Tree(name, (own, *self.bodies), self.lists)


def _to_nobody(_: PageIssue) -> None:
    """Tell nobody of an issue."""


def find_pages(inputs: Iterable[Path], tell: Callable[[PageIssue], None] = _to_nobody) -> Iterator[PageFile]:
    """The pages of files, folders and archives, in the order of their names.

    A folder or a zip may hold `bodies.yml` and sidecars `NAME.yml`. What can't be read is a page with an issue. After
    the pages of a folder the entries of its lists are told that spoke of no page.

    Raises:
        InputError: a path does not exist, or `bodies.yml` can't be used.
    """
    for given in inputs:
        if not given.exists():
            raise InputError(NOT_THERE, path=given)
        root = given if given.is_dir() else given.parent
        lists = Lists()
        tree = _Tree(PurePosixPath(), (), lists).inside(PurePosixPath(), read_bodies(root))
        for path in _page_paths(given):
            yield from _pages_at(path, _name(path.relative_to(root)), tree)
        for issue in lists.issues() if given.is_dir() else ():
            tell(issue)


def count_files(inputs: Iterable[Path]) -> int:
    """How many files `find_pages` looks into; an archive counts as one."""
    return sum(1 for given in inputs for _ in _page_paths(given))


def read_bodies(root: Path) -> Mapping[str, ListedBody]:
    """What `bodies.yml` of an input folder says, by host or folder; empty where there is none."""
    path = root / BODIES
    return _bodies(str(path), path.read_bytes()) if path.is_file() else {}


def read_corrections(inputs: Iterable[Path]) -> tuple[Correction, ...] | None:
    """The corrections that lie in input folders and in zips in them, joined; None where there is no such file.

    Raises:
        InputError: one of them can't be used.
    """
    files = [one for given in inputs for one in _operator_files(given, CORRECTIONS)]
    folders = _told_apart([root for root, _, _ in files])
    found: list[Correction] = []
    for root, name, content in files:
        try:
            some = load_corrections(str(root / name), content)
        except CorrectionsError as error:
            raise InputError(error.phrase, **error.values) from error
        place = f"{folders[root]}{name}"
        found += (msgspec.structs.replace(one, place=f"{place}:{one.place.rpartition(':')[2]}") for one in some)
    return tuple(found) if files else None


def _told_apart(roots: Iterable[Path]) -> dict[Path, str]:
    """By input folder what precedes its files in issues: as much of the end of its path as tells it from the others.

    That is nothing for one folder alone, so that a dataset does not depend on where its input lies.
    """
    whole = {root: root.resolve().parts for root in roots}
    most = max((len(parts) for parts in whole.values()), default=0)
    ends = ({root: parts[max(len(parts) - depth, 0) :] for root, parts in whole.items()} for depth in range(most + 1))
    apart = next((some for some in ends if len({*some.values()}) == len({*whole.values()})), whole)
    return {root: f"{_name(Path(*parts))}/" if parts else "" for root, parts in apart.items()}


def _operator_files(given: Path, wanted: str) -> Iterator[tuple[Path, str, bytes]]:
    """A file of the operator at the top of an input, and of each zip in it: the folder, and its name in it."""
    root = given if given.is_dir() else given.parent
    if (root / wanted).is_file():
        yield root, wanted, (root / wanted).read_bytes()
    for path in _page_paths(given):
        if path.name.lower().endswith(ZIP):
            name = f"{_name(path.relative_to(root))}/{wanted}"
            yield from ((root, name, content) for content in _in_zip(path, wanted))


def _in_zip(path: Path, wanted: str) -> Iterator[bytes]:
    """A file at the top of a zip; a damaged zip has its issue as a page."""
    try:
        for found in members(path):
            if found.name == wanted and found.place is not None:
                yield found.place.read()
    except PlaceError:
        return


def _bodies(name: str, content: bytes) -> Mapping[str, ListedBody]:
    try:
        return load_bodies(name, content)
    except OriginError as error:
        raise InputError(error.phrase, **error.values) from error


def _name(path: Path) -> str:
    r"""What a page is called in issues; bytes that are no UTF-8 become `\xff`, so that any file can be named."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _page_paths(given: Path) -> Iterator[Path]:
    """The pages and archives in a folder, by name; a file is itself one. Of a folder only its own list is in memory."""
    if given.is_dir():
        yield from _paths_in(given, PurePosixPath())
    elif given.exists():
        yield given


def _paths_in(root: Path, folder: PurePosixPath) -> Iterator[Path]:
    with os.scandir(root / folder) as found:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_file()) for entry in found)
    files = {name for name, _, is_file in entries if is_file}
    for name, is_folder, is_file in entries:
        inside = folder / name
        if is_folder and _may_hold_pages(inside, files):
            yield from _paths_in(root, inside)
        elif is_file and not _is_hidden(name) and inside.suffix.lower() not in OPERATOR_FILES:
            yield root / inside


def _may_hold_pages(folder: PurePosixPath, beside: Container[str]) -> bool:
    """Whether a folder is not hidden and does not hold what belongs to a page beside it."""
    return not _is_hidden(folder.name) and not any(page.name in beside for page in _pages_with(folder))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))


def _is_page_name(name: PurePosixPath, is_there: Callable[[PurePosixPath], bool]) -> bool:
    """Whether a file is a page by its name and by what lies beside it."""
    if name.suffix.lower() in OPERATOR_FILES or any(_is_hidden(part) for part in name.parts):
        return False
    return not any(is_there(page) for folder in name.parents for page in _pages_with(folder))


def _pages_with(folder: PurePosixPath) -> Iterator[PurePosixPath]:
    """The saved pages that a folder would hold the pictures of."""
    for end in ATTACHED:
        if folder.name.endswith(end):
            yield from (folder.parent / f"{folder.name.removesuffix(end)}{suffix}" for suffix in sorted(SAVED))


def _pages_at(path: Path, name: str, tree: _Tree) -> Iterator[PageFile]:
    """The pages of one file: itself, or what it holds as an archive."""
    lower = name.lower()
    if lower.endswith(ZIP):
        yield from _unless_damaged(name, path, partial(_zip_pages, path, name, tree))
    elif lower.endswith(WEB_ARCHIVES):
        yield from _unless_damaged(name, path, partial(_archive_pages, path, name, tree))
    else:
        beside = path.with_suffix(".yml")
        yield _page(name, File(path), File(beside) if beside.is_file() else None, tree)


def _unless_damaged(name: str, path: Path, pages: "partial[Iterator[PageFile]]") -> Iterator[PageFile]:
    """Pages of an archive up to where it is damaged, and then the issue of the archive."""
    try:
        yield from pages()
    except PlaceError as error:
        yield _refused(name, File(path), error.code, error.values)


def _page(name: str, place: Place, beside: Place | None, tree: _Tree) -> PageFile:
    """A page with what its sidecar says and, where that is silent, what it says of itself."""
    try:
        sidecar = load_sidecar(f"{PurePosixPath(name).with_suffix('.yml')}", beside.read()) if beside else Sidecar()
        if PurePosixPath(name).suffix.lower() in SAVED:
            sidecar = _filled(sidecar, stated(place.beginning()))
    except OriginError as error:
        return _refused(name, place, "bad-sidecar", {"fault": str(error), "fault:nl": error.say(Language.NL)})
    except PlaceError as error:
        return _refused(name, place, error.code, error.values)
    return PageFile(name, place, sidecar, tree.listed(name, sidecar))


def _filled(sidecar: Sidecar, own: Sidecar) -> Sidecar:
    """What the operator says, and where that is silent, what the page says of itself."""
    return msgspec.structs.replace(
        sidecar, source=sidecar.source or own.source, captured_at=sidecar.captured_at or own.captured_at
    )


def _refused(name: str, place: Place, code: str, values: dict[str, str]) -> PageFile:
    return PageFile(name, place, Sidecar(), None, PageIssue(name, code, values=values))


def _zip_pages(path: Path, name: str, tree: _Tree) -> Iterator[PageFile]:
    """The pages of a zip, with the sidecars and the list of bodies in it."""
    found = {one.name: one for one in members(path)}
    own = found.get(BODIES)
    root = PurePosixPath(name)
    bodies = _bodies(f"{name}/{BODIES}", own.place.read()) if own and own.place else {}
    inside = tree.inside(root, bodies)
    for one in found.values():
        if one.place is None or _is_page_name(PurePosixPath(one.name), lambda other: other.as_posix() in found):
            yield _member_page(one, path, found.get(f"{PurePosixPath(one.name).with_suffix('.yml')}"), inside)


def _member_page(found: Found, path: Path, beside: Found | None, tree: _Tree) -> PageFile:
    name = f"{tree.name}/{found.name}"
    if found.place is None:
        return _refused(name, File(path), found.error or "damaged-archive", {})
    if found.name.lower().endswith((ZIP, *WEB_ARCHIVES)):
        return _refused(name, found.place, "nested-archive", {})
    return _page(name, found.place, beside.place if beside else None, tree)


def _archive_pages(path: Path, name: str, tree: _Tree) -> Iterator[PageFile]:
    """The pages of a web archive, by their addresses."""
    for capture in webarchive.captures(path):
        page = f"{name}/{capture.address}"
        if capture.error is not None:
            yield _refused(page, capture.place, capture.error, capture.values)
        else:
            yield PageFile(page, capture.place, capture.sidecar, tree.listed(page, capture.sidecar))
