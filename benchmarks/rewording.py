"""Rewording: the text of a goal as it is carried into another year, a share of its words replaced. Knows no number.

Words come from the lexicon, half of them from the goal's own theme and half from any theme, so that rewording moves a
goal towards others as much as away from itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from random import Random
from typing import Final

from benchmarks import lexicon
from benchmarks.composing import Paragraph, Sentence
from benchmarks.lexicon import Theme

STRENGTHS: Final = (0.0, 0.1, 0.33, 0.5, 0.7)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# What announces a number stays, or the reader would be tested and not the identity.
_KEPT: Final = frozenset(
    {
        *("ambitie", "ambities", "begroting", "berap", "doel", "doelen", "hiervoor", "jaarverslag", "programma"),
        *("programma’s", "spoor", "scenario", "zie"),
    }
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a goal says of itself in one year."""

    label: str
    statement: str
    description: tuple[Paragraph, ...]
    criteria: tuple[Paragraph, ...]
    activities: tuple[Paragraph, ...]

    def halves(self) -> tuple["Content", "Content"]:
        """The content in two parts that share nothing but the name and statement."""
        parts = [
            replace(
                self,
                description=self.description[turn::2],
                criteria=self.criteria[turn::2],
                activities=self.activities[turn::2],
            )
            for turn in (0, 1)
        ]
        return parts[0], parts[1]

    def joined(self, other: "Content") -> "Content":
        """The content of this goal and of another one in one text, under the name of this one."""
        return replace(
            self,
            statement=f"{self.statement} en {other.statement.removeprefix('We ')}",
            description=(*self.description, *other.description)[: len(self.description) + 3],
            criteria=(*self.criteria, *other.criteria),
            activities=(*self.activities, *other.activities),
        )

    def saying(self, words: str) -> "Content":
        """The content with a sentence at the end of its first paragraph."""
        first, *others = self.description
        return replace(self, description=((*first, Sentence(words)), *others))


def reworded(content: Content, theme: Theme, share: float, random: Random) -> Content:
    """The content with a share of the words of its statement, description, criteria and activities replaced."""
    if not share:
        return content

    def paragraphs(some: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(tuple(Sentence(_changed(one.words, theme, share, random)) for one in part) for part in some)

    first, _, rest = content.statement.partition(" ")  # the reader knows a statement by how it begins
    return Content(
        content.label,
        f"{first} {_changed(rest, theme, share, random)}",
        paragraphs(content.description),
        paragraphs(content.criteria),
        paragraphs(content.activities),
    )


def _changed(text: str, theme: Theme, share: float, random: Random) -> str:
    def other(found: re.Match[str]) -> str:
        if found[0].casefold() in _KEPT or random.random() >= share:
            return found[0]
        chosen = random.choice(_words(theme if random.random() < 0.5 else random.choice(lexicon.THEMES)))
        return chosen.capitalize() if found[0][0].isupper() else chosen

    return _WORD.sub(other, text)


@cache
def _words(theme: Theme) -> Sequence[str]:
    """The words of a theme."""
    phrases = chain(theme.nouns, theme.adjectives, theme.groups, theme.aims, theme.works)
    return [word.casefold() for phrase in phrases for word in _WORD.findall(phrase)]
