"""The JSON of `/v1` as typed models: keys in camelCase, amounts as decimal strings, times as printed. Asks nothing.

Each model is read from the dataclass of `answers` that has the same attributes.
"""

from typing import Any, Final, Literal, TypedDict

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

LINKED: Final = "address of the page about it"
HIGHLIGHTED: Final = "address of our page with these words highlighted"
WORDS_LINK: Final[Any] = Field(default=None, description=HIGHLIGHTED)


class Model(BaseModel):
    """A model with camelCase keys that can be read from a dataclass."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True)


class Coverage(Model):
    """How much of the documents behind the answer was loaded."""

    pages_read: int
    goals_read: int
    versions_named: int = Field(description="goals that are only named; other versions are not counted")
    goals_expected: int | None = Field(description="null where nobody said how many there are")
    complete: Literal["yes", "no", "unknown"]


class Label(Model):
    """A name in Dutch and in English."""

    nl: str
    en: str


class Frame(TypedDict):
    """What every answer carries, as keyword arguments of its model."""

    caution: "Label | None"
    coverage: "Coverage"
    release: str


class Answer(Model):
    """What every answer carries: a caution first, where something may be missing, and the coverage."""

    caution: Label | None = Field(
        default=None, description="set where the answer depends on what is absent and a document is not complete"
    )
    coverage: Coverage
    release: str


class Coded(Model):
    """A code of a code list."""

    code: str
    iri: str
    label: Label


class Named(Model):
    """A thing with its label."""

    iri: str
    label: str


class Span(Model):
    """Offsets in the text of the page: 0-based Unicode code points, the end not included."""

    start: int
    end: int


class Placed(Model):
    """Where the words of something stand, behind its own fields: `class Item(Placed, Own)`."""

    page: str | None = Field(default=None, description="a page that names it (as captured): the last that does")
    address: str | None = Field(default=None, description="web address of that page, where known")
    exact: str | None = Field(default=None, description="the words that name it there, from start to end")
    start: int | None = Field(default=None, description="place of the first character in the text of that page, from 0")
    end: int | None = Field(default=None, description="place behind the last character")
    words_link: str | None = WORDS_LINK


class OfBody(Placed):
    """The same of what belongs to a body, with where it is shown and how much was loaded."""

    link: str = Field(description=LINKED)
    coverage: Coverage = Field(description="of all documents of the organisation")


class Endpoint(Model):
    """A path of the API and what it gives; parts in braces are to be filled in."""

    path: str
    summary: str
    title: Label
    needs: list[str] = Field(description="parameters that have to be given")


class Example(Model):
    """An address to try, with what it gives."""

    title: Label
    address: str


class Index(Answer):
    """What the API offers, and where its description for machines (OpenAPI) stands."""

    openapi: str
    items: list[Endpoint]
    total: int
    examples: list[Example]


class Organisation(Model):
    """A public body whose documents are loaded."""

    code: str
    iri: str
    name: str
    fictional: bool
    documents: list[str] = Field(description="paths under /v1/documents/")
    link: str = Field(description=LINKED)
    coverage: Coverage = Field(description="of all its documents")


class DocumentItem(Model):
    """A document of the planning-and-control cycle."""

    iri: str
    path: str
    organisation: str
    kind: str
    year: int
    sequence: int | None
    title: str
    edition: str
    coverage: Coverage
    references: dict[str, int] = Field(description="number of references by resolution")
    suspect: int = Field(description="how many of the references have words that fit another goal better")
    stale: int = Field(description="how many were copied from a year in which their number meant another goal")
    link: str = Field(description=LINKED)


class ListedDocument(Placed, DocumentItem):
    """A document as an item of a list, with the words by which the last of its pages says that it is of it."""


class DocumentCoverage(Model):
    """How much of one document was loaded."""

    document: str = Field(description="as filters take it", examples=["gm9999/begroting/2031"])
    iri: str
    title: str
    organisation: str
    document_kind: str
    year: int
    link: str = Field(description=LINKED)
    coverage: Coverage


class Document(Answer):
    """One document."""

    document: ListedDocument


class Holder(Model):
    """Somebody who holds portfolios, with the number of versions that show it."""

    person: str
    path: str = Field(description="path under /v1/holders/", examples=["gm9999/4e9b096b"])
    organisation: str
    name: str
    versions: int
    first_attested: str | None
    last_attested: str | None


class HolderItem(OfBody, Holder):
    """Somebody who holds portfolios, with words that name them and the number of versions that show it."""


class Assignment(Model):
    """One version whose portfolio somebody holds."""

    iri: str
    version: Named
    number: str
    document: Named
    first_attested: str | None
    last_attested: str | None


class AssignmentItem(Placed, Assignment):
    """One version whose portfolio somebody holds, with the name as the page of the version prints it."""

    link: str = Field(description="address of the page about the version")
    coverage: Coverage = Field(description="of the document")


class Portfolio(Answer):
    """Somebody with the versions whose portfolio pages show."""

    person: str
    name: str
    link: str = Field(description=LINKED)
    assignments: list[AssignmentItem]
    total: int


class QuestionParameter(Model):
    """A parameter of a stored question."""

    name: str
    type: str
    required: bool


class QuestionItem(Model):
    """A stored question: its title, its parameters and its query."""

    name: str
    title: Label
    parameters: list[QuestionParameter]
    query: str


class Questions(Answer):
    """The stored questions."""

    items: list[QuestionItem]
    total: int


class QuestionAnswer(Answer):
    """The rows of a stored question: each a value by column, null where there is none."""

    question: str
    title: Label
    columns: list[str]
    rows: list[dict[str, str | int | None]]
    total: int
