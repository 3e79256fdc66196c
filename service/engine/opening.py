"""An engine over a data directory, as the settings of the service have it."""

from pathlib import Path

from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.fair_use import Share
from service.engine.remote_client import Credentials
from service.engine.remote_release import RemoteReleaseEngine
from service.engine.served import ServedEngine
from service.engine.work import Limits
from service.release.releases import Releases
from service.settings import Settings


def open_engine(data: Path, settings: Settings) -> ServedEngine:
    """An engine over the releases of a data directory, as each manifest names it; close it after use.

    Raises:
        NoReleaseError: nothing was published there yet.
    """
    releases, allowed = Releases(data), capacity(settings)
    return ServedEngine(
        releases,
        lambda: EmbeddedEngine(releases, allowed),
        lambda: RemoteReleaseEngine(releases, allowed, credentials(settings)),
    )


def credentials(settings: Settings) -> Credentials | None:
    """The name and the password for remote engines; None where the settings have none."""
    if settings.remote_user is None or settings.remote_password is None:
        return None
    return Credentials(settings.remote_user, settings.remote_password.get_secret_value())


def capacity(settings: Settings) -> Capacity:
    """What an engine takes on, as the settings have it."""
    return Capacity(
        workers=settings.workers,
        spare=settings.spare_workers,
        slow_workers=settings.slow_workers,
        own_workers=settings.own_workers,
        queue_length=settings.queue_length,
        timeout_s=settings.query_timeout_s,
        demote_after_s=settings.demote_after_s,
        union=settings.union_default_graph,
        limits=Limits(memory_bytes=settings.query_memory_bytes, result_bytes=settings.result_limit_bytes),
        share=Share(
            queries=settings.client_queries,
            long_queries=settings.client_long_queries,
            seconds=settings.client_seconds,
            errors=settings.client_errors,
        ),
    )
