"""Terms bound in a query: a row of values at the start of its pattern. Knows no engine."""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from service.engine.engine import Term


def bind(query: str, where: int, bindings: Mapping[str, Term]) -> str:
    """A query with its bindings as one VALUES row, put at `where`: the place after the first brace of its pattern.

    Raises:
        TypeError: a binding is neither an IRI nor a literal.
    """
    if not bindings:
        return query
    names = " ".join(f"?{_variable(name)}" for name in bindings)
    values = " ".join(_written(name, term) for name, term in bindings.items())
    return f"{query[:where]} VALUES ({names}) {{ ({values}) }} {query[where:]}"


def _variable(name: str) -> str:
    if not (name.isidentifier() and name.isascii()):
        raise ValueError(f"{name!r} is no name of a variable")
    return name


def _written(name: str, term: object) -> str:
    if not isinstance(term, NamedNode | Literal):
        raise TypeError(f"?{name} is bound to {term!r}; give a NamedNode or a Literal of pyoxigraph")
    return str(term)
