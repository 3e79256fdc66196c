"""Portal: a page as the HTML of a fictional portal, about 60 kB, most of it furniture.

Around the content stand what real pages have: styles and scripts, a cookie bar, a menu with every goal of the document,
tables inside tables, a search form, share links. Knows no layout: it dresses the parts.
"""

from collections.abc import Iterator
from html import escape
from random import Random

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
    Field,
    Grid,
    Holders,
    Lines,
    Notes,
    Page,
    Prose,
    footer,
    printed_title,
)
from benchmarks.rendering import cell, crumbs_of, entry_words, field_line, grid_rows, words_of

STYLES = 190  # rules of style, and statements of script: with the menu they make a page of about 60 kB
SCRIPTS = 125


def as_html(page: Page) -> str:
    """The HTML of a page."""
    title = escape(f"{page.label or 'Doel'} - {printed_title(page.document)} - {page.body.name}")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="nl"><head><meta charset="utf-8">',
            f'<title>{title}</title><link rel="canonical" href="{page.address}">',
            f"<style>{_styles(page)}</style>",
            f"<script>{_scripts(page)}</script></head>",
            '<body class="page page--goal">',
            _cookie_bar(),
            f'<header class="top"><a href="/">Gemeente&nbsp;{page.body.name}</a>{_search_form()}</header>',
            f'<nav class="menu" aria-label="Hoofdmenu"><ul>{_menu(page)}</ul></nav>',
            '<main id="content"><table class="layout"><tr><td class="layout__main">',
            *_content_blocks(page),
            f'<p class="stamp">{footer(page)}</p>',
            '</td><td class="layout__side">',
            '<div class="share"><a href="#">Delen</a> <a href="#">Afdrukken</a> <a href="#">Opslaan als PDF</a></div>',
            "</td></tr></table></main>",
            '<footer class="bottom"><a href="/">Home</a> <a href="/privacy">Privacy</a></footer>',
            "</body></html>",
        ]
    )


def _content_blocks(page: Page) -> Iterator[str]:
    named, place = crumbs_of(page)
    yield '<div class="crumbs">'
    yield from (f"<span>{escape(words)}</span><br>" for words in named)
    yield "".join(f"<div>{escape(words)}</div>" for words in place) + "</div>"
    for level, words in enumerate(page.head, start=1):
        yield f"<h{level}>{escape(words)}</h{level}>"
    for part in page.parts:
        yield '<section class="block">'
        if part.heading is not None:
            yield f'<div class="block__heading"><strong>{escape(part.heading)}</strong></div>'
        yield '<div class="block__body">'
        yield from _content(part.content)
        yield "</div></section>"


def _content(content: Content) -> Iterator[str]:  # noqa: C901, PLR0912 - a branch for each kind of content
    match content:
        case Prose(paragraphs=paragraphs):
            yield from (f"<p>{escape(words_of(paragraph))}</p>" for paragraph in paragraphs)
        case Criteria(lead=lead, items=items):
            yield f"<p>{escape(lead)}</p>"
            yield _list([words_of(item) for item in items])
        case Activities(items=items):
            yield _list([words_of(item) for item in items])
        case Notes(items=notes) if notes:
            yield _list(notes)
        case Holders(names=names):
            yield f"<p>{'<br>'.join(map(escape, names))}</p>"
        case Deviations(items=()):
            yield f"<p>{NO_DEVIATIONS}</p>"
        case Deviations(items=deviations):
            for one in deviations:
                yield f'<div class="item"><span class="item__title">{escape(one.title)}</span><br>'
                if one.headline is not None:
                    yield f'<span class="item__effect">{HEADLINES[one.headline]}</span>'
                yield f"<p>{escape(words_of(one.text))}</p></div>"
        case Budget(label=label, cells=cells):
            yield f"<p>{TABLE_INTRODUCTION}</p>"
            yield _money_table(label, cells)
        case Lines(entries=entries, bulleted=True):
            yield _list([entry_words(entry) for entry in entries])
        case Lines(entries=entries):
            yield from (f"<p>{escape(entry_words(entry))}</p>" for entry in entries)
        case Field():
            yield f"<p>{escape(field_line(content))}</p>"
        case Grid(lead=lead):
            yield f"<p>{escape(lead)}</p>" if lead else ""
            yield _grid(grid_rows(content))
        case _:  # an empty list of notes has only its heading
            return


def _list(items: list[str] | tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li><p>{escape(item)}</p></li>" for item in items) + "</ul>"


def _money_table(label: str, cells: tuple[int, ...]) -> str:
    """The table of amounts, inside a table that only places it."""
    heads = "".join(f"<th scope='col'>{head}</th>" for head in COLUMNS)
    amounts = "".join(f"<td align=right><span>{cell(amount)}</span></td>" for amount in cells)
    return (
        '<table class="frame"><tbody><tr><td><table class="money" border=0>'
        f"<thead><tr><th>&nbsp;</th>{heads}</tr></thead><tbody><tr><td>{label}</td>{amounts}</tr></tbody>"
        "</table></td></tr></tbody></table>"
    )


def _grid(rows: tuple[tuple[str, ...], ...]) -> str:
    heads, *others = rows
    head = "".join(f"<th>{escape(words) or '&nbsp;'}</th>" for words in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(words)}</td>" for words in row) + "</tr>" for row in others)
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cookie_bar() -> str:
    return (
        '<div id="cookies" class="cookies" role="dialog"><p>Deze website gebruikt cookies om het bezoek te meten. '
        'Meer leest u in de <a href="/privacy">privacyverklaring</a>.</p><button type="button">Alles toestaan</button> '
        '<button type="button">Alleen noodzakelijke cookies</button></div>'
    )


def _search_form() -> str:
    return (
        '<form action="/zoeken" method="get"><label for="q">Zoeken</label><input id="q" name="q" type="search">'
        "<button>Zoek</button></form>"
    )


def _menu(page: Page) -> str:
    """Every goal of the document, as portals list them on each page."""
    return "".join(
        f'<li class="menu__item menu__item--level-3" data-key="{key}"><a class="menu__link" '
        f'href="/p{20_000 + key}/doel-{number.replace(".", "-")}"><span class="menu__number">{number}</span> '
        f"{escape(page.body.goal(key).label)}</a></li>"
        for key, number in page.body.numbers(page.document.year).items()
    )


def _styles(page: Page) -> str:
    random = Random(page.number)  # noqa: S311 - decides nothing but colours
    return "".join(
        f".block-{rule}>.block__body:not(.is-open){{margin:{random.randrange(32)}px auto;"
        f"color:#{random.randrange(16**6):06x};"
        f"transition:opacity .{random.randrange(1, 9)}s ease-in-out}}"
        for rule in range(STYLES)
    )


def _scripts(page: Page) -> str:
    random = Random(page.address)  # noqa: S311 - decides nothing but numbers
    return "".join(
        f'window.portal.push({{"widget":{number},"token":"{random.randrange(16**24):024x}","visible":true,'
        f'"template":"<div class=\\"widget widget--{number}\\">doel {number % 9}.1.1<\\/div>"}});'
        for number in range(SCRIPTS)
    )
