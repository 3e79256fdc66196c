"""Whether names in a release lead to the service that answers, and what to say where they do not. Serves nothing."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ontology.language import Phrase
from service.release.releases import Releases

_PORT_OF_HTTP: Final = 80
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0", "::"})  # noqa: S104 - read, not bound
_NAMED_ELSEWHERE: Final = Phrase(
    "Alles in deze gegevens heet naar {base} (dat is --base van `doelgraaf ingest`): downloads, feeds en /client.py "
    "wijzen daarheen. Moeten ze hierheen wijzen, maak de dataset dan met --base {address}.",
    "All that is in these data is named after {base} (the --base of `doelgraaf ingest`): downloads, feeds and "
    "/client.py lead there. If they are to lead here, make the dataset with --base {address}.",
)


def named_elsewhere(data: Path, address: str) -> Phrase | None:
    """What to say of the current release of a data directory that is heard at an address; None where names lead there.

    Raises:
        ReleaseError: there is no release, or it can't be read.
    """
    releases = Releases(data)
    base = releases.manifest(releases.current()).base
    if leads_here(base, address):
        return None
    values = {"base": base, "address": address.rstrip("/")}
    return Phrase(_NAMED_ELSEWHERE.nl.format(**values), _NAMED_ELSEWHERE.en.format(**values))


def leads_here(base: str, address: str) -> bool:
    """Whether who follows names that begin with a base comes to the service at an address of this machine."""
    if base == address.rstrip("/"):
        return True
    named, heard = urlsplit(base), urlsplit(address)
    is_same_port = (named.scheme, named.port or _PORT_OF_HTTP) == ("http", heard.port)
    return is_same_port and named.path in {"", "/"} and {named.hostname, heard.hostname} <= _THIS_MACHINE
