"""What is claimed of goals from one budget to the next: cases written by hand, each with the reason."""

import random

import msgspec
import pytest
from goal_years import Case, Told, budget, follow, plain, profiles, report, short, town, version
from suspect_town import Goal

from ingest.link.identity import REUSED, Claim, identify
from ingest.link.threads import POSSIBLE, Said
from ontology.codes import ChangeKind

Town = dict[str, Goal]
ZOO = Goal(
    "9.9.9",
    "Dierenwelzijn",
    "We zorgen voor dieren in nood",
    "De dierenambulance rijdt dag en nacht. Het asiel krijgt een nieuwe quarantaine voor katten en honden.",
    "Zwervende katten zijn gechipt.",
)
WATER = Goal(
    "9.9.8",
    "Vaarwegen",
    "We houden de grachten bevaarbaar",
    "Brugwachters bedienen de sluizen op afstand. Baggerslib gaat naar een depot buiten de stad en woonboten krijgen een vaste ligplaats.",
    "Een schip wacht nooit langer dan een kwartier.",
)
BROAD = Goal(
    "1.2.4",
    "Bewegen en voeding",
    "We laten inwoners bewegen en gezond eten",
    "Turnclubs krijgen een eigen zaal met ringen en matten. Schaatsers huren de overdekte ijsbaan per uur. Schoolkantines bannen frisdrank en gefrituurde snacks. Diëtisten geven kookles met seizoensgroente in het wijkcentrum.",
    "De turnzaal is elke avond verhuurd. / De ijsbaan trekt duizend schaatsers. / Iedere kantine serveert groente. / Kooklessen van diëtisten zitten vol.",
)
BEWEGEN = Goal(
    "1.2.4",
    "Bewegen",
    "We laten inwoners bewegen",
    "Turnclubs krijgen een eigen zaal met ringen en matten. Schaatsers huren de overdekte ijsbaan per uur.",
    "De turnzaal is elke avond verhuurd. / De ijsbaan trekt duizend schaatsers.",
)
VOEDING = Goal(
    "1.2.5",
    "Voeding",
    "We laten inwoners gezond eten",
    "Schoolkantines bannen frisdrank en gefrituurde snacks. Diëtisten geven kookles met seizoensgroente in het wijkcentrum.",
    "Iedere kantine serveert groente. / Kooklessen van diëtisten zitten vol.",
)


def changed(goals: Town, *others: Goal, without: tuple[str, ...] = ()) -> list[Goal]:
    """The goals with some in the place of those with their number, and without others."""
    found = {number: goal for number, goal in goals.items() if number not in without}
    return list((found | {goal.number: goal for goal in others}).values())


def numbered(goal: Goal, number: str) -> Goal:
    return goal._replace(number=number)


