"""Fair use: what each client has in hand, and what it has left of its seconds and errors. Knows no query.

A budget is a token bucket: it fills at an even rate up to its size, and what is used is taken out afterwards, so that
it may fall below nothing. Wikidata's query service counts in the same way (by address and user agent).
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ontology.language import Phrase
from service.engine.engine import TooManyQueriesError

_MOST_CLIENTS: Final = 10_000
_MINUTE_S: Final = 60.0
# A flood of tiny queries costs too: what a query takes beside its own time.
_LEAST_S: Final = 0.002
# What an address may take beside what each of its clients may: people of one office share it, and a name is easily made
# up anew. Two clients with their share of long queries leave places for others.
_CLIENTS_OF_ADDRESS: Final = 2


@dataclass(frozen=True, slots=True)
class Share:
    """What one client may take.

    `queries` may be in hand at a time, and `long_queries` of them in the lane for long ones. Budgets are per minute;
    twice as much can be saved up.
    """

    queries: int
    long_queries: int
    seconds: float
    errors: float

    def times(self, number: int) -> "Share":
        """The share of so many clients together."""
        return Share(self.queries * number, self.long_queries * number, self.seconds * number, self.errors * number)


UNLIMITED: Final = Share(queries=1_000_000, long_queries=1_000_000, seconds=1e9, errors=1e9)


@dataclass(slots=True)
class _Account:
    """What a client has in hand and has left, as it was at a moment of the clock."""

    seconds: float
    errors: float
    at: float
    queries: int = 0
    long_queries: int = 0


@dataclass(slots=True)
class Visit:
    """One query of a client, from when it is taken on until `end`."""

    _accounts: Sequence[tuple[_Account, Share]]
    _is_long: bool = field(default=False)

    def make_long(self) -> None:
        """Count the query among the long ones.

        Raises:
            TooManyQueriesError: the client has as many of these as it may have.
        """
        if self._is_long:
            return
        for account, share in self._accounts:
            if account.long_queries >= share.long_queries:
                raise TooManyQueriesError(_LONG, most=share.long_queries, retry_after_s=math.ceil(_MINUTE_S / 2))
        for account, _ in self._accounts:
            account.long_queries += 1
        self._is_long = True

    def end(self, seconds: float, *, failed: bool) -> None:
        """Charge the client for what the query took."""
        for account, _ in self._accounts:
            account.queries -= 1
            account.long_queries -= self._is_long
            account.seconds -= max(seconds, _LEAST_S)
            account.errors -= failed


class FairUse:
    """The accounts of the clients; the one that was away longest is closed where there are too many."""

    def __init__(self, share: Share, clock: Callable[[], float] = time.monotonic) -> None:
        self._share = share
        self._wide = share.times(_CLIENTS_OF_ADDRESS)
        self._clock = clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def enter(self, client: str) -> Visit:
        """Take on a query of a client: an address, and behind a space what else tells its clients apart.

        Raises:
            TooManyQueriesError: it has too many in hand, or has used up its seconds or errors.
        """
        address, space, _ = client.partition(" ")
        accounts = [(self._account(client, self._share), self._share)]
        if space:
            accounts.append((self._account(address, self._wide), self._wide))
        for account, share in accounts:
            _refuse(account, share)
        for account, _ in accounts:
            account.queries += 1
        return Visit(accounts)

    def _account(self, client: str, share: Share) -> _Account:
        now = self._clock()
        account = self._accounts.get(client)
        if account is None:
            account = _Account(2 * share.seconds, 2 * share.errors, now)
            self._accounts[client] = account
            self._close_one()
        passed = (now - account.at) / _MINUTE_S
        account.seconds = min(account.seconds + passed * share.seconds, 2 * share.seconds)
        account.errors = min(account.errors + passed * share.errors, 2 * share.errors)
        account.at = now
        self._accounts.move_to_end(client)
        return account

    def _close_one(self) -> None:
        if len(self._accounts) > _MOST_CLIENTS:
            self._accounts.popitem(last=False)


def _refuse(account: _Account, share: Share) -> None:
    if account.queries >= share.queries:
        raise TooManyQueriesError(_IN_HAND, most=share.queries, retry_after_s=1)
    wait_s = max(_until_some(account.seconds, share.seconds), _until_some(account.errors, share.errors))
    if wait_s:
        raise TooManyQueriesError(_USED_UP, seconds=wait_s, retry_after_s=wait_s)


def _until_some(left: float, per_minute: float) -> int:
    """The seconds, rounded up, until something of a budget is there; 0 where it is."""
    return 0 if left > 0 else max(1, math.ceil(-left / per_minute * _MINUTE_S))


_IN_HAND: Final = Phrase(
    "er lopen al {most} vragen van u; wacht tot er een klaar is",
    "{most} queries of yours are running already; wait until one has ended",
)
_LONG: Final = Phrase(
    "er lopen al {most} lange vragen van u; wacht tot er een klaar is",
    "{most} long queries of yours are running already; wait until one has ended",
)
_USED_UP: Final = Phrase(
    "uw deel van de rekentijd is voor nu op, of te veel vragen mislukten; probeer het over {seconds} seconden weer",
    "your share of the time is used up for now, or too many queries failed; try again in {seconds} seconds",
)
