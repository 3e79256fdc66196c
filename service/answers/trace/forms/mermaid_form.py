"""An answer as the text of a Mermaid flowchart (https://mermaid.js.org), for notes and pages of others. Draws nothing.

Whatever could mean something to Mermaid is written as a character code, so that no title breaks out of its place. What
it would refuse (https://mermaid.js.org/config/schema-docs/config.html: 500 edges, 50 000 characters) is cut before, and
says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.looks import DROPPED_PATTERN, DROPPED_SIGN, DROPPED_STROKE, NODES
from service.answers.trace.forms.naming import is_only_named, said
from service.answers.trace.forms.phrases import TOGETHER, coverage_sentence, edge_word
from service.answers.trace.forms.pieces import in_pieces
from service.answers.trace.forms.programmes import programme_of, programme_titles

MOST_EDGES: Final = 400
MOST_NODES: Final = 400
_MOST_CHARACTERS: Final = 40_000  # the rest of the 50 000 is for titles, groups and notes
_MOST_LABEL: Final = 70  # characters of a name
_MOST_NOTE: Final = 600  # characters of a sentence
_MOST_ADDRESS: Final = 4_000  # characters; one that names very many things would take the room of what is drawn
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/?@!$&'()*+,;=%-]+")  # RFC 3986, without brackets and fragment
# What is no letter, digit or sign that Mermaid reads as text in quotes. By : and % it finds its directives, also there.
_HARMFUL: Final = re.compile(r"[^\w .,()?!'’/–—-]|_", re.ASCII)
_SPACES: Final = re.compile(r"\s+")
_LETTERS_BEYOND: Final = 0xA0  # from here a character means nothing to Mermaid

_Link = tuple[int, int, str, bool]


@dataclass(slots=True)
class _Drawn:
    """What is drawn: nodes by place, and edges with how many are drawn as one."""

    nodes: dict[int, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    size: int = 0
    edges: int = 0


def as_mermaid(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The graph as a flowchart, left to right, with a box around each programme; cut where Mermaid would refuse it."""
    return in_pieces(_texts(answer, frame))


def _texts(answer: Answer, frame: Frame) -> Iterator[str]:
    language = frame.language
    drawn = _draw(answer, language)
    yield f"---\ntitle: '{_plain(answer.title.say(language))}'\n---\nflowchart LR\n"
    yield f"  accTitle: {_plain(answer.title.say(language))}\n"
    yield f"  accDescr: {_plain(' '.join(_said(answer, frame)))}\n"
    yield f"  %% doelgraaf, release {_plain(answer.release)}, {_plain(answer.question)}\n"
    if len(frame.address) <= _MOST_ADDRESS and _ADDRESS.fullmatch(frame.address):
        yield f"  %% {frame.address}\n"
    for number, note in enumerate(_notes(answer, drawn, language)):
        yield f'  note{number}["{_escaped(note, _MOST_NOTE)}"]:::note\n'
    if any(answer.graph.nodes[place].dropped for place in drawn.nodes):
        meaning = f"{DROPPED_SIGN} = {phrases.DROPPED.say(language)}"
        yield f'  sign["{_escaped(meaning, _MOST_LABEL)}"]:::dropped\n'
    yield from _boxes(answer, drawn, language)
    yield from drawn.links
    yield from _classes(answer, drawn)


def _said(answer: Answer, frame: Frame) -> Iterator[str]:
    if answer.caution:
        yield answer.caution.say(frame.language)
    yield f"{phrases.COVERAGE.say(frame.language)}: {coverage_sentence(frame.coverage, frame.language)}."


def _notes(answer: Answer, drawn: _Drawn, language: Language) -> Iterator[str]:
    for phrase in (answer.caution, answer.cut):
        if phrase:
            yield phrase.say(language)
    nodes, edges = len(answer.graph.nodes), len(answer.graph.edges)
    if (len(drawn.nodes), drawn.edges) != (nodes, edges):
        part = f"{phrases.NODE_COUNT.say(len(drawn.nodes), language)}, {phrases.EDGE_COUNT.say(drawn.edges, language)}"
        whole = f"{phrases.NODE_COUNT.say(nodes, language)}, {phrases.EDGE_COUNT.say(edges, language)}"
        yield phrases.DRAWN_PART.say(language, drawn=part, all=whole)


