"""The words of the pages of the vocabulary, in both languages. Knows no term."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES
from service.answers.definitions import Kind

KINDS: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.CLASS: Phrase("soort ding", "kind of thing"),
        Kind.RELATION: Phrase("verband", "link"),
        Kind.VALUE: Phrase("kenmerk", "value"),
    }
)
CHOICE: Final = Phrase("keuze", "choice")
# What a value is, by its datatype.
DATATYPES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        f"{PREFIXES['xsd']}string": Phrase("tekst", "text"),
        f"{PREFIXES['rdf']}langString": Phrase("tekst in een taal", "text in a language"),
        f"{PREFIXES['xsd']}integer": Phrase("heel getal", "whole number"),
        f"{PREFIXES['xsd']}decimal": Phrase("getal", "number"),
        f"{PREFIXES['xsd']}date": Phrase("datum", "date"),
        f"{PREFIXES['xsd']}dateTime": Phrase("datum en tijd", "date and time"),
        f"{PREFIXES['xsd']}anyURI": Phrase("webadres", "web address"),
        f"{PREFIXES['rdf']}Property": Phrase("een term van dit vocabulaire", "a term of this vocabulary"),
    }
)
# How a term of ours stands to one of others, by the relation between them.
RELATIONS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        f"{PREFIXES['rdfs']}subClassOf": Phrase("is een soort", "is a kind of"),
        f"{PREFIXES['rdfs']}subPropertyOf": Phrase("is een bijzonder geval van", "is a special case of"),
        f"{PREFIXES['rdf']}type": Phrase("is een", "is a"),
        f"{PREFIXES['skos']}exactMatch": Phrase("is hetzelfde als", "is the same as"),
        f"{PREFIXES['skos']}closeMatch": Phrase("is bijna hetzelfde als", "is nearly the same as"),
        f"{PREFIXES['skos']}broadMatch": Phrase("valt onder", "falls under"),
        f"{PREFIXES['skos']}relatedMatch": Phrase("lijkt op, maar is iets anders dan", "resembles, but is not"),
    }
)
WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "title": Phrase("Vocabulaire", "Vocabulary"),
        "lead": Phrase(
            "De begrippen waarmee deze dienst zegt wat er in begrotingen en rapportages van gemeenten over doelen "
            "staat.",
            "The terms by which this service says what budgets and reports of municipalities state about goals.",
        ),
        "version": Phrase("Versie {version}", "Version {version}"),
        "how": Phrase("Hoe u dit leest", "How to read this"),
        "how_class": Phrase(
            "Een soort ding is waar iets over gezegd wordt: een doelversie, een pagina, een verwijzing. De naam "
            "begint met een hoofdletter.",
            "A kind of thing is what something is said about: a goal version, a page, a reference. Its name begins "
            "with a capital.",
        ),
        "how_relation": Phrase(
            "Een verband leidt van het ene ding naar het andere: een doelversie verwijst naar een doelversie.",
            "A link leads from one thing to another: a goal version refers to a goal version.",
        ),
        "how_value": Phrase(
            "Een kenmerk geeft een ding een tekst, getal of datum: een doelversie heeft het nummer 2.2.2.",
            "A value gives a thing a text, number or date: a goal version has the number 2.2.2.",
        ),
        "how_code": Phrase(
            "Een keuze geeft een ding een code uit een vaste lijst: de uitkomst van een verwijzing is «gevonden» of "
            "«nummer bestaat niet».",
            "A choice gives a thing a code from a fixed list: the resolution of a reference is “found” or “number "
            "does not exist”.",
        ),
        "how_prefix": Phrase(
            "In een vraag schrijft u een begrip als dg:refersTo; het hele adres is {iri}refersTo. De voorbeelden gaan "
            "over de verzonnen gemeente Nergenshuizen. Begrippen van anderen hebben een ander voorvoegsel:",
            "In a query you write a term as dg:refersTo; its whole address is {iri}refersTo. The examples are about "
            "the fictional municipality of Nergenshuizen. Terms of others have another prefix:",
        ),
        "triple": Phrase(
            "Alles staat er in uitspraken van drie delen: een ding, een verband of kenmerk, en waar dat heen leidt.",
            "Everything is stated in three parts: a thing, a link or value, and what that leads to.",
        ),
        "triple_thing": Phrase("doel 2.2.2 uit de Begroting 2031", "goal 2.2.2 of the 2031 budget"),
        "triple_target": Phrase("doel 1.3.4 uit de Begroting 2031", "goal 1.3.4 of the 2031 budget"),
        "triple_name": Phrase("«Meedoen»", "“Taking part”"),
        "contents": Phrase("Inhoud", "Contents"),
        "other_parts": Phrase("Verder", "Further"),
        "shapes": Phrase("Regels waaraan gegevens voldoen", "Rules that data complies with"),
        "shapes_lead": Phrase(
            "Wat in de gegevens nooit zo mag zijn, met wat eraan te doen is. Het commando doelgraaf check toetst elke "
            "dataset hieraan.",
            "What may never be so in the data, with what to do about it. The command doelgraaf check tests each "
            "dataset by this.",
        ),
        "shapes_marks": Phrase(
            "{x} en {y} staan voor de dingen die de melding met hun adres noemt.",
            "{x} and {y} stand for the things that the message names by their address.",
        ),
        "shape_of": Phrase("Voor", "For"),
        "remedy": Phrase("Herstel", "Remedy"),
        "alignments": Phrase("Overeenkomsten met andere vocabulaires", "Alignments with other vocabularies"),
        "alignments_lead": Phrase(
            "Hoe de begrippen van dit vocabulaire zich verhouden tot die van anderen, en waarom.",
            "How the terms of this vocabulary stand to those of others, and why.",
        ),
        "alignments_note": Phrase(
            "Een soort of bijzonder geval geldt altijd: wat bij ons het ene is, is daar het andere. Alleen wat deel is "
            "van de definitie, staat ook als afgeleide uitspraak in de gegevens; de rest is voor mensen en voor wie "
            "meer vocabulaires tegelijk bevraagt.",
            "A kind or special case always holds: each of ours is one of theirs. Only what is part of the definition "
            "is in the data too, as a derived statement; the rest is for people, and for who queries several "
            "vocabularies together.",
        ),
        "ours": Phrase("Hier", "Here"),
        "relation": Phrase("Verhouding", "Relation"),
        "theirs": Phrase("Daar", "There"),
        "reason": Phrase("Waarom", "Why"),
        "axiom": Phrase(
            "Deel van de definitie: de regels geven het als afgeleide uitspraak.",
            "Part of the definition: the rules give it as a derived statement.",
        ),
        "prefixes": Phrase("Voorvoegsels van anderen", "Prefixes of others"),
        "prefix": Phrase("Voorvoegsel", "Prefix"),
        "address": Phrase("Adres", "Address"),
        "context": Phrase("Korte namen voor JSON-LD", "Short names for JSON-LD"),
        "code_lists": Phrase("Codelijsten", "Code lists"),
        "code_list": Phrase("Codelijst", "Code list"),
        "code": Phrase("Code", "Code"),
        "codes_of": Phrase("Waarden van", "Values of"),
        "name": Phrase("Naam", "Name"),
        "meaning": Phrase("Betekenis", "Meaning"),
        "aligned": Phrase("Elders", "Elsewhere"),
        "domain": Phrase("Staat bij", "Said of"),
        "range_thing": Phrase("Leidt naar", "Leads to"),
        "range_value": Phrase("Waarde", "Value"),
        "code_from": Phrase("een code uit de lijst", "a code from the list"),
        "any_domain": Phrase("van alles", "anything"),
        "any_range": Phrase("een ding", "a thing"),
        "and_or": Phrase("of", "or"),
        "supers": Phrase("Is een soort", "Is a kind of"),
        "supers_property": Phrase("Bijzonder geval van", "Special case of"),
        "subs": Phrase("Soorten hiervan", "Kinds of it"),
        "subs_property": Phrase("Bijzondere gevallen", "Special cases"),
        "inverse": Phrase("Andersom", "The other way"),
        "properties": Phrase("Wat ervan gezegd kan worden", "What can be said of it"),
        "inherited": Phrase("wat er staat bij", "what is listed at"),
        "also": Phrase("en ook", "and also"),
        "example": Phrase("Voorbeeld", "Example"),
        "derived": Phrase(
            "Volgt uit regels; staat niet op een pagina maar in een graaf met afgeleide uitspraken.",
            "Follows from rules; it stands on no page but in a graph of derived statements.",
        ),
        "absent": Phrase(
            "Deze release heeft hier geen gegevens van; de voorbeeldvraag geeft dus niets.",
            "This release has no data of it; hence the example query gives nothing.",
        ),
        "deprecated": Phrase(
            "Niet meer in gebruik; blijft bestaan voor oude gegevens.", "No longer in use; it remains for older data."
        ),
        "query": Phrase("Voorbeeldvraag", "Example query"),
        "ask": Phrase("Stel deze vraag", "Ask this query"),
        "as_data": Phrase("Als gegevens", "As data"),
        "policy": Phrase("Wat blijft en wat verandert", "What stays and what changes"),
        "policy_text": Phrase(
            "Een begrip of code die ooit is uitgegeven verdwijnt nooit en krijgt nooit een andere betekenis. Wat niet "
            "meer gebruikt wordt, staat er als zodanig bij, met wat ervoor in de plaats kwam.",
            "A term or code that was ever released never disappears and never gets another meaning. What is no longer "
            "used is marked so, with what came in its place.",
        ),
    }
)


def say(language: Language, key: str, **values: object) -> str:
    """One of the texts, in a language."""
    return WORDS[key].say(language, **values)
