"""A finding: one thing that is wrong with a dataset, told to people in both languages. Finds nothing itself."""

from dataclasses import dataclass
from enum import StrEnum

from ontology.language import Language, Phrase


class Severity(StrEnum):
    """How bad a finding is: a violation breaks the contract of the graph, a warning asks for a look."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `document` is the path of a document, the code of an organisation for what belongs to a whole body, or empty for the
    dataset; `code` is the name of a shape or of a check; `focus` is the IRI, line or file that it is about.
    """

    document: str
    code: str
    severity: Severity
    focus: str
    message: Phrase
    remedy: Phrase

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """What findings are sorted by: where, what, on which thing."""
        return (self.document, self.code, self.focus, self.message.en)


def filled(template: Phrase, **values: object) -> Phrase:
    """A template with its values filled in, in both languages."""
    return Phrase(template.say(Language.NL, **values), template.say(Language.EN, **values))


def text(phrase: Phrase, language: Language) -> str:
    """A filled phrase in one language; braces in it are just braces."""
    return phrase.nl if language is Language.NL else phrase.en
