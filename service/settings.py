"""The settings of the service, from the environment (prefix `DOELGRAAF_`); nothing else reads the environment."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.language import Phrase, SpokenError

MIB = 1024 * 1024
PREFIX = "DOELGRAAF_"


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
    runs past `demote_after_s` makes place there and is one of `slow_workers`. `own_workers` is for queries of pages
    and of the API. `queue_length` is the number of queries that may wait for their turn; `query_memory_bytes` limits
    the heap of one worker, not what it maps from the store's files. What begins with `client_` is what one client
    (an address and a user agent) may have in hand, and per minute, of which it can save up twice as much.
    `trusted_proxies` are addresses whose X-Forwarded-For is believed.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data: Path = Field(default_factory=default_data)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    trusted_proxies: str = "127.0.0.1"
    workers: int = Field(default=4, ge=1)
    slow_workers: int = Field(default=4, ge=1)
    own_workers: int = Field(default=2, ge=1)
    queue_length: int = Field(default=32, ge=0)
    demote_after_s: float = Field(default=1.0, gt=0)
    client_queries: int = Field(default=16, ge=1)
    client_long_queries: int = Field(default=2, ge=1)
    client_seconds: float = Field(default=60.0, gt=0)
    client_errors: float = Field(default=30.0, gt=0)
    cache_bytes: int = Field(default=64 * MIB, ge=0)
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
            value=first["input"],
            why=_NO_NUMBER if first["type"].endswith("_parsing") else _OUT_OF_RANGE,
        ) from error


_NO_NUMBER = Phrase("het is geen getal", "it is no number")
_OUT_OF_RANGE = Phrase("het getal is te klein of te groot", "the number is too small or too large")
