"""The dataset of a request for an update, written into the words of the update (SPARQL 1.1 Protocol, section 2.2.3).

The engine takes no dataset beside an update, but the words can have one: USING. Judges no update, and runs none.
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from service.engine.lexer import Kind, Token, tokens


def with_dataset(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """An update of which every pattern is matched in these graphs; the update has no USING and no WITH of its own."""
    clauses = [f"USING {NamedNode(graph)}" for graph in default_graphs]
    clauses += [f"USING NAMED {NamedNode(graph)}" for graph in named_graphs]
    if not clauses:
        return update
    using = " ".join(clauses)
    written, done = [], 0
    for start, block in _patterns(update):
        written += [update[done:start], f"{block} {using} ".lstrip()]
        done = start
    return "".join([*written, update[done:]])


def _patterns(update: str) -> Iterator[tuple[int, str]]:
    """The place of each WHERE that begins the pattern of an operation, and what has to stand before it.

    DELETE WHERE is short for DELETE with the same pattern as its template (SPARQL 1.1 Update, section 3.1.3.3).
    """
    read = list(tokens(update))
    depth, last = 0, ""
    for index, token in enumerate(read):
        if token.kind is Kind.MARK:
            depth += (token.text == "{") - (token.text == "}")
        if not depth and token.word == "WHERE":
            yield token.start, _block(update, read[index + 1 :]) if last == "DELETE" else ""
        last = token.word


def _block(update: str, read: Sequence[Token]) -> str:
    """The text of the braces that the tokens begin with."""
    depth = 0
    for token in read:
        if token.kind is Kind.MARK:
            depth += (token.text == "{") - (token.text == "}")
        if not depth:
            return update[read[0].start : token.start + len(token.text)]
    return ""
