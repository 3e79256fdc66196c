"""The texts of the pages about the network, for their templates and their script alike. Relations have their own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Language, Phrase
from service.web.wrong_words import WRONG

GOALS: Final = Counted(Phrase("doel", "goal"), Phrase("doelen", "goals"))
NODES: Final = Counted(Phrase("onderdeel", "element"), Phrase("onderdelen", "elements"))
EDGES: Final = Counted(Phrase("verband", "connection"), Phrase("verbanden", "connections"))
REFERENCES: Final = Counted(Phrase("verwijzing", "reference"), Phrase("verwijzingen", "references"))
STEPS: Final = Counted(Phrase("stap", "step"), Phrase("stappen", "steps"))
PATHS: Final = Counted(Phrase("pad", "path"), Phrase("paden", "paths"))

# What the script says itself; the places for values are filled in there.
SCRIPT: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "node": Phrase(
            "{kind} {name}; noemt er {out}, wordt genoemd door {in}.",
            "{kind} {name}; mentions {out}, is mentioned by {in}.",
        ),
        "named": Phrase("Alleen genoemd.", "Only named."),
        "first": Phrase(
            "Gekozen: {name}. Kies een tweede doel voor de paden ertussen.",
            "Chosen: {name}. Choose a second goal for the paths between them.",
        ),
        "second": Phrase("Gekozen: van {begin} naar {end}.", "Chosen: from {begin} to {end}."),
        "cleared": Phrase("Niets gekozen.", "Nothing chosen."),
        "failed": Phrase(
            "Er kwam geen heel antwoord; probeer het nog eens.", "No whole answer came in; please try again."
        ),
        "found": Phrase(
            "Gevonden: {name}. Druk nog eens op Enter om het te kiezen.",
            "Found: {name}. Press Enter again to choose it.",
        ),
        "not_found": Phrase("Niets in beeld heet zo.", "Nothing in view is called so."),
        "role": Phrase("netwerkkaart", "network map"),
    }
)

PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "network": Phrase("Netwerk van doelen", "Network of goals"),
        "network_lead": Phrase(
            "Kies een doel om te zien waarmee het samenhangt, of twee om te zien hoe ze met elkaar verbonden zijn. Bij "
            "elk verband staat de zin die het zegt.",
            "Choose a goal to see what it is connected with, or two to see how they connect. Every connection comes "
            "with the sentence that states it.",
        ),
        "matrix": Phrase("Matrix van verwijzingen", "Matrix of references"),
        "matrix_large": Phrase(
            "Deze matrix heeft {heads} rijen en kolommen, en een pagina toont er hoogstens {most}. Haal haar op als "
            "bestand, of kies minder.",
            "This matrix has {heads} rows and columns, and a page shows {most} at most. Get it as a file, or choose "
            "less.",
        ),
        "matrix_by_programme": Phrase("Toon haar per programma", "Show it by programme"),
        "matrix_lead": Phrase(
            "Elke rij noemt wat er in de kolommen staat, zo vaak als het getal zegt. Kies een getal voor de zinnen.",
            "Each row mentions what stands in the columns, as often as the figure says. Choose a figure for its "
            "sentences.",
        ),
        "filters": Phrase("Wat u ziet", "What you see"),
        "change": Phrase("Kies andere documenten of verbanden", "Choose other documents or connections"),
        "documents": Phrase("Documenten", "Documents"),
        "documents_all": Phrase("alle documenten", "all documents"),
        "organisation": Phrase("Organisatie", "Organisation"),
        "all": Phrase("alle", "all"),
        "years": Phrase("Jaren", "Years"),
        "year_first": Phrase("van", "from"),
        "year_last": Phrase("tot en met", "up to and including"),
        "relations": Phrase("Soort verwijzing", "Kind of reference"),
        "relations_hint": Phrase("Niets aangevinkt: alle soorten.", "None ticked: all kinds."),
        "also": Phrase("Ook tonen", "Show too"),
        "tree": Phrase(
            "wat waaronder valt (programma, ambitie, doel)", "what falls under what (programme, ambition, goal)"
        ),
        "holder": Phrase("portefeuillehouders", "portfolio holders"),
        "money": Phrase("geld dat een ander doel raakt", "money that affects another goal"),
        "versions": Phrase("hetzelfde doel in andere jaren", "the same goal in other years"),
        "least": Phrase("Minste zekerheid daarvan (0 tot 1)", "Least confidence of that (0 to 1)"),
        "least_hint": Phrase(
            "Met een getal doet hetzelfde doel in andere jaren mee. Leeg: wat de release aanneemt.",
            "With a number the same goal in other years takes part. Empty: what the release takes for true.",
        ),
        "less": Phrase("Weglaten", "Leave out"),
        "no_references": Phrase("verwijzingen tussen doelen", "references between goals"),
        "no_suspect": Phrase("verwijzingen die mogelijk niet passen", "references that may not fit"),
        "about": Phrase("Beperk tot", "Limit to"),
        "domain": Phrase("Domein", "Domain"),
        "held_by": Phrase("Portefeuillehouder", "Portfolio holder"),
        "limit_hint": Phrase(
            "U ziet ook waarmee deze doelen buiten de keuze samenhangen.",
            "You also see what these goals are connected with outside the choice.",
        ),
        "way": Phrase("Richting", "Direction"),
        "way_default": Phrase("buren: beide; paden: zoals verwezen wordt", "neighbours: both; paths: as they refer"),
        "way_out": Phrase("zoals verwezen wordt", "as they refer"),
        "way_in": Phrase("tegen de verwijzing in", "against the references"),
        "way_both": Phrase("beide richtingen", "both directions"),
        "from": Phrase("Begin", "Start"),
        "to": Phrase("Einde", "End"),
        "endpoint_hint": Phrase(
            "Een nummer zoals 2.2.2; leeg laten mag.", "A number such as 2.2.2; it may be left empty."
        ),
        "show": Phrase("Toon", "Show"),
        "reset": Phrase("Begin opnieuw", "Start anew"),
        "picture": Phrase("Beeld", "Picture"),
        "picture_label": Phrase("Tekening van {nodes} en {edges}", "Drawing of {nodes} and {edges}"),
        "shown": Phrase("{nodes} en {edges} uit {documents}.", "{nodes} and {edges} from {documents}."),
        "grouped": Phrase(
            "Dit zijn {nodes}; per programma samengenomen. Kies een programma om te zien waarmee het samenhangt, of "
            "vink minder documenten aan om de doelen te zien.",
            "These are {nodes}; taken together by programme. Choose a programme to see what it is connected with, or "
            "tick fewer documents to see the goals.",
        ),
        "grouped_documents": Phrase(
            "Dit zijn {nodes}; per document samengenomen. Kies een document.",
            "These are {nodes}; taken together by document. Choose a document.",
        ),
        "too_many": Phrase(
            "Dit zijn {nodes}: te veel voor één beeld. Kies een organisatie of een document.",
            "These are {nodes}: too many for one picture. Choose an organisation or a document.",
        ),
        "plain_too_many": Phrase(
            "Zonder scripts wordt zoveel niet getekend. De tabellen hieronder hebben alles.",
            "Without scripts this much is not drawn. The tables below have everything.",
        ),
        "nothing": Phrase("Hier is niets te tekenen. Vink meer aan.", "There is nothing to draw here. Tick more."),
        "search": Phrase("Zoek in beeld", "Find in the picture"),
        "zoom_in": Phrase("Vergroot", "Zoom in"),
        "zoom_out": Phrase("Verklein", "Zoom out"),
        "fit": Phrase("Alles in beeld", "Fit all"),
        "clear": Phrase("Wis keuze", "Clear choice"),
        "keys": Phrase(
            "Klik één doel voor zijn samenhang, twee voor de paden ertussen. Met het toetsenbord: pijltjes lopen langs "
            "de doelen, Enter kiest, Esc wist, + en − vergroten en verkleinen, 0 toont alles; Ctrl en wiel zoomt.",
            "Click one goal for its connections, two for the paths between them. By keyboard: arrows walk along the "
            "goals, Enter chooses, Esc clears, + and − zoom, 0 shows everything; Ctrl and wheel zooms.",
        ),
        "legend": Phrase("Legenda", "Legend"),
        "legend_named": Phrase(
            "alleen genoemd: de pagina zelf is niet geladen", "only named: its own page was not loaded"
        ),
        "legend_suspect": Phrase("past mogelijk niet bij dit doel", "may not fit this goal"),
        "suspect": Phrase("past mogelijk niet", "may not fit"),
        "found": Phrase("Samenhang", "Connections"),
        "found_none": Phrase(
            "Kies een doel in het beeld of in de tabel. Hier komt dan waarmee het samenhangt, met de zinnen.",
            "Choose a goal in the picture or in the table. What it is connected with appears here, with the sentences.",
        ),
        "found_of": Phrase("Samenhang van {name}", "Connections of {name}"),
        "refers_to": Phrase("Noemt", "Mentions"),
        "referred_by": Phrase("Wordt genoemd door", "Is mentioned by"),
        "neighbours_none": Phrase(
            "Binnen deze keuze hangt hier niets mee samen.", "Within this choice nothing is connected with it."
        ),
        "paths_of": Phrase("Van {begin} naar {end}", "From {begin} to {end}"),
        "paths_none": Phrase(
            "Binnen deze keuze is er geen pad van {begin} naar {end}.",
            "Within this choice there is no path from {begin} to {end}.",
        ),
        "paths_both": Phrase("Zoek in beide richtingen", "Search in both directions"),
        "neighbours_counted": Phrase(
            "Noemt er {leads}; wordt genoemd door {reached}.", "Mentions {leads}; is mentioned by {reached}."
        ),
        "paths_counted": Phrase("Getoonde paden: {count}.", "Paths shown: {count}."),
        "reached_none": Phrase(
            "Binnen deze keuze noemt geen geladen pagina het.", "Within this choice no loaded page mentions it."
        ),
        "paths": Phrase("Paden", "Paths"),
        "path": Phrase("Pad {number}: {steps}", "Path {number}: {steps}"),
        "against": Phrase("tegen de verwijzing in", "against the reference"),
        "no_words": Phrase("Volgt uit de nummering van het document.", "Follows from the numbers of the document."),
        "words_elsewhere": Phrase("De woorden staan op de pagina van het doel.", "The words stand on the goal's page."),
        "words_of_years": Phrase(
            "Volgt uit de vergelijking van documenten; hoe zeker dat is, staat hier.",
            "Follows from comparing documents; how sure that is, is told here.",
        ),
        "tied_with": Phrase("Hoort bij", "Belongs with"),
        "turn_round": Phrase("Omgekeerd", "The other way round"),
        "open_page": Phrase("Open de pagina", "Open its page"),
        "download": Phrase("Haal dit op als", "Download this as"),
        "cite": Phrase("Het adres van deze pagina bewaart uw keuze.", "The address of this page keeps your choice."),
        "table_nodes": Phrase("Hetzelfde als tabel: onderdelen", "The same as a table: elements"),
        "table_edges": Phrase(
            "Hetzelfde als tabel: verbanden met hun zinnen", "The same as a table: connections with their sentences"
        ),
        "kind": Phrase("Soort", "Kind"),
        "name": Phrase("Wat", "What"),
        "programme": Phrase("Programma", "Programme"),
        "holders": Phrase("Portefeuillehouder", "Portfolio holder"),
        "out": Phrase("Noemt", "Mentions"),
        "in": Phrase("Wordt genoemd door", "Is mentioned by"),
        "source": Phrase("Van", "From"),
        "target": Phrase("Naar", "To"),
        "relation": Phrase("Verband", "Connection"),
        "count": Phrase("Aantal", "Number"),
        "sentence": Phrase("Zin", "Sentence"),
        "wrong": WRONG["wrong"],
        "on_page": Phrase("in de tekst", "in the text"),
        "only_named": Phrase("alleen genoemd", "only named"),
        "connections": Phrase("samenhang", "connections"),
        "rows": Phrase("{first} tot en met {last} van {count}.", "{first} to {last} of {count}."),
        "rows_next": Phrase("Volgende", "Next"),
        "rows_previous": Phrase("Vorige", "Previous"),
        "to_matrix": Phrase("Hetzelfde als matrix", "The same as a matrix"),
        "to_network": Phrase("Hetzelfde als netwerk", "The same as a network"),
        "in_network": Phrase("Toon in het netwerk", "Show in the network"),
        "by": Phrase("Per", "By"),
        "by_goal": Phrase("doel", "goal"),
        "by_programme": Phrase("programma", "programme"),
        "by_holder": Phrase("portefeuillehouder", "portfolio holder"),
        "by_domain": Phrase("domein", "domain"),
        "order": Phrase("Volgorde", "Order"),
        "order_tree": Phrase("zoals het document", "as in the document"),
        "order_cycles": Phrase(
            "wat in een kring naar elkaar verwijst bijeen", "what refers to each other in a cycle together"
        ),
        "references_of": Phrase("Verwijzingen van {begin} naar {end}", "References from {begin} to {end}"),
        "references_none": Phrase("Er zijn er binnen deze keuze geen.", "There are none within this choice."),
        "in_none": Phrase("wat in geen groep valt", "what is in no group"),
        "back_to_matrix": Phrase("Terug naar de matrix", "Back to the matrix"),
        "outside": Phrase("buiten een programma", "outside a programme"),
        "people": Phrase("Portefeuillehouders", "Portfolio holders"),
        "domains": Phrase("Domeinen", "Domains"),
        "enduring": Phrase("Door de jaren heen", "Through the years"),
        "method": Phrase("Hoe dit gevonden is", "How this was found"),
    }
)

SHAPES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "programme": Phrase("Programma", "Programme"),
        "ambition": Phrase("Ambitie", "Ambition"),
        "goal": Phrase("Doel", "Goal"),
        "project": Phrase("Project", "Project"),
        "spending-proposal": Phrase("Bestedingsvoorstel", "Spending proposal"),
        "person": Phrase("Portefeuillehouder", "Portfolio holder"),
        "domain": Phrase("Domein", "Domain"),
        "enduring-goal": Phrase("Doel door de jaren heen", "Goal through the years"),
        "enduring-ambition": Phrase("Ambitie door de jaren heen", "Ambition through the years"),
        "enduring-programme": Phrase("Programma door de jaren heen", "Programme through the years"),
        "group": Phrase("Meer doelen samen", "Several goals together"),
    }
)


def say(name: str, /, language: Language, **values: object) -> str:
    """A text of the pages, with its values filled in."""
    return PHRASES[name].say(language, **values)


def script_words(language: Language) -> dict[str, str]:
    """The texts of the script, with the places for values left open."""
    return {name: phrase.nl if language is Language.NL else phrase.en for name, phrase in SCRIPT.items()}
