"""What ties versions in the network at a least confidence: worked out by hand, from claims that were made up."""

import gzip
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from pyoxigraph import RdfFormat, serialize

from service.answers.trace.asking import Asked
from service.answers.trace.counting import thousandths
from service.answers.trace.endpoints import ground_of
from service.answers.trace.scope import Scope, ScopeError, Way
from service.answers.trace.view import View
from service.release import network_build
from service.release.network import FOLDER, Network, open_network
from service.release.network_rows import SAME_GOAL, VERSION_OF, ArcRow, NodeRow, Rows, rows_of
from service.release.releases import Releases
from tests.web import years_town as town
from tests.web.sheet import BASE

BODY = "gm9902"
Tie = tuple[str, str, str]


def _goal(document: str, number: str) -> str:
    return f"goal-version/{BODY}/{document}/{number}"


def _written(folder: Path, *rows: Rows) -> Network:
    network_build.write(folder / FOLDER, BASE, [network_build.Body(frozenset(), rows)])
    return open_network(folder)


@pytest.fixture(scope="module")
def verzinsel(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The network of a town of which is decided what became of every goal."""
    content = serialize(town.quads(), format=RdfFormat.N_QUADS)
    assert content is not None
    return _written(tmp_path_factory.mktemp("verzinsel"), rows_of(BASE, content))


def _ties(network: Network, least: str | None, **scope: object) -> set[Tie]:
    """What ties of identity there are: kind and both ends, by document and number, or by identifier."""
    asked = Scope(references=False, versions=True, least=None if least is None else Decimal(least), **scope)  # type: ignore[arg-type]
    (view,) = View.each(network, asked)
    steps = view.arcs()
    return {
        (network.arc_kind_name(arc), _called(network, begin), _called(network, end))
        for arc, begin, end in zip(steps.arcs.tolist(), steps.begins.tolist(), steps.ends.tolist(), strict=True)
    }


def _called(network: Network, node: int) -> str:
    path = network.iri(node).removeprefix(f"{BASE}/id/").split("/", 2)[2]
    return path.removeprefix("begroting/")


def _stars(**versions: str) -> set[Tie]:
    return {(VERSION_OF, one, goal) for goal, some in versions.items() for one in some.split()}


def test_without_a_confidence_versions_are_tied_as_the_release_holds(verzinsel: Network) -> None:
    assert (
        verzinsel.header.claims == 9
    )  # of twelve: one ends a goal, one begins one, one says that a number is another's
    assert _ties(verzinsel, None) == _stars(
        aaaa0001="2031/1.1 2032/1.2 2033/1.2 2033/1.5",
        aaaa0002="2031/1.2 2032/1.1 2033/1.1 berap/2033-1/1.1",
        aaaa0003="2031/1.3 2032/1.3",
        aaaa0004="2031/1.4 2032/1.3",
        aaaa0005="2033/1.5",
        aaaa0006="2033/1.6",
    )


def test_a_confidence_leaves_out_what_less_certain_claims_tie_and_keeps_the_largest_part(verzinsel: Network) -> None:
    assert _ties(verzinsel, "0.94") == _stars(
        aaaa0001="2031/1.1 2032/1.2 2033/1.2",  # the part that was split off has 0.92
        aaaa0002="2031/1.2 2032/1.1 2033/1.1 berap/2033-1/1.1",
        aaaa0003="2031/1.3 2032/1.3",
        aaaa0004="2031/1.4",  # the merger has 0.93
        aaaa0005="2033/1.5",
        aaaa0006="2033/1.6",
    )
    assert _ties(verzinsel, "0.97") == _stars(
        aaaa0001="2031/1.1 2032/1.2",
        aaaa0002="2032/1.1 2033/1.1 berap/2033-1/1.1",  # of 2031 with 0.95 it is the smaller part
        aaaa0003="2031/1.3 2032/1.3",  # 0.97 itself counts
        aaaa0004="2031/1.4",
        aaaa0005="2033/1.5",
        aaaa0006="2033/1.6",
    )
    assert _ties(verzinsel, "1") == _stars(
        aaaa0001="2031/1.1",
        aaaa0002="2031/1.2",
        aaaa0003="2031/1.3",
        aaaa0004="2031/1.4",
        aaaa0005="2033/1.5",
        aaaa0006="2033/1.6",
    )


def test_a_lower_confidence_ties_what_the_release_finds_too_uncertain(verzinsel: Network) -> None:
    plain = _ties(verzinsel, None)
    assert _ties(verzinsel, "0.61") == plain
    assert _ties(verzinsel, "0.6") == plain | {(SAME_GOAL, "2032/1.3", "2033/1.6")}


def test_a_walk_passes_what_counts_alone_and_both_ways(verzinsel: Network) -> None:
    def reached(least: str | None, begin: str) -> set[str]:
        scope = Scope(references=False, versions=True, least=None if least is None else Decimal(least))
        (view,) = View.each(verzinsel, scope)
        node = verzinsel.find(f"{BASE}/id/{begin}")
        assert node is not None
        reach = view.reach(np.array([node], dtype=np.int64), Way.OUT, 20)
        nodes = np.concatenate(reach.levels).tolist()
        return {_called(verzinsel, one) for one in nodes if "-version" in verzinsel.kind(one)}

    energy, sport = _goal("begroting/2033", "1.6"), _goal("begroting/2031", "1.3")
    assert reached(None, energy) == {"2033/1.6"}
    assert reached("0.6", energy) == {"2033/1.6", "2032/1.3", "2031/1.3", "2031/1.4"}
    assert reached("0.6", sport) == reached("0.6", energy)
    assert reached("0.94", sport) == {"2031/1.3", "2032/1.3"}
    assert reached("0.98", sport) == {"2031/1.3"}


def test_what_is_not_asked_of_still_ties_what_is(verzinsel: Network) -> None:
    apart = ("gm9902/begroting/2031", "gm9902/begroting/2033")
    ties = _ties(verzinsel, "0.94", documents=apart)
    assert ("version-of", "2031/1.1", "aaaa0001") in ties
    assert ("version-of", "2033/1.2", "aaaa0001") in ties  # by way of 2032
    assert len(ties) == 8  # four goals of each year


def test_a_goal_through_the_years_stands_for_the_versions_that_count(verzinsel: Network) -> None:
    def members(least: str | None, **more: bool) -> set[str]:
        scope = Scope(least=None if least is None else Decimal(least), **more)  # type: ignore[arg-type]
        ground = ground_of(verzinsel, Asked(scope, begins=("goal/gm9902/aaaa0002",)))
        return {_called(verzinsel, one) for one in ground.begins.members.tolist()} - {"aaaa0002"}

    assert members(None) == {"2031/1.2", "2032/1.1", "2033/1.1", "berap/2033-1/1.1"}
    assert members("0.97") == {"2032/1.1", "2033/1.1", "berap/2033-1/1.1"}
    assert members("0.97", versions=True) == members("0.97")


def test_a_confidence_of_nothing_that_takes_part_is_refused(verzinsel: Network) -> None:
    with pytest.raises(ScopeError, match="versions=true"):
        list(View.each(verzinsel, Scope(least=Decimal("0.9"))))
    with pytest.raises(ScopeError, match="versions=true"):
        ground_of(verzinsel, Asked(Scope(least=Decimal("0.9")), begins=("gm9902/begroting/2031/1.1",)))


@pytest.fixture
def torn(tmp_path: Path) -> Network:
    """One goal in four documents, of which the second and third are the least certain to be one."""
    documents = ("begroting/2031", "berap/2031-1", "begroting/2032", "begroting/2033")
    versions = [_goal(document, "4.1") for document in documents]
    endures = f"goal/{BODY}/cccc0001"
    shares = (990, 920, 970)
    claims = [ArcRow(*ends, SAME_GOAL, share) for *ends, share in zip(versions, versions[1:], shares, strict=False)]
    arcs = [*(ArcRow(one, endures, VERSION_OF) for one in versions), *claims]
    return _written(tmp_path, Rows(tuple(NodeRow(one, "4.1") for one in (*versions, endures)), tuple(arcs)))


def test_of_equal_parts_the_first_counts_and_the_other_holds_together_by_its_claim(torn: Network) -> None:
    first, second = {"2031/4.1", "berap/2031-1/4.1"}, {"2032/4.1", "2033/4.1"}
    assert _ties(torn, "0.92") == {(VERSION_OF, one, "cccc0001") for one in first | second}
    kept = {(VERSION_OF, one, "cccc0001") for one in first}
    assert _ties(torn, "0.93") == kept | {(SAME_GOAL, "2032/4.1", "2033/4.1")}
    assert _ties(torn, "0.98") == kept


def test_a_confidence_between_thousandths_is_rounded_up() -> None:
    assert [thousandths(Decimal(text)) for text in ("0", "0.95", "0.9501", "0.999", "0.9991", "1")] == [
        0, 950, 951, 999, 1000, 1000,
    ]  # fmt: skip


def test_every_goal_of_a_release_hangs_together_by_its_claims(fictional_data: Path) -> None:
    """So that the least of all confidences ties at least what the release does."""
    releases = Releases(fictional_data)
    network = open_network(releases.folder(releases.current()))
    assert network.header.claims > 50
    assert _plain(network, None) == _plain(network, "0")


def _plain(network: Network, least: str | None) -> set[tuple[int, int]]:
    scope = Scope(references=False, versions=True, least=None if least is None else Decimal(least))
    (view,) = View.each(network, scope)
    steps = view.arcs()
    return set(zip(steps.begins.tolist(), steps.ends.tolist(), strict=True))


def test_claims_are_read_from_the_facts_of_the_body(fictional_dataset: Path) -> None:
    """As many as the N-Quads state that say of two versions that they are one goal."""
    content = gzip.decompress((fictional_dataset / "graphs/gm9999/body.nq.gz").read_bytes())
    rows = rows_of("http://localhost:8000", content)
    pairs = {(arc.source, arc.target): arc.start for arc in rows.arcs if arc.kind == SAME_GOAL}
    said = list(_said(content.decode()))
    assert pairs == dict(said)
    assert len(pairs) == len(said) > 50


def _said(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    claims: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        subject, predicate, term = line.split(" ", 3)[:3]
        if "/id/identity/" in subject:
            claims.setdefault(subject, {})[predicate.rpartition("#")[2].rstrip(">")] = term
    for one in claims.values():
        kind = one["changeKind"].rpartition("#")[2].rstrip(">")
        if kind in {"unchanged", "reworded", "renumbered", "split", "merged"}:
            ends = tuple(one[end].strip("<>").removeprefix("http://localhost:8000/id/") for end in ("earlier", "later"))
            yield (ends[0], ends[1]), round(float(one["confidence"].split('"')[1]) * 1000)
