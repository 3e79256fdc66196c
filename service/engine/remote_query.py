"""A query as it goes to a remote engine: parsed here, written in one way, with the dataset that it is to run over.

What a parser of ours and the engine's own could read differently is gone: comments, escapes in strings and in IRIs, and
prefixes that only we know. Sends nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.engine.engine import QueryRefusedError
from service.engine.guard import Form, Reading
from service.engine.lexer import Kind, Token, tokens
from service.engine.prefixes import undeclared_prefix
from service.engine.profiles import Profile
from service.engine.remote_state import OwnGraphs
from service.engine.syntax import syntax_error
from service.engine.virtuoso_text import bracketed_orders, refuse_lost_text, spelled_out_paths

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
# By IRIs that begin so a query calls functions of Virtuoso, of which some reach other machines (bif:http_get).
_BUILT_IN: Final = ("bif:", "sql:", "http://www.openlinksw.com/schemas/bif", "http://www.openlinksw.com/schemas/sql")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a remote engine holds of a release: its base IRI, its graphs, and the graphs beside them."""

    base: str
    graphs: Sequence[str]

    @property
    def own(self) -> OwnGraphs:
        """The graphs that are there beside those of the release."""
        return OwnGraphs(self.base)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query for a remote engine: its text, and the parameters of the request beside it."""

    text: str
    parameters: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request names (SPARQL 1.1 Protocol, section 2.1.4)."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def prepare(query: str, reading: Reading, dataset: Dataset, profile: Profile, holding: Holding) -> Asked:
    """A query for an engine, over the whole release where neither it nor its request names a graph.

    Raises:
        QuerySyntaxError: it is no SPARQL.
        QueryRefusedError: it calls what an engine has beside SPARQL, or names a graph by what is no IRI.
    """
    _require_syntax(query, holding.base)
    words = list(tokens(query))
    _refuse_built_in(words)
    if dataset.default or dataset.named:
        words = list(_without_from(words))  # what the request names goes before it; Virtuoso would take both
    names_graphs = any(word.word == "GRAPH" for word in words)
    head = f"BASE <{holding.base}/sparql> " + "".join(_missing_prefixes(words))
    if profile.has_pragmas:
        refuse_lost_text(_unescaped(word.text) for word in words if word.kind is Kind.STRING)
        text = _written(bracketed_orders(spelled_out_paths(words)), before_from=_neither(holding.own))
        return Asked(_pragmas(reading, dataset, holding, names_graphs=names_graphs) + head + text, {})
    return Asked(head + _written(words), _parameters(reading, dataset, holding, names_graphs=names_graphs))


def _require_syntax(query: str, base: str) -> None:
    """Parse a query and do no more: that something else is no graph is found after parsing, and before any work."""
    nothing = cast("list[NamedNode | BlankNode]", [None])
    try:
        Store().query(query, base_iri=f"{base}/sparql", prefixes=dict(PREFIXES), named_graphs=nothing)
    except SyntaxError as error:
        raise undeclared_prefix(query, PREFIXES) or syntax_error(str(error), query) from None
    except TypeError:
        return


def _refuse_built_in(words: Sequence[Token]) -> None:
    spaces: dict[str, list[str]] = {name: [space] for name, space in PREFIXES.items()}
    for before, word in pairwise(words):
        if before.kind is Kind.NAME and word.kind is Kind.IRI:
            spaces.setdefault(before.text.rstrip(":"), []).append(_unescaped(word.text[1:-1]))
    for word in words:
        if word.kind is Kind.IRI:
            _refuse_where(word, [_unescaped(word.text[1:-1])])
        elif word.kind is Kind.NAME:
            prefix, _, local = word.text.partition(":")
            _refuse_where(word, [space + local.replace("\\", "") for space in spaces.get(prefix, ())])


def _refuse_where(word: Token, iris: Iterable[str]) -> None:
    if any(iri.lower().startswith(_BUILT_IN) for iri in iris):
        raise QueryRefusedError(_NOT_SPARQL, found=word.text)


def _missing_prefixes(words: Sequence[Token]) -> Iterable[str]:
    """Declarations of the prefixes of ours that a query uses and does not declare."""
    declared, last = set(), ""
    used: dict[str, None] = {}
    for word in words:
        if word.kind is Kind.NAME:
            prefix = word.text.partition(":")[0]
            if last == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared and prefix in PREFIXES:
                used[prefix] = None
        last = word.word
    return [f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used]


def _written(words: Sequence[Token], before_from: str = "") -> str:
    """The text of a query, with a space at most between two tokens; `before_from` goes before the first FROM."""
    pieces: list[str] = []
    end = 0
    for word in words:
        if word.start != end:
            pieces.append(" ")
        if word.word == "FROM" and before_from:
            pieces.append(before_from)
            before_from = ""
        pieces.append(_token(word))
        end = word.start + len(word.text)
    return "".join(pieces)


def _token(word: Token) -> str:
    match word.kind:
        case Kind.STRING:
            quotes = 3 if word.text[:3] in {'"""', "'''"} and len(word.text) >= 6 else 1
            return str(Literal(_unescaped(word.text[quotes:-quotes])))
        case Kind.IRI:
            return f"<{_unescaped(word.text[1:-1])}>"
        case _:
            return word.text


