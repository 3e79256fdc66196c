"""The settings of the service, from the environment (prefix `DOELGRAAF_`); nothing else reads the environment."""

from pathlib import Path
from types import MappingProxyType

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.language import Phrase, SpokenError
from service.release.write_change import Writable

MIB = 1024 * 1024
PREFIX = "DOELGRAAF_"
_WEB_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"


class SettingsError(SpokenError):
    """A variable of the environment with a value that can't be used."""


def default_data() -> Path:
    """The data directory of a person who names none."""
    return user_data_path("doelgraaf", appauthor=False)


def made_by_up() -> list[Path]:
    """The data directories that `doelgraaf up` made for this person and in which something is published, sorted."""
    return sorted(pointer.parent for pointer in default_data().glob("*/releases-*/current"))


class Settings(BaseSettings):
    """Where the data lie, where the service listens, and what one query may take.

    Times are in seconds, sizes in bytes. `workers` is the number of queries of others that run at a time; one that
    runs past `demote_after_s` makes place there and is one of `slow_workers`. `spare_workers` processes are kept while
    they are idle. `own_workers` is for queries of pages
    and of the API. `queue_length` is the number of queries that may wait for their turn; `query_memory_bytes` limits
    the heap of one worker, not what it maps from the store's files. What begins with `client_` is what one client
    (an address and a user agent) may have in hand, and per minute, of which it can save up twice as much.
    `keep_releases` is how many of the newest releases `publish` leaves; 0 is all of them.
    `cache_bytes` of finished answers are kept, and others may give one for `max_age_s` without asking again.
    Who has the `write_token` may write, nobody where it is not set: the graphs that are `writable`, with at most
    `write_limit_bytes` at a time. `union_default_graph` tells that the default graph is all graphs together.
    `remote_user` and `remote_password` are for a remote engine.
    What begins with `publisher_` and `contact_` is told of the operator in the catalogue and in citations; `doi` is the
    name that was registered for the data.
    `trusted_proxies` are addresses whose X-Forwarded-For is believed.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data: Path = Field(default_factory=default_data)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    keep_releases: int = Field(default=10, ge=0)
    write_token: SecretStr | None = Field(default=None, min_length=16)
    writable: Writable = Writable.CURATED
    write_limit_bytes: int = Field(default=16 * MIB, ge=1)
    union_default_graph: bool = True
    remote_user: str | None = None
    remote_password: SecretStr | None = None
    publisher_name: str | None = Field(default=None, min_length=1, max_length=200)
    publisher_iri: str | None = Field(default=None, pattern=_WEB_ADDRESS)
    contact_email: str | None = Field(default=None, pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$")
    contact_page: str | None = Field(default=None, pattern=_WEB_ADDRESS)
    doi: str | None = Field(default=None, pattern=r"^10\.\d{4,9}/[^\s<>\"{}]+$")
    trusted_proxies: str = "127.0.0.1"
    workers: int = Field(default=12, ge=1)
    spare_workers: int = Field(default=8, ge=1)
    slow_workers: int = Field(default=4, ge=1)
    own_workers: int = Field(default=2, ge=1)
    queue_length: int = Field(default=32, ge=0)
    demote_after_s: float = Field(default=1.0, gt=0)
    client_queries: int = Field(default=16, ge=1)
    client_long_queries: int = Field(default=2, ge=1)
    client_seconds: float = Field(default=60.0, gt=0)
    client_errors: float = Field(default=30.0, gt=0)
    cache_bytes: int = Field(default=64 * MIB, ge=0)
    max_age_s: int = Field(default=0, ge=0)
    query_timeout_s: float = Field(default=30.0, gt=0)
    query_memory_bytes: int = Field(default=1024 * MIB, ge=128 * MIB)
    result_limit_bytes: int = Field(default=256 * MIB, ge=1)


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        SettingsError: a variable has a value that can't be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(
            Phrase(
                "{name}={value} in de omgeving is niet bruikbaar: {why}; verbeter deze variabele of haal haar weg",
                "{name}={value} in the environment can't be used: {why}; correct this variable or take it away",
            ),
            name=f"{PREFIX}{first['loc'][0]}".upper(),
            value="…" if first["loc"][0] in _SECRET else first["input"],
            why=_WHY.get(first["type"], _OUT_OF_RANGE),
        ) from error


_SECRET = frozenset({"write_token", "remote_password"})
_NO_NUMBER = Phrase("het is geen getal", "it is no number")
_OUT_OF_RANGE = Phrase("het getal is te klein of te groot", "the number is too small or too large")
_NO_CHOICE = Phrase("kies curated of all", "choose curated or all")
_OTHER_FORM = Phrase("het heeft niet de vorm die erbij hoort", "it does not have the form that it should have")
_TOO_SHORT = Phrase("een token heeft minstens 16 tekens", "a token has at least 16 characters")
_NO_BOOLEAN = Phrase("kies true of false", "choose true or false")
_WHY = MappingProxyType(
    {
        "int_parsing": _NO_NUMBER,
        "float_parsing": _NO_NUMBER,
        "bool_parsing": _NO_BOOLEAN,
        "enum": _NO_CHOICE,
        "too_short": _TOO_SHORT,
        "string_too_short": _TOO_SHORT,
        "string_pattern_mismatch": _OTHER_FORM,
        "string_too_long": _OTHER_FORM,
    }
)
