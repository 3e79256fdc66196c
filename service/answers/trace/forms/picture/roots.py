"""Which nodes of an answer were asked about, by its parameters. Walks no edge."""

import re
from collections.abc import Iterator
from typing import Final

from service.answers.trace.answer import Answer, Node

_KIND: Final = re.compile(r"/(?:goal|ambition|programme)/")
_NO_NODE: Final = frozenset({"document", "organisation", "relation", "release", "way", "by", "order"})


def roots_of(answer: Answer) -> frozenset[int]:
    """The places of nodes that a parameter names: by IRI, by the end of its path, or by number.

    Where it names what is no node here, a programme, domain or holder, they are the nodes that belong to it.
    """
    asked = frozenset(_texts(answer))
    nodes = answer.graph.nodes
    named = frozenset(place for place, node in enumerate(nodes) if _is_named(node, asked))
    return named or frozenset(place for place, node in enumerate(nodes) if _belongs(node, asked))


def _texts(answer: Answer) -> Iterator[str]:
    for name, value in answer.parameters.items():
        if name in _NO_NODE or value is None or isinstance(value, bool | int):
            continue
        yield from map(_path, [value] if isinstance(value, str) else value)


def _path(text: str) -> str:
    """A path as identifiers end: `gm0193/begroting/2021/programme/10` is `gm0193/begroting/2021/10`."""
    return _KIND.sub("/", text) if "://" not in text else text


def _is_named(node: Node, asked: frozenset[str]) -> bool:
    return (bool(node.number) and node.number in asked) or _is_one(node.iri, asked)


def _belongs(node: Node, asked: frozenset[str]) -> bool:
    return any(iri is not None and _is_one(iri, asked) for iri in (node.programme, node.domain, *node.holders))


def _is_one(iri: str, asked: frozenset[str]) -> bool:
    return iri in asked or any("/" in text and iri.endswith(f"/{text}") for text in asked)
