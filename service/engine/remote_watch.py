"""Whether a remote engine holds the release that is served, looked at once a second. Blocks; any thread may ask."""

import threading
import time
from typing import Final

from ontology.language import Phrase
from service.engine.engine import EngineAwayError
from service.engine.formats import JSON_RESULTS
from service.engine.remote_answers import read_rows
from service.engine.remote_client import RemoteClient
from service.engine.remote_state import OwnGraphs, RemoteState, Status, read, summary_query

# Who sends a release waits longer than this after saying so, see `sending`: what was whole a moment ago still is.
FRESH_S: Final = 1.0


class Watch:
    """What a remote engine says it has, asked again when that is older than a second."""

    def __init__(self, client: RemoteClient, own: OwnGraphs) -> None:
        self._client = client
        self._own = own
        self._asking = threading.Lock()
        self._seen: tuple[float, RemoteState] | None = None

    def require(self, release: str) -> None:
        """Make sure that the engine holds a release, whole.

        Raises:
            EngineAwayError: it holds another one, or is being changed.
            RemoteError: it does not say.
        """
        with self._asking:
            now = time.monotonic()
            if self._seen is None or now - self._seen[0] >= FRESH_S or not self._seen[1].holds(release):
                self._seen = (now, self._ask())
            state = self._seen[1]
        if not state.holds(release):
            raise EngineAwayError(_OTHER if state.status is Status.WHOLE else _CHANGING, release=release)

    def _ask(self) -> RemoteState:
        with self._client.query(summary_query(self._own), JSON_RESULTS) as response:
            return read(read_rows(response, is_loose=self._client.profile.is_loose), ())


_CHANGING: Final = Phrase(
    "release {release} wordt naar de engine gestuurd, of dat is afgebroken; probeer het zo weer. Blijft dit zo, dan "
    "maakt `doelgraaf publish` het af",
    "release {release} is being sent to the engine, or that was broken off; try again in a moment. If this stays so, "
    "`doelgraaf publish` ends it",
)
_OTHER: Final = Phrase(
    "de engine heeft een andere release dan {release}, die in dienst is; probeer het zo weer. Blijft dit zo, dan "
    "stuurt `doelgraaf publish` haar opnieuw",
    "the engine has another release than {release}, which is served; try again in a moment. If this stays so, "
    "`doelgraaf publish` sends it again",
)
