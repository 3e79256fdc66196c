"""A value that is bound in a query stays that value, whatever it holds, at each engine."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode
from remote_servers import oxigraph, virtuoso
from tiny import BASE, Tiny

from service.engine import guard
from service.engine.bindings import bind
from service.engine.embedded import Capacity
from service.engine.engine import QueryRefusedError, Row, Term
from service.engine.profiles import OXIGRAPH, VIRTUOSO, Profile
from service.engine.remote_query import Dataset, Holding, prepare
from service.engine.remote_release import RemoteReleaseEngine
from service.engine.sending import connect
from service.engine.work import Limits
from service.release.publish import publish
from service.release.releases import Releases

MIB = 1024 * 1024
QUERY = "SELECT ?a ?b ?n WHERE { { SELECT (COUNT(*) AS ?n) WHERE { ?s dg:number '1.1.1' } } }"
XSD = "http://www.w3.org/2001/XMLSchema#"
ATTACKS = (
    '" } } ; DROP ALL #',
    "\\",
    '\\" } UNION { ?s ?p ?o } #',
    "'''",
    '"""',
    "\n\r\t\u0008\u000c",
    "\\u0022 } #",
    "{{}} ?a <a:b> # comment",
    "define input:default-graph-uri <a:a>",
    "é ‘’ «» € 😀 \u202e\u0000\u0001\ufffe\uffff",
    "",
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(ATTACKS)
iris = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Co", "Cn", "Cf"]), max_size=20)
tags = st.sampled_from(["nl", "nl-BE", "en", "de-1996"])


def literals(text: str, tag: str | None) -> Literal:
    return Literal(text, language=tag) if tag else Literal(text)


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteReleaseEngine]:
    root = tmp_path_factory.mktemp("bound")
    data = root / "data"
    with request.param(root / "engine") as server:
        sender = replace(connect(server.url, Releases(data), server.credentials), notice_s=0.0)
        publish(Tiny().write(root / "dataset"), data, allow_violations=True, to=sender)
        capacity = Capacity(workers=1, queue_length=1, timeout_s=20.0, limits=Limits(512 * MIB, MIB))
        with closing(RemoteReleaseEngine(Releases(data), capacity)) as opened:
            yield opened


def rows(engine: RemoteReleaseEngine, bindings: Mapping[str, Term]) -> Sequence[Row]:
    return asyncio.run(engine.rows(QUERY, bindings))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts, tag=st.none() | tags)
@example(text=ATTACKS[0], tag=None)
@example(text=ATTACKS[5], tag="nl")
@example(text=ATTACKS[9], tag=None)
def test_a_bound_literal_comes_back_as_it_went(engine: RemoteReleaseEngine, text: str, tag: str | None) -> None:
    value = literals(text, tag)
    if "\0" in text and engine.profile == "virtuoso":
        with pytest.raises(QueryRefusedError, match=r"U\+0000"):
            rows(engine, {"a": value, "b": Literal("b")})
        return
    found = rows(engine, {"a": value, "b": Literal("b")})
    assert [dict(row) for row in found] == [
        {"a": value, "b": Literal("b"), "n": Literal("2", datatype=NamedNode(f"{XSD}integer"))}
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(local=iris)
@example(local="a/é?x=%20&y='#z")
@example(local="a>b")
@example(local="\\u003e")
def test_a_bound_iri_comes_back_as_it_went_or_is_none(engine: RemoteReleaseEngine, local: str) -> None:
    try:
        value = NamedNode(f"http://x.example/{local}")
    except ValueError:
        return  # it is no IRI, so nobody can bind it
    assert [row["a"] for row in rows(engine, {"a": value, "b": Literal("b")})] == [value]


@settings(max_examples=200, deadline=None)
@given(first=texts, second=texts, tag=st.none() | tags)
@pytest.mark.parametrize("profile", [OXIGRAPH, VIRTUOSO], ids=["oxigraph", "virtuoso"])
def test_a_bound_literal_adds_one_token_and_no_more(profile: Profile, first: str, second: str, tag: str | None) -> None:
    def shape(one: Literal, other: Literal) -> list[str]:
        reading = guard.read(QUERY)
        bound = bind(QUERY, reading.where or 0, {"a": one, "b": other})
        text = prepare(bound, guard.read(bound), Dataset(), profile, Holding(BASE, ())).text
        return [token.text if token.kind != "string" else "" for token in guard.tokens(text)]

    first, second = first.replace("\0", ""), second.replace("\0", "")  # which one of the two refuses
    assert shape(literals(first, tag), Literal(second)) == shape(literals("x", tag), Literal("x"))


@pytest.mark.parametrize("value", ["text", 1, None, BlankNode("b"), ("a", "b"), "<a:a>"])
def test_what_is_no_term_is_not_bound(value: object) -> None:
    with pytest.raises(TypeError, match=r"\?a is bound to"):
        bind(QUERY, 30, {"a": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("name", ["a b", "a}", "1", "", "a) (?b", "é"])
def test_what_is_no_name_of_a_variable_is_not_bound(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a variable"):
        bind(QUERY, 30, {name: Literal("a")})
