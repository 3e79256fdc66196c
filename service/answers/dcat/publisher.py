"""Who publishes: the operator of a service, as the settings name it, and where people turn with questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple

from ontology.language import Language, Phrase, verbatim
from service.answers.dcat import FOAF, SKOS, VCARD, Names, Thing

_UNNAMED: Final = Phrase("De beheerder van {base}", "The operator of {base}")


@dataclass(frozen=True, slots=True)
class Publisher:
    """The operator: a name, an IRI of a register such as TOOI or ROR, a mail address and a page for questions.

    `doi` is the name in the DOI system that whoever cites the data is to use (ISO 26324). None where the settings do
    not say.
    """

    name: str | None = None
    iri: str | None = None
    email: str | None = None
    page: str | None = None
    doi: str | None = None

    def called(self, base: str) -> Phrase:
        """What it is called; who has no name is called by the base of the data."""
        if self.name is not None:
            return Phrase(verbatim(self.name), verbatim(self.name))
        return Phrase(*(verbatim(_UNNAMED.say(language, base=base)) for language in Language))

    def node(self, names: Names) -> str:
        """Its IRI."""
        return self.iri or names.part("publisher")

    def contact(self, names: Names) -> str:
        """The IRI of the contact point."""
        return names.part("contact")

    def triples(self, names: Names) -> Iterator[Triple]:
        """The agent and the contact point."""
        agent, contact = Thing(self.node(names)), Thing(self.contact(names))
        name = self.called(names.base)
        yield from agent.is_a(f"{FOAF}Agent")
        yield from agent.tells(f"{FOAF}name", name)
        yield from agent.tells(f"{SKOS}prefLabel", name)
        yield from contact.is_a(f"{VCARD}Kind", f"{VCARD}Organization")
        yield from contact.tells(f"{VCARD}fn", name)
        if self.email is not None:
            yield contact.has(f"{VCARD}hasEmail", f"mailto:{self.email}")
        yield contact.has(f"{VCARD}hasURL", self.page or f"{names.base}/")
