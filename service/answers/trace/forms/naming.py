"""What the nodes and documents of an answer are called, in full and short. Says nothing of how they are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Node, Title
from service.answers.trace.forms.phrases import NODE_KINDS, node_word
from service.release.network_rows import ENDURING_KINDS

_GROUP: Final = "group"
_GROUPS: Final = (("/programme-version/", "programme"), ("/person/", "person"), ("/domain/", "domain"))


def called(node: Node) -> str:
    """A node by its number and name, or by the one that it has; else by the end of its IRI."""
    return " ".join(part for part in (node.number, node.name) if part) or last_part(node.iri)


def called_apart(nodes: Iterable[Node]) -> list[str]:
    """Nodes by number and name, with their document where those of several documents stand beside each other."""
    found = list(nodes)
    several = len({node.document for node in found if node.document}) > 1
    return [f"{called(node)} ({node.document})" if several and node.document else called(node) for node in found]


def said(node: Node, language: Language) -> str:
    """A node for people: as `called`, with a word before a number that has no name."""
    kind = kind_of(node)
    if node.number and not node.name and kind in NODE_KINDS and kind != _GROUP:
        return f"{node_word(kind, language)} {node.number}"
    return called(node)


def said_apart(nodes: Iterable[Node], answer: Answer, language: Language) -> list[str]:
    """Nodes for people, with the title of their document where those of several documents stand beside each other."""
    found = list(nodes)
    documents = dict.fromkeys(node.document for node in found if node.document)
    titles = short_titles(documents, answer.titles) if len(documents) > 1 else {}
    suffixes = [f" ({titles[node.document]})" if node.document and titles else "" for node in found]
    return [f"{said(node, language)}{suffix}" for node, suffix in zip(found, suffixes, strict=True)]


def short_titles(documents: Iterable[str], titles: Mapping[str, Title]) -> Mapping[str, str]:
    """What documents are called among each other: with their organisation where there are several of these."""
    found = list(documents)
    several = len({path.partition("/")[0] for path in found}) > 1
    known = {path: titles[path] for path in found if path in titles}
    long = {path: f"{one.document}, {one.organisation}" if several else one.document for path, one in known.items()}
    return {path: long.get(path, path) for path in found}


@dataclass(frozen=True, slots=True)
class Names:
    """What a node stands in and who holds it, by name; None and nothing where that is not known."""

    document: str | None
    programme: str | None
    domain: str | None
    holders: tuple[str, ...]


def names_around(node: Node, answer: Answer, language: Language) -> Names:
    """The names of what a node of an answer names by IRI or path."""
    title = answer.titles.get(node.document or "")
    programme, domain = (answer.around.get(iri or "") for iri in (node.programme, node.domain))
    return Names(
        f"{title.document} ({title.organisation})" if title else None,
        said(programme, language) if programme else None,
        said(domain, language) if domain else None,
        tuple(said(answer.around[iri], language) if iri in answer.around else last_part(iri) for iri in node.holders),
    )


def is_address(text: str) -> bool:
    """Whether a text is an address on the web, which a reader can follow."""
    return text.startswith(("https://", "http://"))


def kind_of(node: Node) -> str:
    """The kind of a node; of a group that stands for a programme, holder or domain, that of what it stands for."""
    if node.kind != _GROUP:
        return node.kind
    return next((kind for part, kind in _GROUPS if part in node.iri), node.kind)


def kind_of_iri(iri: str) -> str:
    """The kind of a thing of ours: `goal` of `.../id/goal-version/gm0193/begroting/2021/2.2.2`; empty for any other."""
    segment = iri.partition("/id/")[2].partition("/")[0]
    return f"enduring-{segment}" if segment in ENDURING_KINDS else segment.removesuffix("-version")


def briefly(node: Node) -> str:
    """A node by its number alone, where it has one."""
    return node.number or called(node)


def is_only_named(node: Node) -> bool:
    """Whether a node is only named by others; several together are what they are."""
    return not node.loaded and node.kind != _GROUP


def last_part(iri: str) -> str:
    """The end of an IRI: `/id/domain/gm9999/bestuur` is `bestuur`."""
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2] or iri
