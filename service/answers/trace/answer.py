"""The answer to a question about the network: a part of it as a graph, tables, and what it was asked of.

One shape for all questions, so that every form of answer (JSON, CSV, XLSX, GraphML, GEXF, Mermaid, SVG, pages) is made
of the same. Asks nothing and writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ontology.iri import DocumentKey
from ontology.language import Phrase

Cell = str | int | float | bool | None
"""One value of a table."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words that an edge stands on.

    `iri` is the reference, effect or assignment; `start` and `end` are code points in the text of the page. `address`
    is the page as it was on the web, None where it is not known; `section` is the heading above the words.
    """

    iri: str
    exact: str
    sentence: str | None
    start: int
    end: int
    page: str
    address: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the answer.

    `kind` is goal, ambition, programme, project, spending-proposal, person, domain, enduring-goal, enduring-ambition
    or enduring-programme for what documents state versions of, or group for several together.
    `document` is the path of the document of a version. `programme` and `domain` are IRIs of what it stands in, and
    `holders` of who holds its portfolio. One that is not `loaded` is only named by others. What is `dropped` leaves its
    document, where that is what was asked.
    """

    iri: str
    kind: str
    number: str
    name: str
    document: str | None = None
    loaded: bool = True
    programme: str | None = None
    domain: str | None = None
    holders: tuple[str, ...] = ()
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes of the answer, by their places in it.

    `kind` is the relation of a reference, `tree`, `holder`, `money`, `version-of`, `same-goal` for a claim that counts
    by the least confidence asked for, or `references` for several together, of which `weight` is the number.
    """

    source: int
    target: int
    kind: str
    suspect: bool = False
    weight: int = 1
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of the tree, and edges; `groups` are paths or cycles, as places of edges in their order."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key in JSON and CSV (camelCase), and its head for people."""

    key: str
    head: Phrase


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its key, what it is called, its columns, and rows of as many cells."""

    key: str
    title: Phrase
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A square of counts: how often what stands in a row refers to what stands in a column.

    `heads` are the nodes of rows and columns alike; `cells` has the counts that are not zero, by row and column;
    `blocks` are runs of heads that lie on a cycle together, as first place and length.
    """

    heads: tuple[Node, ...]
    cells: Mapping[tuple[int, int], int]
    blocks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """What a document is called, and of which organisation it is: `Begroting 2021`, `Zwolle`."""

    document: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, with all that is needed to ask for it again.

    `question` is its name in addresses; `parameters` are those that were used, with their defaults. `method` says in
    a sentence how it was found. `caution` comes first where something may be missing; `cut` says that there is more,
    and how to get it. `sheets` begins with the table that people mean. `titles` are those of the loaded documents by
    path, and `around` are the programmes, domains and holders that nodes name, by IRI.
    """

    question: str
    title: Phrase
    method: Phrase
    parameters: Mapping[str, str | int | bool | Sequence[str] | None]
    release: str
    documents: tuple[DocumentKey, ...]
    graph: Graph
    sheets: tuple[Sheet, ...]
    caution: Phrase | None = None
    cut: Phrase | None = None
    matrix: Matrix | None = None
    notes: tuple[Phrase, ...] = field(default=())
    titles: Mapping[str, Title] = field(default_factory=dict)
    around: Mapping[str, Node] = field(default_factory=dict)