def _unescaped(text: str) -> str:
    """What is written with escapes (SPARQL 1.1 Query, sections 19.2 and 19.7)."""

    def meant(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(escape[3], escape[3])

    return _ESCAPE.sub(meant, text)


def _without_from(words: Sequence[Token]) -> Iterator[Token]:
    """The words without the clauses FROM and FROM NAMED."""
    in_clause = False
    for word in words:
        if word.word == "FROM":
            in_clause = True
        elif not in_clause:
            yield word
        elif word.kind in {Kind.IRI, Kind.NAME}:
            in_clause = False


def _neither(own: OwnGraphs) -> str:
    """Clauses that add no triple: with them only graphs that are named are read, and never just one as the default.

    Virtuoso reads all named graphs where none is named, and fails on a path where the default graph is one graph.
    """
    return f"FROM <{own.nothing}> FROM NAMED <{own.nothing}> "


def _pragmas(reading: Reading, dataset: Dataset, holding: Holding, *, names_graphs: bool) -> str:
    """The dataset as Virtuoso reads it before a query; of parameters it makes a header of the answer for each graph."""
    pragmas = ['define sql:describe-mode "CBD" '] if reading.form is Form.DESCRIBE else []
    own = holding.own
    if dataset.default or dataset.named:
        default, named = (*dataset.default, own.nothing), (*dataset.named, own.nothing)
    elif reading.has_dataset:
        default, named = (), ()
    else:
        default, named = (own.everything, own.nothing), tuple(holding.graphs) if names_graphs else ()
    pragmas += [f"define input:default-graph-uri {_iri(graph)} " for graph in default]
    pragmas += [f"define input:named-graph-uri {_iri(graph)} " for graph in named]
    return "".join(pragmas)


def _parameters(reading: Reading, dataset: Dataset, holding: Holding, *, names_graphs: bool) -> Mapping[str, list[str]]:
    if dataset.default or dataset.named:
        default, named = list(dataset.default), list(dataset.named)
    elif reading.has_dataset:
        default, named = [], []
    else:
        default, named = [holding.own.everything], list(holding.graphs) if names_graphs else []
    return {"default-graph-uri": default, "named-graph-uri": named}


def _iri(graph: str) -> str:
    try:
        return str(NamedNode(graph))
    except ValueError:
        raise QueryRefusedError(_NO_GRAPH, graph=repr(graph)) from None


_NOT_SPARQL: Final = Phrase(
    "{found} roept een functie van de engine aan die geen SPARQL is, en die loopt hier niet; gebruik de functies van "
    "SPARQL 1.1",
    "{found} calls a function of the engine that is no SPARQL, which is not run here; use the functions of SPARQL 1.1",
)
_NO_GRAPH: Final = Phrase(
    "{graph} is geen IRI van een graaf; geef er een zoals http://localhost:8000/graph/def",
    "{graph} is no IRI of a graph; give one such as http://localhost:8000/graph/def",
)
