"""Issues: what could not be read as it should, and the remedy, in words for the operator."""

from typing import Final

import msgspec

from ontology.language import Language, Phrase

PHRASES: Final = {
    "empty-file": Phrase(
        "het bestand is leeg; leg de pagina opnieuw vast", "the file is empty; capture the page again"
    ),
    "pdf": Phrase(
        "een pdf wordt niet gelezen; bied de webpagina van het doel aan",
        "a PDF is not read; offer the web page of the goal",
    ),
    "binary-file": Phrase(
        "het bestand bevat geen tekst; bied de pagina als tekst aan", "the file holds no text; offer the page as text"
    ),
    "html": Phrase(
        "HTML wordt niet gelezen; bied de tekst van de pagina aan (.txt)",
        "HTML is not read; offer the text of the page (.txt)",
    ),
    "unknown-layout": Phrase(
        "geen bekende opmaak; tekst en verwijzingen zijn bewaard, de pagina komt niet in de graaf; "
        "beschrijf de opmaak in sources/*.yml",
        "no known layout; text and references are kept, it stays out of the graph; describe it in sources/*.yml",
    ),
    "no-goal": Phrase(
        "de pagina noemt geen doel met een nummer; bied de pagina van één doel aan",
        "the page states no goal with a number; offer the page of one goal",
    ),
    "truncated-page": Phrase(
        "de pagina heeft geen voettekst en lijkt afgebroken; leg haar opnieuw vast",
        "the page has no footer and seems to be cut off; capture it again",
    ),
    "unknown-organisation": Phrase(
        "niet te zeggen van welke organisatie de pagina is; zet `source:` in een sidecar (NAAM.yml) of in bodies.yml",
        "no telling whose page this is; put `source:` in a sidecar (NAME.yml) or add to bodies.yml",
    ),
    "unknown-document": Phrase(
        "niet te zeggen uit welk document de pagina komt; zet `source:` of `document:` in een sidecar (NAAM.yml)",
        "no telling which document the page is from; put `source:` or `document:` in a sidecar (NAME.yml)",
    ),
    "document-differs": Phrase(
        "de pagina noemt een ander document dan sidecar, adres of bodies.yml; verbeter wat niet klopt",
        "the page names another document than sidecar, address or bodies.yml; correct what is wrong",
    ),
    "number-differs": Phrase(
        "het adres noemt een ander nummer dan de pagina; verbeter het adres in de sidecar",
        "the address has another number than the page; correct the address in the sidecar",
    ),
    "same-goal": Phrase(
        "deze pagina en {other} beschrijven hetzelfde doel; de nieuwste telt; haal één van beide weg",
        "this page and {other} describe the same goal; the newest one counts; take one of the two away",
    ),
    "unread-line": Phrase(
        "deze regel is niet begrepen; beschrijf haar in sources/*.yml",
        "this line was not understood; describe it in sources/*.yml",
    ),
    "odd-holder": Phrase(
        "dit lijkt geen naam van een portefeuillehouder", "this does not look like the name of a portfolio holder"
    ),
    "odd-amount": Phrase(
        "dit bedrag is niet begrepen; kijk op de pagina, en verbeter de tekst als die verkeerd is vastgelegd",
        "this amount was not understood; look at the page, and correct the text if it was captured wrongly",
    ),
    "odd-stamp": Phrase("dit tijdstip bestaat niet", "this moment does not exist"),
    "too-large": Phrase(
        "het bestand is groter dan 4 MB en kan geen pagina zijn; splits het of haal het weg",
        "the file is larger than 4 MB and can be no page; split it or take it away",
    ),
    "gone-without-address": Phrase(
        "de pagina is weg volgens haar sidecar, maar haar adres ontbreekt; zet `source:` in de sidecar",
        "the page is gone by its sidecar, but its address is missing; put `source:` in the sidecar",
    ),
    "gone-unknown": Phrase(
        "de dataset heeft geen pagina op {address}, die weg zou zijn; verbeter `source:` in de sidecar",
        "the dataset has no page at {address}, which is said to be gone; correct `source:` in the sidecar",
    ),
    "unknown-family": Phrase(
        "bodies.yml noemt de portaalfamilie {family}, die niet beschreven is; zet haar in sources/*.yml",
        "bodies.yml names the portal family {family}, which is not described; put it in sources/*.yml",
    ),
    "bad-sidecar": Phrase("de sidecar is niet bruikbaar: {fault}", "the sidecar can't be used: {fault}"),
}


class PageIssue(msgspec.Struct, frozen=True, rename="camel", order=True):
    """An issue of one file of the input; `values` fill the places in its phrase."""

    path: str
    code: str
    start: int | None = None
    end: int | None = None
    excerpt: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)

    def say(self, language: Language) -> str:
        """The issue in one line: file, place, what, remedy."""
        place = "" if self.start is None else f" [{self.start}-{self.end}]"
        excerpt = f" «{self.excerpt}»" if self.excerpt else ""
        return f"{self.path}{place}: {PHRASES[self.code].say(language, **self.values)}{excerpt}"


def message(code: str, **values: str) -> str:
    """An issue's words for a record, which are in English whoever reads it."""
    return PHRASES[code].say(Language.EN, **values)
