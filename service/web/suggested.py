"""What a page says of something that can't be asked of the network, and what people may have meant, nearest first.

Each suggestion has the name under which an address asks for it. Answers no question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ontology.language import Language, Phrase, SpokenError, verbatim
from service.answers.trace.answer import Answer, Graph, Node
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.endpoints import UnknownEndpointError, find, meant, short
from service.answers.trace.forms.phrases import node_word
from service.answers.trace.naming import nodes_of
from service.answers.trace.nearby import MOST_NEAR, near
from service.answers.trace.scope import Scope, ScopeError
from service.answers.trace.spoken import filled
from service.answers.trace.view import View
from service.web.network_filters import Filters

_GOALS: Final = ("goal-version",)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to ask for: its name in addresses, and the node or the title of the document that it is."""

    key: str
    node: Node | None
    title: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something can't be asked: a sentence, the text that was given for it, and what it may have meant."""

    error: SpokenError
    text: str
    said: Phrase
    suggestions: tuple[Suggestion, ...] = ()


def called_so(one: Suggestion, language: Language) -> str:
    """What a page calls a suggestion: its kind, number and name."""
    if one.node is None:
        return one.title
    word = node_word(one.node.kind, language)
    return " ".join(part for part in (word[:1].upper() + word[1:], one.node.number, one.node.name) if part)


def trouble_of(trace: Trace, filters: Filters, error: SpokenError) -> Trouble:
    """What to say of an error, with what may have been meant."""
    given = str(error.values.get("text", error.values.get("path", "")))
    ends = (*filters.asked.begins, *filters.asked.ends, filters.domain, filters.holder)
    is_scope = given in filters.asked.scope.documents  # then nothing is near in what takes part
    text = next((end for end in ends if given and end.startswith(given) and not is_scope), "")
    if not text:
        documents = tuple(_documents(trace, error))
        said = filled(_NO_DOCUMENT, text=given) if documents else _said(error)
        return Trouble(error, given, said, documents)
    unknown = isinstance(error, UnknownEndpointError)
    phrase = _UNKNOWN if unknown else _SEVERAL if "found" in error.values else None
    said = filled(phrase, text=given) if phrase else _said(error)
    return Trouble(error, text, said, tuple(_meant(trace, filters, text)))


def no_answer(trace: Trace, title: Phrase) -> Answer:
    """What the tracer is given where nothing could be answered; it says nothing of what was asked."""
    return trace.answer("network", title, title, Asked(Scope()), {}, graph=Graph(), sheets=(), counts_absence=False)


def first_goals(trace: Trace, filters: Filters) -> tuple[Suggestion, ...]:
    """Some goals to begin with for who named nothing yet, or to go to from what was named.

    Raises:
        ScopeError: what was named is not there.
    """
    network, scope = trace.network, filters.asked.scope
    given = {find(network, scope, text) for text in filters.asked.begins}
    views = View.each(network, scope)
    goals = [int(node) for view in views for node in view.nodes(_GOALS, loaded=True)[: MOST_NEAR + len(given)]]
    return tuple(_suggestions(trace, [node for node in goals if node not in given][:MOST_NEAR]))


def _meant(trace: Trace, filters: Filters, text: str) -> Iterator[Suggestion]:
    scope, network = filters.asked.scope, trace.network
    try:
        found = meant(network, scope, text)[:MOST_NEAR]
    except ScopeError:  # it names a document that is not there
        found = []
    yield from _suggestions(trace, found or near(network, scope, text))


def _suggestions(trace: Trace, nodes: Iterable[int]) -> Iterator[Suggestion]:
    network = trace.network
    for number, node in zip(nodes, nodes_of(network, nodes), strict=True):
        document = network.document(number)
        entry = trace.holdings.entry(document) if document else None
        title = trace.holdings.title(document) if document and entry else (document.path if document else "")
        yield Suggestion(short(network, number), node, title)


def _documents(trace: Trace, error: SpokenError) -> Iterator[Suggestion]:
    """The documents that an error names in place of one that is not there."""
    listed = str(error.values.get("known", "")).split(", ") if "path" in error.values else []
    for document in trace.holdings.documents:
        if document.path in listed:
            yield Suggestion(document.path, None, trace.holdings.title(document))


def _said(error: SpokenError) -> Phrase:
    told = (error.say(language) for language in (Language.NL, Language.EN))
    return Phrase(*(verbatim(f"{one[:1].upper()}{one[1:]}.") for one in told))


_UNKNOWN: Final = Phrase(
    "{text!r} staat niet in het netwerk van wat u vroeg. Bedoelt u een van deze?",
    "{text!r} is not in the network of what you asked. Do you mean one of these?",
)
_NO_DOCUMENT: Final = Phrase(
    "Deze release heeft geen document {text!r}. Bedoelt u een van deze?",
    "This release has no document {text!r}. Do you mean one of these?",
)
_SEVERAL: Final = Phrase("{text!r} kan meer betekenen. Kies er een.", "{text!r} may mean several things. Choose one.")
