"""What an update does and which graphs it writes, read from its words before an engine sees it (SPARQL 1.1 Update).

Reads the operations strictly, because who may write decides by what this tells: words that are glued together, which
some engines accept, are refused here. Of patterns it reads no more than `guard` does of queries. Changes nothing.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.engine.engine import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from service.engine.extent import Extent
from service.engine.guard import STRAY, Exits
from service.engine.lexer import Kind, Token, place, tokens
from service.engine.prefixes import undeclared_prefix
from service.engine.words import Words

MOST_UPDATE_BYTES: Final = 256 * 1024
MOST_OPERATIONS: Final = 100


class Operation(StrEnum):
    """A kind of operation (SPARQL 1.1 Update, section 3)."""

    INSERT_DATA = "insert data"
    DELETE_DATA = "delete data"
    DELETE_WHERE = "delete where"
    MODIFY = "delete/insert"
    CLEAR = "clear"
    CREATE = "create"
    DROP = "drop"
    COPY = "copy"
    MOVE = "move"
    ADD = "add"
    LOAD_SILENT = "load silent"


@dataclass(frozen=True, slots=True)
class UpdateReading:
    """What the words of an update tell.

    `operations` are in the order of the text. `targets` are the graphs that are written, as absolute IRIs in the order
    in which they are first named; `names_all_targets` is False where a graph is written that the words don't name: a
    variable, DEFAULT, NAMED, ALL, or triples outside GRAPH without WITH. `runnable` is the text to give to an engine:
    LOAD is never run here, and where it is SILENT, and so succeeds without effect, it is left out. `depth`, `operators`
    and `patterns` are as in `Extent`, over all operations together.
    """

    operations: tuple[Operation, ...]
    targets: tuple[str, ...]
    names_all_targets: bool
    has_using: bool
    has_with: bool
    runnable: str
    size_bytes: int
    depth: int
    operators: int
    patterns: int


def read_update(text: str, base_iri: str | None = None) -> UpdateReading:
    """What an update does; relative IRIs are resolved against its BASE, or else against `base_iri`.

    Raises:
        QueryTooLargeError: it is longer than 256 KiB.
        QueryRefusedError: it is not run here, and why.
        QuerySyntaxError: it is no update, or names a graph by an IRI that can't be resolved.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_UPDATE_BYTES:
        raise QueryTooLargeError(_TOO_LONG, size=size, most=MOST_UPDATE_BYTES)
    exits, extent = Exits(), Extent()
    read: list[Token] = []
    for token in tokens(text):
        if token.kind is Kind.STRAY:
            line, column = place(text, token.start)
            raise QuerySyntaxError.at(line, column, STRAY, found=repr(token.text))
        exits.take(token)
        extent.take(token)
        read.append(token)
    if (undeclared := undeclared_prefix(text, PREFIXES)) is not None:
        raise undeclared
    reader = _Reader(Words(text, read), _Names(base_iri))
    reader.read()
    return UpdateReading(
        operations=tuple(reader.operations),
        targets=tuple(reader.targets),
        names_all_targets=reader.names_all_targets,
        has_using=reader.has_using,
        has_with=reader.has_with,
        runnable=reader.runnable(),
        size_bytes=size,
        depth=extent.depth,
        operators=extent.operators,
        patterns=extent.patterns,
    )


@dataclass(slots=True)
class _Names:
    """The base and the prefixes that hold at a place of the text."""

    base: str | None
    prefixes: dict[str, str] = field(default_factory=lambda: dict(PREFIXES))

    def iri(self, token: Token) -> str | None:
        """The absolute IRI of an IRI or a prefixed name; None where it can't be told."""
        if token.kind is Kind.IRI:
            return _absolute(token.text, self.base)
        prefix, _, local = token.text.partition(":")
        space = self.prefixes.get(prefix)
        return None if space is None else space + _ESCAPED.sub(r"\1", local)


