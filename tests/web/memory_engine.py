"""An engine in memory that counts what it is asked: the protocol of `service.engine` over one pyoxigraph store."""

import re
from collections.abc import AsyncGenerator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store

from ontology.terms import PREFIXES
from service.engine.engine import Question, Row, Term
from service.engine.formats import RESULTS, TRIPLES
from service.engine.syntax import syntax_error

_PATTERN = re.compile(r"WHERE \{")


class MemoryEngine:
    """Answers over the union of all graphs, and keeps the text of each query that it was asked."""

    def __init__(self, quads: Sequence[Quad], release: str = "20310101-test") -> None:
        self.store = Store()
        self.store.bulk_extend(quads)
        self.release = release
        self.asked: list[str] = []

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows over the union of all graphs."""
        self.asked.append(query)
        if bindings:
            names = " ".join(f"?{name}" for name in bindings)
            values = " ".join(str(term) for term in bindings.values())
            query = _PATTERN.sub(lambda _: f"WHERE {{ VALUES ({names}) {{ ({values}) }}", query, count=1)
        return _rows(self.store, query)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to a query over its default graphs or the union of all, in pieces."""
        self.asked.append(question.text)
        content = _serialised(self.store, question)

        async def pieces() -> AsyncGenerator[bytes, None]:
            for start in range(0, len(content), 1000):
                yield content[start : start + 1000]

        return pieces()


def _rows(store: Store, query: str) -> list[Row]:
    """The rows of a query; the engine's results end here, since another thread may not drop them."""
    found: list[Row] = []
    solutions = store.query(query, use_default_graph_as_union=True)
    try:
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            found.append({name: row[name] for name in names if row[name] is not None})  # noqa: PERF401 - keeps no iterator
    finally:
        del solutions
    return found


def _serialised(store: Store, question: Question) -> bytes:
    graphs = [NamedNode(iri) for iri in question.default_graphs]
    try:
        results = store.query(
            question.text,
            prefixes=dict(PREFIXES),
            default_graph=graphs or None,
            use_default_graph_as_union=not graphs,
        )
    except SyntaxError as error:
        raise syntax_error(str(error), question.text) from error
    try:
        if isinstance(results, QueryTriples):
            content = results.serialize(format=TRIPLES[question.media_type])
        else:
            content = results.serialize(format=RESULTS[question.media_type])
        assert content is not None
    finally:
        del results
    return content
