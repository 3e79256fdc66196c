"""The versions of a document as a list and as a tree: which goals there are, under which ambition and programme.

Leaves the page of a version to `versions` and the coverage of a document to `coverage`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.terms import AMBITION_VERSION, GOAL_VERSION, NAMED_VERSION, PROGRAMME_VERSION
from service.answers.labels import Named
from service.answers.queries import queries_of, query
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Engine, Row

# Which kind of version a class says; a version that is only named says its kind itself.
VERSION_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {GOAL_VERSION: "goal", AMBITION_VERSION: "ambition", PROGRAMME_VERSION: "programme"}
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A version as a list shows it.

    `kind` is goal, ambition or programme; `loaded` is False where no page of it was loaded, so that it is only named.
    `above` are the IRIs of what it directly or indirectly falls under, nearest first. Amounts are plain decimals in
    euro, in the year of the document. `holders_state` tells an empty list of holders from one that the page lacks.
    """

    iri: str
    kind: str
    loaded: bool
    number: str
    sort_key: str
    label: str
    name: str | None
    statement: str | None
    document: str
    above: tuple[str, ...]
    domain: Named | None
    holders: tuple[str, ...]
    expenditure: str | None
    revenue: str | None
    balance: str | None
    holders_state: Coded | None = None

    @property
    def title(self) -> str | None:
        """What to call it beside its number: the short name, else the statement."""
        return self.name or self.statement


@dataclass(frozen=True, slots=True)
class Branch:
    """A version with the versions directly under it, in the order of their numbers."""

    version: Summary
    parts: tuple["Branch", ...] = field(default=())

    def __iter__(self) -> Iterator[Summary]:
        """The version and everything under it, from the top."""
        yield self.version
        for part in self.parts:
            yield from part


async def versions_of(engine: Engine, document: str) -> list[Summary]:
    """The versions that a document states or names, by number; one query."""
    return read_summaries(await engine.rows(query("document-versions"), {"document": NamedNode(document)}))


async def all_versions(engine: Engine) -> list[Summary]:
    """The versions of every document, by document and number; one query."""
    return read_summaries(await engine.rows(query("all-versions")))


async def versions_with_number(engine: Engine, number: str, documents: Iterable[str] | None = None) -> list[Summary]:
    """The versions with one number, in some documents or in every; one query, and for each 250 documents one."""
    texts = [query("versions-by-number")]
    if documents is not None:
        texts = list(queries_of("versions-by-number", "document", documents))
    rows = [row for text in texts for row in await engine.rows(text, {"number": Literal(number)})]
    return read_summaries(rows)


async def versions_with_words(engine: Engine, words: str) -> list[Summary]:
    """The versions with some words in their short name or statement, in every document; one query, 300 rows at most."""
    return read_summaries(await engine.rows(query("versions-by-words"), {"words": Literal(words.lower())}))


async def domains_of(engine: Engine, scheme: str) -> list[Named]:
    """The domains of a scheme, by name; one query."""
    rows = await engine.rows(query("domains"), {"scheme": NamedNode(scheme)})
    return [Named(row["domain"].value, row["label"].value) for row in rows]


def read_summaries(rows: Iterable[Row]) -> list[Summary]:
    """The versions in rows of `document-versions`: a version with two holders fills two rows."""
    found: dict[str, Summary] = {}
    for row in rows:
        kind = _kind(row)
        if kind is None:
            continue
        iri = row["version"].value
        summary = found.get(iri) or _read_summary(row, kind)
        holder = _text(row, "holder")
        if holder is not None and holder not in summary.holders:
            summary = replace(summary, holders=(*summary.holders, holder))
        found[iri] = summary
    return list(found.values())


def grow_tree(versions: Sequence[Summary]) -> list[Branch]:
    """The versions of one document as trees, in the order of their numbers; each stands under the nearest above it."""
    known = {version.iri for version in versions}
    children: dict[str | None, list[Summary]] = {}
    for version in versions:
        parent = next((iri for iri in version.above if iri in known), None)
        children.setdefault(parent, []).append(version)
    return _branches(children, None)


def _branches(children: Mapping[str | None, Sequence[Summary]], parent: str | None) -> list[Branch]:
    ordered = sorted(children.get(parent, ()), key=lambda version: (version.sort_key, version.iri))
    return [Branch(version, tuple(_branches(children, version.iri))) for version in ordered]


def _kind(row: Row) -> str | None:
    """The kind of the version in a row; None for a row that tells of a more general class (from a rule)."""
    class_iri = row["class"].value
    if class_iri == NAMED_VERSION:
        return row["kind"].value.rpartition("#")[2] if "kind" in row else "goal"
    return VERSION_KINDS.get(class_iri)


def _read_summary(row: Row, kind: str) -> Summary:
    domain = _text(row, "domain")
    return Summary(
        iri=row["version"].value,
        kind=kind,
        loaded=row["class"].value != NAMED_VERSION,
        number=row["number"].value,
        sort_key=row["sortKey"].value,
        label=row["label"].value,
        name=_text(row, "name"),
        statement=_text(row, "statement"),
        document=row["document"].value,
        above=tuple(row[name].value for name in ("goal", "ambition", "programme") if name in row),
        domain=Named(domain, row["domainLabel"].value) if domain else None,
        holders=(),
        expenditure=_text(row, "expenditure"),
        revenue=_text(row, "revenue"),
        balance=_text(row, "balance"),
        holders_state=coded(row["holdersState"].value) if "holdersState" in row else None,
    )


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
