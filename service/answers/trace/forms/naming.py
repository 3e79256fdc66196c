"""What the nodes of an answer are called, in full and short. Says nothing of how they are drawn."""

from collections.abc import Iterable

from service.answers.trace.answer import Node


def called(node: Node) -> str:
    """A node by its number and name, or by the one that it has; else by the end of its IRI."""
    return " ".join(part for part in (node.number, node.name) if part) or last_part(node.iri)


def called_apart(nodes: Iterable[Node]) -> list[str]:
    """Nodes by number and name, with their document where those of several documents stand beside each other."""
    found = list(nodes)
    several = len({node.document for node in found if node.document}) > 1
    return [f"{called(node)} ({node.document})" if several and node.document else called(node) for node in found]


def briefly(node: Node) -> str:
    """A node by its number alone, where it has one."""
    return node.number or called(node)


def is_only_named(node: Node) -> bool:
    """Whether a node is only named by others; several together are what they are."""
    return not node.loaded and node.kind != "group"


def last_part(iri: str) -> str:
    """The end of an IRI: `/id/domain/gm9999/bestuur` is `bestuur`."""
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2] or iri
