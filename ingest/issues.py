"""Issues: what could not be read as it should, and the remedy, in words for the operator."""

from types import MappingProxyType
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
    "number-of-other": Phrase(
        "in de familie {family} is {number} het nummer van een {kind}; kies in bodies.yml een andere familie "
        "(`family:`), of geef `numbers:` in sources/*.yml",
        "in family {family} {number} is the number of a {kind}; choose another family in bodies.yml (`family:`), or "
        "give `numbers:` in sources/*.yml",
    ),
    "number-of-nothing": Phrase(
        "in de familie {family} is {number} nergens het nummer van; kies in bodies.yml een andere familie "
        "(`family:`), of geef `numbers:` in sources/*.yml",
        "in family {family} {number} is the number of nothing; choose another family in bodies.yml (`family:`), or "
        "give `numbers:` in sources/*.yml",
    ),
    "truncated-page": Phrase(
        "de pagina heeft geen voettekst en lijkt afgebroken; leg haar opnieuw vast",
        "the page has no footer and seems to be cut off; capture it again",
    ),
    "unknown-organisation": Phrase(
        "niet te zeggen van welke organisatie de pagina is; zet haar host of map in bodies.yml, of bij een los bestand "
        "`source:` of `organisation:` in een sidecar (NAAM.yml)",
        "no telling whose page this is; put its host or folder in bodies.yml, or beside a file of its own a sidecar "
        "(NAME.yml) with `source:` or `organisation:`",
    ),
    "unknown-document": Phrase(
        "niet te zeggen uit welk document de pagina komt; zet het bij haar host of map in bodies.yml (`documents:`, "
        "één document), of bij een los bestand `source:` of `document:` in een sidecar (NAAM.yml)",
        "no telling which document the page is from; put it with its host or folder in bodies.yml (`documents:`, one "
        "document), or beside a file of its own a sidecar (NAME.yml) with `source:` or `document:`",
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
        "deze pagina en {other} beschrijven hetzelfde doel; de nieuwste telt; haal één van beide weg, of zet "
        "`capturedAt:` in hun sidecars als niet te zien is welke de nieuwste is",
        "this page and {other} describe the same goal; the newest one counts; take one of the two away, or put "
        "`capturedAt:` in their sidecars where no telling which is the newest",
    ),
    "unread-line": Phrase(
        "deze regel is niet begrepen; beschrijf haar in sources/*.yml",
        "this line was not understood; describe it in sources/*.yml",
    ),
    "odd-holder": Phrase(
        "dit lijkt geen naam van een portefeuillehouder; zeg in corrections.yml of het er een is",
        "this does not look like the name of a portfolio holder; say in corrections.yml whether it is one",
    ),
    "glued-cells": Phrase(
        "hier zijn cellen van een tabel aan elkaar geplakt; leg de pagina opnieuw vast als HTML",
        "cells of a table are glued together here; capture the page again as HTML",
    ),
    "odd-amount": Phrase(
        "dit bedrag is niet begrepen; kijk op de pagina, en verbeter de tekst als die verkeerd is vastgelegd",
        "this amount was not understood; look at the page, and correct the text if it was captured wrongly",
    ),
    "odd-scale": Phrase(
        "deze schaal kan niet kloppen met de bedragen; die zijn gelezen zoals ze er staan; kijk op de pagina",
        "this scale can't be true of the amounts, which were read as they are printed; look at the page",
    ),
    "odd-row": Phrase(
        "deze rij heeft een ander aantal cellen dan de tabel kolommen; alleen wat zeker is, is gelezen; leg de pagina "
        "vast als HTML of tekst met lege cellen",
        "this row has another number of cells than the table has columns; only what is certain was read; capture the "
        "page with its empty cells",
    ),
    "odd-column": Phrase(
        "van deze kolom is niet zeker van welke regel, welk jaar of welke fase de bedragen zijn; beschrijf de kop in "
        "sources/*.yml",
        "it is not certain of which line, year or phase the amounts of this column are; describe its head in "
        "sources/*.yml",
    ),
    "odd-effect": Phrase(
        "dit effect valt op meer dan één doel of programma, zonder te zeggen hoeveel op elk; zet het in "
        "corrections.yml",
        "this effect falls on more than one goal or programme, without saying how much on each; put it in "
        "corrections.yml",
    ),
    "odd-stamp": Phrase("dit tijdstip bestaat niet", "this moment does not exist"),
    "too-large": Phrase(
        "dit is groter dan 4 MB en kan geen pagina zijn; splits het of haal het weg",
        "this is larger than 4 MB and can be no page; split it or take it away",
    ),
    "too-many-of-a-kind": Phrase(
        "het document heeft {found} keer {kind}, meer dan de {most} die deze familie verwacht; "
        "kijk of er pagina's van een ander document bij zitten, of verruim `counts` in sources/*.yml",
        "the document has {found} of kind {kind}, more than the {most} that this family expects; "
        "see whether pages of another document are among them, or widen `counts` in sources/*.yml",
    ),
    "too-few-of-a-kind": Phrase(
        "het document heet compleet, maar heeft {found} keer {kind}, minder dan de {least} die deze familie verwacht; "
        "leg de ontbrekende pagina's vast, zeg met `goalsExpected` in bodies.yml of `counts` in sources/*.yml dat "
        "het er minder zijn, of haal `complete: true` weg",
        "the document is said to be complete, yet has {found} of kind {kind}, fewer than the {least} that this family "
        "expects; capture the missing pages, say with `goalsExpected` in bodies.yml or `counts` in sources/*.yml that "
        "there are fewer, or take `complete: true` away",
    ),
    "too-few-goals": Phrase(
        "het document heet compleet, maar heeft {found} doelen, minder dan de {least} van `goalsExpected`; leg de "
        "ontbrekende pagina's vast, of verbeter `goalsExpected` of `complete` in bodies.yml",
        "the document is said to be complete, yet has {found} goals, fewer than the {least} of `goalsExpected`; "
        "capture the missing pages, or correct `goalsExpected` or `complete` in bodies.yml",
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
        "bodies.yml noemt de portaalfamilie {family}, die niet beschreven is; kies uit {known}, of beschrijf haar in "
        "sources/*.yml",
        "bodies.yml names the portal family {family}, which is not described; choose from {known}, or describe it in "
        "sources/*.yml",
    ),
    "unlisted-key": Phrase(
        "`{key}` past bij geen pagina van deze invoer; hosts hier: {hosts}; mappen hier: {folders} (`.` is de map van "
        "dit bestand); schrijf één daarvan, of haal de sleutel weg",
        "`{key}` fits no page of this input; hosts here: {hosts}; folders here: {folders} (`.` is the folder of this "
        "file); write one of these, or take the key away",
    ),
    "correction-no-page": Phrase(
        "de dataset heeft de pagina niet die deze correctie noemt; verbeter `page:`, bied de pagina aan, of haal de "
        "correctie weg",
        "the dataset does not have the page that this correction names; correct `page:`, offer the page, or take the "
        "correction away",
    ),
    "correction-no-words": Phrase(
        "deze woorden staan niet (meer) op de pagina; neem ze letterlijk over, of haal de correctie weg",
        "these words are not, or no longer, on the page; copy them exactly, or take the correction away",
    ),
    "correction-shifted": Phrase(
        "op deze posities staan andere woorden: de tekst is verschoven of veranderd; verbeter `start` en `end`",
        "other words stand at these offsets: the text shifted or changed; correct `start` and `end`",
    ),
    "correction-not-read": Phrase(
        "deze woorden staan op de pagina, maar zijn daar niet gelezen als iets voor `{what}`; neem precies de woorden "
        "over die gelezen zijn (`doelgraaf read` toont ze), of voeg toe met `add: true` waar dat kan",
        "these words are on the page, but were not read there as anything for `{what}`; copy exactly the words that "
        "were read (`doelgraaf read` shows them), or use `add: true` where that can be",
    ),
    "correction-ambiguous": Phrase(
        "dit staat er {found} keer; zeg met `nth:` de hoeveelste bedoeld is",
        "this stands there {found} times; say with `nth:` which one is meant",
    ),
    "correction-too-few": Phrase(
        "`nth: {nth}` is er niet, want dit staat er {found} keer; verbeter `nth:`",
        "there is no `nth: {nth}`, because this stands there {found} times; correct `nth:`",
    ),
    "correction-of-which": Phrase(
        "op deze plaats zijn meer verwijzingen gelezen, met nummers {numbers}; zeg met `of:` welke bedoeld is",
        "several references were read at this place, with the numbers {numbers}; say with `of:` which one is meant",
    ),
    "correction-double": Phrase(
        "dit is al gelezen onder `{what}`; haal de correctie weg, of verbeter wat er al staat",
        "this was read already for `{what}`; take the correction away, or correct what is there",
    ),
    "correction-nothing": Phrase(
        "deze correctie zegt wat er al gelezen is; zet er de juiste waarde in, of haal haar weg",
        "this correction says what was read already; put the right value in it, or take it away",
    ),
    "correction-at-odds": Phrase(
        "deze correctie en die op {other} zeggen verschillende dingen van `{key}` op één plaats, en geen van beide is "
        "gevolgd; haal er één weg",
        "this correction and the one at {other} say different things of `{key}` at one place, and neither is followed; "
        "take one of them away",
    ),
    "correction-target": Phrase(
        "geen geladen pagina beschrijft {target}; verbeter `target:`, of bied de pagina aan",
        "no loaded page describes {target}; correct `target:`, or offer the page",
    ),
    "correction-target-self": Phrase(
        "een verwijzing leidt niet naar haar eigen pagina; geef `role: self`",
        "a reference does not lead to its own page; give `role: self`",
    ),
    "correction-no-deviation": Phrase(
        "deze woorden staan in geen afwijking, en alleen daar kan een effect bij; kies andere woorden",
        "these words are in no deviation, and only there an effect can be added; choose other words",
    ),
    "correction-no-person": Phrase(
        "geen geladen pagina van deze organisatie heeft deze naam; geef de naam zoals hij gedrukt is, of haal dit weg",
        "no loaded page of this body has this name; give the name as it is printed, or take this away",
    ),
    "correction-no-version": Phrase(
        "geen geladen pagina beschrijft {version} (het dichtst erbij: {near}); verbeter `{end}:`, bied de pagina aan, "
        "of haal de correctie weg",
        "no loaded page describes {version} (nearest: {near}); correct `{end}:`, offer the page, or take the "
        "correction away",
    ),
    "correction-order": Phrase(
        "{later} komt niet na {earlier}; verwissel `earlier:` en `later:`",
        "{later} does not come after {earlier}; exchange `earlier:` and `later:`",
    ),
    "correction-apart": Phrase(
        "{earlier} en {later} zijn niet samen te brengen: er zit te veel tijd tussen, of een ervan staat twee keer in "
        "haar document; zeg het van versies die dichter bij elkaar liggen, of haal de correctie weg",
        "{earlier} and {later} can't be brought together: too much time is between them, or one of them stands twice "
        "in its document; say it of versions that are nearer, or take the correction away",
    ),
    "correction-withdrawn": Phrase(
        "deze correctie bevat woorden die zijn teruggetrokken en wordt niet gevolgd; haal die woorden eruit",
        "this correction has words in it that are withdrawn, and is not followed; take those words out",
    ),
    "bad-sidecar": Phrase("de sidecar is niet bruikbaar: {fault}", "the sidecar can't be used: {fault}"),
}


