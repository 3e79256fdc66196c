"""Every text that the web pages say of themselves, in both languages. The words of codes stand in the code lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology import terms as t
from ontology.language import Language, Phrase
from service.answers.vocabulary import term_label

MONTHS: Final = tuple(
    Phrase(nl, en)
    for nl, en in (
        ("januari", "January"),
        ("februari", "February"),
        ("maart", "March"),
        ("april", "April"),
        ("mei", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("augustus", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    )
)

KINDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "goal": Phrase("Doel", "Goal"),
        "ambition": Phrase("Ambitie", "Ambition"),
        "programme": Phrase("Programma", "Programme"),
    }
)

# What a highlighted stretch of a page is; shown beside it, since colour alone tells nobody.
MARKS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "reference": Phrase("verwijzing", "reference"),
        "self": Phrase("dit doel zelf", "this goal itself"),
        "mention": Phrase("vermelding", "mention"),
        "amount": Phrase("bedrag", "amount"),
        "holder": Phrase("portefeuillehouder", "portfolio holder"),
        "target": Phrase("streefwaarde", "target"),
        "effect": Phrase("effect", "effect"),
    }
)

COMPLETE: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "yes": Phrase("volledig", "complete"),
        "no": Phrase("niet volledig", "incomplete"),
        "unknown": Phrase("volledigheid onbekend", "completeness unknown"),
    }
)

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "about_lead": Phrase(
            "Beleidsdoelen van gemeenten zoals hun begrotingen en rapportages ze vermelden: welk doel naar welk ander "
            "doel verwijst, met de woorden die dat zeggen.",
            "Policy goals of municipalities as their budgets and reports state them: which goal refers to which other "
            "goal, with the words that say so.",
        ),
        "affects": Phrase("Valt op", "Falls on"),
        "all_formats": Phrase("Deze gegevens als", "This data as"),
        "ambiguous": Phrase("Meer mogelijk", "More possible"),
        "amount": Phrase("Bedrag", "Amount"),
        "api": Phrase("JSON (API)", "JSON (API)"),
        "balance": Phrase("Saldo", "Balance"),
        "breadcrumb": Phrase("Kruimelpad", "Breadcrumb"),
        "built_at": Phrase("gebouwd op {moment}", "built on {moment}"),
        "captured_at": Phrase("vastgelegd op {moment}", "captured on {moment}"),
        "coverage": Phrase("Dekking", "Coverage"),
        "coverage_line": Phrase(
            "{goals_read} van {goals_expected} doelen ingelezen, {versions_named} alleen genoemd",
            "{goals_read} of {goals_expected} goals loaded, {versions_named} only named",
        ),
        "coverage_line_unknown": Phrase(
            "ingelezen doelen: {goals_read}, alleen genoemd: {versions_named}; hoeveel het document telt is onbekend",
            "goals loaded: {goals_read}, only named: {versions_named}; how many the document has is not known",
        ),
        "cut": Phrase("De eerste {shown} worden getoond.", "The first {shown} are shown."),
        "data": Phrase("Gegevens", "Data"),
        "definition": Phrase("Betekenis", "Meaning"),
        "deviations": Phrase("Afwijkingen", "Deviations"),
        "document": Phrase("Document", "Document"),
        "documents": Phrase("Wat is ingelezen", "What is loaded"),
        "edition": Phrase("Editie {edition}", "Edition {edition}"),
        "effect": Phrase("Effect", "Effect"),
        "expenditure": Phrase("Lasten", "Expenditure"),
        "exported_at": Phrase("export van {moment}", "export of {moment}"),
        "find": Phrase("Zoek", "Find"),
        "find_label": Phrase("Ga naar een nummer", "Go to a number"),
        "find_hint": Phrase("Bijvoorbeeld 2.2.2, of 4 voor een programma", "For example 2.2.2, or 4 for a programme"),
        "find_none": Phrase(
            "Geen doel, ambitie of programma heeft het nummer {number} in wat is ingelezen.",
            "No goal, ambition or programme has the number {number} in what is loaded.",
        ),
        "find_title": Phrase("Nummer {number}", "Number {number}"),
        "goals": Phrase("Doelen", "Goals"),
        "holders": Phrase("Portefeuillehouder", "Portfolio holder"),
        "holders_none": Phrase("niet vermeld", "not stated"),
        "home": Phrase("Begin", "Home"),
        "in_document": Phrase("in {document}", "in {document}"),
        "in_text": Phrase("in de tekst", "in the text"),
        "incoming": Phrase("Wat hierheen wijst", "What points here"),
        "incoming_count": Phrase("{count} keer", "{count} times"),
        "legend": Phrase("In de tekst gemarkeerd", "Highlighted in the text"),
        "name_borrowed": Phrase("naam gevonden via: {how}", "name found by: {how}"),
        "named_only": Phrase(
            "Van {label} is geen pagina ingelezen. Bekend is alleen dat andere pagina's het noemen, in deze woorden.",
            "No page of {label} was loaded. All that is known is that other pages name it, in these words.",
        ),
        "named_only_short": Phrase("geen pagina ingelezen", "no page loaded"),
        "named_place_only": Phrase(
            "Geen ingelezen pagina noemt het in haar tekst; het volgt uit de nummering van wat eronder valt.",
            "No loaded page names it in its text; it follows from the numbers of what falls under it.",
        ),
        "no_text": Phrase(
            "Van deze pagina is geen tekst in deze uitgave.", "There is no text of this page in this release."
        ),
        "not_found_remedy": Phrase(
            "Zoek een doel bij zijn nummer met het vak bovenaan, of begin bij wat is ingelezen.",
            "Find a goal by its number with the box at the top, or start from what is loaded.",
        ),
        "not_found_lead": Phrase(
            "Op dit adres staat niets in deze uitgave.", "There is nothing at this address in this release."
        ),
        "notes": Phrase("Kaderstellende nota's", "Framework notes"),
        "open_data": Phrase(
            "Open gegevens (CC0); teksten blijven van de gemeente.", "Open data (CC0); texts remain the municipality's."
        ),
        "page": Phrase("Bron", "Source"),
        "page_address": Phrase("pagina van de gemeente", "page of the municipality"),
        "page_text": Phrase("Tekst van de pagina", "Text of the page"),
        "parts": Phrase("Wat eronder valt", "What falls under it"),
        "property": Phrase("Eigenschap", "Property"),
        "recurrence": Phrase("Aard", "Nature"),
        "references": Phrase("Verwijzingen", "References"),
        "references_none": Phrase(
            "De tekst verwijst niet naar een ander doel, andere ambitie of ander programma.",
            "The text refers to no other goal, ambition or programme.",
        ),
        "referring": Phrase("Wordt genoemd door", "Referred to by"),
        "referring_none": Phrase("Geen ingelezen pagina verwijst hierheen.", "No loaded page refers here."),
        "relation": Phrase("Relatie", "Relation"),
        "release": Phrase("Uitgave", "Release"),
        "resolution": Phrase("Uitkomst", "Resolution"),
        "revenue": Phrase("Baten", "Revenue"),
        "sentence": Phrase("Zin", "Sentence"),
        "skip": Phrase("Naar de inhoud", "Skip to content"),
        "sparql": Phrase("SPARQL", "SPARQL"),
        "sparql_title": Phrase("Vragen stellen in SPARQL", "Ask in SPARQL"),
        "sparql_lead": Phrase(
            "Schrijf een vraag of begin met een voorbeeld. De vraag gaat over alle documenten die zijn ingelezen.",
            "Write a query or begin with an example. It is asked of every document that was loaded.",
        ),
        "sparql_query": Phrase("Vraag", "Query"),
        "sparql_form": Phrase("Antwoord als", "Answer as"),
        "sparql_table": Phrase("tabel", "table"),
        "sparql_ask": Phrase("Stel de vraag", "Ask"),
        "sparql_examples": Phrase("Voorbeelden", "Examples"),
        "sparql_prefixes": Phrase("Deze prefixen hoeft u niet te declareren", "You need not declare these prefixes"),
        "suggestions": Phrase("Wat er wel is", "What there is"),
        "term": Phrase("Term", "Term"),
        "text_note": Phrase(
            "De tekst staat hier woord voor woord zoals op de pagina van de gemeente; de markeringen zijn toegevoegd.",
            "The text stands here word for word as on the municipality's page; the highlights were added.",
        ),
        "title": Phrase("Doelgraaf", "Doelgraaf"),
        "value": Phrase("Waarde", "Value"),
        "vocabulary": Phrase("Vocabulaire", "Vocabulary"),
        "vocabulary_lead": Phrase(
            "De woorden waarmee de gegevens zijn geschreven: klassen, eigenschappen en codelijsten.",
            "The words in which the data is written: classes, properties and code lists.",
        ),
        "where": Phrase("Plaats", "Place"),
        "which": Phrase("Naar", "To"),
        "words": Phrase("Woorden", "Words"),
        "amount_none": Phrase(
            "geen bedrag genoemd",
            "no amount named",
        ),
        "attested_note": Phrase(
            "De datums zijn die van de eerste en de laatste pagina waaruit dit blijkt, "
            "niet van begin en einde van de portefeuille.",
            "The dates are those of the first and the last page that shows this, "
            "not of the start and end of the portfolio.",
        ),
        "first_attested": Phrase(
            "Eerst vermeld",
            "First attested",
        ),
        "last_attested": Phrase(
            "Laatst vermeld",
            "Last attested",
        ),
        "from": Phrase(
            "Vanuit",
            "From",
        ),
        "name": Phrase(
            "Naam",
            "Name",
        ),
        "page_data": Phrase(
            "herkomst en controlegetal",
            "origin and digest",
        ),
        "year": Phrase("Jaar", "Year"),
    }
)


# Terms of others that a description shows; our own have their labels in the vocabulary.
FOREIGN_TERMS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        t.RDF_TYPE: Phrase("soort", "type"),
        t.RDFS_LABEL: Phrase("naam", "label"),
        t.SKOS_PREF_LABEL: Phrase("voorkeursnaam", "preferred label"),
        t.SKOS_NOTATION: Phrase("code", "notation"),
        t.SKOS_DEFINITION: Phrase("betekenis", "definition"),
        t.SKOS_IN_SCHEME: Phrase("in begrippenlijst", "in scheme"),
        t.SKOS_TOP_CONCEPT_OF: Phrase("hoofdbegrip van", "top concept of"),
        t.DCTERMS_TITLE: Phrase("titel", "title"),
        t.DCTERMS_DESCRIPTION: Phrase("tekst", "text"),
        t.DCTERMS_SOURCE: Phrase("adres van de bron", "address of the source"),
        t.FOAF_NAME: Phrase("naam", "name"),
        t.FOAF_PERSON: Phrase("persoon", "person"),
        t.ORG_MEMBER: Phrase("lid", "member"),
        t.ORG_ORGANIZATION: Phrase("organisatie", "organisation"),
        t.ORG_ROLE: Phrase("rol", "role"),
        t.ORG_UNIT_OF: Phrase("onderdeel van", "unit of"),
        t.PROV_USED: Phrase("gebruikte", "used"),
        t.PROV_WAS_GENERATED_BY: Phrase("gemaakt door", "was generated by"),
        t.PROV_WAS_ASSOCIATED_WITH: Phrase("uitgevoerd door", "was associated with"),
        t.QB_IN_DATA_SET: Phrase("in geldtabel", "in data set"),
        t.QB_OBSERVATION: Phrase("bedrag in een geldtabel", "observation"),
        t.QB_DATA_SET: Phrase("geldtabel", "data set"),
        t.OBEU_AMOUNT: Phrase("bedrag", "amount"),
        t.OBEU_CURRENCY: Phrase("munt", "currency"),
        t.OBEU_FISCAL_YEAR: Phrase("begrotingsjaar", "fiscal year"),
        t.OBEU_ORGANIZATION: Phrase("organisatie", "organisation"),
        t.OBEU_BUDGET_PHASE: Phrase("begrotingsfase", "budget phase"),
    }
)


def term_name(iri: str, language: Language) -> str:
    """What people call a class or property, of ours or of others."""
    foreign = FOREIGN_TERMS.get(iri)
    return foreign.say(language) if foreign else term_label(iri, language)


@dataclass(frozen=True, slots=True)
class Voice:
    """The phrases in one language, as templates use them."""

    language: Language

    def __call__(self, name: str, **values: object) -> str:
        """A phrase by its name, with the values filled in."""
        return PHRASES[name].say(self.language, **values)

    def kind(self, kind: str) -> str:
        """The word for goal, ambition or programme."""
        return KINDS[kind].say(self.language)

    def mark(self, kind: str) -> str:
        """The word for a kind of highlight."""
        return MARKS[kind].say(self.language)

    def complete(self, code: str) -> str:
        """The words for yes, no or unknown, said of the completeness of a document."""
        return COMPLETE[code].say(self.language)
