"""Asking an engine that holds a release, and what of it is told to a remote one."""

import asyncio

from tiny import BASE, BUDGET

from ontology.iri import graph
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import (
    Question,
)
from service.engine.formats import JSON_RESULTS
from service.engine.remote_query import Holding
from service.engine.remote_release import RemoteReleaseEngine
from service.engine.work import Limits

MIB = 1024 * 1024
CAPACITY = Capacity(workers=3, queue_length=8, timeout_s=20.0, limits=Limits(512 * MIB, 32 * MIB))
HOLDING = Holding(BASE, (graph(BASE, "def"), graph(BASE, "doc", BUDGET.path)))
DG = "https://w3id.org/doelgraaf/def#"


async def collect(engine: RemoteReleaseEngine | EmbeddedEngine, question: Question) -> bytes:
    return b"".join([chunk async for chunk in await engine.stream(question)])


def ask(
    engine: RemoteReleaseEngine | EmbeddedEngine, query: str, media_type: str = JSON_RESULTS, **rest: object
) -> bytes:
    return asyncio.run(collect(engine, Question(query, media_type, 20.0, **rest)))  # type: ignore[arg-type]