# What pages are about, as an issue calls them.
KINDS: Final = MappingProxyType(
    {
        "goal": Phrase("doel", "goal"),
        "ambition": Phrase("ambitie", "ambition"),
        "programme": Phrase("programma", "programme"),
        "activity": Phrase("activiteit", "activity"),
    }
)


class PageIssue(msgspec.Struct, frozen=True, rename="camel", order=True):
    """An issue of one file of the input; `values` fill the places in its phrase.

    A value in words has its Dutch beside it, as `{name}:nl`.
    """

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
        return f"{self.path}{place}: {_said(self.code, self.values, language)}{excerpt}"


def message(code: str, **values: str) -> str:
    """An issue's words for a record, which are in English whoever reads it."""
    return _said(code, values, Language.EN)


def _said(code: str, values: dict[str, str], language: Language) -> str:
    kind = {"kind": KINDS.get(values["kind"], values["kind"])} if "kind" in values else {}
    named = {key: values.get(f"{key}:{language}", value) for key, value in values.items() if ":" not in key}
    return PHRASES[code].say(language, **(named | kind))


def issue_line(issue: PageIssue) -> str:
    """An issue as it stands in the dataset, with its words in English."""
    fields = msgspec.to_builtins(issue) | {"message": message(issue.code, **issue.values)}
    return msgspec.json.encode(fields).decode()


def by_place(issue: PageIssue) -> tuple[str, int, str]:
    """What issues are ordered by."""
    return issue.path, issue.start or 0, issue.code
