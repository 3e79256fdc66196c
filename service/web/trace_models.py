"""The JSON of `/v1/trace` as typed models: the questions, and the one shape that all answers have. Asks nothing."""

from pydantic import Field

from service.answers.trace.parameters import Value as ParameterValue
from service.web.models import LINKED, Answer, Label, Model

Cell = str | int | float | bool | None


class TraceParameter(Model):
    """A parameter of a question; `choices` are all its values where it has few."""

    name: str
    about: Label
    type: str
    required: bool
    repeatable: bool
    choices: list[str]
    least: int | None
    most: int | None
    default: str | int | bool | None


class TraceForm(Model):
    """A form in which every question can be answered."""

    name: str
    media_type: str


class TraceQuestion(Model):
    """A question about the network, what it tells, and how it is asked."""

    name: str
    title: Label
    about: Label
    address: str
    parameters: list[TraceParameter]
    example: str


class TraceQuestions(Answer):
    """The questions about the network of the release."""

    items: list[TraceQuestion]
    total: int
    forms: list[TraceForm]
    documentation: str = Field(description="where the questions and methods are explained, in the repository")


class TraceMethod(Label):
    """How the answer was found, in a sentence, and where what it counts is defined."""

    about: str


class TraceWords(Model):
    """The words that an edge stands on.

    `iri` is the reference, effect or assignment; `start` and `end` are code points in the text of the page.
    """

    iri: str
    exact: str
    sentence: str | None
    start: int
    end: int
    page: str
    address: str | None = Field(description="the page as it was on the web")
    section: str | None


class TraceNode(Model):
    """A goal, ambition, programme, project, spending proposal, person or domain; or a group of these."""

    iri: str
    link: str | None = Field(description=f"{LINKED}; null for a group")
    kind: str
    number: str
    name: str
    document: str | None = Field(description="path under /v1/documents/")
    loaded: bool = Field(description="false where it is only named by others")
    programme: str | None
    domain: str | None
    holders: list[str]


class TraceEdge(Model):
    """An edge from one node to another, by their places in `nodes`."""

    source: int
    target: int
    kind: str = Field(
        description="relation of a reference; tree, holder, money or version-of; same-goal for a claim that counts by "
        "minConfidence; references for several together"
    )
    label: Label
    suspect: bool = Field(description="whether the words fit another goal better")
    weight: int
    words: TraceWords | None


class TraceColumn(Model):
    """A column of a table: its key, and its head for people."""

    key: str
    head: Label


class TraceSheet(Model):
    """A table; each row has as many cells as there are columns."""

    key: str
    title: Label
    columns: list[TraceColumn]
    rows: list[list[Cell]]


class TraceMatrix(Model):
    """A square of counts: how often what stands in a row refers to what stands in a column.

    `cells` are row, column and count; `blocks` are runs of heads that lie on a cycle together: first place and length.
    """

    heads: list[TraceNode]
    cells: list[tuple[int, int, int]]
    blocks: list[tuple[int, int]]


class TraceAnswer(Answer):
    """The answer to a question about the network, with all that is needed to ask for it again."""

    question: str
    title: Label
    method: TraceMethod
    parameters: dict[str, ParameterValue] = Field(description="what was asked, defaults included")
    documents: list[str] = Field(description="the loaded documents that the answer is about")
    address: str = Field(description="gives the same answer again, whatever is served then")
    cut: Label | None = Field(description="set where there is more; says how to get it")
    notes: list[Label]
    items: list[dict[str, Cell]] = Field(description="the table that people mean, by the keys of its columns")
    total: int = Field(description="how many items are given")
    nodes: list[TraceNode]
    edges: list[TraceEdge]
    groups: list[list[int]] = Field(description="paths or cycles, as places in `edges` in their order")
    sheets: list[TraceSheet]
    matrix: TraceMatrix | None
