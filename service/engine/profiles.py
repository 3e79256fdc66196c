"""What is known of each kind of remote engine: its addresses, how it asks who somebody is, and where it differs.

Each profile is data; what it was measured on stands in docs/operations.md. Asks nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from ontology.language import Phrase, SpokenError


class Authentication(StrEnum):
    """How an engine asks for a name and a password (RFC 7617, RFC 7616)."""

    BASIC = "basic"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an engine is asked, is changed by SPARQL, and is given graphs."""

    query: str
    update: str
    graphs: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of engine.

    `paths` are those of query, update and graph store below its address, and `server` is how its Server header begins.
    `has_pragmas` tells that the dataset of a query goes with it as Virtuoso's pragmas, and not as parameters of the
    request; `is_loose` that terms of its answers need mending (booleans and durations as numbers), and `row_limited`
    that it may cut an answer off. `lost_datatypes` are datatypes that it doesn't give back as they came.
    """

    name: str
    paths: tuple[str, str, str]
    server: str
    authentication: Authentication
    has_pragmas: bool = False
    is_loose: bool = False
    row_limited: bool = False
    lost_datatypes: frozenset[str] = frozenset()

    def addresses(self, url: str) -> Addresses:
        """The addresses of an engine of this kind at a URL."""
        query, update, graphs = (url.rstrip("/") + path for path in self.paths)
        return Addresses(query, update, graphs)


_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

OXIGRAPH: Final = Profile("oxigraph", ("/query", "/update", "/store"), "Oxigraph/", Authentication.BASIC)
VIRTUOSO: Final = Profile(
    "virtuoso",
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    "Virtuoso/",
    Authentication.DIGEST,
    has_pragmas=True,
    is_loose=True,
    row_limited=True,
    lost_datatypes=frozenset({f"{_XSD}duration", f"{_XSD}yearMonthDuration", f"{_XSD}dayTimeDuration"}),
)
# The paths are those of Fuseki; another engine is told its addresses.
GENERIC: Final = Profile("generic", ("/query", "/update", "/data"), "", Authentication.BASIC)
PROFILES: Final = MappingProxyType({profile.name: profile for profile in (VIRTUOSO, OXIGRAPH, GENERIC)})


class TargetError(SpokenError):
    """An address that can't be that of an engine."""


def require_target(url: str) -> str:
    """The address of an engine, without a slash at its end.

    Raises:
        TargetError: it is no http address, or there is a password in it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise TargetError(_NO_ADDRESS, url=url) from None
    if parts.username is not None or parts.password is not None:
        bare = parts._replace(netloc=f"{parts.hostname}:{port}" if port else parts.hostname or "").geturl()
        raise TargetError(_PASSWORD, url=bare)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise TargetError(_NO_ADDRESS, url=url)
    return url.rstrip("/")


def by_server(header: str) -> Profile:
    """The profile of an engine by its Server header."""
    return next((one for one in PROFILES.values() if one.server and header.startswith(one.server)), GENERIC)


_NO_ADDRESS: Final = Phrase(
    "{url}: is geen adres van een engine; geef er een zoals http://127.0.0.1:7878",
    "{url}: is no address of an engine; give one such as http://127.0.0.1:7878",
)
_PASSWORD: Final = Phrase(
    "geef naam en wachtwoord niet in het adres, waar iedereen op deze machine ze kan lezen; zet ze in "
    "DOELGRAAF_REMOTE_USER en DOELGRAAF_REMOTE_PASSWORD en noem {url}",
    "do not give name and password in the address, where anybody on this machine can read them; put them in "
    "DOELGRAAF_REMOTE_USER and DOELGRAAF_REMOTE_PASSWORD and name {url}",
)
