"""An engine over a data directory, as the settings of the service have it."""

from pathlib import Path

from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release.releases import Releases
from service.settings import Settings


def open_engine(data: Path, settings: Settings) -> EmbeddedEngine:
    """An engine over the releases of a data directory; close it after use.

    Raises:
        NoReleaseError: nothing was published there yet.
    """
    limits = Limits(memory_bytes=settings.query_memory_bytes, result_bytes=settings.result_limit_bytes)
    capacity = Capacity(settings.workers, settings.queue_length, settings.query_timeout_s, limits)
    return EmbeddedEngine(Releases(data), capacity)
