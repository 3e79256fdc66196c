"""Relation rule: some words that state a relation, with the prepositions that lead from them to a reference.

Knows how the words of a rule are written; knows no rule.
"""

import re
from functools import cached_property
from typing import Final

import msgspec

from ontology.codes import Relation

REACH: Final = 9


class Words(msgspec.Struct, frozen=True, dict=True):
    """The words of one rule, with `|` between them, and its prepositions; without any the reference follows the words.

    `beside` is how many words may stand between preposition and a reference in parentheses; `seen` whether «zie» may
    stand before such a reference; `behind` whether the words may stand behind the reference too, as «op doel 1.1.2
    verwerkt» and not «in doel 1.1.2 gaat het over zorg». Fewer than `near` words part the words from the preposition,
    or from the reference where the rule has none. `needs` is what the sentence has to speak of elsewhere.
    """

    relation: Relation
    name: str
    listed: str
    before: str = ""
    beside: int = 12
    seen: bool = False
    behind: bool = True
    near: int | None = None
    needs: re.Pattern[str] | None = None

    @cached_property
    def words(self) -> re.Pattern[str]:
        """What finds the words, the longest first."""
        found = sorted((word.strip() for word in self.listed.split("|")), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_source, found))})(?![\w-])", re.IGNORECASE)

    @cached_property
    def reach(self) -> int:
        """Fewer words than this part the words of the rule from the preposition or the reference."""
        return self.near or (REACH if self.before else 1)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """The prepositions, in small letters."""
        return frozenset(self.before.split())


def _source(word: str) -> str:
    parts = [re.escape(part).replace(r"\*", r"\w{0,12}").replace(r"\ ", r"\s{1,9}") for part in word.split(" ... ")]
    return r"(?:\s{1,9}\S{1,60}){0,10}?\s{1,9}".join(parts)
