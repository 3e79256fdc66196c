"""Values of official lists that a catalogue points at, each with the class and the name that a reader needs.

Lists of the EU Publications Office, IANA and, for licences, data.overheid.nl; which of them applies to which property
is said by DCAT-AP-NL 3.0, "Waardelijsten".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple

from ontology.language import Phrase
from service.answers.dcat import DCAT, DCT, RDFS, SKOS, SPDX, Thing

_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A value of a list: its IRI, its class, what it is called, and a value of another list that means the same."""

    iri: str
    kind: str
    name: Phrase
    same: str | None = None

    def triples(self) -> Iterator[Triple]:
        """What a reader needs to know of it."""
        thing = Thing(self.iri)
        yield from thing.is_a(self.kind)
        yield from thing.tells(f"{SKOS}prefLabel" if self.kind == f"{SKOS}Concept" else f"{RDFS}label", self.name)
        if self.same is not None:
            yield thing.has(f"{SKOS}exactMatch", self.same)


def _eu(path: str, kind: str, nl: str, en: str) -> Listed:
    return Listed(f"{_EU}{path}", kind, Phrase(nl, en))


def _same(text: str) -> Phrase:
    return Phrase(text, text)


def _media(name: str) -> Listed:
    return Listed(f"{_IANA}{name}", f"{DCT}MediaType", _same(name))


PUBLIC: Final = _eu("access-right/PUBLIC", f"{DCT}RightsStatement", "openbaar", "public")
DUTCH: Final = _eu("language/NLD", f"{DCT}LinguisticSystem", "Nederlands", "Dutch")
ENGLISH: Final = _eu("language/ENG", f"{DCT}LinguisticSystem", "Engels", "English")
GOVERNMENT: Final = _eu(
    "data-theme/GOVE", f"{SKOS}Concept", "Overheid en publieke sector", "Government and public sector"
)
ECONOMY: Final = _eu("data-theme/ECON", f"{SKOS}Concept", "Economie en financiën", "Economy and finance")
IRREGULAR: Final = _eu("frequency/IRREG", f"{DCT}Frequency", "onregelmatig", "irregular")
AVAILABLE: Final = _eu("planned-availability/AVAILABLE", f"{SKOS}Concept", "beschikbaar", "available")
N_QUADS: Final = _eu("file-type/RDF_N_QUADS", f"{DCT}MediaTypeOrExtent", "N-Quads", "N-Quads")
CSV: Final = _eu("file-type/CSV", f"{DCT}MediaTypeOrExtent", "CSV", "CSV")
PARQUET: Final = _eu("file-type/PARQUET", f"{DCT}MediaTypeOrExtent", "Parquet", "Parquet")
MEDIA_N_QUADS: Final = _media("application/n-quads")
MEDIA_CSV: Final = _media("text/csv")
MEDIA_PARQUET: Final = _media("application/vnd.apache.parquet")
MEDIA_GZIP: Final = _media("application/gzip")
SHA256: Final = Listed(f"{SPDX}checksumAlgorithm_sha256", f"{SPDX}ChecksumAlgorithm", _same("SHA-256"))
# https://data.overheid.nl/waardelijsten, overheid:License; the list of DCAT-AP-NL itself is still to come.
CC0: Final = Listed(
    "http://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    f"{DCT}LicenseDocument",
    _same("CC0 1.0"),
    f"{_EU}licence/CC0",
)
UNKNOWN_LICENCE: Final = Listed(
    "http://standaarden.overheid.nl/owms/terms/licentieonbekend",
    f"{DCT}LicenseDocument",
    Phrase("Licentie onbekend", "Licence unknown"),
)
ORIGINATOR: Final = Listed(
    "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/originator",
    f"{DCAT}Role",
    Phrase("oorspronkelijke maker", "originator"),
)
DATA_SERVICE_STANDARD: Final = Listed(
    "https://www.w3.org/TR/sparql11-protocol/", f"{DCT}Standard", _same("SPARQL 1.1 Protocol")
)
API_STANDARD: Final = Listed(
    "https://gitdocumentatie.logius.nl/publicatie/api/adr/",
    f"{DCT}Standard",
    Phrase("NLGov API Design Rules", "NLGov API Design Rules"),
)
VOCABULARY: Final = Listed(
    "https://w3id.org/doelgraaf/def", f"{DCT}Standard", Phrase("Vocabulaire van doelgraaf", "Doelgraaf vocabulary")
)
CSV_STANDARD: Final = Listed("https://www.rfc-editor.org/rfc/rfc4180", f"{DCT}Standard", _same("RFC 4180 (CSV)"))
