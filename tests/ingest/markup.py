"""Text pages rendered to HTML as portals write it: tidy, sloppy, in tables, as an accordion, and full of noise."""

import re
from collections.abc import Callable, Iterator
from html import escape

BULLET = re.compile(r"\s*•\s*")
LONG = 80
NAVIGATION = (
    "<nav class='main'><ul><li><a href='/p1'>Doel 9.9.9 Elders</a><li><a href='/p2'>Programma 8</a></ul></nav>"
    "<div role=navigation><a href='#'>Terug naar navigatie</a></div>"
)
COOKIES = "<div role='dialog' id=cookiebar>Deze site gebruikt cookies (zie doel 7.7.7) <button>Akkoord</button></div>"
SCRIPTS = (
    "<script>if (1 < 2) document.write('<p>doel 6.6.6</p>')</script><style>p { content: 'doel 5.5.5' }</style>"
    "<noscript><p>Zet JavaScript aan, zie doel 4.4.4</p></noscript><template><p>doel 3.3.3</p></template>"
)
HIDDEN = (
    "<div hidden>Verborgen (doel 8.8.8)</div><p aria-hidden=true>Icoon</p><p style='Display : none'>Weg</p>"
    "<form><label for=q>Zoek</label><input id=q value='doel 2.2.9'><select><option>Begroting 1999</select>"
    "<textarea>doel 1.9.9</textarea><button>Zoek</button></form><svg><title>Logo</title><text>doel 9.1.1</text></svg>"
)


def blocks(text: str) -> list[list[str]]:
    """The blocks of a text page, each as its lines."""
    return [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n"))]


def is_list(block: list[str]) -> bool:
    return all(BULLET.match(line) for line in block)


def items(block: list[str]) -> Iterator[str]:
    return (escape(BULLET.sub("", line, count=1)) for line in block)


def is_heading(block: list[str]) -> bool:
    return len(block) == 1 and len(block[0]) < LONG and not block[0].rstrip().endswith((".", ":"))


def page(body: str, head: str = "<meta charset=utf-8>") -> str:
    return f"<!DOCTYPE html>\n<html lang=nl><head>{head}<title>Doel 0.0.0 in de titel</title></head><body>{body}</body></html>"


def tidy(text: str) -> str:
    """What a careful author writes."""
    found = []
    for block in blocks(text):
        if is_list(block):
            found.append("<ul>\n" + "".join(f"  <li>{item}</li>\n" for item in items(block)) + "</ul>")
        elif is_heading(block):
            found.append(f"<h2>{escape(block[0])}</h2>")
        else:
            found.append("<p>" + "<br/>\n".join(map(escape, block)) + "</p>")
    return page("<main>\n" + "\n".join(found) + "\n</main>")


def sloppy(text: str) -> str:
    """Capitals, nothing closed, headings as styled divs, words cut up by inline elements, white space everywhere."""
    found = []
    for block in blocks(text):
        if is_list(block):
            found.append("<UL CLASS=x>" + "".join(f"<LI><SPAN>{item}</SPAN>\n\n" for item in items(block)) + "</UL>")
        elif is_heading(block):
            found.append(f"<DIV CLASS='Kop Niveau2' STYLE='FONT-WEIGHT:BOLD'><B>\n {escape(block[0])}\t</B></DIV>")
        else:
            words = "<BR>".join(escape(line).replace(" de ", " <I>de</I>\n   ") for line in block)
            found.append(f"<P ALIGN=LEFT ><FONT SIZE=2>{words}</FONT>")
    return "<HTML><BODY BGCOLOR=white>" + "\n".join(found)


def tabled(text: str) -> str:
    """Layout by nested tables, lists by line breaks."""
    rows = []
    for block in blocks(text):
        words = "<br>".join(f"• {item}" for item in items(block)) if is_list(block) else "<br>".join(map(escape, block))
        rows.append(
            f"<tr><td><table width='100%'><tbody><tr><td>&nbsp;</td><td><span>{words}</span></td></tr></table></tr>"
        )
    return page(f"<center><table border=0>{''.join(rows)}</table></center>")


def accordion(text: str) -> str:
    """Each heading with what follows it as an item of a list that is a menu of panels."""
    panels: list[str] = []
    for block in blocks(text):
        if is_heading(block) or not panels:
            panels.append(f"<h3><a href='#'>{escape(block[0])}</a></h3>")
            block = block[1:]  # noqa: PLW2901 - what is left of the first block
        if block and is_list(block):
            panels[-1] += "<ul>" + "".join(f"<li><p>{item}</p>" for item in items(block)) + "</ul>"
        elif block:
            panels[-1] += "<div>" + "<br>".join(map(escape, block)) + "</div>"
    return page("<ul class=accordion>" + "".join(f"<li class=panel>{panel}</li>" for panel in panels) + "</ul>")


def noisy(text: str) -> str:
    """Tidy markup among navigation, cookies, scripts and hidden parts, its long blocks printed for two screens."""
    body = tidy(text).partition("<main>")[2].partition("</main>")[0]
    twice = re.sub(
        r"(<h2>[^<]*</h2>\n)?<p>(?=[^\n]{200}).*?</p>",
        lambda found: f"<div class=desktop>{found[0]}</div>\n<div class=mobile>{found[0]}</div>",
        body,
    )
    return page(f"{COOKIES}{NAVIGATION}{SCRIPTS}<main>{HIDDEN}{twice}</main>{SCRIPTS}<iframe>doel 1.0.1</iframe>")


STYLES: dict[str, Callable[[str], str]] = {
    "tidy": tidy,
    "sloppy": sloppy,
    "tabled": tabled,
    "accordion": accordion,
    "noisy": noisy,
}
