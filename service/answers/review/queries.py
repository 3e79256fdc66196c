"""The SPARQL of the review: each query a file in `rq/`, over the graph of the facts of one document. Runs nothing."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of the query `rq/{name}.rq`; its one parameter is the variable `graph`."""
    return files("service.answers.review").joinpath("rq", f"{name}.rq").read_text("utf-8")
