"""The options of `publish` that name a remote engine, and the engine that they mean. Sends nothing itself."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ontology.language import Language
from ontology.usage import WrongUseError
from service import remote_wording as wording

if TYPE_CHECKING:
    from service.release.releases import ReleaseManifest
    from service.release.remote_endpoint import Recipient
    from service.settings import Settings

EMBEDDED: Final = "embedded"
_KINDS: Final = ("virtuoso", "oxigraph", "generic")


@dataclass(frozen=True, slots=True)
class Target:
    """A remote engine as a person names it; None for what was not given."""

    to: str | None = None
    engine: str | None = None
    update_url: str | None = None
    graphs_url: str | None = None

    def require_complete(self, language: Language) -> None:
        """Refuse what goes with an address without the address.

        Raises:
            WrongUseError: there is no address.
        """
        given = (("--engine", self.engine), ("--update-url", self.update_url), ("--graphs-url", self.graphs_url))
        for option, value in given:
            if value is not None and self.to in {None, EMBEDDED}:
                raise WrongUseError(wording.WITHOUT_TO.say(language, option=option))

    def recipient(self, data: Path, settings: "Settings", language: Language) -> "Recipient | None":
        """The engine to which a release goes; None for the embedded one.

        Raises:
            WrongUseError: the address can't be that of an engine.
            ReleaseError: it can't be reached, or the release that is served can't be read.
        """
        from service.engine.opening import credentials
        from service.engine.profiles import TargetError
        from service.engine.sending import connect, reconnect
        from service.release.releases import Releases

        releases, who = Releases(data), credentials(settings)
        if self.to == EMBEDDED:
            return None
        if self.to is None:
            current = releases.current_manifest()
            served_by = current and current.remote
            return reconnect(served_by, releases, who) if served_by else None
        urls = {"update": self.update_url, "graphs": self.graphs_url}
        try:
            return connect(self.to, releases, who, engine=self.engine, **urls)
        except TargetError as error:
            raise WrongUseError(error.say(language)) from error


def remote_options(language: Language) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that make a `Target`: to, engine, update_url and graphs_url."""
    options = (
        click.option("--to", metavar="URL", help=wording.TO.say(language)),
        click.option("--engine", type=click.Choice(_KINDS), help=wording.ENGINE.say(language)),
        click.option("--update-url", metavar="URL", help=wording.UPDATE_URL.say(language)),
        click.option("--graphs-url", metavar="URL", help=wording.GRAPHS_URL.say(language)),
    )
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def deliver_back(data: Path, settings: "Settings") -> "Callable[[ReleaseManifest], None]":
    """What sends a release that is served again to the engine that its manifest names, if it names one."""
    from service.engine.opening import credentials
    from service.engine.sending import reconnect
    from service.release.releases import Releases

    def deliver(manifest: "ReleaseManifest") -> None:
        if manifest.remote is not None:
            reconnect(manifest.remote, Releases(data), credentials(settings)).deliver(
                manifest, lambda _done, _total: None
            )

    return deliver
