"""Asking the network of a release: what was asked, what it is asked of, and what every answer carries.

The questions themselves have modules of their own; `questions` knows them all by name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ontology.iri import DocumentKey, parse
from ontology.language import Language, Phrase, verbatim
from service.answers.coverage import Holdings, caution
from service.answers.trace.answer import Answer, Graph, Matrix, Node, Sheet, Title
from service.answers.trace.naming import node_of
from service.answers.trace.scope import Scope, Way
from service.answers.years.confidence import too_sure
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
        nodes = (*graph.nodes, *(matrix.heads if matrix else ()))
        return Answer(
            question=question,
            title=title,
            method=method,
            parameters={**asked.scope.parameters, **parameters},
            release=self.holdings.release,
            documents=documents,
            graph=graph,
            sheets=sheets,
            caution=self._caution(asked.scope, parameters, documents) if counts_absence else None,
            cut=cut,
            matrix=matrix,
            notes=(*notes, *_least_told(asked.scope)),
            titles=self._titles(documents),
            around=self._around(nodes),
        )

    def _caution(self, scope: Scope, parameters: Parameters, documents: Iterable[DocumentKey]) -> Phrase | None:
        """What may be missing: documents of which nothing was read, and those that are not known to be complete."""
        named = {*scope.documents, *self._documents_of_ends(parameters)}
        unread = sorted(path for path in named if self.holdings.entry(DocumentKey.parse(path)) is None)
        known = caution(self.holdings, documents)
        if not unread and known is None and not documents:
            return _NOTHING_READ
        told = [_unread(unread)] if unread else []
        told += [known] if known is not None else []
        return Phrase(" ".join(one.nl for one in told), " ".join(one.en for one in told)) if told else None

    def _documents_of_ends(self, parameters: Parameters) -> Iterator[str]:
        """The documents of what an answer begins or ends with."""
        for name in ("from", "to"):
            iris = parameters.get(name)
            for iri in iris if isinstance(iris, Sequence) and not isinstance(iris, str) else ():
                identifier = parse(self.network.base, iri)
                if identifier is not None and identifier.document is not None:
                    yield identifier.document.path

    def _titles(self, documents: Iterable[DocumentKey]) -> Mapping[str, Title]:
        manifest = self.holdings.manifest
        return {
            one.path: Title(manifest.documents[one.path].title, manifest.bodies[one.organisation].name)
            for one in documents
        }

    def _around(self, nodes: Iterable[Node]) -> Mapping[str, Node]:
        """What nodes stand in and who holds them, as nodes themselves."""
        iris = dict.fromkeys(iri for node in nodes for iri in (node.programme, node.domain, *node.holders) if iri)
        found = ((iri, self.network.find(iri)) for iri in iris)
        return {iri: node_of(self.network, number) for iri, number in found if number is not None}


def _least_told(scope: Scope) -> Iterator[Phrase]:
    """What to know of a least confidence that was asked for."""
    if scope.least is not None:
        share = format(scope.least.normalize(), "f")
        nl, en = _LEAST.say(Language.NL, share=share.replace(".", ",")), _LEAST.say(Language.EN, share=share)
        yield Phrase(verbatim(nl), verbatim(en))
        unreached = too_sure(scope.least)
        if unreached is not None:
            yield unreached


def _unread(documents: Sequence[str]) -> Phrase:
    named = ", ".join(documents)
    nl, en = (verbatim(_UNREAD.say(language, documents=named)) for language in (Language.NL, Language.EN))
    return Phrase(nl, en)


_LEAST: Final = Phrase(
    "Welke versies hetzelfde doel zijn, volgt hier uit uitspraken met een zekerheid van {share} of meer, ook waar de "
    "release daarvan afwijkt.",
    "Which versions are the same goal follows here from claims with a confidence of {share} or more, also where the "
    "release holds otherwise.",
)
_UNREAD: Final = Phrase(
    "Let op: van {documents} is geen pagina geladen. Wat daar staat, ontbreekt hier.",
    "Note: no page of {documents} was loaded. What stands there is missing here.",
)
_NOTHING_READ: Final = Phrase(
    "Let op: binnen deze keuze is geen enkele pagina geladen.", "Note: within this choice no page at all was loaded."
)
