"""Work for a client, which is given up when that has gone. Knows nothing of the work."""

import asyncio
from collections.abc import Coroutine
from typing import Final, TypeVar

from starlette.requests import Request

Result = TypeVar("Result")
_SHORT_S: Final = 0.02  # work that takes less is not worth watching who waits for it


async def while_connected(request: Request, work: Coroutine[None, None, Result]) -> Result | None:
    """The result of some work; None where the client has gone before it was done."""
    watch = _Watch(request, asyncio.current_task())
    timer = asyncio.get_running_loop().call_later(_SHORT_S, watch.begin)
    try:
        return await work
    except asyncio.CancelledError:
        if not watch.has_cancelled:
            raise
        return None
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    """Cancels the task of a request when its client has gone."""

    def __init__(self, request: Request, task: "asyncio.Task[object] | None") -> None:
        self.has_cancelled = False
        self._request = request
        self._task = task
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to watch."""
        self._watching = asyncio.ensure_future(self._wait())

    def end(self) -> None:
        """Watch no longer."""
        if self._watching is not None:
            self._watching.cancel()
        if self.has_cancelled and self._task is not None:
            self._task.uncancel()

    async def _wait(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        if self._task is not None:
            self.has_cancelled = True
            self._task.cancel()