@dataclass(slots=True)
class _Reader:
    """Reads the operations of one update, by the grammar from Update on (SPARQL 1.1 Query, section 19.8)."""

    words: Words
    names: _Names
    operations: list[Operation] = field(default_factory=list)
    targets: dict[str, None] = field(default_factory=dict)
    names_all_targets: bool = True
    has_using: bool = False
    has_with: bool = False
    _left_out: list[tuple[int, int]] = field(default_factory=list)

    def runnable(self) -> str:
        """The text in which an operation without effect stands for each that is left out, on as many lines."""
        text = self.words.text
        for start, end in reversed(self._left_out):
            text = text[:start] + _NOTHING + "\n" * text.count("\n", start, end) + text[end:]
        return text

    def read(self) -> None:
        """Read the whole text."""
        self._read_prologue()
        while self.words.next.text:
            self._read_operation()
            if self.words.next.text:
                self.words.require(";")
            self._read_prologue()

    def _read_prologue(self) -> None:
        while True:
            if self.words.passes("BASE"):
                self.names.base = self._take_iri(Kind.IRI)
            elif self.words.passes("PREFIX"):
                if self.words.next.kind is not Kind.NAME or not self.words.next.text.endswith(":"):
                    self.words.fail("name:")
                name = self.words.take().text.removesuffix(":")
                self.names.prefixes[name] = self._take_iri(Kind.IRI)
            else:
                return

    def _read_operation(self) -> None:
        token = self.words.next
        match token.word:
            case "LOAD":
                operation = self._read_load()
            case "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE":
                line, column = place(self.words.text, token.start)
                raise QuerySyntaxError.at(line, column, _IS_QUERY, word=token.word)
            case "CLEAR" | "DROP" | "CREATE" | "COPY" | "MOVE" | "ADD":
                operation = self._read_management(Operation(self.words.take().word.lower()))
            case "WITH":
                operation = self._read_modification()
            case "INSERT" | "DELETE":
                operation = self._read_change()
            case _:
                self.words.fail(*_OPERATIONS)
        self.operations.append(operation)
        if len(self.operations) > MOST_OPERATIONS:
            raise QueryRefusedError(_TOO_MANY, most=MOST_OPERATIONS)

    def _read_load(self) -> Operation:
        start = self.words.take().start
        if not self.words.passes("SILENT"):
            raise QueryRefusedError(_NO_LOAD)
        self._take_iri()
        if self.words.passes("INTO"):
            self.words.require("GRAPH")
            self._take_iri()
        last = self.words.read[self.words.position - 1]
        self._left_out.append((start, last.start + len(last.text)))
        return Operation.LOAD_SILENT

    def _read_management(self, operation: Operation) -> Operation:
        self.words.passes("SILENT")
        match operation:
            case Operation.CREATE:
                self.words.require("GRAPH")
                self._write(self._take_iri())
            case Operation.CLEAR | Operation.DROP:
                if self.words.passes("DEFAULT", "NAMED", "ALL"):
                    self._write(None)
                else:
                    self.words.require("GRAPH", "DEFAULT", "NAMED", "ALL")
                    self._write(self._take_iri())
            case _:
                source = self._take_graph_or_default()
                self.words.require("TO")
                if operation is Operation.MOVE:
                    self._write(source)
                self._write(self._take_graph_or_default())
        return operation

    def _take_graph_or_default(self) -> str | None:
        """The graph that is named here, None for the default graph."""
        if self.words.passes("DEFAULT"):
            return None
        named = self.words.passes("GRAPH")
        if not named and _READ_AS_KEYWORD.match(self.words.next.text):  # `MOVE graph:a` can be GRAPH :a
            raise QueryRefusedError(_WRITE_GRAPH, name=self.words.next.text)
        return self._take_iri()

    def _read_change(self) -> Operation:
        """INSERT DATA, DELETE DATA, DELETE WHERE, or a modification."""
        first, second = self.words.ahead(2)
        match first, second:
            case "INSERT", "DATA":
                operation = Operation.INSERT_DATA
            case "DELETE", "DATA":
                operation = Operation.DELETE_DATA
            case "DELETE", "WHERE":
                operation = Operation.DELETE_WHERE
            case _:
                return self._read_modification()
        self.words.position += 2
        self._read_quads(None)
        return operation

    def _read_modification(self) -> Operation:
        into = None
        if self.words.passes("WITH"):
            self.has_with = True
            into = self._take_iri()
        if self.words.passes("DELETE"):
            self._read_quads(into)
            if self.words.passes("INSERT"):
                self._read_quads(into)
        else:
            self.words.require("INSERT")
            self._read_quads(into)
        while self.words.passes("USING"):
            self.has_using = True
            self.words.passes("NAMED")
            self._take_iri()
        self.words.require("WHERE")
        self._pass_group()
        return Operation.MODIFY

    def _read_quads(self, into: str | None) -> None:
        """Read a template or a block of data; triples outside GRAPH go into a graph, or else nobody says where."""
        self.words.require("{")
        while not self.words.passes("}"):
            if self.words.passes("GRAPH"):
                self._write(None if self.words.passes_variable() else self._take_iri())
                self.words.require("{")
                while not self.words.passes("}"):
                    self._pass_triples()
                self.words.passes(".")
            else:
                self._write(into)
                self._pass_triples()

    def _pass_triples(self) -> None:
        """Pass one token of triples, or what stands between the braces of an annotation."""
        token = self.words.next
        if token.kind is Kind.WORD and token.word not in {"A", "TRUE", "FALSE"}:
            self.words.fail("}")
        if token.text in {"", "}"}:
            self.words.fail("}")
        self.words.take()
        if token.text == "{":
            if self.words.next.text != "|":
                self.words.fail("|")
            while not self.words.passes("}"):
                self._pass_triples()

    def _pass_group(self) -> None:
        """Pass a group graph pattern, in which graphs are only read."""
        self.words.require("{")
        depth = 1
        while depth:
            token = self.words.take()
            if not token.text:
                self.words.fail("}")
            depth += (token.text == "{") - (token.text == "}")

    def _write(self, target: str | None) -> None:
        if target is None:
            self.names_all_targets = False
        else:
            self.targets[target] = None

    def _take_iri(self, *kinds: Kind) -> str:
        """The absolute IRI that stands here; without a kind given, also as a prefixed name."""
        token = self.words.next
        if token.kind not in (kinds or {Kind.IRI, Kind.NAME}):
            self.words.fail("<IRI>")
        iri = self.names.iri(token)
        if iri is None:
            line, column = place(self.words.text, token.start)
            raise QuerySyntaxError.at(line, column, _NO_IRI, found=token.text[:100])
        self.words.take()
        return iri


