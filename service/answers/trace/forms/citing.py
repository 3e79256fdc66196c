"""How an answer of tracing is cited: what it is, of which release, and where it can be asked for again."""

from typing import Final

from ontology.language import Phrase
from service.answers.trace.answer import Answer
from service.answers.trace.forms.frame import Frame

_CITATION: Final = Phrase(
    "{title} doelgraaf, release {release}, {address}", "{title} doelgraaf, release {release}, {address}"
)


def citation(answer: Answer, frame: Frame) -> str:
    """The sentence by which an answer is cited, in the language of the frame."""
    title = answer.title.say(frame.language).rstrip()
    ended = title if title.endswith((".", "?", "!")) else f"{title}."
    return _CITATION.say(frame.language, title=ended, release=answer.release, address=frame.address)
