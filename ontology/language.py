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
        """The text in one language, with the values filled in; a value in both languages too."""
        said = {name: told(value, language) for name, value in values.items()}
        return (self.nl if language is Language.NL else self.en).format(**said)


def verbatim(text: str) -> str:
    """A text as a phrase has it: braces in it are no places for values."""
    return text.replace("{", "{{").replace("}", "}}")


class SpokenError(Exception):
    """An error that says in both languages what is wrong, where, and what to do; `str` gives its English."""

    def __init__(self, phrase: Phrase, **values: object) -> None:
        super().__init__(phrase)  # all that it is made of stands in `args` and attributes, so that it can be pickled
        self.phrase = phrase
        self.values = values

    def __str__(self) -> str:
        return self.say(Language.EN)

    def say(self, language: Language) -> str:
        """What is wrong, in one language."""
        return self.phrase.say(language, **self.values)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, as one of it is called and as more are: 1 document, 2 documenten."""

    one: Phrase
    more: Phrase

    def say(self, count: int, language: Language) -> str:
        """A number with what it counts, in one language."""
        return f"{grouped(count)} {(self.one if count == 1 else self.more).say(language)}"


def told(value: object, language: Language) -> object:
    """A value in one language where it is in both; any other value as it is."""
    return value.say(language) if isinstance(value, Phrase | SpokenError) else value


def grouped(count: int) -> str:
    """A number with its digits in groups of three, by spaces that both languages read: 28 480."""
    return f"{count:_}".replace("_", " ")


def language_of(locale: str) -> Language:
    """The language of a POSIX locale such as `nl_NL.UTF-8`; English where it is not Dutch."""
    return Language.NL if locale.lower().startswith("nl") else Language.EN