CASES = [
    Case("nothing changes", lambda t: t.values(), set(), "every word is the same"),
    Case("other words", lambda t: changed(t, t["1.2.2"]._replace(description="De sporthallen zijn vaak vol. Een coach in de buurt haalt kinderen en ouderen over om mee te doen. Zwemmen blijft betaalbaar.")), {("1.2.2", "1.2.2", "reworded", True)}, "the same goal with a sentence in other words"),
    Case("another title", lambda t: changed(t, t["1.2.2"]._replace(name="Actieve inwoners")), {("1.2.2", "1.2.2", "reworded", True)}, "only the name is another"),
    Case("another number", lambda t: changed(t, numbered(t["1.2.2"], "2.1.4"), without=("1.2.2",)), {("1.2.2", "2.1.4", "renumbered", True)}, "all words are the same"),
    Case("a number more for each after it", lambda t: changed(t, numbered(ZOO, "1.2.1"), numbered(t["1.2.1"], "1.2.2"), numbered(t["1.2.2"], "1.2.3"), numbered(t["1.2.3"], "1.2.4")), {("1.2.1", "1.2.2", "renumbered", True), ("1.2.2", "1.2.3", "renumbered", True), ("1.2.3", "1.2.4", "renumbered", True), (None, "1.2.1", "new", True), ("1.2.1", "1.2.1", "number-reused", True), ("1.2.2", "1.2.2", "number-reused", True), ("1.2.3", "1.2.3", "number-reused", True)}, "a goal came before them"),
    Case("two change places", lambda t: changed(t, numbered(t["1.2.1"], "1.2.2"), numbered(t["1.2.2"], "1.2.1")), {("1.2.1", "1.2.2", "renumbered", True), ("1.2.2", "1.2.1", "renumbered", True), ("1.2.1", "1.2.1", "number-reused", True), ("1.2.2", "1.2.2", "number-reused", True)}, "their words went along"),
    Case("a number is used again", lambda t: changed(t, numbered(ZOO, "1.2.3")), {("1.2.3", "1.2.3", "number-reused", True), ("1.2.3", None, "dropped", True), (None, "1.2.3", "new", True)}, "nothing but the number is the same"),
    Case("a goal ends", lambda t: changed(t, without=("3.4.2",)), {("3.4.2", None, "dropped", True)}, "no goal of the next budget has its words"),
    Case("a goal begins", lambda t: changed(t, ZOO), {(None, "9.9.9", "new", True)}, "no goal of the budget before has its words"),
    Case("one becomes two", lambda t: changed(t, BEWEGEN, VOEDING), {("1.2.4", "1.2.4", "split", True), ("1.2.4", "1.2.5", "split", True)}, "each has half of its sentences and criteria"),
    Case("two become one", lambda t: changed(t, BROAD, without=("1.2.5",)), {("1.2.4", "1.2.4", "merged", True), ("1.2.5", "1.2.4", "merged", True)}, "it has the sentences and criteria of both"),
    Case("told to be merged", lambda t: changed(t, without=("3.4.2",)), {("3.4.1", "3.4.1", "merged", True), ("3.4.2", "3.4.1", "merged", True)}, "words say that the old goal 3.4.2 went up in 3.4.1", told=(("3.4.2", "3.4.1"),)),
    Case("told to be renumbered, in other words", lambda t: changed(t, Goal("2.1.4", "Beweging", "We willen dat er meer wordt bewogen", "Wie sport blijft gezond. Zwembad en sporthal gaan langer open.", "Meer mensen bewegen."), without=("1.2.2",)), {("1.2.2", "2.1.4", "renumbered", True)}, "words of the page say which goal it was", told=(("1.2.2", "2.1.4"),)),
    Case("the same goal twice", lambda t: changed(t, numbered(t["1.2.2"], "2.1.4")), {("1.2.2", "1.2.2", "unchanged", False)}, "either of two equal pages may be the goal"),
]  # fmt: skip
# What stands in the budget before, beside the goals of the town.
BEFORE = {"one becomes two": [BROAD], "two become one": [BEWEGEN, VOEDING]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_becomes_of_goals_is_claimed_and_nothing_else(case: Case) -> None:
    assert len(CASES) == 14
    goals = town() | {goal.number: goal for goal in BEFORE.get(case.name, [])}
    later = list(case.change(goals))
    told = {version(budget(2032), new): frozenset({version(budget(2031), old)}) for old, new in case.told}
    both = {budget(2031): list(goals.values()), budget(2032): later}
    claims = {short(claim) for claim in follow(both, Said(told=told), both).claims}
    touched = {number for told_of in case.expected for number in told_of[:2] if number}
    assert case.expected <= claims
    others = {claim for claim in claims - case.expected if not touched & {claim[0], claim[1]}}
    assert others == plain(goal for number, goal in goals.items() if number not in touched)
    assert not {claim for claim in claims - case.expected if claim[3] and touched & {claim[0], claim[1]}}


def test_a_tie_gives_candidates_and_no_certainty() -> None:
    goals = town()
    same = {"description": "De dierenambulance rijdt.", "criterion": "Katten zijn gechipt."}
    two = [ZOO._replace(number="5.1.1", **same), ZOO._replace(number="5.1.2", **same)]
    both = {budget(2031): [*goals.values(), ZOO], budget(2032): [*goals.values(), *two]}
    claims = [claim for claim in follow(both, complete=both).claims if claim.earlier == version(budget(2031), "9.9.9")]
    assert {claim.later.number for claim in claims if claim.later} == {"5.1.1", "5.1.2"}
    assert not any(claim.holds for claim in claims)


def test_goals_end_and_begin_only_where_complete_budgets_tell() -> None:
    goals = town()
    both = {budget(2031): list(goals.values()), budget(2032): [*changed(goals, without=("3.4.2",)), ZOO]}
    for complete in ((), (budget(2031),), (budget(2032),), tuple(both)):
        kinds = {short(claim)[:3] for claim in follow(both, complete=complete).claims if None in short(claim)[:2]}
        ended = {("3.4.2", None, "dropped")} if budget(2032) in complete else set()
        begun = {(None, "9.9.9", "new")} if budget(2031) in complete else set()
        assert kinds == ended | begun, complete


@pytest.mark.parametrize(("year", "holds"), [(2032, True), (2033, False)], ids=["the year after", "two years after"])
def test_over_a_year_of_which_nothing_is_known_no_goal_certainly_began_or_ended(year: int, *, holds: bool) -> None:
    goals = town()
    both = {budget(2031): list(goals.values()), budget(year): [*changed(goals, without=("3.4.2",)), ZOO]}
    alone = {short(claim) for claim in follow(both, complete=both).claims if None in short(claim)[:2]}
    assert alone == {("3.4.2", None, "dropped", holds), (None, "9.9.9", "new", holds)}


@pytest.mark.parametrize(("year", "most"), [(2032, REUSED[0]), (2034, REUSED[1])])
def test_a_number_of_another_goal_is_never_more_certain_than_such_claims_are_right(year: int, most: float) -> None:
    goals = town()
    swapped = changed(goals, numbered(goals["1.2.1"], "1.2.2"), numbered(goals["1.2.2"], "1.2.1"))
    claims = follow({budget(2031): list(goals.values()), budget(year): swapped}).claims
    found = {claim.earlier: claim.confidence for claim in claims if claim.kind is ChangeKind.NUMBER_REUSED}
    assert found == {version(budget(2031), number): most for number in ("1.2.1", "1.2.2")}


def test_a_year_that_is_missing_breaks_no_goal() -> None:
    goals = town()
    moved = changed(goals, numbered(goals["1.2.2"], "2.1.4"), without=("1.2.2",))
    identity = follow({budget(2031): list(goals.values()), budget(2034): moved})
    assert len(identity.threads) == len(goals)
    assert all(len(thread) == 2 for thread in identity.threads)


def test_a_report_on_some_goals_leaves_the_others_for_the_next_budget() -> None:
    goals = town()
    some = [goal._replace(criterion="") for goal in list(goals.values())[:5]]
    documents = {budget(2031): goals.values(), report(2031): some, budget(2032): goals.values()}
    identity = follow({document: list(found) for document, found in documents.items()})
    assert sorted(map(len, identity.threads)) == [2] * (len(goals) - 5) + [3] * 5
    assert {str(claim.kind) for claim in identity.claims} == {"unchanged"}


def test_the_order_in_which_documents_come_changes_nothing() -> None:
    goals = town()
    years = {
        budget(2031): list(goals.values()),
        report(2031): list(goals.values())[:9],
        budget(2032): changed(goals, numbered(goals["1.2.2"], "2.1.4"), numbered(ZOO, "1.2.2")),
        budget(2033): changed(goals, BROAD, without=("3.4.2",)),
        budget(2034): changed(goals, BEWEGEN, VOEDING),
    }
    expected = follow(years, complete=years)
    for seed in range(6):
        chance = random.Random(seed)  # noqa: S311 - no secret
        order = list(years)
        chance.shuffle(order)
        shuffled = {document: chance.sample(years[document], len(years[document])) for document in order}
        assert follow(shuffled, complete=order) == expected


def test_the_same_document_offered_twice_is_one_document() -> None:
    goals = list(town().values())
    once = follow({budget(2031): goals, budget(2032): goals})
    assert follow({budget(2031): goals, budget(2032): goals} | {budget(2032): goals}) == once


def test_the_operator_has_the_last_word() -> None:
    goals = town()
    both = {budget(2031): list(goals.values()), budget(2032): changed(goals, numbered(ZOO, "1.2.3"))}
    old, new = version(budget(2031), "1.2.3"), version(budget(2032), "1.2.3")
    same = follow(both, Said(same={new: frozenset({old})}), both)
    (claim,) = [claim for claim in same.claims if claim.later == new]
    assert (claim.holds, claim.decided, claim.confidence) == (True, True, 1.0)
    kept = version(budget(2032), "1.1.1")
    apart = follow(both, Said(other={kept: frozenset({version(budget(2031), "1.1.1")})}), both)
    assert all(kept not in thread or len(thread) == 1 for thread in apart.threads)


def test_words_that_name_a_goal_with_nothing_in_common_give_no_certainty() -> None:
    goals = town()
    told = {version(budget(2032), "9.9.8"): frozenset({version(budget(2031), "9.9.9")})}
    both = {budget(2031): [*goals.values(), ZOO], budget(2032): [*goals.values(), ZOO, WATER]}
    claims = follow(both, Said(told=told), both).claims
    assert ("9.9.9", "9.9.9", "unchanged", True) in {short(claim) for claim in claims}
    assert all(not claim.holds for claim in claims if short(claim)[:2] == ("9.9.9", "9.9.8"))


def test_goals_of_which_all_say_the_same_are_told_in_time_that_does_not_explode() -> None:
    many = [ZOO._replace(number=f"1.1.{place}") for place in range(1, 400)]
    identity = follow({budget(2031): many, budget(2032): many})
    assert not any(claim.holds for claim in identity.claims)


ONE = ("unchanged", "reworded", "renumbered", "split", "merged")


def template(number: str, subject: str) -> Goal:
    """A goal of which one word differs from the others of its kind."""
    return Goal(
        number,
        "",
        f"We ondersteunen de inwoners bij {subject}",
        f"Wie hulp nodig heeft bij {subject}, kan terecht bij het loket. De consulent maakt een plan en belt na vier weken. Samen met partners zorgen wij voor een passende aanpak.",
        f"Tachtig procent is tevreden over de hulp bij {subject} / De wachttijd is korter dan vier weken / Openhouden van het loket / Opleiden van consulenten",
    )


def shared(number: str, own: str) -> Goal:
    """A goal of which all is in each of its kind but one sentence."""
    return Goal(
        number,
        "",
        "We zorgen dat de gemeente een fijne plek is om te wonen en te werken",
        f"De gemeente werkt samen met inwoners en partners. Wij zetten in op kwaliteit en leefbaarheid. {own}",
        "De raad is geinformeerd / Inwoners zijn tevreden / Overleg met partners",
    )


def stated(number: str, statement: str) -> Goal:
    """A goal of which nothing but the statement is known."""
    return Goal(number, "", statement, "", "")


def templates(*subjects: str) -> list[Goal]:
    return [template(f"9.1.{place}", subject) for place, subject in enumerate(subjects, 1)]


def claimed(before: list[Goal], after: list[Goal], *complete: int) -> list[Claim]:
    """What is claimed of goals that stand beside those of the town, all with one holder, from 2031 to 2032."""
    both = {budget(year): [*town().values(), *goals] for year, goals in ((2031, before), (2032, after))}
    held = {
        document: [msgspec.structs.replace(one, holders=frozenset({"1"})) for one in profiles(document, goals)]
        for document, goals in both.items()
    }
    claims = identify(held, None, frozenset(map(budget, complete or (2031, 2032)))).claims
    own = {goal.number for goal in (*before, *after)}
    return [claim for claim in claims if own & set(short(claim)[:2])]


def held(claims: list[Claim]) -> set[Told]:
    return {short(claim) for claim in claims if claim.holds}


@pytest.mark.parametrize("complete", [2031, 2032])
def test_a_goal_that_stays_word_for_word_neither_splits_nor_takes_in_those_of_its_template(complete: int) -> None:
    three, one = templates("schulden", "mantelzorg", "dementie"), templates("schulden")
    before, after = (three, one) if complete == 2031 else (one, three)
    claims = claimed(before, after, complete)
    assert {short(claim) for claim in claims if claim.earlier and claim.later} == {
        ("9.1.1", "9.1.1", "unchanged", True)
    }


def test_goals_of_a_template_that_is_filled_in_anew_are_no_more_than_candidates() -> None:
    before = templates("schulden", "mantelzorg", "dementie", "verslaving")
    after = templates("energiearmoede", "taalachterstand", "eenzaamheid", "laaggeletterdheid")
    claims = claimed(before, after)
    assert not held(claims)
    assert {short(claim)[:3] for claim in claims} == {(one.number, one.number, "reworded") for one in before}


def test_goals_that_share_all_but_one_sentence_are_no_more_than_candidates_when_that_changes() -> None:
    old = ("Zwembad blijft open.", "Sporthallen krijgen nieuwe vloeren.", "De markt verhuist naar het plein.")
    new = ("Drugshandel pakken wij aan.", "Dijken worden verhoogd.", "Honden mogen los in het bos.")
    before, after = ([shared(f"9.1.{place}", one) for place, one in enumerate(some, 1)] for some in (old, new))
    claims = claimed(before, after)
    assert not held(claims)
    assert claims


def test_of_goals_with_only_a_statement_another_statement_gives_no_certainty() -> None:
    before = [stated("9.1.1", "We bouwen sterke bruggen over de rivier")]
    (claim,) = claimed(before, [stated("9.1.1", "We geven ruimte aan kermis en circus")])
    assert short(claim) == ("9.1.1", "9.1.1", "reworded", False)
    assert claim.confidence < 0.9


def test_of_goals_with_only_a_statement_one_word_for_word_goes_before_number_and_place() -> None:
    before = [
        stated("9.1.1", "We zorgen dat de gemeente een fijne plek is"),
        stated("9.1.2", "We zorgen voor goede wegen"),
    ]
    after = [stated("9.1.1", "We zorgen voor goede wegen"), stated("9.1.2", "We zorgen voor goede scholen")]
    found = held(claimed(before, after))
    assert {one for one in found if one[2] in ONE} == {("9.1.2", "9.1.1", "renumbered", True)}


@pytest.mark.parametrize("complete", [(), (2031,), (2032,)])
def test_a_goal_splits_or_merges_certainly_only_where_a_complete_budget_had_no_such_part(
    complete: tuple[int, ...],
) -> None:
    for before, after, year in (([BROAD], [BEWEGEN, VOEDING], 2031), ([BEWEGEN, VOEDING], [BROAD], 2032)):
        both = {budget(2031): [*town().values(), *before], budget(2032): [*town().values(), *after]}
        claims = follow(both, complete=map(budget, complete)).claims
        parts = [claim for claim in claims if claim.kind in {ChangeKind.SPLIT, ChangeKind.MERGED}]
        assert parts
        assert any(claim.holds for claim in parts) is (year in complete)


def test_a_goal_that_has_its_own_past_is_no_part_of_another_that_shares_its_words() -> None:
    own = "De ambtenaar meet de houtkachels in december. Vleermuizen tellen wij bij de kerktoren. Het carillon speelt op zaterdag."
    kept = VOEDING._replace(description=f"{own} {VOEDING.description}")
    before = [
        BROAD,
        kept._replace(description=f"{own} De havenmeester luidt de bel.", criterion="Zeehonden worden geteld."),
    ]
    claims = claimed(before, [BEWEGEN, kept])
    assert not [claim for claim in claims if str(claim.kind) == "split"]


def test_a_number_is_not_said_to_be_used_again_while_it_is_open_where_its_goal_went() -> None:
    same = {"description": "De dierenambulance rijdt.", "criterion": "Katten zijn gechipt."}
    two = [ZOO._replace(number=number, **same) for number in ("5.1.1", "5.1.2")]
    claims = claimed([ZOO], [*two, numbered(WATER, "9.9.9")])
    assert {claim.later.number for claim in claims if claim.earlier and claim.later} == {"5.1.1", "5.1.2"}
    assert not [claim for claim in claims if claim.kind is ChangeKind.NUMBER_REUSED]


def test_a_goal_that_comes_back_after_many_years_is_not_said_to_be_new() -> None:
    goals = list(town().values())
    years = {budget(year): goals for year in range(2032, 2037)}
    documents = {budget(2031): [*goals, ZOO], **years, budget(2037): [*goals, ZOO, WATER]}
    begun = {claim.later for claim in follow(documents, complete=documents).claims if claim.kind is ChangeKind.NEW}
    assert begun == {version(budget(2037), WATER.number)}


def test_a_goal_that_may_have_become_what_split_off_another_is_not_certainly_dropped() -> None:
    own = {"description": "De havenmeester luidt de bel.", "criterion": "Zeehonden worden geteld."}
    claims = claimed([BROAD, VOEDING._replace(**own)], [BEWEGEN, VOEDING])
    assert held(claims) == {("1.2.4", "1.2.4", "split", True), ("1.2.4", "1.2.5", "split", True)}


def test_what_is_hardly_possible_is_not_claimed() -> None:
    claims = claimed(templates("schulden", "mantelzorg"), templates("dementie", "verslaving"))
    assert claims
    assert all(claim.confidence >= POSSIBLE for claim in claims)
