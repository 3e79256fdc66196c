"""Where a release is asked that another engine serves, and who brings it there. Sends nothing itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from service.release.releases import ReleaseManifest


class RemoteEndpoint(msgspec.Struct, frozen=True, rename="camel"):
    """An engine on another address that serves a release, as the manifest of the release names it.

    `profile` is the name of a profile of `engine.profiles`; `query`, `update` and `graphs` are the addresses of the
    SPARQL 1.1 Protocol's two operations and of the Graph Store Protocol. `row_limit` is the number of rows at which
    the engine cuts an answer off; 0 where it has no such limit.
    """

    profile: str
    query: str
    update: str
    graphs: str
    row_limit: int = 0


class Recipient(Protocol):
    """An engine to which a release is sent before it is served."""

    @property
    def endpoint(self) -> RemoteEndpoint:
        """Where it is asked."""
        ...

    def deliver(self, manifest: "ReleaseManifest", progress: Callable[[int, int], None]) -> None:
        """Have it hold the graphs of a release and no others; what it holds already is not sent again.

        `progress` is told how much is done, of how much.

        Raises:
            ReleaseError: it can't be reached, or does not hold what it was sent.
        """
        ...
