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
            "Alles hieronder is door een programma gelezen van",
            "All of this was read by a program from",
        ),
        "wrong_about_more": Phrase(
            "Een programma leest wel eens verkeerd, en ook "
            "een pagina kan een fout hebben. Bij elke uitspraak staat wat er gelezen is, op welke woorden, en een "
            "regel waarmee de beheerder het verbetert.",
            "Programs sometimes misread, and a page may have a mistake "
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
            "Voor de beheerder: zet de regel in corrections.yml naast de pagina's, vul why en de juiste waarde in, en "
            "voer doelgraaf ingest en doelgraaf publish weer uit. Een tekst met een dubbele punt erin krijgt dubbele "
            "aanhalingstekens. Meer regels mogen onder elkaar staan zoals ze hier "
            "staan, elk met het eigen kopje. De correctie blijft zichtbaar bij de uitspraak.",
            "For the operator: put the entry in corrections.yml beside the pages, fill in why and the right value, and "
            "run doelgraaf ingest and doelgraaf publish again. A text with a colon in it gets double quotation marks. "
            "Several entries may stand one below the other just as "
            "they stand here, each with its own heading. The correction stays visible with the statement.",
        ),
        "wrong_words": Phrase("woorden op de pagina", "words on the page"),
        "wrong_place": Phrase("tekens {start} tot {end}", "characters {start} to {end}"),
        "wrong_iri": Phrase("adres van de uitspraak", "address of the statement"),
        "wrong_entry": Phrase("regel voor corrections.yml", "entry for corrections.yml"),
        "wrong_already": Phrase("al gecorrigeerd", "corrected already"),
        "wrong_entry_again": Phrase(
            "De beheerder heeft dit al gecorrigeerd; hierboven staat wat er nu geldt. Klopt dat ook niet, zet dan deze "
            "regel, verbeterd, in de plaats van de eerdere in corrections.yml: twee regels die elkaar tegenspreken "
            "worden niet gevolgd",
            "The operator has corrected this already; above stands what holds now. If that is wrong too, put this "
            "entry, mended, in the place of the earlier one in corrections.yml: two entries that contradict each other "
            "are not followed",
        ),
        "wrong_settled": Phrase("Al gecorrigeerd", "Corrected already"),
        "wrong_settled_lead": Phrase(
            "Dit is door de beheerder weggehaald of anders gelegd, en staat daarom niet tussen de uitspraken "
            "hierboven. Is dat onterecht, haal dan de regel uit corrections.yml.",
            "The operator took this away or put it otherwise, so that it is not among the statements above. If that is "
            "not right, take the entry out of corrections.yml.",
        ),
        "wrong_mail": Phrase("Mail dit aan de beheerder", "Mail this to the operator"),
        "wrong_none": Phrase(
            "Hiervan is niets gelezen. Staat het wel op de pagina, zie dan wat ontbreekt.",
            "Nothing was read of this. If it does stand on the page, see what is missing.",
        ),
        "wrong_no_entry": Phrase("Geen regel voor corrections.yml", "No entry for corrections.yml"),
        "wrong_no_entry_then": Phrase(
            "Wat altijd kan: mail wie deze dienst beheert, met het adres hierboven en wat er niet klopt.",
            "What can always be done: mail whoever runs this service, with the address above and what is wrong.",
        ),
        "wrong_otherwise": Phrase(
            "Staat het er niet bij, mail dan wie deze dienst beheert, met het adres en wat er niet klopt.",
            "If it is not among these, mail whoever runs this service, with the address and what is wrong.",
        ),
        "wrong_leads": Phrase("Waar het te verbeteren is", "Where it can be corrected"),
        "wrong_all_of_page": Phrase("alles wat van deze pagina gelezen is", "all that was read from this page"),
        "wrong_back": Phrase("terug naar de pagina", "back to the page"),
        "wrong_no_page": Phrase(
            "Van {called} is geen pagina geladen, en er is dus niets van gelezen.",
            "No page of {called} was loaded, so that nothing was read of it.",
        ),
    }
)
GROUPS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "page": Phrase("Waar de pagina over gaat", "What the page is about"),
        "holders": Phrase("Portefeuillehouders", "Portfolio holders"),
        "references": Phrase("Verwijzingen", "References"),
        "amounts": Phrase("Bedragen", "Amounts"),
        "effects": Phrase("Afwijkingen en financiële effecten", "Deviations and financial effects"),
        "text": Phrase("Criteria, activiteiten en nota's", "Criteria, activities and notes"),
        "targets": Phrase("Streefwaarden", "Targets"),
        "mentions": Phrase("Vermeldingen", "Mentions"),
        "words": Phrase("Andere woorden", "Other words"),
        "identity": Phrase("Welk doel het is", "Which goal it is"),
        "missed": Phrase("Wat ontbreekt", "What is missing"),
    }
)
SUBJECT: Final = Phrase("Klopt dit niet? {what}", "Is this wrong? {what}")
BODY: Final = Phrase(
    "Wat er volgens mij hoort te staan:\n\n\nUitspraak: {thing}\nPagina: {page}\nWoorden op de pagina: {words}\n\n"
    "{entry}\nRelease: {release}\n",
    "What I think should stand there:\n\n\nStatement: {thing}\nPage: {page}\nWords on the page: {words}\n\n"
    "{entry}\nRelease: {release}\n",
)
ENTRY: Final = Phrase(
    "Regel voor corrections.yml (vul de juiste waarde in):\n\n{entry}",
    "Entry for corrections.yml (fill in the right value):\n\n{entry}",
)
NO_ENTRY: Final = Phrase(
    "Hiervoor is er geen regel voor corrections.yml.", "There is no entry for corrections.yml for this."
)
