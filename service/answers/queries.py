"""The SPARQL of this package: each query a file in `rq/`, complete with its prefixes. Runs nothing."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

# So many IRIs of ours fit in the longest query that is read.
IRIS_PER_QUERY: Final = 250


@cache
def query(name: str) -> str:
    """The text of the query `rq/{name}.rq`; its parameters are variables that the engine binds."""
    return files("service.answers").joinpath("rq", f"{name}.rq").read_text("utf-8")


def queries_of(name: str, variable: str, iris: Iterable[str]) -> Iterator[str]:
    """The query `rq/{name}.rq` asked of many things at once: one text for each 250 of them, none where there are none.

    The query has one pattern that begins with `WHERE {`.
    """
    rest = iter(dict.fromkeys(iris))
    before, _, after = query(name).partition("WHERE {")
    while some := list(islice(rest, IRIS_PER_QUERY)):
        values = " ".join(str(NamedNode(iri)) for iri in some)
        yield f"{before}WHERE {{ VALUES ?{variable} {{ {values} }}{after}"
