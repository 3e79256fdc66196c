"""The tables of an answer about the network as a page shows them: things with links, words for codes, sentences.

What only machines read (IRIs, offsets) becomes the links. Asks nothing and writes no HTML.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.iri import in_document, mint, parse, printed_number
from ontology.language import Language, Phrase, grouped
from service.answers.highlight import quote
from service.answers.trace.answer import Answer, Cell, Node, Sheet
from service.answers.trace.forms.naming import kind_of_iri, said
from service.answers.trace.forms.phrases import edge_word, node_word
from service.release.network_rows import ARC_KINDS, EITHER_WAY_KINDS, VERSION_KINDS
from service.web import display
from service.web.question_words import DIRECTIONS, EITHER_WAY, GROUPS, HEADS, PHRASES
from service.web.render import wrong_place

_NODE_PARTS: Final = ("Number", "Name", "Iri", "Document")
_WORDS: Final = frozenset({"exact", "start", "end", "section", "page", "address"})
_SAID_ELSEWHERE: Final = frozenset({"suspect", "kind", "loaded", "all"})
_VERSION: Final = "-version"
_API: Final = "/v1"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text with where it leads; a sentence cut at its words; and what stands small beside them.

    `doubted` is where somebody who thinks a sentence was read wrongly goes.
    """

    text: str = ""
    href: str | None = None
    sentence: tuple[str, str, str] | None = None
    aside: str = ""
    badge: str = ""
    is_number: bool = False
    doubted: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether it is a thing with a page of its own."""
        return self.href is not None and self.sentence is None and not self.is_number


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its key and title, the heads of its columns with whether they have numbers, and its rows."""

    key: str
    title: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Shown, ...], ...]

    @property
    def has_sentences(self) -> bool:
        """Whether a row quotes a sentence, which is wide: on a narrow screen its cells stand below each other."""
        return any(cell.sentence for row in self.rows for cell in row)

    @property
    def named_by(self) -> int:
        """The place of the column that tells rows apart: the first with links, or else the first without numbers."""
        linked = (place for place in range(len(self.heads)) if any(row[place].is_link for row in self.rows))
        words = (place for place, (_, is_number) in enumerate(self.heads) if not is_number)
        return next(linked, next(words, 0))


@dataclass(frozen=True, slots=True)
class Teller:
    """How cells are told: the language, where our things begin, and what documents are called where there are several.

    `known` has the nodes of the answer by IRI.
    """

    language: Language
    base: str
    title: Callable[[str], str] | None
    known: Mapping[str, Node]


def tables_of(answer: Answer, language: Language, base: str, title: Callable[[str], str]) -> Iterator[Table]:
    """The tables of an answer; `title` gives what a document is called, by its path."""
    known = {node.iri: node for node in answer.graph.nodes}
    teller = Teller(language, base, title if len(answer.documents) > 1 else None, known)
    for sheet in answer.sheets:
        yield _table(sheet, teller)


Tell = Callable[[Mapping[str, Cell]], Shown]


def _table(sheet: Sheet, teller: Teller) -> Table:
    keys = [column.key for column in sheet.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.rows]
    columns = list(_columns(sheet, rows, teller))
    shown = tuple(tuple(tell(row) for _, tell in columns) for row in rows)
    heads = tuple(
        (head, bool(shown) and all(row[place].is_number for row in shown if row[place] != Shown()))
        for place, (head, _) in enumerate(columns)
    )
    return Table(sheet.key, sheet.title.say(teller.language), heads, shown)


def _columns(sheet: Sheet, rows: Sequence[Mapping[str, Cell]], teller: Teller) -> Iterator[tuple[str, Tell]]:
    """The columns that are shown: their heads, and what tells their cells."""
    keys = {column.key: column.head for column in sheet.columns}
    nodes = [key.removesuffix("Iri") for key in keys if key.endswith("Iri")]
    parts = {f"{node}{part}" for node in nodes for part in _NODE_PARTS}
    for key, head in keys.items():
        end = key.removesuffix("Number")
        if key.endswith("Number") and end in nodes:
            yield _short(head).say(teller.language), _teller_of_node(end, teller, is_first=end == nodes[0])
        elif key == "name" and "iri" in keys:
            yield head.say(teller.language), _teller_of_name(teller)
        elif not _is_left_out(key, keys, parts, rows, has_nodes=bool(nodes)):
            yield HEADS.get(key, head).say(teller.language), _teller_of(key, teller)


def _is_left_out(
    key: str, keys: Mapping[str, Phrase], parts: set[str], rows: Sequence[Mapping[str, Cell]], *, has_nodes: bool
) -> bool:
    """Whether a column stands in another one, or has nothing that people read."""
    if key in parts or (key in _WORDS and "sentence" in keys) or (key == "iri" and "name" in keys):
        return True
    if key in _SAID_ELSEWHERE:
        return has_nodes
    usual = {"parallel": 1, "otherwiseBack": 0}.get(key, ...)
    return all(row[key] is None or row[key] == usual for row in rows) and bool(rows)


