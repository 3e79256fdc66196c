"""An engine over a data directory, as the settings of the service have it."""

from pathlib import Path

from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.fair_use import Share
from service.engine.work import Limits
from service.release.releases import Releases
from service.settings import Settings


def open_engine(data: Path, settings: Settings) -> EmbeddedEngine:
    """An engine over the releases of a data directory; close it after use.

    Raises:
        NoReleaseError: nothing was published there yet.
    """
    return EmbeddedEngine(Releases(data), capacity(settings))


def capacity(settings: Settings) -> Capacity:
    """What an engine takes on, as the settings have it."""
    return Capacity(
        workers=settings.workers,
        slow_workers=settings.slow_workers,
        own_workers=settings.own_workers,
        queue_length=settings.queue_length,
        timeout_s=settings.query_timeout_s,
        demote_after_s=settings.demote_after_s,
        limits=Limits(memory_bytes=settings.query_memory_bytes, result_bytes=settings.result_limit_bytes),
        share=Share(
            queries=settings.client_queries,
            long_queries=settings.client_long_queries,
            seconds=settings.client_seconds,
            errors=settings.client_errors,
        ),
    )
