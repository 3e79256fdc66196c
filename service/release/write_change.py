"""A change that somebody asks for over HTTP: of one graph, or by an update. Makes none, and knows no HTTP."""

from enum import StrEnum
from typing import Final

import msgspec

from ontology.language import Phrase
from service.release.releases import ReleaseError


class Action(StrEnum):
    """What is to be done (SPARQL 1.1 Graph Store HTTP Protocol, section 5; SPARQL 1.1 Update)."""

    REPLACE = "replace"
    ADD = "add"
    DROP = "drop"
    UPDATE = "update"


class Writable(StrEnum):
    """Which graphs can be written: those of people alone, or all of a service that is made to be tried out."""

    CURATED = "curated"
    ALL = "all"


class Part(msgspec.Struct, frozen=True):
    """A piece of RDF: its media type and its bytes."""

    media_type: str
    content: bytes


class Change(msgspec.Struct, frozen=True):
    """A change; `graph` is None for the default graph, `targets` are the graphs that the words of an update write."""

    action: Action
    graph: str | None = None
    parts: tuple[Part, ...] = ()
    update: str = ""
    targets: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """What became of a change: the release that is served now, and whether a graph came into being by it."""

    release: str
    changed: bool
    created: bool


class WriteError(ReleaseError):
    """A change that is not made; what is served is untouched. Subclasses say why."""


class MalformedChangeError(WriteError):
    """The RDF or the update can't be read, or is of a kind that is not read here."""


class UpdateSyntaxError(WriteError):
    """The update can't be parsed; the message is that of the engine."""


class NotWritableError(WriteError):
    """A graph that can't be written here."""


class UnfitError(WriteError):
    """What the graph would hold does not belong in it, or violates the shapes."""


class NoSuchGraphError(WriteError):
    """The graph is not there."""


class ImpossibleUpdateError(WriteError):
    """The update is well-formed and can't be carried out, such as a DROP of a graph that is not there."""


class ForeignQuadsError(WriteError):
    """A change that touched more than its words say."""


class ChangeTooLargeError(WriteError):
    """The graph would hold more than a curated graph can."""


ERRORS: Final = (
    MalformedChangeError,
    UpdateSyntaxError,
    NotWritableError,
    UnfitError,
    NoSuchGraphError,
    ImpossibleUpdateError,
    ForeignQuadsError,
    ChangeTooLargeError,
)

AS_SAID: Final = Phrase("{said}", "{said}")
