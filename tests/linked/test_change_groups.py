"""Changes are told by release: great numbers of new things in one line, all else one by one, and nothing is missed."""

from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import feedparser
import pytest
from pyoxigraph import Literal

from service.answers.change_groups import FEW, Groups, grouped
from service.release.change_log import ChangeLog, Kind, Reason, State, writing
from service.release.publish import publish
from tests.ingest.few_pages import PAGE, copy_pages, run
from tests.linked.desk import BROWSER, TURTLE, Desk, opened, read

GOAL = "goal-version/gm9999/begroting/2031/1.1.3"
RDFS_COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
WHY = "why: een <verschrijving>\n    by: redactie"
# what each release did: how many came, changed and went
STEPS = ((150, 0, 0), (12, 130, 3), (FEW, 0, 0), (0, 2, 0), (11, 1, 0), *((1, 0, 0) for _ in range(25)))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> ChangeLog:
    """A log of many releases."""
    data = tmp_path_factory.mktemp("log")
    with writing(data) as made:
        for order, counts in enumerate(STEPS):
            made.begin(f"{order:04}", f"2031-01-01T00:00:{order:02}+00:00")
            for kind, count in zip((Kind.CREATE, Kind.UPDATE, Kind.DELETE), counts, strict=True):
                for one in range(count):
                    state = State(f"id/goal/gm9999/{one}", f"Doel {one}", {}, ())
                    made.add(kind, state, (), ("organisation/gm9999",))
    return ChangeLog.of(data)


def walk(log: ChangeLog, feed: str | None) -> Iterator[Groups]:
    """All parts of the changes, from the newest on."""
    before = None
    while True:
        found = grouped(log, feed, before)
        yield found
        if found.earlier is None:
            return
        assert before is None or found.earlier < before
        before = found.earlier


@pytest.mark.parametrize("feed", [None, "organisation/gm9999"])
def test_every_change_is_told_once_one_by_one_or_in_a_count(log: ChangeLog, feed: str | None) -> None:
    parts = list(walk(log, feed))
    assert len(parts) > 2
    groups = [group for part in parts for group in part.groups]
    told = [member.number for group in groups for member in group.members]
    assert told == sorted(set(told), reverse=True)
    came = [(group.step.release, sum(group.came.values())) for group in groups if group.came]
    assert came == [("0004", 11), ("0001", 12), ("0000", 150)]
    assert len(told) + sum(count for _, count in came) == log.total() == sum(map(sum, STEPS))
    assert [group.step.number for group in groups] == sorted((g.step.number for g in groups), reverse=True)
    assert [group.step.release for group in groups if group.is_continued] == ["0001"]
    assert all(len(list(part.members)) <= 100 for part in parts)


def test_of_one_thing_only_its_own_changes_are_told(log: ChangeLog) -> None:
    (first, *_) = list(walk(log, "goal/gm9999/140"))
    assert [(group.step.release, len(group.members)) for group in first.groups] == [("0000", 1)]
    assert grouped(log, "goal/gm9999/nothing") == Groups((), None)
    assert grouped(ChangeLog(Path("/nowhere/at/all")), None) == Groups((), None)


@pytest.fixture(scope="module")
def corrected(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Three releases of a few pages: as read, with two values of a goal corrected, and with one of these again."""
    root = tmp_path_factory.mktemp("corrected")
    folder, entry = copy_pages(examples, root / "pages"), f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}\n"
    more = f"holders:\n  - {PAGE}\n    at: {{exact: Tessa ten Toneel}}\n    name: Tess ten Toneel\n    {WHY}\n"
    for corrections in ("", entry + more, entry):
        run(folder, root / "dataset", corrections)
        publish(root / "dataset", root / "data", allow_loss=True)
    with closing(opened(root / "data")) as desk:
        yield desk


def test_a_change_made_by_a_correction_says_so_and_why(corrected: Desk) -> None:
    members = ChangeLog.of(corrected.data).latest(GOAL, 9)
    assert [(one.kind, set(one.aspects) & {"correction", "correction-gone"}) for one in members] == [
        (Kind.UPDATE, {"correction-gone"}),
        (Kind.UPDATE, {"correction"}),
        (Kind.CREATE, set()),
    ]
    assert [len(one.reasons) for one in members] == [0, 2, 0]
    assert {(one.why, one.by) for one in members[1].reasons} == {("een <verschrijving>", "redactie")}
    dutch = corrected.get(f"/changes/{GOAL}?lang=nl", **BROWSER).text
    assert dutch.count("gecorrigeerd door redactie: een &lt;verschrijving&gt;") == 1
    assert "een correctie is weggehaald" in dutch
    feed = feedparser.parse(corrected.get(f"/changes/{GOAL}.atom?lang=en").content)
    assert "(corrected, " in feed.entries[1].title
    assert "; corrected by redactie: een <verschrijving>. Release 0002" in unescape(feed.entries[1].summary)
    assert "corrected by" not in feed.entries[0].summary
    said = read(corrected.get(f"/changes/{members[1].page}.ttl", **TURTLE))
    comments = [one.object for one in said if one.predicate.value == RDFS_COMMENT]
    assert Literal("gecorrigeerd door redactie: een <verschrijving>", language="nl") in comments


def test_other_goals_are_not_said_to_be_corrected(corrected: Desk) -> None:
    told = [one for one in ChangeLog.of(corrected.data).latest(None, 1000) if one.reasons]
    assert [one.thing for one in told] == [f"id/{GOAL}"]


def test_what_is_forgotten_leaves_no_reason(tmp_path: Path) -> None:
    state = State("id/goal/gm9999/1", "Doel 1", {}, (), b"", (Reason("correction:1", "Xara Xylofoon", "redactie"),))
    with writing(tmp_path) as made:
        made.begin("0001", "2031-01-01T00:00:00+00:00")
        made.add(Kind.CREATE, state, (), ())
    assert ChangeLog.of(tmp_path).latest(None, 1)[0].reasons == state.reasons
    with writing(tmp_path) as made:
        made.forget(state.thing)
    assert ChangeLog.of(tmp_path).latest(None, 1)[0].reasons == ()
    assert b"Xylofoon" not in ChangeLog.of(tmp_path).path.read_bytes()
