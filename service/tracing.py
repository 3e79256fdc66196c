"""Asking the network from Python: a release of a data directory opened for questions, and a question asked of it.

with opened(Path("data")) as trace:
    answer = ask(trace, "paths", {"from": "2.2.2", "to": "1.3.4"})
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Trace
from service.answers.trace.parameters import Value
from service.answers.trace.questions import QUESTIONS
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import capacity, open_engine
from service.release.network import open_network
from service.release.pins import known, place, reopen
from service.release.releases import Releases, named
from service.settings import Settings, read_settings


@contextmanager
def opened(data: Path, release: str | None = None, settings: Settings | None = None) -> Iterator[Trace]:
    """The network of the release that is served, or of another one by its name or number, with its words.

    Raises:
        NoReleaseError: there is no such release.
        NoNetworkError: it has no network.
        ReleaseError: it was pruned, and its store can't be made again.
    """
    chosen = (settings or read_settings()).model_copy(update={"workers": 1})
    releases, name = Releases(data), None if release is None else _identifier(data, release)
    if name is not None:
        releases = place(data, name) or reopen(data, name)
    engine = open_engine(data, chosen) if name is None else EmbeddedEngine(releases, capacity(chosen), fixed=name)
    with closing(engine):
        folder, manifest = releases.folder(engine.release), releases.manifest(engine.release)
        yield Trace(engine, open_network(folder), Holdings.of(manifest))


def ask(trace: Trace, question: str, values: Mapping[str, Value]) -> Answer:
    """The answer to a question by its name, of values by the names that parameters have in addresses.

    Raises:
        KeyError: there is no such question.
        ScopeError: what is asked for is not there.
        EngineError: the engine gave no words.
    """
    asked = QUESTIONS[question]
    return asyncio.run(asked.ask(trace, asked.asked(values)))


def _identifier(data: Path, release: str) -> str:
    found = named(release, known(data))
    if found is None:
        raise Releases(data).unknown(release)
    return found
