"""A review in a terminal, or as plain text in a file: per holder and goal what was found, with its words."""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ontology.language import Language
from service.answers.review.finding import Finding, Place, Severity
from service.answers.review.report import Everywhere, Group, Reviewed
from service.web.phrases import Voice
from service.web.review_page import ReviewView

# What a terminal takes as an order (ECMA-48, C0 and C1) is shown as a sign that nobody mistakes; nothing moves.
_CONTROLS: Final = dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA0)), "\N{REPLACEMENT CHARACTER}")
_STYLES: Final = {Severity.ERROR: "bold red", Severity.DOUBT: "yellow", Severity.NOTICE: "dim"}


def show_report(console: Console, view: ReviewView, language: Language, *, concept: bool) -> None:
    """Write a report: what to say first, how much was found, and all findings.

    Words of pages are never read as markup of the terminal. A terminal gets links behind the offsets, a file addresses.
    """
    words, report = view.words, view.report
    _print(console, Text(f"{words('title')} {report.title}", style="bold"))
    if report.caution:
        _print(console, Text(report.caution.say(language), style="yellow"))
    if concept:
        _print(console, Text(words("concept")))
    voice = Voice(language)
    _print(console, Text(f"{voice.complete(report.coverage.complete)}; {voice.coverage(report.coverage)}"))
    _print(console, Text(f"{words('found')}: {words.counts(report.by_severity)}"))
    if report.hidden:
        _print(console, Text(words.hidden(report.hidden)))
    for true in report.everywhere:
        _print(console, _head(view, true), 2)
    for remark in report.remarks:
        _print(console, Text(f"• {words.label(remark)}"), 2)
    if len(report.groups) > 1:
        _show_summary(console, view)
    _show_groups(console, view)


def _show_summary(console: Console, view: ReviewView) -> None:
    """Write how much was found, by holder."""
    console.print(_summary(view))
    if view.is_shared:
        _print(console, Text(view.words("shared"), style="dim"))


def _show_groups(console: Console, view: ReviewView) -> None:
    """Write the errors and doubts of each group, and after all of these the notices."""
    words, groups = view.words, view.report.groups
    pressing = [(group, found) for group in groups if (found := view.pressing(group))]
    informing = [(group, found) for group in groups if (found := view.informing(group))]
    if not pressing and not view.everywhere:
        console.print()
        _print(console, Text(words("no_pressing") if informing else words("clean")))
    for group, reviewed in pressing:
        _show_group(console, view, group, reviewed)
    if informing:
        console.print()
        console.rule(Text(words("informing"), style="bold"), align="left", characters="═")
    for group, reviewed in informing:
        _show_group(console, view, group, reviewed)


def _summary(view: ReviewView) -> Table:
    words, report = view.words, view.report
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(words("holder"))
    for head in (words("goals"), *map(words.severity, Severity)):
        table.add_column(head, justify="right", no_wrap=True)
    for group in report.groups:
        counted = group.counts
        table.add_row(_name(view, group), str(group.goals), *(str(counted[one] or "") for one in Severity))
    if view.everywhere:
        table.add_row(words("everywhere"), "", *(str(view.everywhere[one] or "") for one in Severity))
    counts = report.by_severity
    table.add_row(Text(words("total"), style="bold"), str(report.goals), *(str(counts[one] or "") for one in Severity))
    return table


def _name(view: ReviewView, group: Group) -> Text:
    return Text(group.holder.name if group.holder else view.words("no_holder"))


def _show_group(console: Console, view: ReviewView, group: Group, reviewed: Iterable[Reviewed]) -> None:
    """Write some of the findings of a group under its name."""
    words = view.words
    console.print()
    console.rule(_name(view, group), align="left")
    _print(console, Text(f"{words.goals(group.goals)}; {words.counts(group.counts)}."))
    for one in reviewed:
        others = view.others(one, group)
        console.print()
        console.print(
            Text(view.title(one), style="bold"), Text(words("also_of", names=others) if others else "", style="dim")
        )
        for finding in one.findings:
            _show_finding(console, view, finding)
        for left in one.left_out:
            _print(console, Text(words.left_out(left), style="dim"), 2)


def _show_finding(console: Console, view: ReviewView, finding: Finding) -> None:
    words = view.words
    _print(console, _head(view, finding), 2)
    for place in finding.places:
        for line in _place_lines(view, place, is_terminal=console.is_terminal):
            _print(console, line, 6)
    if finding.places_left:
        _print(console, Text(words.more_places(finding.places_left), style="dim"), 6)


def _head(view: ReviewView, finding: Finding | Everywhere) -> Text:
    words = view.words
    all_goals = f" ({words('all_goals')})" if isinstance(finding, Everywhere) else ""
    return Text.assemble(
        (f"[{words.severity(finding.severity)}]", _STYLES[finding.severity]),
        f" {words.kind(finding.kind)}{all_goals}: {words.label(finding.message)}",
    )


def _print(console: Console, text: Text, indent: int = 0) -> None:
    """Write a paragraph: a terminal folds it, in a file it is one line. No character of a page steers a terminal."""
    shown = text.copy()
    shown.plain = text.plain.translate(_CONTROLS)
    if console.is_terminal:
        console.print(Padding(shown, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent).append_text(shown), soft_wrap=True)


def _place_lines(view: ReviewView, place: Place, *, is_terminal: bool) -> Iterator[Text]:
    """The words of a place, and where they stand."""
    before, exact, after = view.quoted(place)
    figure = f"{view.words.label(place.figure)}: " if place.figure else ""
    if before or exact:
        yield Text.assemble(figure, "“", before, (exact, "underline"), after, "”", style="italic")
    at = view.words("offsets", start=place.start, end=place.end)
    address = place.live or view.link(place)
    if not is_terminal:
        yield Text(f"{at}  {address}" if address else at)
    elif address:
        yield Text.assemble(
            (at, "dim"), "  ", (view.words("on_page" if place.live else "in_text"), Style(link=address))
        )
    else:
        yield Text(at, style="dim")
