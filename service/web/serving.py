"""The running service: an engine over a data directory, everything that it offers, and the server in front of it."""

import contextlib
import logging
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from service import listening, logs
from service.answers.coverage import Holdings
from service.answers.search.finding import Index, open_search
from service.engine.embedded import EmbeddedEngine
from service.engine.engine import Engine, EngineError
from service.engine.opening import capacity, open_engine
from service.publisher_settings import publisher_of
from service.release.change_log import ChangeLog
from service.release.network import Network, open_network
from service.release.releases import ReleaseManifest, Releases
from service.settings import Settings
from service.web import (
    api,
    api_index,
    catalogue,
    changes,
    client_file,
    completion,
    dumps,
    inquiries,
    lists,
    matrix_page,
    network_page,
    pages,
    projections,
    question_page,
    resources,
    review,
    search,
    search_page,
    sitemaps,
    tables,
    trace,
    wrong_page,
    years,
    years_pages,
)
from service.web.app import application
from service.web.as_of import AsOf
from service.web.dump_making import DumpMaker
from service.web.graph_store import GraphStore
from service.web.http_bounds import BoundedProtocol
from service.web.lent_releases import LentReleases
from service.web.old_releases import OldReleases, Opened
from service.web.render import make_renderer
from service.web.site import make_site
from service.web.sparql import BrokenOffError
from service.web.tracer import Tracer
from service.web.turns import Patience
from service.web.write_access import Writing, open_writing, prepare

_MOST_CONNECTIONS: Final = 800  # with the workers' own it stays below the 1,024 files that a process may mostly have
_KEEP_ALIVE_S: Final = 15
_SHUTDOWN_S: Final = 5


def build(
    engine: Engine,
    settings: Settings,
    writing: Writing | None = None,
    old: OldReleases | None = None,
    log: ChangeLog | None = None,
) -> FastAPI:
    """The whole application over an engine: SPARQL, graphs, JSON, linked data and pages; `writing` is for who may.

    `old` are the releases that the present one can be compared with; `log` is where it does not lie in the directory.
    """
    data = settings.data
    present = _Current(engine, Releases(data))
    site = make_site(engine, present.holdings, log or ChangeLog.of(data))
    tracer = Tracer(engine, present.holdings, present.network, _patience(settings))
    routers = [review.router(site, tracer)]
    modules = (api, api_index, changes, client_file, lists, inquiries, tables, projections, resources, pages, sitemaps)
    routers += [module.router(site) for module in modules]
    lent = LentReleases(data, engine, present.holdings, old) if old else None
    routers += [module.router(site, lent) for module in (years, years_pages)]
    routers.append(completion.router(site, Releases(data)))
    publisher = publisher_of(settings)
    maker = DumpMaker(data, publisher)
    routers += [module.router(site, maker) for module in (catalogue, dumps)]
    routers.append(wrong_page.router(site, publisher))
    routers += [module.router(site, present.search) for module in (search, search_page)]
    routers += [module.router(site, tracer) for module in (trace, network_page, matrix_page, question_page)]
    return application(
        engine,
        routers,
        query_timeout_s=settings.query_timeout_s,
        cache_bytes=settings.cache_bytes,
        max_age_s=settings.max_age_s,
        current=site.current,
        graphs=GraphStore(engine, settings.query_timeout_s, present.manifest, writing),
        union_default_graph=settings.union_default_graph,
        refusals=capacity(settings).share,
        operator=publisher,
        search=present.search,
    )


def serve(settings: Settings, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve the releases of a data directory at a socket until the process is told to stop; `ready` is called first.

    Raises:
        NoReleaseError: nothing was published there yet.
        NotScratchError: all graphs are to be writable, and the release was made from pages.
        QueryFailedError: the release can't be opened.
        AddressError: somebody else listens at the port of the socket.
    """
    logs.configure()
    logs.configure_libraries()
    prepare(settings)
    engine, writing = open_engine(settings.data, settings), open_writing(settings)
    try:
        logging.getLogger("uvicorn.error").addFilter(log_broken_off)
        engine.warm()
        old = open_older(settings)
        app = build(engine, settings, writing, old)
        with contextlib.closing(with_older(app, engine, settings, old)) as whole:
            server = uvicorn.Server(_configuration(whole, settings))
            listening.listen(taken)
            ready()
            with contextlib.suppress(KeyboardInterrupt):  # which is how a person stops it
                server.run(sockets=[taken])
    finally:
        if writing is not None:
            writing.writer.close()
        engine.close()


def open_older(settings: Settings) -> OldReleases:
    """The releases that were served before, each opened when it is asked for."""
    return OldReleases(settings.data, partial(_over, settings))


def with_older(app: ASGIApp, engine: Engine, settings: Settings, old: OldReleases | None = None) -> AsOf:
    """The application with one over each older release behind it, for who names that; close it after use."""
    return AsOf(app, settings.data, lambda: engine.release, old or open_older(settings), make_renderer())


def _over(settings: Settings, releases: Releases, release: str) -> Opened:
    """The application over one older release; it takes on less than that over the release that is served.

    Raises:
        NoReleaseError: there is no such release any more.
        QueryFailedError: it can't be opened.
    """
    less = replace(capacity(settings), workers=2, slow_workers=1, own_workers=1)
    engine = EmbeddedEngine(releases, less, fixed=release)
    try:
        engine.warm()
    except EngineError:
        engine.close()
        raise
    reading = settings.model_copy(update={"data": releases.root, "cache_bytes": 0})
    return Opened(build(engine, reading, log=ChangeLog.of(settings.data)), engine.close, engine)


def _configuration(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_SHUTDOWN_S,
    )


def log_broken_off(record: logging.LogRecord) -> bool:
    """Whether the server logs a record itself: an answer that was broken off is one line of ours and no stack trace."""
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, BrokenOffError):
        return True
    structlog.get_logger().warning("answer broken off", why=str(error))
    return False


def _patience(settings: Settings) -> Patience:
    """What may be computed at a time; a client has a share in that of its own, as large as in SPARQL."""
    return Patience(
        queue_length=settings.queue_length,
        timeout_s=settings.query_timeout_s,
        long_after_s=settings.demote_after_s,
        share=capacity(settings).share,
    )


class _Current:
    """What the release that answers holds, read again when another one came in."""

    def __init__(self, engine: Engine, releases: Releases) -> None:
        self._engine = engine
        self._releases = releases
        self._manifest: ReleaseManifest | None = None
        self._holdings: Holdings | None = None
        self._network: tuple[str, Network] | None = None
        self._search: Index | None = None

    def holdings(self) -> Holdings:
        """What the present release holds."""
        manifest, kept = self.manifest(), self._holdings
        if kept is None or kept.release != manifest.id:
            kept = self._holdings = Holdings.of(manifest)
        return kept

    def manifest(self) -> ReleaseManifest:
        """The manifest of the present release."""
        release, kept = self._engine.release, self._manifest
        if kept is None or kept.id != release:
            kept = self._manifest = self._releases.manifest(release)
        return kept

    def network(self, holdings: Holdings) -> Network:
        """The network of a release, by what it holds; that of the last one is kept.

        Raises:
            NoNetworkError: it has none.
        """
        kept = self._network
        if kept is None or kept[0] != holdings.release:
            kept = self._network = holdings.release, open_network(self._releases.folder(holdings.release))
        return kept[1]

    def search(self, release: str) -> Index:
        """The search index of a release; that of the last one is kept.

        Raises:
            NoIndexError: it has none.
        """
        kept = self._search
        if kept is None or kept.release != release:
            kept = self._search = open_search(self._releases.folder(release))
        return kept
