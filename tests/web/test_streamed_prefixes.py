"""A stream in Turtle declares the prefixes that it uses, each once and before it is used."""

import asyncio
import re
from collections.abc import AsyncGenerator

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.testclient import TestClient

from ontology.terms import PREFIXES
from service.answers.triples import write_turtle

THING = NamedNode("http://example.org/thing")
DG, SKOS = PREFIXES["dg"], PREFIXES["skos"]


def written(*pieces: list[Triple]) -> list[bytes]:
    async def given() -> AsyncGenerator[list[Triple], None]:
        for piece in pieces:
            yield piece

    async def collect() -> list[bytes]:
        return [one async for one in write_turtle(given())]

    return asyncio.run(collect())


def test_a_prefix_is_declared_before_the_first_piece_that_uses_it_and_never_again() -> None:
    named = Triple(THING, NamedNode(f"{DG}name"), Literal("skos: zie doel 1"))
    labelled = Triple(THING, NamedNode(f"{SKOS}prefLabel"), Literal('een "dg:" en <oa:>'))
    pieces = written([named], [labelled], [named, labelled])
    declared = [re.findall(rb"^@prefix ([a-z]+):", piece, re.MULTILINE) for piece in pieces]
    assert declared == [[b"dg"], [b"skos"], []]
    found = {one.triple for one in parse(b"".join(pieces), RdfFormat.TURTLE)}
    assert found == {named, labelled}
    assert b"".join(written()) == b""


@pytest.mark.parametrize(
    "path", ["/v1/projections/web-annotations?document=gm9999/begroting/2031", "/v1/quality?format=turtle"]
)
def test_what_is_streamed_declares_all_that_it_uses_and_nothing_else(web: TestClient, path: str) -> None:
    answer = web.get(path, headers={"accept": "text/turtle"})
    assert len(list(parse(answer.content, RdfFormat.TURTLE))) > 10
    declared = re.findall(r"^@prefix ([a-z]+):", answer.text, re.MULTILINE)
    assert len(declared) == len(set(declared)) > 0
    body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", re.sub(r"^@prefix .*$", "", answer.text, flags=re.MULTILINE))
    assert {name for name in declared if f"{name}:" not in body} == set()
