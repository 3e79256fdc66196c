"""The texts of the pages about dumps and of the catalogue, in both languages."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from service.release.rights import FACT_RIGHTS, TEXT_RIGHTS

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "dumps": Phrase("Downloads", "Downloads"),
        "dumps_lead": Phrase(
            "Alles van release {release} als bestand: per document, per gemeente en van alles samen. Uitspraken en "
            "teksten staan apart, want van teksten gelden de voorwaarden van wie ze schreef.",
            "All of release {release} as files: per document, per municipality, and everything together. Statements "
            "and texts stand apart, because the terms of whoever wrote them apply to texts.",
        ),
        "everything": Phrase("Alles samen", "Everything together"),
        "whole_body": Phrase("De hele gemeente", "The whole municipality"),
        "per_body": Phrase("Per gemeente", "Per municipality"),
        "per_body_about": Phrase(
            "De bestanden van een gemeente en van elk van haar documenten.",
            "The files of a municipality and of each of its documents.",
        ),
        "file": Phrase("Bestand", "File"),
        "holds": Phrase("Wat erin staat", "What it holds"),
        "rows": Phrase("Rijen of uitspraken", "Rows or statements"),
        "get": Phrase("Ophalen", "Download"),
        "licence": Phrase("Licentie", "Licence"),
        "columns": Phrase("Kolommen", "Columns"),
        "quads_facts": Phrase("Uitspraken", "Statements"),
        "quads_texts": Phrase("Teksten van pagina's", "Texts of pages"),
        "about_facts_part": Phrase(
            "{about} Vocabulaire en herkomst staan in het bestand van alles.",
            "{about} Vocabulary and provenance stand in the file of everything.",
        ),
        "check": Phrase("Nagaan en begrijpen", "Check and understand"),
        "codebook": Phrase("Codeboek", "Codebook"),
        "codebook_about": Phrase(
            "Wat elke kolom van de tabellen betekent. Lees nummers als tekst: 1.10 is niet 1.1.",
            "What each column of the tables means. Read numbers as text: 1.10 is not 1.1.",
        ),
        "column": Phrase("Kolom", "Column"),
        "kind": Phrase("Soort", "Kind"),
        "filled": Phrase("Gevuld", "Filled"),
        "always": Phrase("altijd", "always"),
        "sometimes": Phrase("soms leeg", "may be empty"),
        "key": Phrase("sleutel", "key"),
        "sums": Phrase("de digest van elk bestand, voor sha256sum -c", "the digest of each file, for sha256sum -c"),
        "metadata": Phrase(
            "Naast elke CSV staat haar beschrijving (CSV on the Web), onder haar naam met -metadata.json; die van alle "
            "samen, met hun verbanden, heet csv-metadata.json.",
            "Beside each CSV stands its description (CSV on the Web), under its name with -metadata.json; that of all "
            "together, with how they belong together, is called csv-metadata.json.",
        ),
        "cite": Phrase("Aanhalen", "Cite"),
        "cite_pinned": Phrase(
            "Noem de release. {release} is vastgezet: wie haar naam heeft, vindt later dezelfde gegevens.",
            "Name the release. {release} is pinned: whoever has its name finds the same data later.",
        ),
        "cite_unpinned": Phrase(
            "Noem de release. {release} is niet vastgezet, en kan worden opgeruimd als er nieuwere zijn: wie haar "
            "wil aanhalen, vraagt de beheerder haar vast te zetten (doelgraaf pin {release}).",
            "Name the release. {release} is not pinned, and may be pruned when there are newer ones: whoever wants to "
            "cite it asks the operator to pin it (doelgraaf pin {release}).",
        ),
        "catalogue": Phrase("Catalogus", "Catalogue"),
        "catalogue_lead": Phrase(
            "Wat hier aan gegevens is, voor mensen en voor catalogi zoals data.overheid.nl (DCAT-AP-NL 3.0).",
            "What data there are here, for people and for catalogues such as data.overheid.nl (DCAT-AP-NL 3.0).",
        ),
        "datasets": Phrase("Gegevensverzamelingen", "Datasets"),
        "dataset": Phrase("Verzameling", "Dataset"),
        "coverage": Phrase("Hoeveel is geladen", "How much was loaded"),
        "freshness": Phrase("Nieuwste pagina", "Newest page"),
        "unknown": Phrase("niet bekend", "not known"),
        "services": Phrase("Diensten", "Services"),
        "publisher": Phrase("Uitgever", "Publisher"),
        "contact": Phrase("Contact", "Contact"),
        "source": Phrase("Bron", "Source"),
        "source_about": Phrase(
            "De woorden komen van webpagina's van de gemeente, en zijn door software gelezen.",
            "The words come from web pages of the municipality, and were read by software.",
        ),
        "unnamed": Phrase(
            "De beheerder heeft nog geen naam opgegeven (DOELGRAAF_PUBLISHER_NAME); wie publiceert is daarom alleen "
            "bij het adres bekend.",
            "The operator has not given a name yet (DOELGRAAF_PUBLISHER_NAME), so who publishes is known by the "
            "address alone.",
        ),
        "terms": Phrase("Voorwaarden", "Terms"),
        "terms_facts": FACT_RIGHTS,
        "terms_texts": TEXT_RIGHTS,
        "other_forms": Phrase("Deze catalogus voor machines", "This catalogue for machines"),
        "more_pages": Phrase("Bladzijde {page} van {last}", "Page {page} of {last}"),
        "previous": Phrase("Vorige bladzijde", "Previous page"),
        "next": Phrase("Volgende bladzijde", "Next page"),
    }
)


def words(language: Language) -> Callable[..., str]:
    """What gives a text by its name, with values filled in."""
    return lambda name, **values: PHRASES[name].say(language, **values)
