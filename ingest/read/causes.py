"""Causes: the words by which a text says where a financial effect comes from. Knows no amount and no bearer.

A cause stands behind a word for it («door», «vanwege», «doordat»), in the sentence of the effect or in one behind it
that begins as an explanation; or it is what the sentence of the effect points back at («Hierdoor ontstaat ...»).
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from ingest.read.span import Span
from ingest.read.text import trimmed

LONGEST: Final = 400  # code points of a cause; what is longer is a paragraph
BEFORE: Final = 40  # as far back as the words can stand that take the sense of a cause from «door»
BECAUSE: Final = re.compile(
    r"""
    \b(?: (?P<clause>doordat|omdat|aangezien)
        | (?P<nominal>vanwege|wegens|dankzij|(?:als|ten)\sgevolge?\svan|in\sverband\smet|i\.v\.m\.)
        | (?P<by>door) )
    \s+(?!(?:naar|tot|in|op|met|te|dan|deze|dit|dat|hiervan|daarvan)\b)  # «loopt door tot», «als gevolg daarvan»
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A verb in front of «door» that makes it name who pays, or what stands against the effect.
COVERED: Final = re.compile(
    r"\b(?:gedekt|afgedekt|opgevangen|gecompenseerd|bekostigd|betaald|gefinancierd|verrekend|uitgevoerd|bemenst)\s+$",
    re.IGNORECASE,
)
CONTRAST: Final = re.compile(r"\b(?:maar|terwijl|hoewel|echter)\b", re.IGNORECASE)
# In front of «door», what makes it a cause wherever it stands: «wordt veroorzaakt door».
CAUSED: Final = re.compile(r"\b(?:veroorzaakt|ontstaan|ontstaat|komt|komen|kwam)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
EXPLAINED: Final = re.compile(  # in the sentence behind the effect
    r"""
    (?: (?:dit|dat|deze|het|de)
        (?:\s+(?:voordeel|nadeel|effect|meevaller|tegenvaller|verschil|afwijking|(?:onder|over)schrijding))?\s+
        (?: (?:komt|ontstaat|ontstond|kwam)(?:\s+\w+){0,2}?\s+door(?:dat)?
          | (?:wordt|werd|is)\s+(?:\w+\s+){0,2}?(?:veroorzaakt|ontstaan)\s+door(?:dat)?
          | (?:is|zijn|was)\s+(?:\w+\s+){0,2}?(?:(?:het|een)\s+gevolg|te\s+(?:wijten|danken)\s+aan)(?:\s+van)?
          | heeft\s+(?:\w+\s+){0,2}?te\s+maken\s+met )
      | (?:de\s+)?(?:oorzaak|reden|verklaring)(?:\s+(?:hiervan|hiervoor|daarvan|daarvoor))?\s+(?:is|zijn|ligt\s+in)
    )\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
POINTS_BACK: Final = re.compile(
    r"""
    \b(?:hierdoor|daardoor|hiermee|daarmee|daarom|dus|dientengevolge|als\s+gevolg\s+(?:hiervan|daarvan))\b
    | \b(?:dit|dat)\s+is\s+(?:dan\s+)?een\b
    | ^(?:het|de)\s+(?:\w+\s+)?(?:voordeel|nadeel|meevaller|tegenvaller|onderschrijding|overschrijding)\b
    | \b(?:dit|dat)\s+(?:betekent|geeft|gaf|levert|leverde|leidt|leidde|heeft|veroorzaakt|zorgt|resulteert|brengt)\b
    | \b(?:betekent|geeft|levert|leidt|heeft|zorgt|resulteert|brengt)\s+(?:dit|dat)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
VERB: Final = (
    r"(?:geeft|gaf|geven|gaven|levert|leverde|leveren|leverden|leidt|leidde|leiden|zorgt|zorgde|zorgen|veroorzaakt|veroorzaakte"
    r"|resulteert|resulteerde|brengt|bracht|betekent|betekende)\b"
)
# «De lagere huur geeft een voordeel»: the subject of the verb, not a pronoun and not the place of the effect.
SUBJECT: Final = re.compile(
    rf"(?!(?:dit|dat|op|in|er|wat|daar|hier|voor|per|met|bij|binnen|tegenover|deze)\b)[^,;:.]{{2,200}}?(?=\s+{VERB})",
    re.IGNORECASE,
)
# «De lonen stegen, waardoor een nadeel ontstaat», «..., en dat geeft een nadeel»: what stands before these words.
THEREBY: Final = re.compile(
    rf",?\s{{1,9}}(?:(?:waardoor|zodat|hetgeen)\b|(?:en\s+)?(?:dit|dat|wat)\s+{VERB})", re.IGNORECASE
)
WITH: Final = re.compile(r",\s+met\s+(?:een\s+)?$")  # «Het loopt terug, met een nadeel van € 5.000 als gevolg»
AS_RESULT: Final = re.compile(r"\bals\s+gevolg\b(?!\s+(?:van|hiervan|daarvan))")
EXPLAINS: Final = re.compile(r"[^.:;]{0,40}:\s+")  # «een nadeel van € 5.000: de pomp ging stuk»
CONCLUDES: Final = re.compile(r"\b(?:dus|hierdoor|daardoor|daarom|hiermee|daarmee)\b", re.IGNORECASE)
FINITE: Final = re.compile(  # the verb that ends what stands first in a sentence: «Door ziekte is er ...»
    r"""\s{1,9}(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|ontstaat|ontstaan|ontstond|valt|vallen|viel
    |vielen|komt|komen|kwam|kwamen|leidt|levert|leverde|geeft|treedt|resteert|blijft|blijven|bleef|bleven|stijgt|stijgen
    |steeg|stegen|daalt|dalen|daalde|daalden|neemt|nemen|nam|namen|gaat|gaan|ging|gingen|kan|kunnen|kon|konden|moet|moeten
    |moest|moesten|zal|zullen|start|starten|startte|startten|schuift|schuiven|schoof|schoven|loopt|lopen|liep|liepen|hoeft
    |hoeven|krijgt|krijgen|kreeg|kregen|ziet|zien|houdt|houden|hield|hielden)\b""",
    re.VERBOSE,
)
CUT: Final = re.compile(
    r"[,;]\s{1,9}(?:waardoor|waarmee|waarvan|zodat|terwijl|maar|hetgeen|wat|dit|dat)\b|;|\s{1,9}(?:terwijl|maar|waardoor)\b"
)
COMMA: Final = re.compile(r",(?=\s)")
EDGES: Final = " ,.;:(–-"
ARTICLE: Final = re.compile(r"\s{1,9}(?:een|het|de|er)$", re.IGNORECASE)  # what begins the words of the effect


def points_back(text: str, sentence: Span) -> bool:
    """Whether a sentence says that what it tells comes from what stands before it."""
    return POINTS_BACK.search(text[sentence.start : sentence.end]) is not None


class Story:
    """The sentences of a deviation, in order, and which of them name an effect."""

    def __init__(self, text: str, lines: Sequence[Sequence[Span]], with_effect: Container[Span]) -> None:
        self._text = text
        self._sentences = [sentence for line in lines for sentence in line]
        self._index = {sentence: index for index, sentence in enumerate(self._sentences)}
        self._causes_outside: dict[int, Span | None] = {}
        self._line_of = {sentence: line for line in lines for sentence in line}
        self._with_effect = with_effect

    def cause(self, place: Span, clause: Span, sentence: Span) -> Span | None:
        """The cause of the effect at a place, in a clause of a sentence; None where the words give none."""
        index = self._index[sentence]
        inside = self._inside(place, clause, sentence) or self._around(place, clause, sentence)
        if inside is not None:
            return inside
        if index not in self._causes_outside:  # once for all effects of a sentence
            behind = self._sentences[index + 1 : index + 2]
            explained = self._explained(behind[0]) if behind else None
            self._causes_outside[index] = explained or self._before(index)
        return self._causes_outside[index]

    def _inside(self, place: Span, clause: Span, sentence: Span) -> Span | None:
        """The cause in the clause of the effect, or at the start of its sentence."""
        starts = list(self._causes(clause))
        opening = BECAUSE.match(self._text, sentence.start, sentence.end)
        if clause.start > sentence.start and opening is not None:
            starts.append(opening)
        for match in starts:
            if match.start() < place.start:
                found = self._bounded(match, Span(sentence.start, min(place.start, match.end() + LONGEST)), sentence)
            elif match.start() >= place.end and not CONTRAST.search(self._text, place.end, match.start()):
                found = self._bounded(match, clause, sentence)
            else:
                found = None
            if found is not None:
                return found
        return None

    def _around(self, place: Span, clause: Span, sentence: Span) -> Span | None:
        """The cause that the build of the sentence tells: behind a colon, before «waardoor», or its subject."""
        explains = EXPLAINS.match(self._text, place.end, clause.end)
        if explains is not None:
            return self._trimmed(explains.end(), clause.end)
        start = max(sentence.start, place.start - LONGEST)
        thereby = list(THEREBY.finditer(self._text, start, place.start))
        if thereby:
            return self._trimmed(sentence.start, thereby[-1].start())
        told = WITH.search(self._text, start, place.start)
        if told is not None and AS_RESULT.search(self._text, place.end, clause.end):
            return self._trimmed(sentence.start, told.start())
        subject = SUBJECT.match(self._text, sentence.start, place.start)
        return self._trimmed(sentence.start, subject.end()) if subject and " " in subject[0] else None

    def opening(self) -> Span | None:
        """What the first sentence says of an effect that is stated above the text: a cause by name, or all of it."""
        if not self._sentences or self._sentences[0] in self._with_effect:
            return None
        first = self._sentences[0]
        return self._named(first) or self._trimmed(first.start, first.end)

    def _causes(self, span: Span) -> Iterator[re.Match[str]]:
        """The words for a cause in a span, but for those that name who pays."""
        for match in BECAUSE.finditer(self._text, span.start, span.end):
            if not COVERED.search(self._text, max(span.start, match.start() - BEFORE), match.start()):
                yield match

    def _bounded(self, match: re.Match[str], within: Span, sentence: Span) -> Span | None:
        """What stands behind a word for a cause: up to the verb or comma that ends it, or the end of the clause."""
        end = within.end
        if match.start() == sentence.start or within.end < sentence.end:
            ending = (COMMA if match["clause"] else FINITE).search(self._text, match.end(), max(end, match.end()))
            end = ending.start() if ending else end
        cut = CUT.search(self._text, match.end(), max(end, match.end()))
        return self._trimmed(match.end(), cut.start() if cut else end)

    def _explained(self, sentence: Span) -> Span | None:
        match = EXPLAINED.match(self._text, sentence.start, sentence.end)
        if match is None:
            return None
        cut = CUT.search(self._text, match.end(), sentence.end)
        return self._trimmed(match.end(), cut.start() if cut else sentence.end)

    def _before(self, index: int) -> Span | None:
        """What a sentence points back at: a cause that is called one, else the sentence before.

        Where that one draws a conclusion itself («dus»), it is the sentence that opens its paragraph.
        """
        sentence = self._sentences[index]
        if not points_back(self._text, sentence):
            return None
        earlier: list[Span] = []
        while index > 0 and self._sentences[index - 1] not in self._with_effect:
            index -= 1
            earlier.append(self._sentences[index])
        for one in earlier:
            named = self._named(one)
            if named is not None:
                return named
        if not earlier:
            return None
        last = earlier[0]
        opening = self._line_of[last][0]
        concludes = CONCLUDES.search(self._text, last.start, last.end) is not None and opening in earlier
        chosen = opening if concludes else last
        return self._trimmed(chosen.start, chosen.end)

    def _named(self, sentence: Span) -> Span | None:
        """The cause in a sentence without an effect; «door» inside it counts only where it can mean nothing else."""
        for match in self._causes(sentence):
            caused = CAUSED.search(self._text, max(sentence.start, match.start() - BEFORE), match.start())
            if not match["by"] or match.start() == sentence.start or caused:
                return self._bounded(match, sentence, sentence)
        return None

    def _trimmed(self, start: int, end: int) -> Span | None:
        span = trimmed(self._text, start, end)
        article = ARTICLE.search(self._text[span.start : span.end])
        if article is not None:
            span = Span(span.start, span.start + article.start())
        while span.end > span.start and self._text[span.end - 1] in EDGES:
            span = Span(span.start, span.end - 1)
        return span if 0 < span.end - span.start <= LONGEST else None