def _teller_of_node(end: str, teller: Teller, *, is_first: bool) -> Tell:
    def tell(row: Mapping[str, Cell]) -> Shown:
        number, name, iri, document = (row.get(f"{end}{part}") for part in _NODE_PARTS)
        loaded = row.get("loaded") if is_first else None
        return Shown(
            _called(str(number or ""), str(name or ""), str(iri or ""), teller.language),
            display.link(str(iri), teller.base) if iri else None,
            aside=teller.title(str(document)) if teller.title and document else "",
            badge=PHRASES["only_named"].say(teller.language) if loaded is False else "",
        )

    return tell


def _teller_of_name(teller: Teller) -> Tell:
    def tell(row: Mapping[str, Cell]) -> Shown:
        name, iri = str(row["name"] or ""), str(row["iri"] or "")
        return Shown(_called("", name, iri, teller.language), display.link(iri, teller.base) if iri else None)

    return tell


def _called(number: str, name: str, iri: str, language: Language) -> str:
    """What a node is called: `2.2.2 Participatie`, `Programma 1`; a dash for what is in no group."""
    kind = kind_of_iri(iri) or "group"
    told = said(Node(iri, kind, printed_number(number) if number else "", name), language) if iri else "–"
    return told[:1].upper() + told[1:]


def _teller_of(key: str, teller: Teller) -> Tell:
    def tell(row: Mapping[str, Cell]) -> Shown:
        if key == "sentence":
            return _sentence(row, teller)
        if key == "references" and isinstance(row.get("all"), str):
            return Shown(_text(row[key], key, teller), str(row["all"]).removeprefix(_API), is_number=True)
        cell = row[key]
        if isinstance(cell, str) and cell.startswith(f"{teller.base}/id/"):
            node = teller.known.get(cell)
            number, name = (node.number, node.name) if node else ("", "")
            return Shown(_called(number, name, cell, teller.language), display.link(cell, teller.base))
        if key == "direction" and row.get("relation") in EITHER_WAY_KINDS:
            return Shown(EITHER_WAY.say(teller.language))
        badge = PHRASES["suspect"].say(teller.language) if key == "relation" and row.get("suspect") else ""
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        return Shown(_text(cell, key, teller), badge=badge, is_number=is_number)

    return tell


def _text(cell: Cell, key: str, teller: Teller) -> str:
    language = teller.language
    match cell:
        case None:
            return ""
        case bool():
            return PHRASES["yes" if cell else "no"].say(language)
        case int():
            return grouped(cell)
        case float():
            return display.quantity(f"{cell:.3f}", language)
        case str():
            return _word(cell, key, language)


def _word(text: str, key: str, language: Language) -> str:
    match key:
        case "relation" if text in ARC_KINDS:
            return edge_word(text, language)
        case "direction" if text in DIRECTIONS:
            return DIRECTIONS[text].say(language)
        case "by" if text in GROUPS:
            return GROUPS[text].say(language)
        case "kind":
            return node_word(text.removesuffix(_VERSION), language)
        case _:
            return text


def _sentence(row: Mapping[str, Cell], teller: Teller) -> Shown:
    """A sentence, cut at the words that refer, with the place of these on our page."""
    exact, told = str(row.get("exact") or ""), str(row["sentence"] or row.get("exact") or "")
    if not told:
        return Shown()
    described = _described(str(row.get("page") or ""), teller.base)
    start, end = row.get("start"), row.get("end")
    home = display.local_path(described, teller.base) if described else None
    return Shown(
        href=f"{home}?at={start}-{end}#here" if home else None,
        sentence=quote(told, exact),
        aside=str(row.get("section") or ""),
        doubted=wrong_place(described, start, end)
        if described and isinstance(start, int) and isinstance(end, int)
        else None,
    )


def _described(page: str, base: str) -> str | None:
    """The version that a page describes."""
    found = parse(base, page)
    if found is None or found.document is None or not found.local:
        return None
    described = found.local[-1]  # goal-2.2.2
    kind = next((kind for kind in VERSION_KINDS if described.startswith(f"{kind.removesuffix(_VERSION)}-")), None)
    if kind is None:
        return None
    number = described.removeprefix(f"{kind.removesuffix(_VERSION)}-")
    return mint(base, in_document(kind, found.document, number))


def _short(head: Phrase) -> Phrase:
    """The head of a thing of the heads of its parts: `van` of `van: nummer`."""
    what = PHRASES["what"]
    return Phrase(head.nl.rpartition(": ")[0] or what.nl, head.en.rpartition(": ")[0] or what.en)
