"""Sends a release to a remote engine: only the graphs that differ from what the engine says it has.

Before the first change the engine's own graph says that it is being changed, and only when all counts are right that it
holds the release, so that readers never take a part for the whole; sending again mends what was broken off. Builds no
release, and decides not which one is served.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import sleep
from typing import Final

from ontology.language import Phrase
from service.engine.engine import EngineError, Row
from service.engine.formats import JSON_RESULTS
from service.engine.profiles import PROFILES, Profile, by_server, require_target
from service.engine.remote_answers import read_rows
from service.engine.remote_client import Credentials, RemoteClient, RemoteError, server_of
from service.engine.remote_state import (
    Held,
    OwnGraphs,
    RemoteState,
    Status,
    graphs_query,
    read,
    summary_query,
    written,
)
from service.engine.sending_graphs import Difference, Graphs, pieces
from service.release.releases import ReleaseManifest, Releases
from service.release.remote_endpoint import RemoteEndpoint

# Readers look at the engine's own graph once a second, see `remote_watch`.
_NOTICE_S: Final = 2.0
_MOST_DELETED: Final = 200  # triples in one update
_NO_CHANGE: Final = "DELETE DATA { GRAPH <urn:x-doelgraaf:nothing> { <urn:x-doelgraaf:a> <urn:x-doelgraaf:b> 1 } }"
_PATIENCE_S: Final = 300.0  # an engine counts all of its graphs, or loads one, before it answers

Progress = Callable[[int, int], None]


def connect(
    url: str,
    releases: Releases,
    credentials: Credentials | None = None,
    *,
    engine: str | None = None,
    update: str | None = None,
    graphs: str | None = None,
) -> "Sender":
    """A sender to the engine at an address, of which the kind is found out where it is not given.

    `update` and `graphs` are its addresses for updates and for the Graph Store Protocol where they are not as usual;
    `url` is then that for queries.

    Raises:
        TargetError: the address can't be that of an engine.
        RemoteError: it can't be reached, or we may not change it.
    """
    target = require_target(url)
    profile = PROFILES[engine] if engine else by_server(server_of(target, _PATIENCE_S))
    usual = profile.addresses(target)
    query = target if update or graphs else usual.query
    endpoint = RemoteEndpoint(profile.name, query, update or usual.update, graphs or usual.graphs)
    client = RemoteClient(endpoint, credentials, _PATIENCE_S)
    client.update(_NO_CHANGE)  # who may not write is told before a release is built
    found = replace(client, endpoint=RemoteEndpoint(*_fields(endpoint), row_limit=_row_limit(client, profile)))
    return Sender(found, releases)


def reconnect(endpoint: RemoteEndpoint, releases: Releases, credentials: Credentials | None = None) -> "Sender":
    """A sender to the engine that the manifest of a release names."""
    return Sender(RemoteClient(endpoint, credentials, _PATIENCE_S), releases)


def _fields(endpoint: RemoteEndpoint) -> tuple[str, str, str, str]:
    return endpoint.profile, endpoint.query, endpoint.update, endpoint.graphs


def _row_limit(client: RemoteClient, profile: Profile) -> int:
    """The number of rows at which an engine cuts an answer off, by an answer that is too long; 0 for none."""
    query = "SELECT ?a WHERE { ?a ?b ?c . ?d ?e ?f }" if profile.row_limited else "ASK {}"
    with client.query(query, JSON_RESULTS) as response:
        return int(response.headers.get("X-SPARQL-MaxRows") or 0)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends releases of a data directory to an engine; `notice_s` is how long readers get to see that it changes."""

    client: RemoteClient
    releases: Releases
    notice_s: float = _NOTICE_S

    @property
    def endpoint(self) -> RemoteEndpoint:
        """Where the engine is asked."""
        return self.client.endpoint

    def deliver(self, manifest: ReleaseManifest, progress: Progress) -> None:
        """Have the engine hold the graphs of a release and no others of ours.

        Raises:
            RemoteError: it can't be reached, does not allow it, or does not hold what it was sent.
        """
        try:
            _Delivery(self, manifest, OwnGraphs(manifest.base), progress).run()
        except EngineError as error:
            raise RemoteError(_NOT_READ, address=self.endpoint.query, why=error) from error


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One release on its way."""

    sender: Sender
    manifest: ReleaseManifest
    own: OwnGraphs
    progress: Progress

    @property
    def client(self) -> RemoteClient:
        """The engine."""
        return self.sender.client

    def run(self) -> None:
        """Send what differs, and count it."""
        graphs = Graphs(self.sender.releases.store(self.manifest.id))
        wanted = graphs.held(self.own.everything)
        before = self._state()
        counts = self._counts()
        stale = self._stale(before, wanted, counts)
        if not stale and before.holds(self.manifest.id):
            return
        graphs.refuse_datatypes(sorted(stale & wanted.keys()), self.client.profile.lost_datatypes)
        self._mark(before, wanted, stale)
        if before.graphs:
            sleep(self.sender.notice_s)
        self._send(graphs, wanted, before, stale)
        self._require_counts(wanted)
        self.client.put(self.own.state, written(self.own, RemoteState(self.manifest.id, Status.WHOLE, wanted)))

    def _stale(self, before: RemoteState, wanted: Mapping[str, Held], counts: Mapping[str, int]) -> set[str]:
        """The graphs that are to be sent or removed: another content, or not as many triples as they had."""
        names = before.graphs.keys() | wanted.keys()
        return {
            name
            for name in names
            if before.graphs.get(name) != wanted.get(name) or counts.get(name, 0) != wanted[name].triples
        }

    def _mark(self, before: RemoteState, wanted: Mapping[str, Held], stale: set[str]) -> None:
        """Say that the engine is being changed, and which graphs it will not be known of what they hold."""
        changing = {name: Held(0, "") for name in stale}
        kept = {name: held for name, held in before.graphs.items() if name not in stale}
        named = self.manifest.id if wanted else before.release
        state = RemoteState(named, Status.CHANGING, dict(sorted((kept | changing).items())))
        self.client.put(self.own.state, written(self.own, state))

    def _send(self, graphs: Graphs, wanted: Mapping[str, Held], before: RemoteState, stale: set[str]) -> None:
        parts = sorted(stale - {self.own.everything})
        total = len(parts) + 1
        for done, name in enumerate(parts, start=1):
            if name in wanted:
                self._replace(name, graphs.content(name))
            else:
                self.client.delete(name)
            self.progress(done, total)
        if self.own.everything in stale:
            self._gather(graphs, wanted, before, parts)
        self.progress(total, total)

    def _replace(self, name: str, content: bytes) -> None:
        first = True
        for piece in pieces(content):
            (self.client.put if first else self.client.post)(name, piece)
            first = False

    def _gather(self, graphs: Graphs, wanted: Mapping[str, Held], before: RemoteState, parts: list[str]) -> None:
        """Bring the graph with all triples up to date: by what differs where that is known, else as a whole."""
        held, due = before.graphs.get(self.own.everything), wanted[self.own.everything]
        if held is not None and held.digest and before.status is Status.WHOLE:
            difference = self._difference(graphs, before.release, parts, due.triples)
            if difference is not None:
                self._apply(difference)
                if self._counts().get(self.own.everything, 0) == due.triples:
                    return
        self.client.delete(self.own.everything)
        for name in sorted(wanted.keys() - {self.own.everything}):
            for piece in pieces(graphs.content(name)):
                self.client.post(self.own.everything, piece)

    def _difference(self, graphs: Graphs, release: str, parts: list[str], most: int) -> Difference | None:
        store = self.sender.releases.store(release)
        return graphs.difference(Graphs(store), parts, most // 2) if store.is_dir() else None

    def _apply(self, difference: Difference) -> None:
        everything = self.own.everything
        for start in range(0, len(difference.gone), _MOST_DELETED):
            lines = b"".join(difference.gone[start : start + _MOST_DELETED]).decode()
            self.client.update(f"DELETE DATA {{ GRAPH <{everything}> {{\n{lines}}} }}")
        for piece in pieces(b"".join(difference.added)):
            self.client.post(everything, piece)

    def _require_counts(self, wanted: Mapping[str, Held]) -> None:
        counts = self._counts()
        for name, held in sorted(wanted.items()):
            if counts.get(name, 0) != held.triples:
                raise RemoteError(
                    _OTHER_COUNT,
                    address=self.client.endpoint.query,
                    graph=name,
                    found=counts.get(name, 0),
                    expected=held.triples,
                )

    def _state(self) -> RemoteState:
        summary, graphs = (self._rows(query(self.own)) for query in (summary_query, graphs_query))
        return read(summary, graphs)

    def _counts(self) -> dict[str, int]:
        """The number of triples of every graph that the engine has."""
        rows = self._rows("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return {row["g"].value: int(row["n"].value) for row in rows if "g" in row}

    def _rows(self, query: str) -> list[Row]:
        with self.client.query(query, JSON_RESULTS) as response:
            return read_rows(response, is_loose=self.client.profile.is_loose)


_NOT_READ: Final = Phrase(
    "{address}: zegt niet wat het heeft: {why}. Heeft de engine een grens aan rijen, zet die dan hoger dan het aantal "
    "grafen",
    "{address}: does not tell what it has: {why}. If the engine has a limit of rows, set it above the number of graphs",
)
_OTHER_COUNT: Final = Phrase(
    "{address}: {graph} heeft daar {found} triples in plaats van {expected}; publiceer opnieuw, en houd anderen weg "
    "van de grafen van doelgraaf",
    "{address}: {graph} has {found} triples there instead of {expected}; publish again, and keep others away from the "
    "graphs of doelgraaf",
)
