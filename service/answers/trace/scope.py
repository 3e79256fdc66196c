"""What a question about the network is asked of: which documents, which kinds of arcs, which way, and how far.

Holds what was asked, checked against the release; `view` walks by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import Final

from ontology.language import Phrase, SpokenError
from service.release.network import Network
from service.release.network_rows import HOLDER, MONEY, REFERENCE_KINDS, SAME_GOAL, TREE, VERSION_OF

MOST_DEPTH: Final = 20
"""Steps that are walked at most: who would follow more sentences than these, one after the other?"""


class Way(StrEnum):
    """Which way arcs are walked: as they refer, against that, or both."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


class ScopeError(SpokenError):
    """What was asked for is not there; the message names what is."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What takes part.

    `documents` are paths, all of the release where there are none; `first_year` and `last_year` bound them too.
    `relations` are those of references, all where there are none. `tree`, `holder`, `money` and `versions` add arcs
    of those kinds; all but money are walked both ways. `versions` ties each version to what it is a version of, and so
    to its other versions; with `least`, from 0 to 1, only as claims of at least that confidence do. Without `suspect`,
    references that may mean something else stay out.
    """

    documents: tuple[str, ...] = ()
    organisation: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    relations: tuple[str, ...] = ()
    references: bool = True
    tree: bool = False
    holder: bool = False
    money: bool = False
    versions: bool = False
    suspect: bool = True
    least: Decimal | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of arcs that take part."""
        references = (self.relations or REFERENCE_KINDS) if self.references else ()
        claimed = self.versions and self.least is not None
        more = (
            (TREE, self.tree),
            (HOLDER, self.holder),
            (MONEY, self.money),
            (VERSION_OF, self.versions),
            (SAME_GOAL, claimed),
        )
        return (*references, *(kind for kind, wanted in more if wanted))

    @property
    def parameters(self) -> dict[str, str | int | bool | Sequence[str] | None]:
        """What was asked, by the names that parameters have in addresses."""
        return {
            "document": list(self.documents),
            "organisation": self.organisation,
            "firstYear": self.first_year,
            "lastYear": self.last_year,
            "relation": list(self.relations),
            "references": self.references,
            "tree": self.tree,
            "holder": self.holder,
            "money": self.money,
            "versions": self.versions,
            "suspect": self.suspect,
            "minConfidence": None if self.least is None else format(self.least.normalize(), "f"),
        }

    def require_identity(self, *, through_ends: bool = False) -> None:
        """Refuse a least confidence where no identity takes part; with `through_ends` it does by what was named.

        Raises:
            ScopeError: it would change nothing.
        """
        if self.least is not None and not self.versions and not through_ends:
            raise ScopeError(_NO_IDENTITY)

    def parts(self, network: Network) -> tuple[str, ...]:
        """The documents that take part, in the order of the network; also those that are only named.

        Raises:
            ScopeError: the release lacks one of them, a relation does not exist, or the last year is before the first.
        """
        self._require_known(network)
        known = network.parts if self.organisation is None else network.parts_by_body[self.organisation]
        found = [part for part in known if "/" in part.path and self._covers(part.path)]
        return tuple(part.path for part in found)

    def is_within_years(self, path: str) -> bool:
        """Whether the document of a path is of a year that takes part."""
        number = int(path.rpartition("/")[2].partition("-")[0])
        return (self.first_year is None or number >= self.first_year) and (
            self.last_year is None or number <= self.last_year
        )

    def _covers(self, path: str) -> bool:
        return (
            (not self.documents or path in self.documents)
            and self.organisation in {None, path.partition("/")[0]}
            and self.is_within_years(path)
        )

    def _require_known(self, network: Network) -> None:
        if self.first_year is not None and self.last_year is not None and self.first_year > self.last_year:
            raise ScopeError(_NO_YEARS, first=self.first_year, last=self.last_year)
        for path in self.documents:
            if network.part(path) is None or "/" not in path:
                raise ScopeError(_NO_DOCUMENT, path=path, known=", ".join(_near(network, path)))
        for relation in self.relations:
            if relation not in REFERENCE_KINDS:
                raise ScopeError(_NO_RELATION, relation=relation, known=", ".join(REFERENCE_KINDS))
        if self.organisation is not None and self.organisation not in network.bodies:
            raise ScopeError(_NO_BODY, code=self.organisation, known=", ".join(islice(network.bodies, _MOST_NAMED)))


def _near(network: Network, path: str) -> list[str]:
    """The loaded documents that are called most like a path; the last ones where none is."""
    known = [part.path for part in network.parts if part.loaded and "/" in part.path]
    return get_close_matches(path, known, _MOST_NAMED, cutoff=0.5) or known[-_MOST_NAMED:]


_MOST_NAMED: Final = 8
_NO_IDENTITY: Final = Phrase(
    "minConfidence gaat over versies van hetzelfde doel, en die doen niet mee; vraag ook versions=true, of noem een "
    "doel door de jaren",
    "minConfidence is about versions of the same goal, and these take no part; ask for versions=true too, or name a "
    "goal through the years",
)
_NO_DOCUMENT: Final = Phrase(
    "deze release heeft geen document {path!r}; wel bijvoorbeeld: {known}",
    "this release has no document {path!r}; it has, for example: {known}",
)
_NO_YEARS: Final = Phrase(
    "het eerste jaar ({first}) ligt na het laatste ({last}); verwissel ze",
    "the first year ({first}) is after the last ({last}); swap them",
)
_NO_RELATION: Final = Phrase(
    "er is geen relatie {relation!r}; wel: {known}", "there is no relation {relation!r}; there are: {known}"
)
_NO_BODY: Final = Phrase(
    "deze release heeft geen organisatie {code!r}; wel: {known}",
    "this release has no organisation {code!r}; it has: {known}",
)