def _absolute(reference: str, base: str | None) -> str | None:
    """The IRI of a reference such as `<../b>`, resolved as the engine does it; None where that gives none."""
    try:
        (quad,) = parse(f"{reference} <a:b> <a:c> .", RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return None
    return quad.subject.value if isinstance(quad.subject, NamedNode) else None


_ESCAPED: Final = re.compile(r"\\(.)")  # ex:a\-b
_READ_AS_KEYWORD: Final = re.compile(r"(?:GRAPH|DEFAULT|SILENT)[^:]*:", re.IGNORECASE)
_NOTHING: Final = "INSERT DATA {}"
_OPERATIONS: Final = ("INSERT", "DELETE", "WITH", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD")

_TOO_LONG: Final = Phrase(
    "de wijziging telt {size} bytes; hoogstens {most} worden gelezen. "
    "Stuur haar in delen, of een hele graaf naar /graphs",
    "the update has {size} bytes; at most {most} are read. Send it in parts, or a whole graph to /graphs",
)
_TOO_MANY: Final = Phrase(
    "de wijziging heeft meer dan {most} bewerkingen; stuur haar in delen",
    "the update has more than {most} operations; send it in parts",
)
_NO_LOAD: Final = Phrase(
    "LOAD wordt hier niet uitgevoerd: de dienst haalt niets op. Haal het bestand zelf op, en stuur het naar /graphs",
    "LOAD is not run here: the service fetches nothing. Fetch the file yourself, and send it to /graphs",
)
_IS_QUERY: Final = Phrase(
    "{word} is een vraag en geen wijziging; stuur haar als `query`",
    "{word} is a query and no update; send it as `query`",
)
_WRITE_GRAPH: Final = Phrase(
    "{name} kan als een woord van SPARQL en een naam gelezen worden; zet GRAPH ervoor",
    "{name} can be read as a keyword of SPARQL and a name; put GRAPH in front of it",
)
_NO_IRI: Final = Phrase(
    "{found} is geen IRI van een graaf: hij is niet absoluut en er is geen BASE, of zijn prefix is niet gedeclareerd",
    "{found} is no IRI of a graph: it is not absolute and there is no BASE, or its prefix is not declared",
)
