"""Rendering: a page as plain text, in the form in which a portal's page is copied: blocks with blank lines between."""

from collections.abc import Iterator

from benchmarks.composing import Paragraph
from benchmarks.layouts import (
    COLUMNS,
    HEADLINES,
    NO_DEVIATIONS,
    TABLE_INTRODUCTION,
    Activities,
    Budget,
    Content,
    Criteria,
    Deviations,
    Entry,
    Field,
    Grid,
    Holders,
    Lines,
    Notes,
    Page,
    Prose,
    footer,
)


def as_text(page: Page) -> str:
    """The text of a page, without a newline at its end."""
    return "\n\n".join(_blocks(page))


def words_of(paragraph: Paragraph) -> str:
    """A paragraph as one line."""
    return " ".join(sentence.words for sentence in paragraph)


def entry_words(entry: Entry) -> str:
    """An entry as one line."""
    return words_of(entry.said)


def cell(amount: int) -> str:
    """An amount as a money table prints it: `1.351.900`, `-12.500`."""
    return f"{amount:,}".replace(",", ".")


def _blocks(page: Page) -> Iterator[str]:
    named, place = crumbs_of(page)
    if named:
        yield "\n".join(named)
    yield from (*place, *page.head)
    for part in page.parts:
        if part.heading is not None:
            yield part.heading
        yield from _content(part.content, part.heading)
    yield footer(page)


def crumbs_of(page: Page) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The crumbs that stand in one block, and those that stand apart: the announcing word and the domain."""
    cut = len(page.crumbs) - (2 if page.domain else 0)
    return page.crumbs[:cut], page.crumbs[cut:]


def grid_rows(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, that of the heads first; the labels have an empty head where none is printed."""
    heads = (grid.corner or "", *grid.heads)
    return heads, *((row.label.words, *row.cells) for row in grid.rows)


def field_line(field: Field) -> str:
    """A field as one line."""
    return f"{field.label}   : {field.said.words}"


def _content(content: Content, heading: str | None) -> Iterator[str]:  # noqa: C901, PLR0912 - a branch for each kind
    match content:
        case Prose(paragraphs=paragraphs):
            yield from map(words_of, paragraphs)
        case Criteria(lead=lead, items=items):
            yield lead
            yield _bullets(map(words_of, items))
        case Activities(items=items):
            yield _bullets(map(words_of, items))
        case Notes(items=notes) if notes:
            yield _bullets(notes)
        case Holders(names=names):
            yield "\n".join(names)
        case Deviations(items=()):
            yield NO_DEVIATIONS
        case Deviations(items=deviations):
            for one in deviations:
                yield one.title
                if one.headline is not None:
                    yield HEADLINES[one.headline]
                yield words_of(one.text)
        case Budget(label=label, cells=cells):
            yield TABLE_INTRODUCTION
            if heading == "Overzicht baten en lasten":  # the portal prints it again as the title of the table
                yield heading
            yield from (*COLUMNS, label, *map(cell, cells))
        case Lines(entries=entries, bulleted=bulleted):
            yield _bullets(map(entry_words, entries)) if bulleted else "\n\n".join(map(entry_words, entries))
        case Field():
            yield field_line(content)
        case Grid(lead=lead):
            yield from (words for row in ((lead or "",), *grid_rows(content)) for words in row if words)
        case _:  # an empty list of notes has only its heading
            return


def _bullets(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"  • {item}" for item in items)
