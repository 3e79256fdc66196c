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
    "no-text": Phrase(
        "de HTML toont geen tekst, misschien omdat scripts de pagina vullen; sla haar op vanuit een browser",
        "the HTML shows no text, perhaps because scripts fill the page; save it from a browser",
    ),
    "too-many-lines": Phrase(
        "de HTML toont meer dan 100.000 regels en kan geen pagina zijn; splits haar of haal haar weg",
        "the HTML shows more than 100,000 lines and can be no page; split it or take it away",
    ),
    "mixed-encoding": Phrase(
        "het bestand mengt UTF-8 en Windows-1252; elk stuk is in zijn codering gelezen; leg de pagina opnieuw vast",
        "the file mixes UTF-8 and Windows-1252; each piece was read in its own; capture the page again",
    ),
    "damaged-text": Phrase(
        "hier zijn tekens verloren of verminkt; leg de pagina opnieuw vast als UTF-8",
        "characters are lost or garbled here; capture the page again as UTF-8",
    ),
    "no-page-inside": Phrase(
        "in deze opgeslagen webpagina staat geen (hele) HTML-pagina; sla de pagina opnieuw op, of alleen de HTML",
        "there is no (whole) HTML page in this saved web page; save the page again, or just its HTML",
    ),
    "damaged-archive": Phrase(
        "het archief is beschadigd of afgebroken; wat ervoor stond is gelezen; maak het opnieuw (WARC: een gzip per "
        "record, zoals wget en `warcio recompress` doen)",
        "the archive is damaged or cut off; what stood before was read; make it again (WARC: a gzip member per record, "
        "as wget and `warcio recompress` do)",
    ),
    "archive-bomb": Phrase(
        "het archief pakt uit tot meer dan 200 maal zijn grootte en wordt niet gelezen; haal het weg of splits het",
        "the archive unpacks to more than 200 times its size and is not read; take it away or split it",
    ),
    "nested-archive": Phrase(
        "een archief in een archief wordt niet gelezen; pak het buitenste uit",
        "an archive in an archive is not read; unpack the outer one",
    ),
    "encrypted": Phrase(
        "dit bestand is versleuteld; maak het archief zonder wachtwoord",
        "this file is encrypted; make the archive without a password",
    ),
    "odd-name": Phrase(
        "deze naam wijst buiten het archief of is geen naam; hernoem het bestand en maak het archief opnieuw",
        "this name points outside the archive or is none; rename the file and make the archive again",
    ),
    "unknown-packing": Phrase(
        "ingepakt met {packing}, dat niet gelezen wordt; pak in met deflate of gzip",
        "packed with {packing}, which is not read; pack it with deflate or gzip",
    ),
    "not-captured": Phrase(
        "de server antwoordde met status {status}; leg de pagina opnieuw vast",
        "the server answered with status {status}; capture the page again",
    ),
    "odd-record": Phrase(
        "adres, tijd of status in het webarchief is niet bruikbaar: {fault}; leg de pagina opnieuw vast",
        "address, time or status in the web archive can't be used: {fault}; capture the page again",
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
        "dit is groter dan 4 MB en kan geen pagina zijn; splits het of haal het weg",
        "this is larger than 4 MB and can be no page; split it or take it away",
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
