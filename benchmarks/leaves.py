"""Leaves: which pages a document has, and what each is called in folders and addresses. Composes no page."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from benchmarks.municipality import Document, Municipality
from ontology.codes import DocumentKind, Layout, PageKind
from ontology.iri import slug

# Kinds of pages that a document may have beside those of its goals.
OTHERS: Final = (
    PageKind.PROGRAMME,
    PageKind.AMBITION,
    PageKind.PROJECT,
    PageKind.SPENDING_PROPOSALS,
    PageKind.TREE,
)
PROJECTS: Final = 4  # of an interim report
PROGRAMME_PAGES: Final = frozenset({Layout.Z0, Layout.QUESTIONS})  # layouts whose goals stand on pages of programmes


class Leaf(NamedTuple):
    """A page of a document: its kind, and the key of its goal or its place in the tree, from 1."""

    kind: PageKind
    key: int
    ambition: int = 0


def leaves(body: Municipality, document: Document, others: Collection[PageKind]) -> Iterator[Leaf]:
    """The pages of a document: its goals in the order of their numbers, then the others."""
    if document.layout in PROGRAMME_PAGES:
        yield from _programmes(body, document)
        return
    yield from (Leaf(PageKind.GOAL, key) for key in body.numbers(document.year))
    for kind in OTHERS:
        if kind in others:
            yield from _others(kind, body, document)


def _others(kind: PageKind, body: Municipality, document: Document) -> Iterator[Leaf]:
    match kind:
        case PageKind.PROGRAMME:
            yield from _programmes(body, document)
        case PageKind.AMBITION:
            for programme, ambitions in enumerate(body.tree(document.year), start=1):
                yield from (Leaf(kind, programme, ambition) for ambition in range(1, len(ambitions) + 1))
        case PageKind.PROJECT if document.kind is DocumentKind.BERAP:
            yield from (Leaf(kind, project) for project in range(1, PROJECTS + 1))
        case PageKind.SPENDING_PROPOSALS | PageKind.TREE if document.kind is DocumentKind.BEGROTING:
            yield Leaf(kind, 1)
        case _:  # documents of this kind have none
            return


def _programmes(body: Municipality, document: Document) -> Iterator[Leaf]:
    count = len(body.tree(document.year))
    yield from (Leaf(PageKind.PROGRAMME, programme) for programme in range(1, count + 1))


def file_name(leaf: Leaf, body: Municipality, document: Document) -> str:
    """What the file of a page is called, without suffix."""
    if leaf.kind is PageKind.GOAL:
        return f"doel-{slug(body.numbers(document.year)[leaf.key])}".replace(".", "-")
    below = f"-{leaf.ambition}" if leaf.ambition else ""
    return f"{leaf.kind}-{leaf.key}{below}"
