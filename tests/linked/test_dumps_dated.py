"""A dump says when its bytes changed last, which may be long before the release that it is of."""

from contextlib import closing
from email.utils import parsedate_to_datetime
from pathlib import Path

from service.release.publish import publish
from service.release.releases import Releases
from tests.linked.desk import Desk, opened
from tests.linked.grown import STEPS, publish_steps
from tests.service.tiny import BUDGET, REPORT


def modified(desk: Desk, path: str) -> tuple[str, str]:
    """The day and digest of a dump; who has it since then has it still."""
    answer = desk.get(f"/dumps/{path}")
    told = answer.headers["last-modified"]
    assert answer.status_code == 200
    assert desk.get(f"/dumps/{path}", if_modified_since=told).status_code == 304
    return parsedate_to_datetime(told).isoformat(), answer.headers["etag"]


def test_a_dump_that_is_as_it_was_keeps_its_time(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 1)
    releases = Releases(data)
    first = releases.manifest(releases.current())
    with closing(opened(data)) as desk:
        before = {path: modified(desk, f"{path}/facts.nq.gz") for path in (REPORT.path, BUDGET.path)}
    publish(STEPS[1].write(tmp_path / "dataset"), data, allow_loss=True, allow_violations=True)
    with closing(opened(data)) as desk:
        after = {path: modified(desk, f"{path}/facts.nq.gz") for path in (REPORT.path, BUDGET.path)}
    second = releases.manifest(releases.current())
    assert before[REPORT.path][0] == first.created[:19] + "+00:00"
    assert after[REPORT.path] == before[REPORT.path]
    assert after[BUDGET.path][1] != before[BUDGET.path][1]
    assert after[BUDGET.path][0] == second.created[:19] + "+00:00"
