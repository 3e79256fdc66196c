"""The network of statements in memory, as a release has it on disk, and who asks it."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from service.answers.coverage import Holdings
from service.engine.engine import Engine
from service.release.network import FOLDER, Network, open_network
from service.release.network_build import read_bodies, write
from service.release.network_rows import rows_of
from service.web.tracer import Tracer


def network_of(base: str, quads: Iterable[Quad], holdings: Holdings) -> Network:
    """The network of the graphs of documents and bodies; its files are mapped, and gone from the folder."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name.value].append(quad)
    documents: dict[str, list[str]] = defaultdict(list)
    for document in holdings.documents:
        documents[document.organisation].append(document.path)

    def content(path: str) -> bytes:
        found = graphs.get(f"{base}/graph/{'doc' if '/' in path else 'body'}/{path}", [])
        return serialize(found, format=RdfFormat.N_QUADS) or b""

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / FOLDER, base, read_bodies(documents, lambda path: rows_of(base, content(path))))
        return open_network(Path(folder))


def tracer_of(engine: Engine, quads: Sequence[Quad], holdings: Holdings) -> Tracer:
    """Who asks the network of statements, which is made when something is asked first."""
    made = cache(partial(network_of, holdings.base, quads, holdings))
    return Tracer(engine, lambda: holdings, lambda _: made())
