"""How the data of a release are cited: DataCite 4.5 metadata for whoever registers a DOI, CITATION.cff 1.2 and BibTeX.

Registers nothing. https://schema.datacite.org/meta/kernel-4.5/, https://citation-file-format.github.io/
"""

import re
from dataclasses import dataclass
from typing import Final

import msgspec
import yaml

from ontology.iri import organisation
from ontology.language import Language, Phrase
from service.answers.coverage import Holdings
from service.answers.dcat import Names
from service.answers.dcat.datasets import DatasetDescription
from service.answers.dcat.publisher import Publisher
from service.release.dump_names import FACTS, WHOLE
from service.release.dumps import Dump
from service.release.rights import CC0, FACT_RIGHTS, TEXT_RIGHTS

_SPDX: Final = "https://spdx.org/licenses/"
_TITLE: Final = Phrase("{title}: {names}, release {release}", "{title}: {names}, release {release}")
_MESSAGE: Final = Phrase("Haal deze gegevens zo aan.", "Please cite these data as below.")
_SPECIAL: Final = re.compile(r"[\\{}$&#^_~%]")  # what TeX reads otherwise
_FORMATS: Final = ("application/n-quads", "text/csv", "application/vnd.apache.parquet")
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Citation:
    """The citation of all data of a release; `whole` are its statements as a dump, None where that is not made."""

    holdings: Holdings
    publisher: Publisher
    whole: Dump | None = None

    @property
    def address(self) -> str:
        """Where the release is described for as long as it is kept."""
        return f"{self.holdings.base}/catalogue?release={self.holdings.release}"

    @property
    def author(self) -> str:
        """Who publishes it."""
        return self.publisher.called(self.holdings.base).say(Language.EN)

    def title(self, language: Language) -> str:
        """Its title, with bodies and release."""
        names = [self.holdings.manifest.bodies[code].name for code in sorted(self.holdings.manifest.bodies)]
        more = f" +{len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
        said = ", ".join(names[:_MOST_NAMED]) + more
        title = self._described.title.say(language)
        return _TITLE.say(language, title=title, names=said, release=self.holdings.release)

    def sentence(self, language: Language) -> str:
        """The citation as people write it."""
        target = f"https://doi.org/{self.publisher.doi}" if self.publisher.doi else self.address
        author = self.publisher.called(self.holdings.base).say(language)
        return f"{author} ({self.holdings.published_at.year}). {self.title(language)}. {target}"

    def bibtex(self) -> bytes:
        """As BibTeX."""
        fields = {
            "title": f"{{{_tex(self.title(Language.EN))}}}",
            "author": f"{{{_tex(self.author)}}}",
            "publisher": f"{{{_tex(self.author)}}}",
            "year": str(self.holdings.published_at.year),
            "month": str(self.holdings.published_at.month),
            "version": _tex(self.holdings.release),
            "howpublished": "Dataset",
            "url": self.address,
            **({"doi": self.publisher.doi} if self.publisher.doi else {}),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{doelgraaf-{self.holdings.release},\n{lines}}}\n".encode()

    def cff(self) -> bytes:
        """As the Citation File Format."""
        described = {
            "cff-version": "1.2.0",
            "message": _MESSAGE.en,
            "type": "dataset",
            "title": self.title(Language.EN),
            "abstract": self._described.about.say(Language.EN),
            "authors": [{"name": self.author}],
            "version": self.holdings.release,
            "date-released": self.holdings.published_at.date().isoformat(),
            "license": "CC0-1.0",
            "url": self.address,
            "keywords": ["policy goals", "municipalities", "budget", "linked data"],
            **({"doi": self.publisher.doi} if self.publisher.doi else {}),
        }
        return yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=120).encode()

    def datacite(self) -> bytes:
        """As the metadata that whoever registers a DOI gives to DataCite."""
        described = {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            **self._identified(),
            **self._who(),
            "titles": [{"title": self.title(language), "lang": language.value} for language in Language],
            "publicationYear": str(self.holdings.published_at.year),
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Linked open data"},
            "version": self.holdings.release,
            "language": "nl",
            **self._about(),
            "formats": list(_FORMATS),
            **({"sizes": [f"{self.whole.rows} statements", f"{self.whole.size} bytes"]} if self.whole else {}),
            "rightsList": self._rights(),
        }
        return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"

    @property
    def _described(self) -> DatasetDescription:
        return DatasetDescription(self.holdings, self.publisher, WHOLE, self.holdings.documents)

    def _identified(self) -> dict[str, object]:
        names, doi = Names(self.holdings.base), self.publisher.doi
        related = [
            ("IsDocumentedBy", names.codebook),
            ("HasMetadata", f"{names.base}/catalogue.ttl?release={self.holdings.release}"),
            ("HasPart", f"{names.download(f'{WHOLE}/{FACTS}')}?release={self.holdings.release}"),
        ]
        return {
            **({"doi": doi} if doi else {}),
            "url": self.address,
            "alternateIdentifiers": [
                {"alternateIdentifier": names.dataset(WHOLE), "alternateIdentifierType": "IRI"},
                {"alternateIdentifier": self.holdings.release, "alternateIdentifierType": "release"},
            ],
            "relatedIdentifiers": [
                {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": relation}
                for relation, address in related
            ],
        }

    def _who(self) -> dict[str, object]:
        agent: dict[str, object] = {"name": self.author, "nameType": "Organizational"}
        iri = self.publisher.iri
        known = [{"nameIdentifier": iri, "nameIdentifierScheme": _scheme(iri), "schemeUri": _root(iri)}] if iri else []
        return {
            "creators": [{**agent, **({"nameIdentifiers": known} if known else {})}],
            "publisher": {"name": self.author},
        }

    def _about(self) -> dict[str, object]:
        made = self.holdings.published_at.date().isoformat()
        manifest = self.holdings.manifest
        years = sorted({document.year for document in self.holdings.documents})
        fiscal = {"dateType": "Other", "dateInformation": "fiscal years of the documents"}
        covered = [{"date": f"{years[0]}/{years[-1]}", **fiscal}] if years else []
        return {
            "dates": [{"date": made, "dateType": "Issued"}, *covered],
            "subjects": [
                {"subject": "policy goals", "lang": "en"},
                {"subject": "beleidsdoelen", "lang": "nl"},
                {"subject": "municipal budgets", "lang": "en"},
            ],
            "descriptions": [
                {
                    "description": self._described.about.say(language),
                    "descriptionType": "Abstract",
                    "lang": language.value,
                }
                for language in Language
            ],
            "geoLocations": [
                {"geoLocationPlace": f"{manifest.bodies[code].name} ({organisation(manifest.base, code)})"}
                for code in sorted(manifest.bodies)
            ],
        }

    @staticmethod
    def _rights() -> list[dict[str, str]]:
        return [
            {
                "rights": "Creative Commons Zero v1.0 Universal (statements)",
                "rightsUri": CC0,
                "rightsIdentifier": "CC0-1.0",
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": _SPDX,
                "lang": "en",
            },
            *({"rights": said.en, "lang": "en"} for said in (FACT_RIGHTS, TEXT_RIGHTS)),
        ]


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: {"\\": r"\textbackslash{}"}.get(found[0], f"\\{found[0]}"), text)


def _scheme(iri: str) -> str:
    """The register of an IRI, by what DataCite calls it where it does."""
    return "ROR" if "//ror.org/" in iri else "TOOI" if "/tooi/" in iri else "URI"


def _root(iri: str) -> str:
    return "/".join(iri.split("/")[:3])
