"""Pictures of answers as tests read them: their elements, where texts stand, and the plan by which they were drawn."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import trace_answers as made

from ontology.language import Language
from service.answers.trace.answer import Answer
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.graph import choose_plan, labels_of
from service.answers.trace.forms.picture.labels import Label
from service.answers.trace.forms.picture.plan import Plan, links_of
from service.answers.trace.forms.picture.route import curves_of
from service.answers.trace.forms.picture.text import width_of
from service.answers.trace.forms.svg_form import as_svg

SVG = "{http://www.w3.org/2000/svg}"
TRANSFORM = re.compile(r"(translate|rotate)\(([-\d.]+)(?: ([-\d.]+))?\)")


def picture(answer: Answer, language: Language = Language.NL) -> str:
    return b"".join(as_svg(answer, made.frame(language))).decode()


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - ours


def canvas(root: ET.Element) -> Box:
    x, y, width, height = map(float, root.get("viewBox", "").split())
    return Box(x, y, width, height)


def texts(element: ET.Element, at: tuple[float, float] = (0, 0), *, turned: bool = False) -> Iterator[tuple[str, Box]]:
    """Each text with the box that it takes, as wide as is estimated."""
    for name, first, second in TRANSFORM.findall(element.get("transform", "")):
        if name == "translate":
            at = (at[0] + float(first), at[1] + float(second))
        else:
            turned = first == "-90"
    if element.tag == f"{SVG}text":
        yield element.text or "", text_box(element, at, turned=turned)
    for child in element:
        yield from texts(child, at, turned=turned)


def text_box(element: ET.Element, at: tuple[float, float], *, turned: bool) -> Box:
    size = float(element.get("font-size", ""))
    wide = width_of(element.text or "", size, bold=element.get("font-weight") == "bold")
    x, y = float(element.get("x", "")), float(element.get("y", ""))
    x -= {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    if turned:
        return Box(at[0] + y - size * 0.8, at[1] - x - wide, size, wide)
    return Box(at[0] + x, at[1] + y - size * 0.8, wide, size)


def plan_of(answer: Answer) -> Plan:
    return choose_plan(answer, links_of(answer.graph), Language.NL)


def labels(answer: Answer) -> tuple[Label | None, ...]:
    links, plan = links_of(answer.graph), plan_of(answer)
    return labels_of(links, curves_of(links, plan), plan, Language.NL)
