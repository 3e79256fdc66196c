"""Identifiers of goals are minted once: whatever is read later, lost, joined or parted, none that was published moves."""

from collections.abc import Iterable, Sequence

from goal_years import budget, follow, town, version
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from suspect_town import Goal

from ingest.link.enduring import Enduring, enduring
from ingest.link.identity import Identity
from ingest.link.people import Entry
from ingest.link.resolve import Version
from ontology.codes import CitedKind
from ontology.iri import DocumentKey

ORGANISATION = "gm9190"
PERSON = Entry("person", "0a1b2c3d", "j. verzonnen")
YEARS = range(2031, 2036)
GOALS = range(4)


def lasting(ledger: Sequence[Entry], *threads: Iterable[Version]) -> Enduring:
    return enduring(ledger, ORGANISATION, Identity((), tuple(sorted(tuple(sorted(one)) for one in threads)), {}))


def of(found: Enduring, threads: Iterable[Iterable[Version]]) -> dict[Version, str]:
    """The identifier of the goal of every version."""
    ordered = sorted(tuple(sorted(one)) for one in threads)
    pairs = zip(ordered, found.identifiers, strict=True)
    return {one: identifier for thread, identifier in pairs for one in thread}


OLD, MIDDLE, NEW = (version(budget(year), "1.1.1") for year in (2031, 2032, 2033))


def test_a_goal_is_minted_once_and_read_again_without_a_change() -> None:
    first = lasting([PERSON], [OLD, MIDDLE], [NEW])
    assert first.ledger[0] == PERSON
    assert len(set(first.identifiers)) == 2
    again = lasting(first.ledger, [OLD, MIDDLE], [NEW])
    assert again == first


def test_an_older_document_that_comes_later_moves_nothing() -> None:
    first = lasting([], [MIDDLE, NEW])
    later = lasting(first.ledger, [OLD, MIDDLE, NEW])
    assert later.identifiers == first.identifiers
    assert lasting(later.ledger, [OLD]).identifiers == first.identifiers


def test_a_goal_that_loses_its_first_page_keeps_its_identifier() -> None:
    first = lasting([], [OLD, MIDDLE, NEW])
    assert lasting(first.ledger, [MIDDLE, NEW]).identifiers == first.identifiers
    assert lasting(first.ledger, [NEW]).identifiers == first.identifiers


def test_of_two_published_goals_that_are_one_the_later_leads_to_the_first() -> None:
    two = lasting([], [OLD], [MIDDLE])
    first, second = two.identifiers
    one = lasting(two.ledger, [OLD, MIDDLE])
    assert one.identifiers == (first,)
    assert one.replaced == {("goal", second): first}
    assert lasting(one.ledger, [OLD], [MIDDLE]).identifiers == (first, second)


def test_of_a_goal_that_is_two_the_first_versions_keep_the_identifier() -> None:
    joined = lasting([], [OLD, MIDDLE, NEW])
    parted = lasting(joined.ledger, [OLD], [MIDDLE, NEW])
    assert parted.identifiers[0] == joined.identifiers[0]
    assert parted.identifiers[1] != joined.identifiers[0]
    assert lasting(parted.ledger, [OLD], [MIDDLE, NEW]) == parted
    assert lasting(parted.ledger, [MIDDLE, NEW]).identifiers == (parted.identifiers[1],)


def test_a_threshold_that_goes_up_and_down_gives_the_same_identifiers_each_time() -> None:
    goals = list(town().values())
    moved = [goal._replace(number=f"7.1.{place}", name="") for place, goal in enumerate(goals, start=1)]
    years: dict[DocumentKey, list[Goal]] = {budget(2031): list(goals), budget(2032): list(moved)}
    low, high = (follow(years, certain=certain) for certain in (0.5, 0.9999999))
    assert len(low.threads) < len(high.threads)
    one = enduring([], ORGANISATION, low)
    two = enduring(one.ledger, ORGANISATION, high)
    three = enduring(two.ledger, ORGANISATION, low)
    four = enduring(three.ledger, ORGANISATION, high)
    assert three.identifiers == one.identifiers
    assert four.identifiers == two.identifiers
    assert set(one.identifiers) <= set(two.identifiers)


