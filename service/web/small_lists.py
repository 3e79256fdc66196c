"""The lists that are short enough to be looked through whole: bodies, documents, their coverage, domains, holders.

Their items are made of what the release holds and of the rows of one query; asks no engine itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ontology import codes
from ontology.iri import DocumentKey, is_fictional, organisation, parse
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.holders import HolderSummary, read_holders_list
from service.answers.lists import Filter, Form
from service.answers.measurements import measured
from service.answers.triples import Pieces
from service.engine.engine import Row
from service.web import models
from service.web.display import page_address
from service.web.list_models import DomainItem
from service.web.models import Model

MOST: Final = 1000
"""So many items at most are in one part of such a list."""

_ORGANISATION: Final = Filter(
    "organisation",
    Phrase("code van een organisatie", "code of an organisation"),
    Form.ORGANISATION,
    example="gm0193",
)
_COMPLETE: Final = Filter(
    "complete", Phrase("of alles is geladen", "whether all was loaded"), Form.CODE, codes=codes.Completeness
)


@dataclass(frozen=True, slots=True)
class SmallList:
    """A list with all its items: its filters look at the fields of an item, `words` at the field `named`.

    `items` are made of the rows of the query `asked`, where there is one. `statements` gives some items as triples,
    where they are that too. `places` is the query for where the thing in the field `about` is named on a page; empty
    where no page has words for it.
    """

    name: str
    summary: str
    item: type[Model]
    items: Callable[[Holdings, Sequence[Row]], Sequence[Model]]
    filters: tuple[Filter, ...]
    sorts: tuple[str, ...]
    named: str = "name"
    most: int = MOST
    statements: Callable[[Holdings, Sequence[Model]], Pieces] | None = None
    asked: str = ""
    places: str = ""
    about: str = "iri"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of an item, by their names in JSON."""
        return fields_of(self.item)

    def kept(self, items: Sequence[Model], values: Mapping[str, str], order: Sequence[str]) -> list[Model]:
        """The items that filters leave, in an order."""
        found = [item for item in items if all(self._fits(item, name, value) for name, value in values.items())]
        for name in reversed(order):
            found = _sorted(found, name.removeprefix("-"), descending=name.startswith("-"))
        return found

    def _fits(self, item: Model, name: str, value: str) -> bool:
        if name == "words":
            return value.lower() in str(_value(item, self.named)).lower()
        found = _value(item, name)
        return (str(found).lower() if isinstance(found, bool) else str(found)) == value


def fields_of(item: type[Model]) -> tuple[str, ...]:
    """The fields of an item, by their names in JSON."""
    return tuple(field.alias or name for name, field in item.model_fields.items())


def _value(item: Model, name: str) -> Any:  # noqa: ANN401 - of any field
    """The value of a field by its name in JSON; one that an item does not have is that of its coverage."""
    own = next((own for own, field in type(item).model_fields.items() if name in {own, field.alias}), None)
    return getattr(item, own) if own else _value(_value(item, "coverage"), name)


def _sorted(items: list[Model], name: str, *, descending: bool) -> list[Model]:
    return sorted(items, key=lambda item: _key(_value(item, name)), reverse=descending)


def _key(value: object) -> tuple[bool, Any]:
    """What values of one field are compared by: what is not known comes first."""
    return value is not None, value


def _words(nl: str, en: str) -> Filter:
    return Filter("words", Phrase(nl, en), Form.WORDS, example="zwolle")


def _organisations(holdings: Holdings, _rows: Sequence[Row]) -> list[models.Organisation]:
    return [
        models.Organisation(
            code=code,
            iri=organisation(holdings.base, code),
            name=body.name,
            fictional=is_fictional(code),
            documents=[document.path for document in holdings.documents_of(code)],
            link=f"{holdings.base}/doc/organisation/{code}",
            coverage=_coverage(holdings, code),
        )
        for code, body in sorted(holdings.manifest.bodies.items())
    ]


def _documents(holdings: Holdings, _rows: Sequence[Row]) -> list[models.ListedDocument]:
    return [
        models.ListedDocument.model_validate(dict(document_item(holdings, document))) for document in holdings.documents
    ]


def _quality(holdings: Holdings, _rows: Sequence[Row]) -> list[models.DocumentCoverage]:
    return [
        models.DocumentCoverage(
            document=document.path,
            iri=holdings.document_iri(document),
            title=holdings.title(document),
            organisation=document.organisation,
            document_kind=document.kind,
            year=document.year,
            link=f"{holdings.base}/doc/document/{document.path}",
            coverage=models.Coverage.model_validate(holdings.coverage(document)),
        )
        for document in holdings.documents
    ]


