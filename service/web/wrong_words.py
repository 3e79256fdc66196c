"""What the page "Klopt dit niet?" says, in both languages, and the mail that it prepares. Knows no statement."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

WRONG: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "wrong": Phrase("Klopt dit niet?", "Is this wrong?"),
        "wrong_title": Phrase("Klopt dit niet? {called}", "Is this wrong? {called}"),
        "wrong_about": Phrase(
            "Alles hieronder is door een programma gelezen van {page}. Een programma leest wel eens verkeerd, en ook "
            "een pagina kan een fout hebben. Bij elke uitspraak staat wat er gelezen is, op welke woorden, en een "
            "regel waarmee de beheerder het verbetert.",
            "All of this was read from {page} by a program. Programs sometimes misread, and a page may have a mistake "
            "of its own. With each statement stands what was read, on which words, and an entry with which the "
            "operator corrects it.",
        ),
        "wrong_page": Phrase("de pagina van de gemeente", "the page of the municipality"),
        "wrong_how_mail": Phrase(
            "Volg de maillink bij de uitspraak, en schrijf in de mail wat er volgens u hoort te staan. De rest "
            "staat er al in.",
            "Follow the mail link with the statement, and write in the mail what you think should stand there. "
            "The rest is already in it.",
        ),
        "wrong_how_entry": Phrase(
            "Stuur de regel met de juiste waarde aan wie deze dienst beheert. Staat de fout op de pagina van de "
            "gemeente zelf, meld haar dan daar: deze dienst geeft alleen weer wat er staat.",
            "Send the entry with the right value to whoever runs this service. If the mistake is on the page of the "
            "municipality itself, tell them: this service only shows what stands there.",
        ),
        "wrong_operator": Phrase(
            "Voor de beheerder: zet de regel in corrections.yml naast de pagina's, vul de juiste waarde in, en voer "
            "doelgraaf ingest en doelgraaf publish weer uit. De correctie blijft zichtbaar bij de uitspraak.",
            "For the operator: put the entry in corrections.yml beside the pages, fill in the right value, and run "
            "doelgraaf ingest and doelgraaf publish again. The correction stays visible with the statement.",
        ),
        "wrong_words": Phrase("woorden op de pagina", "words on the page"),
        "wrong_place": Phrase("tekens {start} tot {end}", "characters {start} to {end}"),
        "wrong_iri": Phrase("adres van de uitspraak", "address of the statement"),
        "wrong_entry": Phrase("regel voor corrections.yml", "entry for corrections.yml"),
        "wrong_mail": Phrase("Mail dit aan de beheerder", "Mail this to the operator"),
        "wrong_back": Phrase("terug naar de pagina", "back to the page"),
        "wrong_no_page": Phrase(
            "Van {called} is geen pagina geladen: er is niets van gelezen dat verbeterd kan worden.",
            "No page of {called} was loaded: nothing was read of it that could be corrected.",
        ),
    }
)
GROUPS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "page": Phrase("Waar de pagina over gaat", "What the page is about"),
        "holders": Phrase("Portefeuillehouders", "Portfolio holders"),
        "references": Phrase("Verwijzingen", "References"),
        "amounts": Phrase("Bedragen", "Amounts"),
        "effects": Phrase("Financiële effecten", "Financial effects"),
        "text": Phrase("Criteria, activiteiten en nota's", "Criteria, activities and notes"),
        "missed": Phrase("Wat ontbreekt", "What is missing"),
    }
)
SUBJECT: Final = Phrase("Klopt dit niet? {what} {called}", "Is this wrong? {what} {called}")
BODY: Final = Phrase(
    "Wat er volgens mij hoort te staan:\n\n\nUitspraak: {thing}\nPagina: {page}\nWoorden op de pagina: {words}\n\n"
    "Regel voor corrections.yml (vul de juiste waarde in):\n\n{entry}\nRelease: {release}\n",
    "What I think should stand there:\n\n\nStatement: {thing}\nPage: {page}\nWords on the page: {words}\n\n"
    "Entry for corrections.yml (fill in the right value):\n\n{entry}\nRelease: {release}\n",
)