def test_kinds_have_identifiers_of_their_own() -> None:
    kinds = (CitedKind.GOAL, CitedKind.AMBITION, CitedKind.PROGRAMME)
    found = lasting([], *([Version(budget(2031), kind, "1")] for kind in kinds))
    assert sorted({entry.kind for entry in found.ledger}) == ["ambition", "goal", "programme"]
    assert len(set(found.identifiers)) == 3


def test_the_ledger_has_no_words_of_a_goal_without_a_number() -> None:
    found = lasting([], [Version(budget(2031), CitedKind.GOAL, "wij-zorgen-voor-een-veilig-thuis")])
    assert "veilig" not in found.ledger[0].key
    assert found.ledger[0].key.startswith("begroting/2031/")


class Ledger(RuleBasedStateMachine):
    """Pages come and go, and goals are held to be one or two; the ledger keeps what was published."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger: tuple[Entry, ...] = ()
        self.there: set[tuple[int, int]] = set()
        self.joined: set[tuple[int, int]] = set()
        self.published: set[str] = set()
        self.alone: dict[Version, str] = {}

    @rule(year=st.sampled_from(YEARS), goal=st.sampled_from(GOALS))
    def read(self, year: int, goal: int) -> None:
        """A page is read."""
        self.there.add((year, goal))

    @rule(year=st.sampled_from(YEARS), goal=st.sampled_from(GOALS))
    def lose(self, year: int, goal: int) -> None:
        """A page is lost."""
        self.there.discard((year, goal))

    @rule(year=st.sampled_from(YEARS[1:]), goal=st.sampled_from(GOALS))
    def join(self, year: int, goal: int) -> None:
        """Two versions are held to be one goal."""
        self.joined.add((year, goal))

    @rule(year=st.sampled_from(YEARS[1:]), goal=st.sampled_from(GOALS))
    def part(self, year: int, goal: int) -> None:
        """Two versions are held to be one goal no more."""
        self.joined.discard((year, goal))

    def threads(self) -> list[list[Version]]:
        """Each version continues the one before it of its goal where the two are joined."""
        found: list[list[Version]] = []
        for goal in GOALS:
            current: list[Version] = []
            for year in YEARS:
                if (year, goal) not in self.there:
                    continue
                if current and (year, goal) not in self.joined:
                    found.append(current)
                    current = []
                current = [*current, version(budget(year), f"1.1.{goal + 1}")]
            if current:
                found.append(current)
        return found

    @invariant()
    def nothing_that_was_published_moves(self) -> None:
        """Whatever was done, the ledger only grows and every goal has what its versions had."""
        threads = self.threads()
        before, lines = self.ledger, set(self.ledger)
        found = lasting(before, *threads)
        assert found.ledger[: len(before)] == before, "no line is taken away"
        assert len(set(found.identifiers)) == len(threads), "no two goals have one identifier"
        assert lasting(found.ledger, *threads) == found, "the same again gives the same"
        told = of(found, threads)
        used = set(found.identifiers)
        for thread in threads:
            had = {entry.identifier for entry in lines if entry.key in {_key(one) for one in thread}}
            free = had - (used - {told[thread[0]]})
            assert told[thread[0]] in had or not free, "one that it had and that no other has is used again"
        for kind, old in found.replaced:
            assert old not in used
            assert found.replaced[kind, old] in used
        assert {identifier for one in told for identifier in (told[one],)} <= {one.identifier for one in found.ledger}
        self.ledger = found.ledger


def _key(one: Version) -> str:
    return f"begroting/{one.document.year}/{one.number}"


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
