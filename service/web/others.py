"""The vocabularies of others with which ours is aligned: their prefixes, addresses and names. Knows no term."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES, SERVICE_PREFIXES
from service.answers.vocabulary import short_name

# What each is called, by its prefix, in the order in which they are shown.
NAMES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "dcterms": Phrase("Dublin Core: documenten en hun onderdelen", "Dublin Core: documents and their parts"),
        "prov": Phrase("PROV (W3C): herkomst van gegevens", "PROV (W3C): provenance of data"),
        "sdgo": Phrase(
            "Duurzame-ontwikkelingsdoelen van de Verenigde Naties", "Sustainable Development Goals of the UN"
        ),
        "skos": Phrase("SKOS (W3C): begrippen en codelijsten", "SKOS (W3C): concepts and code lists"),
        "foaf": Phrase("FOAF: personen en pagina's", "FOAF: persons and pages"),
        "org": Phrase("ORG (W3C): organisaties en functies", "ORG (W3C): organisations and posts"),
        "qb": Phrase("Data Cube (W3C): tabellen met getallen", "Data Cube (W3C): tables of figures"),
        "od": Phrase("OpenBudgets: waar een bedrag bij hoort", "OpenBudgets: what an amount belongs to"),
        "om": Phrase("OpenBudgets: het bedrag zelf", "OpenBudgets: the amount itself"),
        "obeu-operation": Phrase("OpenBudgets: lasten en baten", "OpenBudgets: expenditure and revenue"),
        "obeu-budgetphase": Phrase("OpenBudgets: fasen van een begroting", "OpenBudgets: phases of a budget"),
        "oa": Phrase("Web Annotation (W3C): plaatsen in een tekst", "Web Annotation (W3C): places in a text"),
        "tooiont": Phrase("TOOI: informatie van de Nederlandse overheid", "TOOI: information of the Dutch government"),
        "cito": Phrase("CiTO: citaten in publicaties", "CiTO: citations in publications"),
        "frbr": Phrase("FRBR: werken en hun uitgaven", "FRBR: works and their editions"),
    }
)
# Those that only alignments name, and no data.
_FURTHER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cito": "http://purl.org/spar/cito/",
        "frbr": "http://purl.org/vocab/frbr/core#",
        "oa": "http://www.w3.org/ns/oa#",
        "obeu-budgetphase": "http://data.openbudgets.eu/resource/codelist/budget-phase/",
        "obeu-operation": "http://data.openbudgets.eu/resource/codelist/operation-character/",
        "sdgo": "http://metadata.un.org/sdg/ontology#",
        "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    }
)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A vocabulary of others: how its terms are written in short, where its names begin, and what it is called."""

    prefix: str
    namespace: str
    name: str


def prefixes(language: Language) -> tuple[Prefix, ...]:
    """All vocabularies of others that the pages name."""
    spaces = {**PREFIXES, **_FURTHER}
    return tuple(Prefix(prefix, spaces[prefix], name.say(language)) for prefix, name in NAMES.items())


def prefixed(iri: str) -> str:
    """A term of others with its prefix, such as `sdgo:Goal`; the IRI itself where we know none."""
    for prefix, namespace in {**SERVICE_PREFIXES, **_FURTHER}.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return short_name(iri)
