"""Releases of the bundled pages that are asked questions about their network, with the texts of their pages."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.language import Language
from ontology.terms import PREFIXES
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.drop import drop
from service.answers.trace.impact import impact
from service.answers.trace.neighbours import neighbours
from service.answers.trace.paths import paths
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release.network import open_network
from service.release.releases import Releases

MIB = 1024 * 1024

Question = Callable[[Trace, Asked], Coroutine[Any, Any, Answer]]
QUESTIONS: tuple[Question, ...] = (neighbours, paths, impact, drop)
"""Those with a begin."""


@dataclass(frozen=True)
class Open:
    """A release to ask, with the text of each of its pages."""

    trace: Trace
    texts: dict[str, str]

    def ask(self, question: Question, *begins: str, to: str | None = None, **more: Any) -> Answer:  # noqa: ANN401 - as Asked
        """The answer to a question."""
        return asyncio.run(question(self.trace, Asked(begins=begins, ends=(to,) if to else (), **more)))


def opened(data: Path) -> Iterator[Open]:
    """The release that is served of a data directory."""
    releases = Releases(data)
    release = releases.current()
    capacity = Capacity(
        workers=2, queue_length=8, timeout_s=20.0, limits=Limits(512 * MIB, 8 * MIB), demote_after_s=60.0
    )
    engine = EmbeddedEngine(releases, capacity)
    rows = asyncio.run(engine.rows(f"SELECT ?page ?text {{ ?page <{PREFIXES['dg']}text> ?text }}"))
    trace = Trace(engine, open_network(releases.folder(release)), Holdings.of(releases.manifest(release)))
    yield Open(trace, {row["page"].value: row["text"].value for row in rows})
    engine.close()


def sheet(answer: Answer, key: str) -> Sheet:
    """A table by its key."""
    return next(sheet for sheet in answer.sheets if sheet.key == key)


def cells(answer: Answer, key: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table."""
    found = sheet(answer, key)
    places = [[column.key for column in found.columns].index(name) for name in columns]
    return [tuple(row[place] for place in places) for row in found.rows]


def dutch(answer: Answer) -> list[str]:
    """What is noted, in Dutch."""
    return [note.say(Language.NL) for note in answer.notes]


def assert_words_stand_on_their_pages(release: Open, answer: Answer) -> None:
    """Every edge has words, which its page has at their offsets, in their sentence."""
    words = [edge.words for edge in answer.graph.edges if edge.kind != "tree"]
    assert words
    for said in words:
        assert said is not None
        text = release.texts[said.page]
        assert text[said.start : said.end] == said.exact
        if said.sentence is not None:
            begins = [place for place in range(said.start + 1) if text.startswith(said.sentence, place)]
            assert any(place + len(said.sentence) >= said.end for place in begins)
