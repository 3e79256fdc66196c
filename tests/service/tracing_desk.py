"""A service over the fictional municipality, and what the tests of tracing ask of it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from starlette.testclient import TestClient

from service.engine.opening import open_engine
from service.settings import Settings
from service.web.serving import build, with_older

BUDGET = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
GOAL = f"{BUDGET}/2.2.2"
OTHER_GOAL = f"{BUDGET}/3.1.1"

# What each question is asked with here, beside its defaults.
ASKED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "neighbours": {"from": GOAL},
        "paths": {"from": OTHER_GOAL, "to": GOAL},
        "impact": {"from": GOAL},
        "drop": {"from": GOAL},
        "network": {"document": BUDGET, "by": "programme"},
        "hubs": {"document": BUDGET},
        "bridges": {},
        "cycles": {},
        "one-way": {"document": BUDGET},
        "unreferred": {"document": REPORT},
        "pairs": {"by": "domain"},
        "matrix": {"by": "programme", "document": BUDGET},
    }
)


@contextmanager
def desk(data: Path, **settings: object) -> Iterator[TestClient]:
    """A client of a service over a data directory, older releases included."""
    chosen = Settings(data=data, workers=1, slow_workers=1, own_workers=1, client_seconds=1e6, client_errors=1e6)
    chosen = chosen.model_copy(update=settings)
    with (
        closing(open_engine(data, chosen)) as engine,
        closing(with_older(build(engine, chosen), engine, chosen)) as app,
        TestClient(app, headers={"accept-language": "en"}, follow_redirects=False) as client,
    ):
        yield client
