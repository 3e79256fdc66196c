"""The words of the pages and feeds about what changed between releases, in both languages."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ontology.language import Counted, Language, Phrase, grouped
from service.answers.change_stream import CORRECTED
from service.release.change_log import Kind, Member, Step
from service.web.naming import called

KINDS: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.CREATE: Phrase("nieuw", "new"),
        Kind.UPDATE: Phrase("gewijzigd", "changed"),
        Kind.DELETE: Phrase("vervallen", "gone"),
    }
)
_ASPECTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "amounts": Phrase("bedragen", "amounts"),
        "class": Phrase("soort", "kind"),
        "correction": Phrase("gecorrigeerd", "corrected"),
        "correction-gone": Phrase("een correctie is weggehaald", "a correction was taken away"),
        "holders": Phrase("portefeuillehouders", "portfolio holders"),
        "identity": Phrase("welk doel het is", "which goal it is"),
        "label": Phrase("benaming", "label"),
        "name": Phrase("naam", "name"),
        "number": Phrase("nummer", "number"),
        "other": Phrase("overige gegevens", "other details"),
        "references": Phrase("verwijzingen", "references"),
        "statement": Phrase("doelzin", "statement"),
        "statements": Phrase("uitspraken", "statements"),
        "text-activities": Phrase("tekst van de activiteiten", "text of the activities"),
        "text-criteria": Phrase("tekst van de criteria", "text of the criteria"),
        "text-description": Phrase("tekst van de beschrijving", "text of the description"),
        "text-deviations": Phrase("tekst van de afwijkingen", "text of the deviations"),
        "tree": Phrase("plaats in de doelenboom", "place in the goal tree"),
    }
)
_OTHER_TEXT: Final = Phrase("overige tekst", "other text")
WORDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "about": Phrase("Over de inhoud", "About the contents"),
        "aspects": Phrase("Wat er anders is", "What differs"),
        "all_new": Phrase("alle wijzigingen van deze release, een voor een", "all changes of this release, one by one"),
        "came": Phrase("Nieuw: {things}", "New: {things}"),
        "continued": Phrase("vervolg", "continued"),
        "first": Phrase("de eerste release", "the first release"),
        "data": Phrase("Als gegevens", "As data"),
        "earlier": Phrase("Eerdere wijzigingen", "Earlier changes"),
        "feed": Phrase("Volgen (Atom)", "Follow (Atom)"),
        "lead": Phrase(
            "Wat er per release bijkwam, wijzigde of verviel, het nieuwste eerst. Wat in groten getale nieuw was, "
            "staat er in één regel. Deze lijst blijft bewaard, ook als een release wordt opgeruimd.",
            "What came, changed or went with each release, the newest first. What was new in great numbers is told in "
            "one line. This list is kept, also when a release is pruned.",
        ),
        "next": Phrase("Volgende bladzijde", "Next page"),
        "none": Phrase("Er is hier nog niets gewijzigd.", "Nothing has changed here yet."),
        "of": Phrase("Wijzigingen van {what}", "Changes of {what}"),
        "page": Phrase("Wijzigingen, bladzijde {number}", "Changes, page {number}"),
        "page_lead": Phrase(
            "De wijzigingen in de volgorde waarin zij kwamen. Een volle bladzijde verandert niet meer.",
            "The changes in the order in which they came. A full page never changes.",
        ),
        "page_link": Phrase("bladzijde {number}", "page {number}"),
        "release": Phrase("Release", "Release"),
        "stream": Phrase("Linked Data Event Stream", "Linked Data Event Stream"),
        "thing": Phrase("Onderdeel", "Thing"),
        "title": Phrase("Wijzigingen", "Changes"),
        "unnamed": Phrase("zonder naam", "without a name"),
        "what": Phrase("Wat", "What"),
        "when": Phrase("Wanneer", "When"),
    }
)


# How many things of a kind came, by the kind as identifiers have it; empty for a graph that people wrote.
_THINGS: Final[Mapping[str, Counted]] = MappingProxyType(
    {
        "": Counted(Phrase("graaf", "graph"), Phrase("grafen", "graphs")),
        "ambition": Counted(Phrase("ambitie", "ambition"), Phrase("ambities", "ambitions")),
        "ambition-version": Counted(
            Phrase("versie van een ambitie", "version of an ambition"),
            Phrase("versies van ambities", "versions of ambitions"),
        ),
        "document": Counted(
            Phrase("document (ingelezen of alleen genoemd)", "document (loaded or only named)"),
            Phrase("documenten (ingelezen of alleen genoemd)", "documents (loaded or only named)"),
        ),
        "domain": Counted(Phrase("domein", "domain"), Phrase("domeinen", "domains")),
        "goal": Counted(Phrase("doel", "goal"), Phrase("doelen", "goals")),
        "goal-version": Counted(
            Phrase("versie van een doel", "version of a goal"), Phrase("versies van doelen", "versions of goals")
        ),
        "person": Counted(Phrase("persoon", "person"), Phrase("personen", "persons")),
        "programme": Counted(Phrase("programma", "programme"), Phrase("programma's", "programmes")),
        "programme-version": Counted(
            Phrase("versie van een programma", "version of a programme"),
            Phrase("versies van programma's", "versions of programmes"),
        ),
        "project": Counted(Phrase("project", "project"), Phrase("projecten", "projects")),
        "spending-proposal": Counted(
            Phrase("bestedingsvoorstel", "spending proposal"), Phrase("bestedingsvoorstellen", "spending proposals")
        ),
    }
)


def aspects(names: Sequence[str], language: Language) -> str:
    """What differs of a thing, as one line; empty for what came or went."""
    said = (_ASPECTS.get(name, _OTHER_TEXT).say(language) for name in names)
    return ", ".join(dict.fromkeys(said))


def reasons(member: Member, language: Language) -> str:
    """Why something was corrected, by each role, as one line; empty where it was not."""
    by_role: dict[str, dict[str, None]] = {}
    for one in member.reasons:
        by_role.setdefault(one.by, {})[one.why] = None
    return "; ".join(CORRECTED.say(language, by=role, why=", ".join(every)) for role, every in by_role.items())


def came(counts: Mapping[str, int], language: Language) -> str:
    """What was new, counted by the kind of thing, those of which there are most first."""
    most_first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(_THINGS[name].say(count, language) for name, count in most_first)


def summary(step: Step, language: Language) -> str:
    """How much changed with a release, as one line: `194 nieuw, 2 gewijzigd`."""
    told = ((KINDS[kind].say(language), step.total(kind)) for kind in (Kind.UPDATE, Kind.DELETE, Kind.CREATE))
    return ", ".join(f"{grouped(count)} {word}" for word, count in told if count)


def thing(member: Member, base: str, language: Language) -> str:
    """What the thing of a change is called; its path where what it was called is not kept."""
    if not member.label:
        return "/".join(member.thing.split("/")[-2:])
    return called(f"{base}/{member.thing}", member.label, language)


def told(member: Member, base: str, language: Language) -> str:
    """A change as one line: `Doel 2.2.2 (Zwolle, Begroting 2021): gewijzigd (bedragen, verwijzingen)`."""
    line = f"{thing(member, base, language)}: {KINDS[member.kind].say(language)}"
    return f"{line} ({aspects(member.aspects, language)})" if member.aspects else line
