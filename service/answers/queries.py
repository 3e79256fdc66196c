"""The SPARQL of this package: each query a file in `rq/`, complete with its prefixes. Runs nothing."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of the query `rq/{name}.rq`; its parameters are variables that the engine binds."""
    return files("service.answers").joinpath("rq", f"{name}.rq").read_text("utf-8")
