"""What the questions about the network are called and what they tell, in both languages. Asks none of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Phrase

TITLES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "neighbours": Phrase(
            "Waarnaar verwijst dit, en wat verwijst ernaar?", "What does this refer to, and what to it?"
        ),
        "paths": Phrase("Hoe hangen deze twee samen?", "How are these two connected?"),
        "impact": Phrase("Wat raakt een wijziging hiervan?", "What does a change of this touch?"),
        "drop": Phrase("Wat breekt als dit vervalt?", "What breaks if this is dropped?"),
        "network": Phrase("Het hele netwerk", "The whole network"),
        "cycles": Phrase("Wat verwijst in een kring naar elkaar?", "What refers to each other in a cycle?"),
        "hubs": Phrase("Waarnaar verwijzen de meeste doelen?", "What do most goals refer to?"),
        "bridges": Phrase("Welke doelen verbinden domeinen?", "Which goals connect domains?"),
        "one-way": Phrase("Welke verwijzingen worden niet beantwoord?", "Which references are not returned?"),
        "unreferred": Phrase("Welke doelen worden nergens genoemd?", "Which goals does nothing refer to?"),
        "pairs": Phrase("Hoeveel verwijzingen gaan van wie naar wie?", "How many references lead from whom to whom?"),
        "matrix": Phrase("Wie verwijst naar wie, in een vierkant", "Who refers to whom, in a square"),
    }
)
ABOUTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "neighbours": Phrase(
            "Alles wat één stap van een doel, programma, portefeuillehouder of domein ligt: waar de tekst naar "
            "verwijst en wat ernaar verwijst, elk met de zin die dat zegt.",
            "All that is one step away from a goal, programme, portfolio holder or domain: what its text refers to "
            "and what refers to it, each with the sentence that says so.",
        ),
        "paths": Phrase(
            "De kortste wegen van het ene naar het andere, met de zin achter elke stap. Een programma, "
            "portefeuillehouder of domein staat voor zichzelf en voor alles wat erin valt. Met `tree` of `holder` "
            "tellen ook de boom van het document en gedeelde portefeuilles als stap.",
            "The shortest ways from one to another, with the sentence behind every step. A programme, portfolio "
            "holder or domain stands for itself and for all that is in it. With `tree` or `holder` the tree of the "
            "document and shared portfolios count as steps too.",
        ),
        "impact": Phrase(
            "Wat ervan afhangt, direct en indirect, naar het aantal stappen; en hoeveel daarvan in elk domein en bij "
            "elke portefeuillehouder valt. Een verwijzing zegt dat twee doelen iets met elkaar hebben, niet dat het "
            "ene het andere veroorzaakt.",
            "What depends on it, directly and indirectly, by the number of steps; and how much of that is in each "
            "domain and with each portfolio holder. A reference says that two goals have to do with each other, not "
            "that the one causes the other.",
        ),
        "drop": Phrase(
            "De verwijzingen die nergens meer heen zouden leiden als dit uit het document verdwijnt, en wat dan niet "
            "meer met de rest verbonden is.",
            "The references that would lead nowhere if this left the document, and what would no longer be connected "
            "to the rest.",
        ),
        "network": Phrase(
            "Alle doelen, ambities en programma's van een document of van meer, met alle verwijzingen daartussen.",
            "All goals, ambitions and programmes of one document or more, with all references between them.",
        ),
        "cycles": Phrase(
            "Groepen van doelen waarin je langs verwijzingen van elk naar elk ander komt (sterk samenhangende "
            "componenten), en de kortste kringen daarin.",
            "Groups of goals in which references lead from each to each other one (strongly connected components), "
            "and the shortest cycles in them.",
        ),
        "hubs": Phrase(
            "Doelen naar het aantal andere doelen dat ernaar verwijst en waarnaar zij verwijzen. Een doel dat vijf "
            "keer naar hetzelfde verwijst telt één keer.",
            "Goals by how many other goals refer to them and how many they refer to. A goal that refers to the same "
            "one five times counts once.",
        ),
        "bridges": Phrase(
            "Doelen die verwijzen naar, of genoemd worden in, andere domeinen dan hun eigen: wie er tussen domeinen "
            "staat.",
            "Goals that refer to, or are referred to from, other domains than their own: what stands between domains.",
        ),
        "one-way": Phrase(
            "Verwijzingen van een doel naar een ander dat zelf niet terugverwijst. Dat hoeft geen fout te zijn.",
            "References from one goal to another that does not refer back. That need not be a mistake.",
        ),
        "unreferred": Phrase(
            "Doelen die in geen geladen tekst genoemd worden. Over een document dat niet volledig geladen is zegt het "
            "antwoord dat eerst.",
            "Goals that no loaded text refers to. Of a document that was not loaded completely the answer says so "
            "first.",
        ),
        "pairs": Phrase(
            "Hoeveel verwijzingen er gaan van het ene programma, domein of de ene portefeuillehouder naar de andere, "
            "en tussen hoeveel doelen.",
            "How many references lead from one programme, domain or portfolio holder to another, and between how many "
            "goals.",
        ),
        "matrix": Phrase(
            "Een vierkant (dependency structure matrix) van doelen, programma's, portefeuillehouders of domeinen: in "
            "elke cel hoe vaak wat in de rij staat verwijst naar wat in de kolom staat. Op volgorde van de boom, of "
            "zo dat wat op een kring ligt bijeen staat.",
            "A square (dependency structure matrix) of goals, programmes, portfolio holders or domains: each cell "
            "says how often what stands in the row refers to what stands in the column. In the order of the tree, or "
            "so that what lies on a cycle stands together.",
        ),
    }
)
