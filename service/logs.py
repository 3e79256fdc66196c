"""What the service logs and how: lines for people on a terminal, JSON elsewhere, one access line per request.

Logs no query text and no address of a visitor.
"""

import logging
import sys
import time

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def configure() -> None:
    """Send our log to standard error: as JSON, one object a line, unless that is a terminal."""
    for_people = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if for_people else [structlog.processors.format_exc_info]),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # the stream of that moment
    )


def configure_libraries() -> None:
    """Send what libraries warn of to standard error; for a process that serves and does nothing else."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", force=True)


class AccessLog:
    """ASGI middleware that logs one line per request once its answer ended, whole or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status: int | None = None
        size = 0

        async def counting_send(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counting_send)
        except ClientDisconnect:
            return  # who left in the middle of a request waits for no answer
        finally:
            elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
            structlog.get_logger().info(
                "request", method=scope["method"], path=scope["path"], status=status, bytes=size, ms=elapsed_ms
            )
