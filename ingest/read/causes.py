"""Causes: the words by which a text says where a financial effect comes from. Knows no amount and no bearer.

A cause stands behind a word for it («door», «vanwege», «doordat»), in the sentence of the effect or in one behind it
that begins as an explanation; or before the effect, as the sentence is built («De pomp ging stuk: € 5.000 N»); or it is
what the sentence of the effect points back at («Hierdoor ontstaat ...»). In a text about what went otherwise it is also
what stands before the effect with no such word. The words themselves are in `ingest/read/cause_words.py`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import Final

import msgspec

from ingest.read import cause_words as words
from ingest.read.money_titles import is_money_title
from ingest.read.span import Span
from ingest.read.text import trimmed

LONGEST: Final = 400  # code points of a cause; what is longer is a paragraph
BEFORE: Final = 40  # as far back as the words can stand that take the sense of a cause from «door»
EDGES: Final = " ,.;:(–-"
ENDED: Final = re.compile(r"[.!?]\s{0,3}$")
FEW: Final = 3  # a title before a colon has no more words: «Onderhoud paden: € 5.000 N»


def points_back(text: str, sentence: Span) -> bool:
    """Whether a sentence says that what it tells comes from what stands before it."""
    return words.POINTS_BACK.search(text[sentence.start : sentence.end]) is not None


class Asked(msgspec.Struct, frozen=True):
    """The effect of which the cause is asked: its place, in a clause of a sentence.

    `is_counterpart` tells that it stands against another, of which the cause is not its own; `is_moved` that it is a
    sum that goes up or down, of which the subject is what goes and not the cause; `is_repeated` that it is one named
    before with the sum of another year; `is_own` that it falls on what the page is about.
    """

    place: Span
    clause: Span
    sentence: Span
    is_counterpart: bool = False
    is_neutral: bool = False
    is_moved: bool = False
    is_repeated: bool = False
    is_own: bool = False


class Story:
    """The sentences of a text in order, and which of them name an effect; `told` of one about what went otherwise."""

    def __init__(
        self, text: str, lines: Sequence[Sequence[Span]], with_effect: Container[Span], *, told: bool = False
    ) -> None:
        self._text = text
        self._sentences = [sentence for line in lines for sentence in line]
        self._index = {sentence: index for index, sentence in enumerate(self._sentences)}
        self._causes_outside: dict[int, Span | None] = {}
        self._line_of = {sentence: line for line in lines for sentence in line}
        self._with_effect = with_effect
        self._told = told

    def cause(self, asked: Asked) -> Span | None:
        """The cause of an effect; None where the words give none."""
        index = self._index[asked.sentence]
        inside = self._inside(asked)
        if inside is not None:
            return inside
        if asked.is_counterpart:
            behind = self._sentences[index + 1 : index + 2]
            return self._explained(behind[0]) if behind else None
        around = self._around(asked)
        if around is not None or asked.is_repeated:
            return around
        if index not in self._causes_outside:  # once for all effects of a sentence
            behind = self._sentences[index + 1 : index + 2]
            explained = self._explained(behind[0]) if behind else None
            self._causes_outside[index] = explained or self._before(index)
        outside = self._causes_outside[index]
        if outside is None and not asked.is_neutral:
            return self._led_up(asked, index) or self._below(asked, index) or self._behind(asked, index)
        return outside

    def _inside(self, asked: Asked) -> Span | None:
        """The cause in the clause of the effect, or at the start of its sentence."""
        place, clause, sentence = asked.place, asked.clause, asked.sentence
        starts = list(self._causes(clause))
        opening = words.BECAUSE.match(self._text, sentence.start, sentence.end)
        if clause.start > sentence.start and opening is not None:
            starts.append(opening)
        for match in starts:
            if match.start() < place.start:
                found = self._bounded(match, Span(sentence.start, min(place.start, match.end() + LONGEST)), sentence)
            elif match.start() >= place.end and not words.CONTRAST.search(self._text, place.end, match.start()):
                found = self._bounded(match, clause, sentence)
            else:
                found = None
            if found is not None:
                return found
        out_of = words.FROM.match(self._text, place.end, clause.end)
        return self._trimmed(*out_of.span("what")) if out_of else None

    def _around(self, asked: Asked) -> Span | None:
        """The cause that the build of the sentence tells: behind a colon, before «waardoor», or its subject."""
        place, clause, sentence = asked.place, asked.clause, asked.sentence
        explains = words.EXPLAINS.match(self._text, place.end, clause.end)
        if explains is not None:
            return self._trimmed(explains.end(), clause.end)
        start = max(sentence.start, place.start - LONGEST)
        thereby = list(words.THEREBY.finditer(self._text, start, place.start))
        if thereby:
            return self._opened(asked) or self._trimmed(sentence.start, thereby[-1].start())
        told = words.WITH.search(self._text, start, place.start)
        if told is not None and (told["with"] != "met" or self._results(asked)):
            return self._trimmed(sentence.start, told.start())
        return self._subject(asked) or self._stated(asked)

    def _near(self, asked: Asked) -> int:
        """Where the words begin that can tell the cause in front of an effect."""
        return max(asked.sentence.start, asked.place.start - LONGEST)

    def _results(self, asked: Asked) -> bool:
        """Whether «met een nadeel» tells what came of the words before it: they are a clause."""
        if words.AS_RESULT.search(self._text, asked.place.end, asked.clause.end):
            return True
        return words.PREDICATE.search(self._text, self._near(asked), asked.place.start) is not None

    def _opened(self, asked: Asked) -> Span | None:
        """The opening of the paragraph, where the sentence of the effect only goes on with what it tells."""
        if not self._told or asked.clause.start > asked.sentence.start:
            return None
        first = self._line_of[asked.sentence][0]
        goes_on = words.GOES_ON.match(self._text, asked.sentence.start, asked.sentence.end)
        if goes_on is None or first == asked.sentence or first in self._with_effect:
            return None
        return self._trimmed(first.start, first.end)

    def _behind_joint(self, start: int, end: int) -> int:
        """Where a clause begins behind the words that join it to the one before it."""
        joint = words.JOINS.match(self._text, start, end)
        return joint.end() if joint else start

    def _subject(self, asked: Asked) -> Span | None:
        """The subject of a verb such as «geeft» or «kost», in the clause of the effect."""
        place, sentence = asked.place, asked.sentence
        starts = [] if asked.is_moved else [sentence.start]
        if starts and asked.clause.start > sentence.start:
            starts.insert(0, self._behind_joint(asked.clause.start, asked.clause.end))
        for start in starts:
            match = words.SUBJECT.match(self._text, start, place.start + 1)
            if match is not None and " " in match["who"] and not words.NO_NOUN.search(match["who"]):
                back = words.OF_BEFORE.search(self._text, *match.span("who"))
                opened = self._opening_of(asked) if back else None
                if opened is None and words.REFERS.search(match["who"]):
                    return None
                return opened or self._trimmed(*match.span("who"))
        inner = words.INNER.search(self._text, max(sentence.start, place.start - LONGEST), place.start)
        return self._trimmed(*inner.span("who")) if inner else None

    def _opening_of(self, asked: Asked) -> Span | None:
        """The sentence that opens the paragraph, where it names no effect and is not that of the effect."""
        first = self._line_of[asked.sentence][0]
        if first == asked.sentence or first in self._with_effect:
            return None
        return self._trimmed(first.start, first.end)

    def _stated(self, asked: Asked) -> Span | None:
        """What stands before the mark in front of an effect: «De pomp ging stuk: € 5.000 N»."""
        place, sentence = asked.place, asked.sentence
        mark = words.STATED.search(self._text, max(sentence.start, place.start - LONGEST), place.start)
        mark = mark or words.BRACKETED.search(self._text, max(sentence.start, place.start - BEFORE), place.start)
        if mark is None:
            return None
        start = max(sentence.start, asked.clause.start)
        if words.AGAINST.search(self._text, place.end, asked.clause.end):
            return None
        joined = self._behind_joint(start, place.start)
        said = self._trimmed(joined, mark.start()) or self._trimmed(sentence.start, mark.start())
        if said is None:
            return None
        text = self._text[said.start : said.end]
        tells = words.PREDICATE.search(text) or words.CHANGE.search(text)
        return said if tells and " " in text and not words.REFERS.search(text) else None

    def opening(self) -> Span | None:
        """What the first sentence says of an effect that is stated above the text: a cause by name, or all of it."""
        return self._told_first(self._sentences)

    def _told_first(self, sentences: Sequence[Span]) -> Span | None:
        """What the first of some sentences says that tells what happened, up to one that names an effect."""
        for one in takewhile(lambda sentence: sentence not in self._with_effect, sentences):
            if not self._tells_nothing(one):
                return self._explained(one) or self._named(one) or self._trimmed(one.start, one.end)
        return None

    def _tells_nothing(self, sentence: Span) -> bool:
        """Whether a sentence only says of an effect how often it comes, refers, or says who pays."""
        return (
            self._only_qualifies(sentence) or words.NO_CAUSE.match(self._text, sentence.start, sentence.end) is not None
        )

    def _only_qualifies(self, sentence: Span) -> bool:
        """Whether a sentence only says of an effect how often it comes."""
        return words.OF_THE_EFFECT.match(self._text, sentence.start, sentence.end) is not None

    def _below(self, asked: Asked, index: int) -> Span | None:
        """What the line below a title with a sum tells: «Zwemvervoer (€ 5.000 N)»."""
        sentence, line = asked.sentence, self._line_of[asked.sentence]
        following = self._sentences[index + 1 : index + 2]
        if len(line) > 1 or not following or not is_money_title(self._text[sentence.start : sentence.end]):
            return None
        before = (
            self._text[self._line_of[self._sentences[index - 1]][0].start : sentence.start].strip() if index else ""
        )
        if before.endswith(":") or is_money_title(before):
            return None  # one of a list
        below = self._line_of[following[0]]
        return self._told_first(below) if ENDED.search(self._text, below[0].start, below[-1].end) else None

    def _causes(self, span: Span) -> Iterator[re.Match[str]]:
        """The words for a cause in a span, but for those that name who pays."""
        for match in words.BECAUSE.finditer(self._text, span.start, span.end):
            if not words.COVERED.search(self._text, max(span.start, match.start() - BEFORE), match.start()):
                yield match

    def _bounded(self, match: re.Match[str], within: Span, sentence: Span) -> Span | None:
        """What stands behind a word for a cause: up to the verb or comma that ends it, or the end of the clause."""
        end = within.end
        if match.start() == sentence.start or within.end < sentence.end:
            ending = (words.COMMA if match["clause"] else words.FINITE).search(
                self._text, match.end(), max(end, match.end())
            )
            end = ending.start() if ending else end
        cut = words.CUT.search(self._text, match.end(), max(end, match.end()))
        return self._trimmed(match.end(), cut.start() if cut else end)

    def _explained(self, sentence: Span) -> Span | None:
        match = words.EXPLAINED.match(self._text, sentence.start, sentence.end)
        if match is None:
            return None
        cut = words.CUT.search(self._text, match.end(), sentence.end)
        return self._trimmed(match.end(), cut.start() if cut else sentence.end)

    def _before(self, index: int) -> Span | None:
        """What a sentence points back at: a cause that is called one, else the sentence before.

        Where that one draws a conclusion itself («dus»), it is the sentence that opens its paragraph.
        """
        sentence = self._sentences[index]
        if not points_back(self._text, sentence):
            return None
        earlier = self._earlier(index)
        for one in earlier:
            named = self._named(one)
            if named is not None:
                return named
        if not earlier:
            return None
        telling = [one for one in earlier if not self._only_qualifies(one)]
        if not telling or (telling[0] != earlier[0] and words.MEANT.search(self._text, sentence.start, sentence.end)):
            return None
        last = next((one for one in telling if not words.BOOKS.match(self._text, one.start, one.end)), telling[0])
        opening = self._line_of[last][0]
        concludes = words.CONCLUDES.search(self._text, last.start, last.end) is not None and opening in earlier
        chosen = opening if concludes else last
        return self._trimmed(chosen.start, chosen.end)

    def _earlier(self, index: int) -> list[Span]:
        """The sentences before one that name no effect, back to the last that does, the nearest first."""
        earlier: list[Span] = []
        while index > 0 and self._sentences[index - 1] not in self._with_effect:
            index -= 1
            earlier.append(self._sentences[index])
        return earlier

    def _led_up(self, asked: Asked, index: int) -> Span | None:
        """What the paragraph tells before an effect, where no word makes it the cause: the sentence that opens it."""
        sentence = asked.sentence
        line = self._line_of[sentence]
        if not self._told or self._is_other_topic(asked, line[0]):
            return None
        earlier = [one for one in self._earlier(index) if one in line]
        if not earlier or earlier[-1] != line[0] or self._is_in_later_clause(asked):
            return None
        refers = any(words.NO_CAUSE.match(self._text, one.start, one.end) for one in earlier)
        if refers or self._only_qualifies(earlier[-1]):
            return None
        named = next((found for one in earlier if (found := self._named(one))), None)
        return named or self._trimmed(earlier[-1].start, earlier[-1].end)

    def _is_other_topic(self, asked: Asked, opening: Span) -> bool:
        """Whether the sentence of an effect is about something else than the one that opens its paragraph."""
        sentence = asked.sentence
        if words.OTHER_TOPIC.match(self._text, sentence.start, sentence.end) is None:
            return False
        on_itself = words.ON_ITSELF.match(self._text, sentence.start, sentence.end)
        if on_itself is None:
            return True
        is_own = asked.is_own and on_itself["this"] is None
        return not (is_own or words.SHIFTS.search(self._text, opening.start, opening.end))

    def _behind(self, asked: Asked, index: int) -> Span | None:
        """What the sentence behind a bare statement tells: «Coaches: nadeel € 5.000. De cao was niet geraamd»."""
        line = self._line_of[asked.sentence]
        following = self._sentences[index + 1 : index + 2]
        if not self._told or not following or following[0] not in line or following[0] in self._with_effect:
            return None
        one = following[0]
        unforeseen = words.UNFORESEEN.match(self._text, one.start, one.end)
        if unforeseen is not None:
            return self._trimmed(*unforeseen.span("what"))
        said = self._text[self._near(asked) : min(asked.sentence.end, asked.place.end + LONGEST)]
        is_bare = not words.PREDICATE.search(said) and not words.NO_CAUSE.match(self._text, one.start, one.end)
        another = words.OTHER_TOPIC.match(self._text, one.start, one.end) or words.CONCLUDES.search(
            self._text, one.start, one.end
        )
        return self._trimmed(one.start, one.end) if is_bare and not another else None

    def _is_in_later_clause(self, asked: Asked) -> bool:
        """Whether another effect of the sentence stands before this one, with the cause of both or its own."""
        return asked.clause.start > asked.sentence.start and not words.YEARLY.match(
            self._text, asked.clause.start, asked.clause.end
        )

    def _named(self, sentence: Span) -> Span | None:
        """The cause in a sentence without an effect; «door» inside it counts only where it can mean nothing else."""
        for match in self._causes(sentence):
            caused = words.CAUSED.search(self._text, max(sentence.start, match.start() - BEFORE), match.start())
            if not match["by"] or match.start() == sentence.start or caused:
                return self._bounded(match, sentence, sentence)
        return None

    def _trimmed(self, start: int, end: int) -> Span | None:
        span = trimmed(self._text, start, end)
        article = words.ARTICLE.search(self._text[span.start : span.end])
        if article is not None:
            span = Span(span.start, span.start + article.start())
        while span.end > span.start and self._text[span.end - 1] in EDGES:
            span = Span(span.start, span.end - 1)
        return span if 0 < span.end - span.start <= LONGEST else None
