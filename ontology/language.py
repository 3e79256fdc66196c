"""The two languages in which the software speaks to people."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language for people; the value is its BCP 47 tag."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in both languages, with places for values as in `str.format`."""

    nl: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """The text in one language, with the values filled in."""
        return (self.nl if language is Language.NL else self.en).format(**values)


def language_of(locale: str) -> Language:
    """The language of a POSIX locale such as `nl_NL.UTF-8`; English where it is not Dutch."""
    return Language.NL if locale.lower().startswith("nl") else Language.EN
