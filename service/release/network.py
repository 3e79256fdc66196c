"""The network of a release as its files have it, mapped into memory: nodes, and the arcs between them, by number.

All processes that open it share its pages, and opening it reads none of them. Knows no question; `network_build` says
how it is written.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.release.network_build import COLUMNS, FILE, FORMAT, SUSPECT, Header, Part
from service.release.network_rows import VERSION_KINDS
from service.release.releases import ReleaseError

FOLDER: Final = "network"

Numbers = NDArray[np.int64]
"""Numbers of nodes or arcs."""


class NoNetworkError(ReleaseError):
    """A release without a network that can be read here."""


@dataclass(frozen=True)
class Network:
    """The network of one release.

    Columns are by node, by arc or by text, and numbers of texts and nodes stand in `.i4` columns; -1 is none. The arcs
    out of node n are those from `out_at[n]` to before `out_at[n + 1]`; those into it are `in_arc` from `in_at[n]`.
    Claims of identity are among neither: they are the arcs from `header.arcs` on, in the order of `claim_source`, the
    node that each leaves, and have their confidence in thousandths for a start.
    """

    header: Header
    node_kind: NDArray[np.uint8]
    node_named: NDArray[np.uint8]
    node_slug: NDArray[np.int32]
    node_number: NDArray[np.int32]
    node_name: NDArray[np.int32]
    node_programme: NDArray[np.int32]
    node_domain: NDArray[np.int32]
    out_at: NDArray[np.int32]
    arc_target: NDArray[np.int32]
    arc_kind: NDArray[np.uint8]
    arc_start: NDArray[np.int32]
    in_at: NDArray[np.int32]
    in_arc: NDArray[np.int32]
    claim_source: NDArray[np.int32]
    text_at: NDArray[np.int32]
    text: NDArray[np.uint8]

    @property
    def base(self) -> str:
        """The base IRI of all nodes."""
        return self.header.base

    @property
    def parts(self) -> tuple[Part, ...]:
        """The documents and bodies, in the order of their nodes."""
        return self.header.parts

    @cached_property
    def _part_by_path(self) -> dict[str, Part]:
        return {part.path: part for part in self.parts}

    @cached_property
    def _firsts(self) -> list[int]:
        return [part.first for part in self.parts]

    def part(self, path: str) -> Part | None:
        """The nodes of a document or body."""
        return self._part_by_path.get(path)

    def part_of(self, node: int) -> Part:
        """The document or body of a node."""
        return self.parts[bisect_right(self._firsts, node) - 1]

    @cached_property
    def bodies(self) -> Mapping[str, tuple[int, int]]:
        """The first node of each body and the end of its nodes, by code."""
        return {code: (parts[0].first, parts[-1].end) for code, parts in self.parts_by_body.items()}

    @cached_property
    def parts_by_body(self) -> Mapping[str, tuple[Part, ...]]:
        """The documents of each body and what endures in it, in the order of their nodes, by code."""
        found: dict[str, list[Part]] = {}
        for part in self.parts:
            found.setdefault(part.path.partition("/")[0], []).append(part)
        return {code: tuple(parts) for code, parts in found.items()}

    def kind(self, node: int) -> str:
        """The kind of a node, as identifiers name it."""
        return self.header.node_kinds[int(self.node_kind[node])]

    def text_of(self, text: int) -> str:
        """A text by its number."""
        return bytes(self.text[self.text_at[text] : self.text_at[text + 1]]).decode()

    def number(self, node: int) -> str:
        """The number of a version as it is printed; empty for anything else."""
        return self.text_of(self.node_number[node])

    def name(self, node: int) -> str:
        """The name of a node; empty where nobody gave it one."""
        return self.text_of(self.node_name[node])

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return f"{self.base}/id/{self.kind(node)}/{self.part_of(node).path}/{self.text_of(self.node_slug[node])}"

    def find(self, iri: str) -> int | None:
        """The node of an IRI; None where the network has none."""
        kind, _, rest = iri.removeprefix(f"{self.base}/id/").partition("/")
        segments = rest.split("/")
        depth = 3 if kind in VERSION_KINDS else 1
        part = self.part("/".join(segments[:depth]))
        if part is None or kind not in self.header.node_kinds or not iri.startswith(f"{self.base}/id/"):
            return None
        found = self.with_slug(part.first, part.end, "/".join(segments[depth:]))
        found = found[self.node_kind[found] == self.header.node_kinds.index(kind)]
        return int(found[0]) if len(found) else None

    def with_slug(self, first: int, end: int, slug: str) -> Numbers:
        """The nodes from `first` to before `end` whose IRI ends in a slug, in their order; no other slug is read."""
        texts, wanted = self.node_slug[first:end].astype(np.int64), slug.encode()
        found = np.flatnonzero(self.text_at[texts + 1] - self.text_at[texts] == len(wanted)).astype(np.int64)
        starts = self.text_at[texts[found]].astype(np.int64)
        for place, byte in enumerate(wanted):
            kept = self.text[starts + place] == byte
            found, starts = found[kept], starts[kept]
        return found + first

    def document(self, node: int) -> DocumentKey | None:
        """The document of a version; None for a person or domain."""
        path = self.part_of(node).path
        return DocumentKey.parse(path) if "/" in path else None

    def is_loaded(self, node: int) -> bool:
        """Whether a page that was loaded describes a node."""
        return not self.node_named[node]

    def source(self, arc: int) -> int:
        """The node that an arc leaves."""
        if arc >= self.header.arcs:
            return int(self.claim_source[arc - self.header.arcs])
        return int(np.searchsorted(self.out_at, np.int32(arc), side="right")) - 1

    def target(self, arc: int) -> int:
        """The node that an arc leads to."""
        return int(self.arc_target[arc])

    def sources(self, arcs: Numbers) -> Numbers:
        """The node that each arc leaves."""
        # of another type than the column has, a copy of the whole column would be made
        found = np.searchsorted(self.out_at, arcs.astype(np.int32), side="right").astype(np.int64) - 1
        if len(arcs) and arcs.max() >= self.header.arcs:
            claims = arcs >= self.header.arcs
            found[claims] = self.claim_source[arcs[claims] - self.header.arcs]
        return found

    def targets(self, arcs: Numbers) -> Numbers:
        """The node that each arc leads to."""
        return self.arc_target[arcs].astype(np.int64)

    def arcs_from(self, nodes: Numbers) -> Numbers:
        """The arcs out of nodes, in the order of these."""
        return _ranges(self.out_at[nodes], self.out_at[nodes + 1])

    def arcs_into(self, nodes: Numbers) -> Numbers:
        """The arcs into nodes, in the order of these."""
        return self.in_arc[_ranges(self.in_at[nodes], self.in_at[nodes + 1])].astype(np.int64)

    def claims_within(self, first: int, end: int) -> Numbers:
        """The claims of identity about the nodes from `first` to before `end`, which are those of a body."""
        low, high = np.searchsorted(self.claim_source, np.array([first, end], dtype=np.int32)).tolist()
        return np.arange(low, high, dtype=np.int64) + self.header.arcs

    def arc_kind_name(self, arc: int) -> str:
        """The kind of an arc."""
        return self.header.arc_kinds[int(self.arc_kind[arc]) & ~SUSPECT]

    def is_suspect(self, arc: int) -> bool:
        """Whether the words of an arc may mean something else."""
        return bool(self.arc_kind[arc] & SUSPECT)

    def kinds(self, names: Iterable[str], *, suspect: bool) -> NDArray[np.bool_]:
        """For each value of `arc_kind`, whether it is of one of some kinds; suspect ones where they are wanted too."""
        wanted = set(names)
        allowed = np.zeros(256, dtype=np.bool_)
        for code, name in enumerate(self.header.arc_kinds):
            allowed[code] = name in wanted
            allowed[code | SUSPECT] = suspect and name in wanted
        return allowed

    @property
    def bytes(self) -> int:
        """What the columns take in memory where all of them are used."""
        return sum(getattr(self, name.partition(".")[0]).nbytes for name in COLUMNS)


class _Told(msgspec.Struct, frozen=True):
    """What a header of any format tells."""

    format: int


def open_network(folder: Path) -> Network:
    """The network of a release, by the folder of the release.

    Raises:
        NoNetworkError: it has none, or one of another format.
    """
    path = folder / FOLDER
    try:
        content = (path / FILE).read_bytes()
    except FileNotFoundError as error:
        raise NoNetworkError(_NONE, release=folder.name) from error
    told = msgspec.json.decode(content, type=_Told)
    if told.format != FORMAT:
        raise NoNetworkError(_OTHER_FORMAT, release=folder.name, format=told.format, known=FORMAT)
    return Network(
        msgspec.json.decode(content, type=Header),
        node_kind=_bytes(path, "node_kind"),
        node_named=_bytes(path, "node_named"),
        node_slug=_integers(path, "node_slug"),
        node_number=_integers(path, "node_number"),
        node_name=_integers(path, "node_name"),
        node_programme=_integers(path, "node_programme"),
        node_domain=_integers(path, "node_domain"),
        out_at=_integers(path, "out_at"),
        arc_target=_integers(path, "arc_target"),
        arc_kind=_bytes(path, "arc_kind"),
        arc_start=_integers(path, "arc_start"),
        in_at=_integers(path, "in_at"),
        in_arc=_integers(path, "in_arc"),
        claim_source=_integers(path, "claim_source"),
        text_at=_integers(path, "text_at"),
        text=_bytes(path, "text"),
    )


def _bytes(folder: Path, name: str) -> NDArray[np.uint8]:
    path = folder / f"{name}.u1"
    # nothing can be mapped of an empty file; and an array over the map is read faster than the map itself
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r")) if path.stat().st_size else np.empty(0, dtype=np.uint8)


def _integers(folder: Path, name: str) -> NDArray[np.int32]:
    path = folder / f"{name}.i4"
    kind = np.dtype("<i4")
    return np.asarray(np.memmap(path, dtype=kind, mode="r")) if path.stat().st_size else np.empty(0, dtype=kind)


def _ranges(first: NDArray[np.int32], end: NDArray[np.int32]) -> Numbers:
    """All whole numbers of ranges, one range after the other."""
    lengths = (end - first).astype(np.int64)
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    return np.repeat(first.astype(np.int64) - before, lengths) + np.arange(total)


_NONE: Final = Phrase(
    "release {release} heeft geen netwerk; publiceer de dataset opnieuw met `doelgraaf publish --full`",
    "release {release} has no network; publish the dataset again with `doelgraaf publish --full`",
)
_OTHER_FORMAT: Final = Phrase(
    "het netwerk van release {release} heeft vorm {format}, en bekend is {known}; publiceer de dataset opnieuw met "
    "`doelgraaf publish --full`",
    "the network of release {release} has format {format}, and {known} is known; publish the dataset again with "
    "`doelgraaf publish --full`",
)
