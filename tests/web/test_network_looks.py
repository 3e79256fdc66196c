"""How a network looks: boxes, colours and kinds of lines, and the words beside them."""

import re

from service.answers.trace.forms.looks import NODES, pattern, stroke
from service.answers.trace.forms.picture.tidy import HEIGHT, WIDTH, arrange
from service.release.network_rows import ARC_KINDS
from service.web.network_picture import ARROWS
from service.web.network_words import PHRASES, SCRIPT, SHAPES


def test_boxes_do_not_overlap_and_hold_their_nodes() -> None:
    sections = {
        "a": {
            ("a", name): [list(range(first, first + size))]
            for name, first, size in (("1", 0, 9), ("2", 9, 1), ("3", 10, 30))
        },
        "b": {("b", "1"): [[40], [41, 42]]},
    }
    layout = arrange(sections)
    inner = [box for box in layout.boxes if box.within is not None]
    assert len(inner) == 4
    for one in inner:
        for other in inner:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert one == other or apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    for box in inner:
        section, _ = box.key  # type: ignore[misc]
        for line in sections[section][box.key]:  # type: ignore[index]
            for node in line:
                x, y = layout.points[node]
                assert box.x <= x - WIDTH / 2 < x + WIDTH / 2 <= box.x + box.width
                assert box.y <= y - HEIGHT / 2 < y + HEIGHT / 2 <= box.y + box.height
    assert len({(point.x, point.y) for point in layout.points.values()}) == 43
    assert arrange(sections) == layout


def test_phrases_have_the_same_places_for_values_in_both_languages() -> None:
    for phrases in (PHRASES, SCRIPT, SHAPES):
        for name, phrase in phrases.items():
            assert set(re.findall(r"\{\w+\}", phrase.nl)) == set(re.findall(r"\{\w+\}", phrase.en)), name
            assert phrase.nl
            assert phrase.en


def test_colours_can_be_read() -> None:
    """Words at 4.5 to 1, shapes and lines at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for look in NODES.values():
        assert contrast("#1b2733", look.fill) >= 4.5
        assert contrast(look.line, "#ffffff") >= 3
        assert contrast(look.line, look.fill) >= 3
    for kind in ARC_KINDS:
        for suspect in (False, True):
            assert contrast(stroke(kind, suspect=suspect), "#ffffff") >= 3, kind


def test_no_two_kinds_of_lines_look_the_same_without_colour() -> None:
    seen = {(pattern(kind, suspect=False), ARROWS.get(kind, "triangle")) for kind in ARC_KINDS}
    assert len(seen) == len(ARC_KINDS)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
