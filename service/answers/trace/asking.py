"""Asking the network of a release: what was asked, what it is asked of, and what every answer carries.

The questions themselves have modules of their own; `questions` knows them all by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.trace.answer import Answer, Graph, Matrix, Sheet
from service.answers.trace.scope import Scope, Way
from service.engine.engine import Engine
from service.release.network import Network


class Group(StrEnum):
    """By what nodes are counted together."""

    GOAL = "goal"
    PROGRAMME = "programme"
    HOLDER = "holder"
    DOMAIN = "domain"


class Order(StrEnum):
    """How a matrix is ordered: as the tree is, or so that what lies on a cycle stands together."""

    TREE = "tree"
    CYCLES = "cycles"


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be asked; each question takes what it needs of it.

    `begins` and `ends` are goals, holders, programmes or domains, as IRIs or short (see `endpoints`). `depth` counts
    steps, `most` is how many paths or rows are given, after the first `offset` of them.
    """

    scope: Scope = field(default_factory=Scope)
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    way: Way = Way.OUT
    depth: int = 3
    most: int = 100
    offset: int = 0
    by: Group = Group.GOAL
    order: Order = Order.TREE


Parameters = dict[str, str | int | bool | Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Trace:
    """The network of a release, with the engine that has its words and with what the release holds."""

    engine: Engine
    network: Network
    holdings: Holdings

    def documents(self, scope: Scope) -> tuple[DocumentKey, ...]:
        """The loaded documents that an answer is about.

        Raises:
            ScopeError: as `Scope.parts`.
        """
        found = map(DocumentKey.parse, scope.parts(self.network))
        return tuple(document for document in found if self.holdings.entry(document) is not None)

    def answer(  # noqa: PLR0913 - what only the question knows
        self,
        question: str,
        title: Phrase,
        method: Phrase,
        asked: Asked,
        parameters: Parameters,
        *,
        graph: Graph,
        sheets: tuple[Sheet, ...],
        counts_absence: bool,
        cut: Phrase | None = None,
        matrix: Matrix | None = None,
        notes: tuple[Phrase, ...] = (),
    ) -> Answer:
        """An answer with what all answers carry; `parameters` are those beside the scope.

        With `counts_absence` it depends on what is not there, and has a caution where not all goals are known to be
        loaded.
        """
        documents = self.documents(asked.scope)
        return Answer(
            question=question,
            title=title,
            method=method,
            parameters={**asked.scope.parameters, **parameters},
            release=self.holdings.release,
            documents=documents,
            graph=graph,
            sheets=sheets,
            caution=caution(self.holdings, documents) if counts_absence else None,
            cut=cut,
            matrix=matrix,
            notes=notes,
        )
