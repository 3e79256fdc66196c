"""An engine in memory that counts what it is asked: the protocol of `service.engine` over one pyoxigraph store."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, RdfFormat, Store

from service.engine.engine import Question, Row, Term

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
        solutions = self.store.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in solutions]

    async def stream(self, question: Question) -> AsyncIterator[bytes]:
        """The triples of a CONSTRUCT over its default graphs, in pieces."""
        self.asked.append(question.text)
        graphs = [NamedNode(iri) for iri in question.default_graphs]
        triples = self.store.query(question.text, default_graph=graphs)
        assert isinstance(triples, QueryTriples)
        content = triples.serialize(format=RdfFormat.from_media_type(question.media_type))
        assert content is not None

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(content), 1000):
                yield content[start : start + 1000]

        return pieces()