def _draw(answer: Answer, language: Language) -> _Drawn:
    """Edges with their ends, equal ones as one, then nodes without an edge, as far as there is room."""
    drawn = _Drawn()
    nodes = answer.graph.nodes
    together: dict[_Link, tuple[int, int]] = {}
    for edge in answer.graph.edges:
        link = (edge.source, edge.target, edge.kind, edge.suspect)
        edges, count = together.get(link, (0, 0))
        together[link] = edges + 1, count + edge.weight
    for link, (edges, count) in together.items():
        ends = {place: _node(place, nodes[place], language) for place in link[:2] if place not in drawn.nodes}
        text = _link(link, count, language)
        if len(drawn.links) == MOST_EDGES or not _fits(drawn, [*ends.values(), text], len(ends)):
            return drawn
        drawn.nodes |= ends
        drawn.links.append(text)
        drawn.edges += edges
    for place, node in enumerate(nodes):
        text = _node(place, node, language)
        if place not in drawn.nodes:
            if not _fits(drawn, [text], 1):
                return drawn
            drawn.nodes[place] = text
    return drawn


def _fits(drawn: _Drawn, texts: Sequence[str], nodes: int) -> bool:
    drawn.size += sum(map(len, texts))
    return drawn.size <= _MOST_CHARACTERS and len(drawn.nodes) + nodes <= MOST_NODES


def _node(place: int, node: Node, language: Language) -> str:
    start, end = NODES[node.kind].mermaid
    mark = ":::named" if is_only_named(node) else ""
    name = f"{DROPPED_SIGN} {said(node, language)}" if node.dropped else said(node, language)
    return f'n{place}{start}"{_escaped(name, _MOST_LABEL)}"{end}{mark}\n'


def _link(link: _Link, count: int, language: Language) -> str:
    source, target, kind, suspect = link
    label = f"{_word(kind, count, language)}{' ?' if suspect else ''}"
    arrow = "-.->" if suspect else "-->"
    return f'  n{source} {arrow}|"{_escaped(label, _MOST_LABEL)}"| n{target}\n'


def _word(kind: str, count: int, language: Language) -> str:
    if kind == TOGETHER:
        return phrases.REFERENCES.say(count, language)
    return f"{edge_word(kind, language)} {count}×" if count > 1 else edge_word(kind, language)


def _boxes(answer: Answer, drawn: _Drawn, language: Language) -> Iterator[str]:
    """Nodes by programme, in the order of the tree; those outside a programme first."""
    nodes = answer.graph.nodes
    titles = programme_titles(answer, language)
    within: dict[str | None, list[int]] = {None: []}
    for place in sorted(drawn.nodes):
        within.setdefault(programme_of(nodes[place], titles), []).append(place)
    yield from (f"  {drawn.nodes[place]}" for place in within[None])
    for number, (programme, places) in enumerate(within.items()):
        if programme is None:
            continue
        yield f'  subgraph p{number}["{_escaped(titles[programme], _MOST_LABEL)}"]\n'
        yield from (f"    {drawn.nodes[place]}" for place in places)
        yield "  end\n"


def _classes(answer: Answer, drawn: _Drawn) -> Iterator[str]:
    yield "  classDef note fill:#fdf0cf,stroke:#8a6100,color:#1b2733\n"
    yield "  classDef named stroke-dasharray:4 3,color:#4e5d6c\n"
    for kind in sorted({answer.graph.nodes[place].kind for place in drawn.nodes}):
        look = NODES[kind]
        name = kind.replace("-", "")
        yield f"  classDef {name} fill:{look.fill},stroke:{look.line},color:#1b2733\n"
        places = [place for place in sorted(drawn.nodes) if answer.graph.nodes[place].kind == kind]
        yield f"  class {','.join(f'n{place}' for place in places)} {name}\n"
    if gone := [place for place in sorted(drawn.nodes) if answer.graph.nodes[place].dropped]:
        # after the others, whose lines it replaces
        yield f"  classDef dropped stroke:{DROPPED_STROKE},stroke-width:3px,stroke-dasharray:{DROPPED_PATTERN}\n"
        yield f"  class {','.join(f'n{place}' for place in gone)} dropped\n"


def _escaped(text: str, most: int) -> str:
    """A text in quotes: on one line, cut, and with character codes for what could mean something."""
    line = _SPACES.sub(" ", text).strip()
    short = line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
    return "".join(_code(character) for character in short)


def _code(character: str) -> str:
    return f"#{ord(character)};" if _means(character) else character


def _means(character: str) -> bool:
    return ord(character) < _LETTERS_BEYOND and _HARMFUL.fullmatch(character) is not None


def _plain(text: str) -> str:
    """A text outside quotes, where there are no character codes: without what could mean something."""
    line = _SPACES.sub(" ", text).replace("'", "’").replace(":", " -").replace(";", ",")
    return "".join(" " if _means(character) else character for character in line)[:_MOST_NOTE].strip()
