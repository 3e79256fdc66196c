"""Which terms of the vocabulary the data of a release has. Knows no page, and counts nothing."""

from collections.abc import Iterable
from typing import Final

from service.engine.engine import Engine

# A term is in use as a property or as a class. Each is looked for apart, so that no engine reads all statements.
_QUERY: Final = """SELECT ?term WHERE {{
  VALUES ?term {{ {terms} }}
  FILTER(EXISTS {{ ?thing ?term ?value }} || EXISTS {{ ?one a ?term }})
}}"""


async def terms_in_use(engine: Engine, terms: Iterable[str]) -> frozenset[str]:
    """Those of the terms, given by IRI, of which the release has a statement.

    Raises:
        EngineError: the engine gave no answer.
    """
    rows = await engine.rows(_QUERY.format(terms=" ".join(f"<{iri}>" for iri in terms)))
    return frozenset(row["term"].value for row in rows)
