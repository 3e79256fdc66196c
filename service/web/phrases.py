"""Every text that the web pages say of themselves, in both languages. The words of codes stand in the code lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ontology.codes import FoundBy
from ontology.dataset import Coverage
from ontology.language import Language, Phrase
from service.web.api_words import API
from service.web.doubt_words import DOUBTS
from service.web.finding_words import FINDING
from service.web.graph_words import GRAPHS
from service.web.linked_words import LINKED
from service.web.note_words import NOTES
from service.web.sparql_words import SPARQL
from service.web.start_words import START
from service.web.wrong_words import WRONG

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
        "here": Phrase("de plaats waar u heen ging", "the place you went to"),
    }
)

# Values that no address and no operator confirms.
GUESSES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "organisation": Phrase("organisatie geraden uit de tekst", "organisation guessed from the text"),
        "document": Phrase("document geraden uit de tekst", "document guessed from the text"),
        "number": Phrase("nummer geraden uit de tekst", "number guessed from the text"),
    }
)

# Where a short name comes from that the page itself does not print, by the code of `found-by`.
NAME_SOURCES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        FoundBy.ADDRESS: Phrase("naam uit het adres", "name from the address"),
        FoundBy.OTHER_DOCUMENT: Phrase("naam uit een ander document", "name from another document"),
        FoundBy.SIDECAR: Phrase("naam uit het begeleidende bestand", "name from the file beside the page"),
        FoundBy.CORRECTION: Phrase("naam uit een correctie", "name from a correction"),
    }
)

# How many of what a coverage line counts: of one, of more.
GOALS_OF: Final = (
    Phrase("{read} van 1 doel geladen", "{read} of 1 goal loaded"),
    Phrase("{read} van {expected} doelen geladen", "{read} of {expected} goals loaded"),
)
GOALS_LOADED: Final = (
    Phrase("1 doel geladen", "1 goal loaded"),
    Phrase("{read} doelen geladen", "{read} goals loaded"),
)
GOALS_NAMED: Final = (
    Phrase("1 doel alleen genoemd", "1 goal only named"),
    Phrase("{named} doelen alleen genoemd", "{named} goals only named"),
)
GOALS_UNKNOWN: Final = Phrase("hoeveel het document er telt is onbekend", "how many the document has is not known")

EFFECT_ON: Final = Phrase("{effect} op {element}", "{effect} on {element}")

COMPLETE: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "yes": Phrase("alle doelen", "every goal"),
        "no": Phrase("niet alle doelen", "not every goal"),
        "unknown": Phrase("onbekend of dit alle doelen zijn", "not known whether these are all goals"),
    }
)

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        **API,
        **DOUBTS,
        **FINDING,
        **LINKED,
        **SPARQL,
        **START,
        **WRONG,
        **NOTES,
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
        "amounts": Phrase("Tabel met bedragen", "Table of amounts"),
        "api": Phrase("JSON (API)", "JSON (API)"),
        "as_of": Phrase(
            "U ziet release {release} van {date}; in dienst is een andere.",
            "You see release {release} of {date}; another one is served.",
        ),
        "as_of_current": Phrase(
            "Bekijk dit in release {release}, die nu in dienst is.",
            "See this in release {release}, which is served now.",
        ),
        "balance": Phrase("Saldo", "Balance"),
        "balance_costs": Phrase("(lasten min baten)", "(expenditure minus revenue)"),
        "balance_gains": Phrase("(baten min lasten)", "(revenue minus expenditure)"),
        "balance_printed": Phrase("(met het teken van de pagina)", "(with the sign of the page)"),
        "breadcrumb": Phrase("Kruimelpad", "Breadcrumb"),
        "built_at": Phrase("gebouwd op {moment}", "built on {moment}"),
        "captured_at": Phrase("vastgelegd op {moment}", "captured on {moment}"),
        "coherence": Phrase("Samenhang", "How it is connected"),
        "coherence_drop": Phrase("Wat als dit vervalt?", "What if this is dropped?"),
        "coherence_impact": Phrase("Wat raakt een wijziging?", "What does a change touch?"),
        "coherence_in": Phrase("Wordt genoemd door", "Is mentioned by"),
        "coherence_network": Phrase("Toon in het netwerk", "Show in the network"),
        "coherence_out": Phrase("Noemt", "Mentions"),
        "coverage": Phrase("Dekking", "Coverage"),
        "cut": Phrase("De eerste {shown} worden getoond.", "The first {shown} are shown."),
        "data": Phrase("Gegevens", "Data"),
        "deviations": Phrase("Afwijkingen", "Deviations"),
        "document": Phrase("Document", "Document"),
        "documents": Phrase("Wat is geladen", "What is loaded"),
        "document_named_only": Phrase(
            "Van {label} is niets geladen. Bekend is alleen dat andere pagina's het document noemen, in deze woorden.",
            "Nothing of {label} was loaded. All that is known is that other pages name it, in these words.",
        ),
        "domains": Phrase("Domeinen", "Domains"),
        "edition": Phrase("Editie {edition}", "Edition {edition}"),
        "effect": Phrase("Effect", "Effect"),
        "expenditure": Phrase("Lasten", "Expenditure"),
        "catalogue": Phrase("Catalogus", "Catalogue"),
        "downloads": Phrase("Downloads", "Downloads"),
        "exported_at": Phrase("export van {moment}", "export of {moment}"),
        "facts": Phrase("de feiten als graaf", "the facts as a graph"),
        "graph": Phrase("Graaf", "Graph"),
        "goals": Phrase("Doelen", "Goals"),
        "holders": Phrase("Portefeuillehouder", "Portfolio holder"),
        "holders_all": Phrase("Portefeuillehouders", "Portfolio holders"),
        "holders_note": Phrase(
            "Geteld is elk doel van elk document waarvan een pagina de portefeuillehouder vermeldt.",
            "Every goal of every document is counted of which a page states the portfolio holder.",
        ),
        "holders_none": Phrase("niet vermeld", "not stated"),
        "home": Phrase("Begin", "Home"),
        "in_document": Phrase("in {document}", "in {document}"),
        "in_text": Phrase("in de tekst", "in the text"),
        "incoming": Phrase("Wat hierheen wijst", "What points here"),
        "incoming_count": Phrase("{count}×", "{count}×"),
        "legend": Phrase("In de tekst gemarkeerd", "Highlighted in the text"),
        "made_by": Phrase("Gemaakt door", "Made by"),
        "named_only": Phrase(
            "Van {label} is de pagina niet geladen. Bekend is alleen dat andere pagina's het noemen, in deze woorden.",
            "The page of {label} was not loaded. All that is known is that other pages name it, in these words.",
        ),
        "named_only_short": Phrase("pagina niet geladen", "page not loaded"),
        "named_place_only": Phrase(
            "Geen geladen pagina noemt het in haar tekst; het volgt uit de nummering van wat eronder valt.",
            "No loaded page names it in its text; it follows from the numbers of what falls under it.",
        ),
        "network": Phrase("Netwerk", "Network"),
        "no_text": Phrase(
            "Van deze pagina is geen tekst in deze release.", "There is no text of this page in this release."
        ),
        "notes": Phrase("Kaderstellende nota's", "Framework notes"),
        "matrix": Phrase("Matrix", "Matrix"),
        "name": Phrase("Naam", "Name"),
        "open_data": Phrase(
            "Open gegevens (CC0); teksten blijven van de gemeente.", "Open data (CC0); texts remain the municipality's."
        ),
        "organisation": Phrase("Organisatie", "Organisation"),
        "page": Phrase("Bron", "Source"),
        "page_address": Phrase("pagina van de gemeente", "page of the municipality"),
        "page_text": Phrase("Tekst van de pagina", "Text of the page"),
        "parts": Phrase("Wat eronder valt", "What falls under it"),
        "property": Phrase("Eigenschap", "Property"),
        "quotes": Phrase("De woorden op de pagina", "The words on the page"),
        "quote_empty": Phrase("Hier staan geen woorden.", "There are no words here."),
        "quote_place": Phrase("Tekens {start} tot {end} van de tekst", "Characters {start} to {end} of the text"),
        "recurrence": Phrase("Aard", "Nature"),
        "references": Phrase("Verwijzingen", "References"),
        "references_none": Phrase(
            "De tekst verwijst niet naar een ander doel, andere ambitie of ander programma.",
            "The text refers to no other goal, ambition or programme.",
        ),
        "referring": Phrase("Wordt genoemd door", "Is mentioned by"),
        "referring_none": Phrase("Geen geladen pagina verwijst hierheen.", "No loaded page refers here."),
        "relation": Phrase("Relatie", "Relation"),
        "release": Phrase("Release", "Release"),
        "resolution": Phrase("Uitkomst", "Resolution"),
        "revenue": Phrase("Baten", "Revenue"),
        "run": Phrase("een verwerking van de pagina's", "a run over the pages"),
        "score": Phrase("Score", "Score"),
        "sentence": Phrase("Zin", "Sentence"),
        "skip": Phrase("Naar de inhoud", "Skip to content"),
        "statements": Phrase("Aantal uitspraken", "Number of statements"),
        "text_note": Phrase(
            "De tekst staat hier woord voor woord zoals op de pagina van de gemeente; de markeringen zijn toegevoegd.",
            "The text stands here word for word as on the municipality's page; the highlights were added.",
        ),
        "through_picture": Phrase(
            "Nummers van dit doel in {count} documenten: {told}", "Numbers of this goal in {count} documents: {told}"
        ),
        "through_years": Phrase("Dit doel door de jaren", "This goal through the years"),
        "title": Phrase("Doelgraaf", "Doelgraaf"),
        "value": Phrase("Waarde", "Value"),
        "vocabulary": Phrase("Vocabulaire", "Vocabulary"),
        "where": Phrase("Plaats", "Place"),
        "where_to": Phrase("Waar bleef mijn doel?", "Where did my goal go?"),
        "which": Phrase("Naar", "To"),
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
        "compare": Phrase("Vergelijken", "Compare"),
        "ages": Phrase(
            "Criteria en activiteiten die er al langer zo staan", "Criteria and activities that are not new"
        ),
        "what_came": Phrase("Wat er van de activiteiten kwam", "What came of the activities"),
        "age_since": Phrase("ongewijzigd sinds", "unchanged since"),
        "age_unseen": Phrase("niet gezien in", "not seen in"),
        "items_reworded": Phrase(
            "Criteria en activiteiten die anders geformuleerd zijn", "Criteria and activities that were reworded"
        ),
        "least": Phrase("Minste zekerheid (0 tot 1)", "Least confidence (0 to 1)"),
        "least_hint": Phrase(
            "dat versies één doel zijn; geldt voor wat hier door de jaren staat. Leeg: zoals de release het aanneemt",
            "that versions are one goal; holds for what is told here through the years. Empty: as the release takes it",
        ),
        "show_so": Phrase("Toon", "Show"),
        "previous_item": Phrase("zoals het eerder stond", "as it stood before"),
        "from": Phrase(
            "Vanuit",
            "From",
        ),
        "page_data": Phrase(
            "herkomst en controlegetal",
            "origin and digest",
        ),
        "review": Phrase("Nakijkrapport", "Review"),
        "review_short": Phrase("Nakijken", "Review"),
        "trace": Phrase("Vragen over samenhang", "Questions about connections"),
        "trace_short": Phrase("Vragen", "Questions"),
        "review_about": Phrase(
            "wat vraagt om nakijken, per portefeuillehouder", "what asks for a look, by portfolio holder"
        ),
        "year": Phrase("Jaar", "Year"),
        "year_of_document": Phrase("(van het document)", "(of the document)"),
    }
)


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

    def coverage(self, found: Coverage) -> str:
        """How many goals of a document were loaded, and how many are only named."""
        named = GOALS_NAMED[found.versions_named != 1].say(self.language, named=found.versions_named)
        if found.goals_expected is not None:
            loaded = GOALS_OF[found.goals_expected != 1]
            return f"{loaded.say(self.language, read=found.goals_read, expected=found.goals_expected)}; {named}"
        loaded = GOALS_LOADED[found.goals_read != 1]
        return f"{loaded.say(self.language, read=found.goals_read)}; {named}; {GOALS_UNKNOWN.say(self.language)}"

    def graph(self, path: str) -> str:
        """What a graph holds, by its path after `/graph/`."""
        found = GRAPHS.get(path.partition("/")[0])
        return found.say(self.language) if found else ""

    def complete(self, code: str) -> str:
        """The words for yes, no or unknown, said of the completeness of a document."""
        return COMPLETE[code].say(self.language)
