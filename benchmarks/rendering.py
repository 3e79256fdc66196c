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
    Holders,
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


def cell(amount: int) -> str:
    """An amount as a money table prints it: `1.351.900`, `-12.500`."""
    return f"{amount:,}".replace(",", ".")


def _blocks(page: Page) -> Iterator[str]:
    *named, announcing, domain = page.crumbs
    if named:
        yield "\n".join(named)
    yield announcing
    yield domain
    yield from page.head
    for part in page.parts:
        if part.heading is not None:
            yield part.heading
        yield from _content(part.content, part.heading)
    yield footer(page)


def _content(content: Content, heading: str | None) -> Iterator[str]:  # noqa: C901 - a branch for each kind
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
        case _:  # an empty list of notes has only its heading
            return


def _bullets(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"  • {item}" for item in items)
