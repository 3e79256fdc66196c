"""A finding: one thing that is wrong with a dataset, told to people in both languages. Finds nothing itself."""

from collections.abc import Iterable
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
    dataset; `code` is the name of a shape or of a check; `focus` is the IRI, line or file that it is about. What a
    shape found also has its `path` (a property path of SPARQL) and `value` (a term in N-Triples) where there are such,
    the IRIs of the shape, of the SPARQL constraint in it, and of the component of SHACL that was violated.
    """

    document: str
    code: str
    severity: Severity
    focus: str
    message: Phrase
    remedy: Phrase
    path: str | None = None
    value: str | None = None
    shape: str | None = None
    constraint: str | None = None
    component: str | None = None

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What findings are sorted by: where, what, on which thing."""
        found = (self.path, self.value, self.shape, self.constraint, self.component)
        return (self.document, self.code, self.focus, self.message.en, *(one or "" for one in found))

    @property
    def telling(self) -> tuple[str, str, str, Phrase]:
        """What people are told by it; a value may break several parts of one shape, which tell the same."""
        return (self.document, self.code, self.focus, self.message)


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of which people are told something else."""
    return list({finding.telling: finding for finding in findings}.values())


def filled(template: Phrase, **values: object) -> Phrase:
    """A template with its values filled in, in both languages."""
    return Phrase(template.say(Language.NL, **values), template.say(Language.EN, **values))


def text(phrase: Phrase, language: Language) -> str:
    """A filled phrase in one language; braces in it are just braces."""
    return phrase.nl if language is Language.NL else phrase.en
