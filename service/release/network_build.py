"""Writes the network of a release: compressed sparse rows in plain files, which any process can map into its memory.

    network.json   the format, how many nodes, arcs and texts there are, and which nodes are of which document or body
    *.u1 *.i4      columns of unsigned bytes and of little-endian integers of four bytes

Claims of identity stand behind all arcs in the columns of these, so that who asks for none of them reads none.

Bodies are written one after the other, and no arc leaves its body: memory grows with the largest body only. Nodes are
in the order of bodies, documents and, inside those, of the tree. What the columns mean is told by `network`.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec
import numpy as np

from ontology.iri import DocumentKey
from service.release.network_rows import (
    ARC_KINDS,
    NODE_KINDS,
    SAME_GOAL,
    VERSION_KINDS,
    VERSION_OF,
    ArcRow,
    NodeRow,
    Rows,
)

FILE: Final = "network.json"
FORMAT: Final = 2
COLUMNS: Final = (
    "node_kind.u1",
    "node_named.u1",
    "node_slug.i4",
    "node_number.i4",
    "node_name.i4",
    "node_programme.i4",
    "node_domain.i4",
    "out_at.i4",
    "arc_target.i4",
    "arc_kind.u1",
    "arc_start.i4",
    "in_at.i4",
    "in_arc.i4",
    "claim_source.i4",
    "text_at.i4",
    "text.u1",
)
_OF_CLAIMS: Final = ("arc_target.i4", "arc_kind.u1", "arc_start.i4")
SUSPECT: Final = 0x80
"""The bit of `arc_kind` that is set where the words may mean something else."""


class Part(msgspec.Struct, frozen=True):
    """The nodes of one document, or of what endures in a body: from `first` to before `end`.

    `path` is that of the document or the code of the body; nothing of a document that is not `loaded` was read.
    """

    path: str
    first: int
    end: int
    loaded: bool


class Header(msgspec.Struct, frozen=True):
    """What a network is: its kinds of nodes and arcs in the order of their codes, its sizes, and its parts.

    `arcs` counts those that are no claims of identity; `claims` are numbered after them.
    """

    format: int
    base: str
    node_kinds: tuple[str, ...]
    arc_kinds: tuple[str, ...]
    nodes: int
    arcs: int
    claims: int
    parts: tuple[Part, ...]


class Body(msgspec.Struct, frozen=True):
    """The rows of a body and of its documents; `loaded` are the paths of those that were read."""

    loaded: frozenset[str]
    rows: tuple[Rows, ...]


def write(folder: Path, base: str, bodies: Iterable[Body]) -> Header:
    """Write the network of bodies, in the order of their codes, to a folder that is not there yet.

    Raises:
        OSError: the disk is full or not writable.
    """
    folder.mkdir()
    with ExitStack() as files:
        writing = _Writing(
            {name: files.enter_context((folder / name).open("wb")) for name in COLUMNS},
            {name: files.enter_context(TemporaryFile(dir=folder)) for name in _OF_CLAIMS},
        )
        for body in bodies:
            writing.add(body)
        header = writing.finish(base)
    (folder / FILE).write_bytes(msgspec.json.encode(header))
    return header


class _Writing:
    """The columns as far as they are written."""

    def __init__(self, files: Mapping[str, IO[bytes]], claims: Mapping[str, IO[bytes]]) -> None:
        self._files, self._behind = files, claims
        self._nodes = self._arcs = self._claims = self._texts = self._bytes = 0
        self._parts: list[Part] = []

    def add(self, body: Body) -> None:
        """Write what a body has."""
        parts = _arranged(body.rows)
        nodes = [node for _, members in parts for node in members]
        ids = {node.path: self._nodes + place for place, node in enumerate(nodes)}
        self._write_nodes(nodes, ids)
        self._write_arcs(body.rows, ids)
        for path, members in parts:
            end = self._nodes + len(members)
            self._parts.append(Part(path, self._nodes, end, path in body.loaded or "/" not in path))
            self._nodes = end

    def finish(self, base: str) -> Header:
        """Write where the last rows end, and say what was written."""
        for name, end in (("out_at", self._arcs), ("in_at", self._arcs), ("text_at", self._bytes)):
            self._put(f"{name}.i4", [end])
        for name, file in self._behind.items():
            file.seek(0)
            shutil.copyfileobj(file, self._files[name])
        sizes = self._nodes, self._arcs, self._claims
        return Header(FORMAT, base, NODE_KINDS, ARC_KINDS, *sizes, tuple(self._parts))

    def _write_nodes(self, nodes: Sequence[NodeRow], ids: dict[str, int]) -> None:
        texts = self._write_texts(nodes)
        self._put("node_kind.u1", [NODE_KINDS.index(_kind(node.path)) for node in nodes])
        self._put("node_named.u1", [node.named for node in nodes])
        self._put("node_slug.i4", [texts[_slug(node.path)] for node in nodes])
        self._put("node_number.i4", [texts[node.number] for node in nodes])
        self._put("node_name.i4", [texts[node.name] for node in nodes])
        by_path = {node.path: node for node in nodes}
        self._put("node_programme.i4", [ids.get(_programme(node, by_path), -1) for node in nodes])
        self._put("node_domain.i4", [ids.get(node.domain, -1) for node in nodes])

    def _write_texts(self, nodes: Sequence[NodeRow]) -> dict[str, int]:
        """Write each text of a body once; returns where it is."""
        found = sorted({text for node in nodes for text in (node.number, node.name, _slug(node.path))})
        encoded = [text.encode() for text in found]
        self._put("text_at.i4", list(accumulate(map(len, encoded[:-1]), initial=self._bytes))[: len(encoded)])
        self._files["text.u1"].write(b"".join(encoded))
        places = {text: self._texts + place for place, text in enumerate(found)}
        self._texts += len(found)
        self._bytes += sum(map(len, encoded))
        return places

    def _write_arcs(self, rows: Iterable[Rows], ids: dict[str, int]) -> None:
        numbered = _numbered([arc for some in rows for arc in some.arcs], ids)
        claimed = numbered[:, 2] == ARC_KINDS.index(SAME_GOAL)
        self._write_claims(numbered[claimed])
        arcs = numbered[~claimed]
        source, target, kind, start = arcs.T
        self._put("arc_target.i4", target)
        self._put("arc_kind.u1", kind)
        self._put("arc_start.i4", start)
        incoming = np.lexsort((np.arange(len(arcs)), target))
        self._put("in_arc.i4", incoming + self._arcs)
        self._put_starts("out_at.i4", source, len(ids))
        self._put_starts("in_at.i4", target, len(ids))
        self._arcs += len(arcs)

    def _write_claims(self, claims: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> None:
        """Write the claims of a body beside the arcs, behind all of which they come to stand."""
        source, target, kind, start = claims.T
        self._put("claim_source.i4", source)
        for name, values in zip(_OF_CLAIMS, (target, kind, start), strict=True):
            self._behind[name].write(_packed(name, values))
        self._claims += len(claims)

    def _put_starts(self, name: str, ends: "np.ndarray[tuple[int], np.dtype[np.int64]]", nodes: int) -> None:
        """Write where the arcs of each node begin, of arcs with these nodes at one end."""
        counts = np.bincount(ends - self._nodes, minlength=nodes)
        self._put(name, self._arcs + np.concatenate(([0], np.cumsum(counts)))[:-1])

    def _put(self, name: str, values: object) -> None:
        self._files[name].write(_packed(name, values))


def _packed(name: str, values: object) -> bytes:
    return np.asarray(values, dtype="<i4" if name.endswith(".i4") else "u1").tobytes()


def _arranged(rows: Iterable[Rows]) -> list[tuple[str, list[NodeRow]]]:
    """The nodes of a body by document, what endures first; those of a document in the order of its tree."""
    nodes: dict[str, NodeRow] = {}
    targets: set[str] = set()
    for some in rows:
        nodes |= {node.path: node for node in some.nodes}
        targets |= {path for arc in some.arcs for path in (arc.source, arc.target)}
    nodes |= {path: _unknown(path) for path in targets - nodes.keys()}
    nodes |= dict(_lasting(nodes, (arc for some in rows for arc in some.arcs if arc.kind == VERSION_OF)))
    parts: dict[str, list[NodeRow]] = {}
    for node in sorted(nodes.values(), key=_place):
        parts.setdefault(_part(node.path), []).append(node)
    return sorted(parts.items(), key=_order)


def _lasting(nodes: Mapping[str, NodeRow], arcs: Iterable[ArcRow]) -> Iterator[tuple[str, NodeRow]]:
    """What endures, placed as its last version is; what has no name is called by the number of that."""
    last: dict[str, NodeRow] = {}
    for arc in arcs:
        version, other = nodes[arc.source], last.get(arc.target)
        if other is None or _age(version) > _age(other):
            last[arc.target] = version
    for path, version in last.items():
        node = nodes[path]
        number = "" if node.name else version.number
        yield path, msgspec.structs.replace(node, number=number, sort_key=version.sort_key or version.number)


def _age(version: NodeRow) -> tuple[tuple[str, int, int, str], str]:
    return _order((_part(version.path), None)), version.path


def _order(part: tuple[str, object]) -> tuple[str, int, int, str]:
    path = part[0]
    if "/" not in path:
        return path, 0, 0, ""
    document = DocumentKey.parse(path)
    return document.organisation, document.year, document.sequence or 0, document.kind


def _place(node: NodeRow) -> tuple[str, int, str]:
    return node.sort_key or node.number, NODE_KINDS.index(_kind(node.path)), node.path


def _unknown(path: str) -> NodeRow:
    """Something that is referred to and that nothing is said of."""
    return NodeRow(path, number=_slug(path) if _kind(path) in VERSION_KINDS else "", named=True)


def _programme(node: NodeRow, by_path: dict[str, NodeRow]) -> str:
    """The programme that a version stands in, told of it or of what it stands in; a programme stands in itself."""
    seen = {node.path}
    while True:
        told = next((path for path in (node.path, *node.above) if _kind(path) == "programme-version"), None)
        above = by_path.get(node.above[0]) if node.above else None
        if told is not None or above is None or above.path in seen:
            return told or ""
        seen.add(above.path)
        node = above


def _numbered(arcs: Sequence[ArcRow], ids: dict[str, int]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Arcs as source, target, kind and start, in the order of these, each once."""
    codes = {kind: code for code, kind in enumerate(ARC_KINDS)}
    found = np.empty((len(arcs), 4), dtype=np.int64)
    # column by column: a tuple for each arc would take thirty times the room
    found[:, 0] = np.fromiter((ids[arc.source] for arc in arcs), np.int64, len(arcs))
    found[:, 1] = np.fromiter((ids[arc.target] for arc in arcs), np.int64, len(arcs))
    kinds = (codes[arc.kind] | (SUSPECT if arc.suspect else 0) for arc in arcs)
    found[:, 2] = np.fromiter(kinds, np.int64, len(arcs))
    found[:, 3] = np.fromiter((arc.start for arc in arcs), np.int64, len(arcs))
    found = found[np.lexsort(found.T[::-1])]
    is_new = np.ones(len(found), dtype=np.bool_)
    is_new[1:] = (found[1:] != found[:-1]).any(axis=1)
    return found[is_new]


def _kind(path: str) -> str:
    return path.partition("/")[0]


def _part(path: str) -> str:
    """The document of a version, or the body of what endures."""
    kind, organisation, *rest = path.split("/")
    return organisation if kind not in VERSION_KINDS else "/".join((organisation, *rest[:2]))


def _slug(path: str) -> str:
    """What follows the document or body in a path."""
    kind, _, rest = path.partition("/")
    return "/".join(rest.split("/")[3 if kind in VERSION_KINDS else 1 :])


def read_bodies(documents: Mapping[str, Iterable[str]], read: Callable[[str], Rows]) -> Iterator[Body]:
    """Bodies one by one, from the paths of their documents by code; `read` gives the rows of a body or a document."""
    for organisation, paths in sorted(documents.items()):
        loaded = sorted(paths)
        yield Body(frozenset(loaded), tuple(map(read, (organisation, *loaded))))
