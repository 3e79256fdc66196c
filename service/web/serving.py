"""The running service: an engine over a data directory, everything that it offers, and the server in front of it."""

import contextlib
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

import structlog
import uvicorn
from fastapi import FastAPI

from service import listening, logs
from service.answers.coverage import Holdings
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import open_engine
from service.release.releases import Releases
from service.settings import Settings
from service.web import api, inquiries, pages, projections, resources, tables
from service.web.app import application
from service.web.http_bounds import BoundedProtocol
from service.web.site import make_site
from service.web.sparql import BrokenOffError

_MOST_CONNECTIONS: Final = 800  # with the workers' own it stays below the 1,024 files that a process may mostly have
_KEEP_ALIVE_S: Final = 15
_SHUTDOWN_S: Final = 5


def build(engine: EmbeddedEngine, data: Path, query_timeout_s: float, cache_bytes: int = 0) -> FastAPI:
    """The whole application over an engine: SPARQL, JSON, linked data and pages."""
    site = make_site(engine, _Current(engine, Releases(data)).holdings)
    routers = [module.router(site) for module in (api, inquiries, tables, projections, resources, pages)]
    return application(engine, routers, query_timeout_s=query_timeout_s, cache_bytes=cache_bytes, current=site.current)


def serve(settings: Settings, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve the releases of a data directory at a socket until the process is told to stop; `ready` is called first.

    Raises:
        NoReleaseError: nothing was published there yet.
        QueryFailedError: the release can't be opened.
        AddressError: somebody else listens at the port of the socket.
    """
    logs.configure()
    logs.configure_libraries()
    engine = open_engine(settings.data, settings)
    try:
        logging.getLogger("uvicorn.error").addFilter(log_broken_off)
        engine.warm()
        app = build(engine, settings.data, settings.query_timeout_s, settings.cache_bytes)
        server = uvicorn.Server(_configuration(app, settings))
        listening.listen(taken)
        ready()
        with contextlib.suppress(KeyboardInterrupt):  # which is how a person stops it
            server.run(sockets=[taken])
    finally:
        engine.close()


def _configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
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


class _Current:
    """What the release that answers holds, read again when another one came in."""

    def __init__(self, engine: EmbeddedEngine, releases: Releases) -> None:
        self._engine = engine
        self._releases = releases
        self._holdings: Holdings | None = None

    def holdings(self) -> Holdings:
        """What the present release holds."""
        release = self._engine.release
        if self._holdings is None or self._holdings.release != release:
            manifest = self._releases.manifest(release)
            self._holdings = Holdings.of(manifest)
        return self._holdings
