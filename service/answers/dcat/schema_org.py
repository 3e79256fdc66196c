"""A catalogue in the terms of schema.org, as search engines for data read it in pages. Says nothing that DCAT does not.

https://schema.org/Dataset
"""

from collections.abc import Iterable
from typing import Final

from ontology.language import Language, Phrase
from service.answers.dcat.catalogue import Catalogue
from service.answers.dcat.datasets import DatasetDescription
from service.answers.dcat.distributions import Distribution
from service.release.dump_names import WHOLE

_CONTEXT: Final = "https://schema.org/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


def data_catalogue(catalogue: Catalogue, language: Language, scopes: Iterable[str]) -> dict[str, object]:
    """The catalogue with some of its datasets."""
    names = catalogue.names
    return {
        "@context": _CONTEXT,
        "@type": "DataCatalog",
        "@id": names.catalogue,
        "url": names.page(WHOLE),
        "publisher": _publisher(catalogue, language),
        "dataset": [dataset(catalogue, scope, language) for scope in scopes],
    }


def dataset(catalogue: Catalogue, scope: str, language: Language) -> dict[str, object]:
    """A dataset with its distributions."""
    described, names = catalogue.dataset(scope), catalogue.names
    return {
        "@type": "Dataset",
        "@id": names.dataset(scope),
        "name": described.title.say(language),
        "description": described.about.say(language),
        "url": names.page(scope),
        "identifier": names.dataset(scope),
        "version": catalogue.holdings.release,
        "dateModified": catalogue.holdings.changed(scope).date().isoformat(),
        "inLanguage": "nl",
        "isAccessibleForFree": True,
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "creator": _publisher(catalogue, language),
        "publisher": _publisher(catalogue, language),
        **_covered(described),
        "distribution": [_download(catalogue, one, language) for one in catalogue.distributions(scope)],
    }


def _covered(described: DatasetDescription) -> dict[str, object]:
    manifest, years = described.holdings.manifest, [one.year for one in described.documents]
    places = [{"@type": "Place", "name": manifest.bodies[body].name} for body in described.bodies]
    return {"spatialCoverage": places} | ({"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {})


def _download(catalogue: Catalogue, one: Distribution, language: Language) -> dict[str, object]:
    found: dict[str, object] = {
        "@type": "DataDownload",
        "name": one.title.say(language),
        "contentUrl": catalogue.names.download(one.path),
        "encodingFormat": one.form.media.iri.removeprefix(_MEDIA),
        "contentSize": f"{one.dump.size} B",
        "sha256": one.dump.sha256,
    }
    return found if one.texts else {**found, "license": "https://creativecommons.org/publicdomain/zero/1.0/"}


def _publisher(catalogue: Catalogue, language: Language) -> dict[str, object]:
    publisher, names = catalogue.publisher, catalogue.names
    name: Phrase = publisher.called(names.base)
    return {"@type": "Organization", "@id": publisher.node(names), "name": name.say(language)}
