"""The words of the pages, and of the lines in a terminal, about goals through the years, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.codes import BudgetLine, ChangeKind, Phase
from ontology.language import Counted, Language, Phrase
from service.answers.vocabulary import code_label
from service.answers.years.comparison import Kind
from service.answers.years.proof import Likeness, Step
from service.answers.years.whereabouts import Later
from service.web.wrong_words import WRONG

KINDS: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.NEW: Phrase("nieuw", "new"),
        Kind.DROPPED: Phrase("vervallen", "dropped"),
        Kind.UNSURE: Phrase("mogelijk hetzelfde doel", "perhaps the same goal"),
        Kind.ONLY_AFTER: Phrase("alleen in het tweede document", "only in the second document"),
        Kind.ONLY_BEFORE: Phrase("alleen in het eerste document", "only in the first document"),
        Kind.SPLIT: Phrase("gesplitst", "split"),
        Kind.MERGED: Phrase("samengevoegd", "merged"),
        Kind.RENUMBERED: Phrase("hernummerd", "renumbered"),
        Kind.NUMBER_REUSED: Phrase("nummer stond voor een ander doel", "number stood for another goal"),
        Kind.REWORDED: Phrase("anders verwoord", "reworded"),
        Kind.REFERENCES: Phrase("andere verwijzingen", "other references"),
        Kind.STALE: Phrase("verwijzing mogelijk verouderd", "reference may be out of date"),
        Kind.HOLDERS: Phrase("andere portefeuillehouder", "other portfolio holder"),
        Kind.AMOUNTS: Phrase("andere bedragen", "other amounts"),
        Kind.UNCHANGED: Phrase("ongewijzigd", "unchanged"),
    }
)
FIELDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "name": Phrase("Naam", "Name"),
        "statement": Phrase("Doelzin", "Statement"),
        "description": Phrase("Beschrijving", "Description"),
        "criterion": Phrase("Criterium", "Criterion"),
        "activity": Phrase("Activiteit", "Activity"),
    }
)
LATER: Final[Mapping[Later, Phrase]] = MappingProxyType(
    {
        Later.NOT_LOADED: Phrase("Er is geen later document geladen.", "No later document was loaded."),
        Later.UNREAD: Phrase(
            "Hiervan is geen pagina geladen, alleen de vermelding: het is niet met latere documenten vergeleken.",
            "No page of it was loaded, only its mention is known: it was not compared with later documents.",
        ),
        Later.APART: Phrase(
            "Het eerstvolgende document dat is geladen ligt te ver weg: er is niet mee vergeleken.",
            "The next document that was loaded is too far away: it was not compared with it.",
        ),
        Later.UNSURE: Phrase(
            "In een later document is het niet zeker genoeg teruggevonden; het kan dit zijn:",
            "It was not found for certain enough in a later document; it may be this:",
        ),
        Later.NOT_FOUND: Phrase(
            "Onder de pagina's van latere documenten die zijn geladen is het niet teruggevonden.",
            "It was not found among the pages of later documents that were loaded.",
        ),
    }
)
WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "after": Phrase("Nieuwer document", "Later document"),
        "all_kinds": Phrase("alle wijzigingen", "all changes"),
        "also": Phrase("Ook mogelijk bedoeld", "Perhaps meant too"),
        "amounts": Phrase("Bedragen", "Amounts"),
        "before": Phrase("Ouder document", "Earlier document"),
        "came": Phrase("toegevoegd", "added"),
        "candidate": Phrase("mogelijk hetzelfde doel", "perhaps the same goal"),
        "candidates": Phrase("Mogelijk, maar niet zeker genoeg", "Possible, but not sure enough"),
        "change": Phrase("Wat er veranderde", "What changed"),
        "choose": Phrase(
            "Kies twee documenten van één organisatie. U ziet welke doelen bijkwamen, vervielen of een ander nummer "
            "kregen, en woord voor woord wat er anders staat.",
            "Choose two documents of one organisation. You see which goals were added, dropped or given another "
            "number, and word by word what reads otherwise.",
        ),
        "claim": Phrase("de uitspraak met haar onderbouwing", "the claim and what it rests on"),
        "compare": Phrase("Vergelijk", "Compare"),
        "compare_title": Phrase("Twee documenten vergelijken", "Compare two documents"),
        "compare_with": Phrase("vergelijk met {title}", "compare with {title}"),
        "compared": Phrase("Vergeleken: {what}", "Compared: {what}"),
        "confidence": Phrase("Zekerheid", "Confidence"),
        "confidence_of": Phrase("zekerheid {value}", "confidence {value}"),
        "continued": Phrase("Voortgezet als", "Continued as"),
        "document": Phrase("Document", "Document"),
        "download": Phrase("Deze vergelijking als", "This comparison as"),
        "dropped_sure": Phrase("Daarna vervallen (zekerheid {value}).", "Dropped after this (confidence {value})."),
        "enduring": Phrase("Blijvend {kind}", "Enduring {kind}"),
        "first": Phrase("Eerste document", "First document"),
        "from": Phrase("komt van", "comes from"),
        "from_to": Phrase("van {before} naar {after}", "from {before} to {after}"),
        "gained": Phrase("kwam erbij", "was added"),
        "goes": Phrase("gaat naar", "goes to"),
        "goes_on": Phrase("loopt door", "goes on"),
        "gone": Phrase("verwijderd", "removed"),
        "holders": Phrase("Portefeuillehouder", "Portfolio holder"),
        "wrong": WRONG["wrong"],
        "in_text": Phrase("in de tekst", "in the text"),
        "last": Phrase("Laatst", "Last"),
        "least": Phrase("Minste zekerheid (0 tot 1)", "Least confidence (0 to 1)"),
        "least_hint": Phrase(
            "leeg: zoals de release het aanneemt; hoogste 0,999", "empty: as the release takes it; highest 0.999"
        ),
        "lost": Phrase("verdween", "disappeared"),
        "money": Phrase("Lasten", "Expenditure"),
        "name_differs": Phrase("andere naam", "other name"),
        "name_same": Phrase("zelfde naam", "same name"),
        "new_sure": Phrase("Nieuw in dit document (zekerheid {value}).", "New in this document (confidence {value})."),
        "next": Phrase("Volgende", "Next"),
        "none_found": Phrase("Geen wijzigingen van deze soort.", "No changes of this kind."),
        "not_counted": Phrase("telt niet mee: te onzeker", "does not count: not sure enough"),
        "number": Phrase("Nummer", "Number"),
        "number_differs": Phrase("ander nummer", "other number"),
        "number_same": Phrase("zelfde nummer", "same number"),
        "only_kind": Phrase("Toon alleen", "Show only"),
        "other_goal": Phrase("Hoort nu bij een ander doel", "Belongs to another goal now"),
        "own_words": Phrase("De gemeente zegt het zelf", "The municipality says so itself"),
        "picture": Phrase("Nummers van {label} per document: {told}", "Numbers of {label} by document: {told}"),
        "previous": Phrase("Vorige", "Previous"),
        "references": Phrase("Verwijzingen", "References"),
        "references_in": Phrase("Genoemd door", "Referred to by"),
        "references_out": Phrase("Verwijst naar", "Refers to"),
        "edition": Phrase("Editie {before} → {after}.", "Edition {before} → {after}."),
        "edition_same": Phrase("Editie {edition} in beide.", "Edition {edition} in both."),
        "release_after": Phrase("Nieuwere release", "Later release"),
        "release_before": Phrase("Oudere release", "Earlier release"),
        "release_only_after": Phrase("alleen in de nieuwere release", "only in the later release"),
        "release_only_before": Phrase("alleen in de oudere release", "only in the earlier release"),
        "releases_changed": Phrase("anders", "different"),
        "releases_count": Phrase("Documenten die verschillen: {count}.", "Documents that differ: {count}."),
        "releases_document_gone": Phrase(
            "Dit document staat alleen in de oudere release.", "Only the earlier release has this document."
        ),
        "releases_document_new": Phrase(
            "Dit document staat alleen in de nieuwere release.", "Only the later release has this document."
        ),
        "releases_lead": Phrase(
            "Een release is alles zoals het op één moment is gepubliceerd. U ziet welke documenten en doelen erbij "
            "kwamen of verdwenen, en wat er van hetzelfde doel in hetzelfde document anders staat: een nieuwe versie "
            "van de pagina, of een verwijzing die nu anders is gelezen.",
            "A release is everything as it was published at one moment. You see which documents and goals were added "
            "or disappeared, and what reads otherwise of the same goal in the same document: a new version of its "
            "page, or a reference that is now read otherwise.",
        ),
        "releases_more": Phrase(
            "De eerste {first} van {total} doelen; de bestanden hebben alle.",
            "The first {first} of {total} goals; the files have all.",
        ),
        "releases_no_goals": Phrase(
            "Geen doel staat er anders; wel iets dat hier niet getoond wordt.",
            "No goal reads otherwise; something does that is not shown here.",
        ),
        "releases_none": Phrase(
            "Geen document verschilt. Wel kan anders zijn welke doelen door de jaren heen hetzelfde zijn: dat is van "
            "documenten samen.",
            "No document differs. Which goals are the same through the years may: that is of documents together.",
        ),
        "releases_title": Phrase("Twee releases vergelijken", "Compare two releases"),
        "same_release": Phrase("Bekijk ook", "See also"),
        "second": Phrase("Tweede document", "Second document"),
        "shown": Phrase("{first} tot en met {last} van {total}", "{first} to {last} of {total}"),
        "stale": Phrase("Mogelijk verouderd", "May be out of date"),
        "stale_copied": Phrase("Deze zin staat al in {title}", "This sentence stands already in {title}"),
        "stale_gone": Phrase("dat doel staat niet in dit document", "that goal is not in this document"),
        "stale_now": Phrase("dat is nu", "that is now"),
        "stale_then": Phrase("het nummer betekende daar", "the number meant there"),
        "start": Phrase("U vroeg naar", "You asked for"),
        "statement": Phrase("Doelzin", "Statement"),
        "statement_like": Phrase("doelzin voor {share}% gelijk", "statement {share}% the same"),
        "step": Phrase("Ten opzichte van ervoor", "Against the one before"),
        "steps": Phrase("Stap voor stap", "Step by step"),
        "through_title": Phrase("Door de jaren", "Through the years"),
        "today": Phrase("Vandaag", "Today"),
        "turns": Phrase("Gesplitst en samengevoegd", "Split and merged"),
        "where_hint": Phrase(
            "Een nummer dat u van vroeger kent, en het jaar van dat document.",
            "A number that you know from before, and the year of that document.",
        ),
        "where_title": Phrase("Waar is mijn doel gebleven?", "Where did my goal go?"),
        "year": Phrase("Jaar", "Year"),
    }
)

_VERSIONS: Final = Counted(Phrase("versie", "version"), Phrase("versies", "versions"))


def say(name: str, language: Language, **values: object) -> str:
    """A text by its name, in one language."""
    return WORDS[name].say(language, **values)


def versions(count: int, language: Language) -> str:
    """How many versions, with the word for it."""
    return _VERSIONS.say(count, language)


def line_name(line: str, language: Language) -> str:
    """A line of a money table by its code."""
    return code_label(BudgetLine(line)).say(language)


def phase_name(phase: str, language: Language) -> str:
    """A phase of a budget by its code."""
    return code_label(Phase(phase)).say(language)


def change_name(step: Step, language: Language) -> str:
    """What a step is called: a goal of which nothing reads otherwise goes on, whatever else of its page does."""
    kind, alike = ChangeKind(step.claim.kind.code), step.likeness
    is_same = alike.number and alike.name is not False and alike.statement == 1
    if kind is ChangeKind.REWORDED and is_same:
        return say("goes_on", language)
    return code_label(kind).say(language)


def alike(found: Likeness, language: Language) -> str:
    """What two versions have in common, as one line."""
    parts = [say("number_same" if found.number else "number_differs", language)]
    if found.name is not None:
        parts.append(say("name_same" if found.name else "name_differs", language))
    if found.statement is not None:
        parts.append(
            say(
                "statement_like", language, share=100 if found.statement == 1 else min(99, round(100 * found.statement))
            )
        )
    return ", ".join(parts)