def _measurements(holdings: Holdings, items: Sequence[Model]) -> Pieces:
    return measured(holdings, [DocumentKey.parse(_value(item, "document")) for item in items])


def _domains(holdings: Holdings, rows: Sequence[Row]) -> list[DomainItem]:
    return [
        DomainItem(
            iri=row["domain"].value,
            path=_path(holdings, row["domain"].value),
            organisation=_path(holdings, row["domain"].value).partition("/")[0],
            name=row["label"].value,
            versions=int(row["versions"].value),
            link=page_address(row["domain"].value, holdings.base) or "",
            coverage=_coverage(holdings, _path(holdings, row["domain"].value).partition("/")[0]),
        )
        for row in rows
        if "domain" in row
    ]


def _holders(holdings: Holdings, rows: Sequence[Row]) -> list[models.HolderItem]:
    return [_holder(holdings, holder) for holder in read_holders_list(rows)]


def _holder(holdings: Holdings, holder: HolderSummary) -> models.HolderItem:
    path = _path(holdings, holder.person)
    return models.HolderItem(
        person=holder.person,
        path=path,
        organisation=path.partition("/")[0],
        name=holder.name,
        versions=holder.versions,
        first_attested=holder.first_attested,
        last_attested=holder.last_attested,
        link=page_address(holder.person, holdings.base) or "",
        coverage=_coverage(holdings, path.partition("/")[0]),
    )


def document_item(holdings: Holdings, document: DocumentKey) -> models.DocumentItem:
    """A document as an item of a list."""
    entry = holdings.manifest.documents[document.path]
    return models.DocumentItem(
        iri=holdings.document_iri(document),
        path=document.path,
        organisation=document.organisation,
        kind=document.kind,
        year=document.year,
        sequence=document.sequence,
        title=holdings.title(document),
        edition=entry.edition,
        coverage=models.Coverage.model_validate(entry.coverage),
        references=entry.references,
        suspect=entry.suspect,
        stale=entry.stale,
        link=f"{holdings.base}/doc/document/{document.path}",
    )


def _coverage(holdings: Holdings, code: str) -> models.Coverage:
    return models.Coverage.model_validate(holdings.coverage_of_body(code))


def _path(holdings: Holdings, iri: str) -> str:
    """The path of a thing of a body, as filters take it."""
    identifier = parse(holdings.base, iri)
    return "" if identifier is None else "/".join((identifier.organisation or "", *identifier.local))


_COUNTS: Final = ("pagesRead", "goalsRead", "versionsNamed", "goalsExpected")
SMALL: Final = (
    SmallList(
        "organisations",
        "Public bodies that are loaded",
        models.Organisation,
        _organisations,
        (_words("woorden van de naam", "words of the name"), _COMPLETE),
        ("code", "name"),
    ),
    SmallList(
        "documents",
        "Documents that are loaded",
        models.ListedDocument,
        _documents,
        (
            _ORGANISATION,
            Filter("kind", Phrase("soort document", "kind of document"), Form.CODE, codes=codes.DocumentKind),
            Filter("year", Phrase("begrotingsjaar", "fiscal year"), Form.YEAR, example=2021),
            _words("woorden van de titel", "words of the title"),
            _COMPLETE,
        ),
        ("path", "organisation", "kind", "year", "title"),
        named="title",
        places="places-of-documents",
    ),
    SmallList(
        "quality",
        "How much of each document was loaded, also as statements in DQV",
        models.DocumentCoverage,
        _quality,
        (
            _ORGANISATION,
            Filter(
                "document",
                Phrase("pad van een document", "path of a document"),
                Form.DOCUMENT,
                example="gm0193/begroting/2021",
            ),
            Filter("documentKind", Phrase("soort document", "kind of document"), Form.CODE, codes=codes.DocumentKind),
            Filter("year", Phrase("begrotingsjaar", "fiscal year"), Form.YEAR, example=2021),
            _words("woorden van de titel", "words of the title"),
            _COMPLETE,
        ),
        ("document", "organisation", "documentKind", "year", "title", *_COUNTS, "complete"),
        named="title",
        statements=_measurements,
    ),
    SmallList(
        "domains",
        "Policy domains of every body, with the number of versions under each",
        DomainItem,
        _domains,
        (_ORGANISATION, _words("woorden van de naam", "words of the name")),
        ("name", "organisation", "versions"),
        asked="domain-list",
        places="places-of-domains",
    ),
    SmallList(
        "holders",
        "Portfolio holders",
        models.HolderItem,
        _holders,
        (_ORGANISATION, _words("woorden van de naam", "words of the name")),
        ("name", "organisation", "versions", "firstAttested", "lastAttested"),
        asked="holders",
        places="places-of-holders",
        about="person",
    ),
)
