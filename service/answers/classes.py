"""The classes of a thing, where nothing else of it is asked. Names none of them."""

from pyoxigraph import NamedNode

from service.answers.queries import query
from service.engine.engine import Engine


async def classes_of(engine: Engine, iri: str) -> tuple[str, ...]:
    """The IRIs of the classes of a thing, sorted; one query."""
    rows = await engine.rows(query("classes"), {"thing": NamedNode(iri)})
    return tuple(sorted({row["class"].value for row in rows if "class" in row}))
