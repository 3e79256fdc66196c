"""Asking the network from Python: a release of a data directory opened for questions, and a question asked of it.

with opened(Path("data")) as trace:
    answer = ask(trace, "paths", {"from": "2.2.2", "to": "1.3.4"})
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Trace
from service.answers.trace.endpoints import short
from service.answers.trace.gathering import goals_in
from service.answers.trace.parameters import Value
from service.answers.trace.questions import QUESTIONS
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import capacity, open_engine
from service.release.network import open_network
from service.release.network_rows import REFERENCE_KINDS
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


def most_connected(data: Path) -> tuple[DocumentKey, str] | None:
    """A goal to begin with: the loaded one with most references from and to it, with its document; None without goals.

    It is told as people may write it: `gm0193/begroting/2021/2.2.2`.

    Raises:
        NoReleaseError: nothing is published there.
        NoNetworkError: the release that is served has no network.
    """
    releases = Releases(data)
    network = open_network(releases.folder(releases.current()))
    arcs = np.flatnonzero(network.kinds(REFERENCE_KINDS, suspect=True)[network.arc_kind])
    counts = np.bincount(np.concatenate((network.sources(arcs), network.targets(arcs))), minlength=network.header.nodes)
    goals = goals_in(network, np.arange(network.header.nodes))
    node = int(goals[np.argmax(counts[goals])]) if len(goals) else None
    document = None if node is None else network.document(node)
    return None if node is None or document is None else (document, short(network, node))


def _identifier(data: Path, release: str) -> str:
    found = named(release, known(data))
    if found is None:
        raise Releases(data).unknown(release)
    return found
