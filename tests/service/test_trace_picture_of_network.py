"""Pictures of networks, groups and rankings: tidy places, lines that are told apart, and words that cover nothing."""

from dataclasses import replace
from itertools import combinations

import trace_answers as made
from pictures import SVG, labels, picture, plan_of, root_of, texts

from ontology.language import Language
from service.answers.trace.answer import Edge, Graph, Matrix
from service.answers.trace.forms.picture.plan import links_of
from service.answers.trace.forms.picture.route import curves_of


def test_goals_stand_in_the_order_of_the_tree_and_those_of_an_ambition_on_a_line() -> None:
    numbers = ["1.1.1", "1.1.2", "1.1.10", "1.2.1", "1.2.2", "2.1.1", "2.1.2"]
    boxes = dict(
        zip(numbers, plan_of(made.answer(Graph(tuple(map(made.goal, numbers))), "network")).boxes, strict=True)
    )
    assert boxes["1.1.1"].x < boxes["1.1.2"].x < boxes["1.1.10"].x
    assert boxes["1.1.1"].y == boxes["1.1.2"].y == boxes["1.1.10"].y < boxes["1.2.1"].y
    assert boxes["1.2.1"].x == boxes["1.1.1"].x < boxes["1.2.2"].x
    assert boxes["2.1.1"].y == boxes["2.1.2"].y


def test_a_line_bows_around_a_goal_between_its_ends() -> None:
    goals = tuple(map(made.goal, ("1.1.1", "1.1.2", "1.1.3")))
    answer = made.answer(Graph(goals, (Edge(0, 2, "see"),)), "network")
    plan = plan_of(answer)
    (curve,) = curves_of(links_of(answer.graph), plan)
    assert not any(plan.boxes[1].holds(point) for point in curve.points())


def test_lines_that_touch_a_goal_touch_it_at_places_of_their_own() -> None:
    answer = made.network()
    links = links_of(answer.graph)
    ends = [curve.end for curve in curves_of(links, plan_of(answer))]
    assert len(set(ends)) == len(ends) > 40
    apart = [abs(x - u) + abs(y - v) for (x, y), (u, v) in combinations(ends, 2)]
    assert min(apart) > 4


def test_words_of_a_network_cover_nothing_and_many_are_left_to_the_legend() -> None:
    few, many = made.network(12, 18), made.network(30, 60)
    for answer in (few, many):
        links, plan = links_of(answer.graph), plan_of(answer)
        curves = curves_of(links, plan)
        for link, label in zip(links, labels(answer), strict=True):
            if label is None or label.is_mark:
                continue
            assert all(label.box.shared(box) <= 1 for box in plan.boxes), label
            assert not any(label.box.holds(point) for curve in curves for point in curve.points(40)), (link, label)
    assert any(label is not None and "zie" in label.text for label in labels(few))
    assert not any(label is not None and "zie" in label.text for label in labels(many))
    assert ">zie</text>" in picture(many), "in the legend"


def test_groups_are_called_by_what_they_are_with_their_counts_beside_lines_and_in_their_boxes() -> None:
    svg = picture(made.groups())
    for said in ("Programma 1", "Programma 2", "13× onderling", "1× onderling", "7×", "6×", "1×", "5×"):
        assert f">{said}</text>" in svg, said
    assert svg.count('class="edge"') == 4, "references within a group are a figure in its box"
    assert ">– is wat in geen groep staat.</text>" in svg
    english = picture(made.groups(), Language.EN)
    assert ">Programme 1</text>" in english
    assert ">13× within</text>" in english


def test_hubs_are_bars_by_rank_with_their_figures() -> None:
    root = root_of(picture(made.ranking()))
    bars = [one for one in root.iter(f"{SVG}a") if one.get("class") == "bar"]
    assert [bar.findtext(f"{SVG}title", "").partition(" ")[2].partition(" ")[0] for bar in bars] == [
        f"{rank}:" for rank in range(21, 29)
    ], "ranks go on from the offset"
    lengths = [float(bar.findall(f"{SVG}rect")[0].get("width", "")) for bar in bars]
    assert lengths == sorted(lengths, reverse=True)
    assert abs(lengths[0] - 8 * lengths[-1]) < 1
    assert [text for text, _ in texts(bars[0])] == ["21.", "1.1.1 Inwoners voelen zich thuis in hun buurt", "8", "0"]


def test_a_long_ranking_is_cut_and_says_so() -> None:
    short = made.ranking()
    rows = tuple(row for row in short.sheets[0].rows for _ in range(6))
    svg = picture(replace(short, sheets=(replace(short.sheets[0], rows=rows),)))
    assert len([one for one in root_of(svg).iter(f"{SVG}a") if one.get("class") == "bar"]) == 40
    assert ">Getekend: 40 rijen van 48 rijen. GraphML en JSON hebben alles; of vraag minder.</text>" in svg
    assert "Getekend" not in picture(short)


def test_a_picture_names_its_documents_and_its_release_under_its_title() -> None:
    assert f">Begroting 2021 (Voorbeeldstad) · release {made.RELEASE}</text>" in picture(made.groups())
    assert f">{made.DOCUMENT} · release {made.RELEASE}</text>" in picture(made.paths()), (
        "one of which no title is known"
    )


def test_short_names_of_rows_are_whole() -> None:
    heads = tuple(made.Node(f"{made.BASE}/programme-version/x/{n}", "programme", f"{n}", "") for n in range(1, 12))
    svg = picture(made.answer(Graph(), "matrix", matrix=Matrix(heads, {(0, 1): 2}), sheets=()))
    for number in range(1, 12):
        assert f">programma {number}</text>" in svg
        assert f">{number}</text>" in svg
    assert "…" not in "".join(text for text, _ in texts(root_of(svg)) if text.startswith(("programma", "1")))
