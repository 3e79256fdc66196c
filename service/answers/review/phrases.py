"""What a review says of a document, in both languages. Finds nothing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from ontology.codes import BudgetLine, CitedKind, Effect, Phase, Recurrence
from ontology.iri import printed_number
from ontology.language import Counted, Language, Phrase
from service.answers.labels import Named
from service.answers.review.citations import Citation
from service.answers.review.finding import Kind, Severity
from service.answers.review.versions import Version
from service.answers.vocabulary import Label, code_label

KINDS: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.STALE: Phrase("Verwijzing mogelijk verouderd", "Reference may be out of date"),
        Kind.MISSING_NUMBER: Phrase("Nummer bestaat niet", "Number does not exist"),
        Kind.SUM: Phrase("Som klopt niet", "Sum does not add up"),
        Kind.TOTAL: Phrase("Totaal klopt niet met de doelen", "Total differs from the goals"),
        Kind.AMBIGUOUS_NUMBER: Phrase("Nummer past op meer dan één", "Number fits more than one"),
        Kind.SUSPECT: Phrase("Verwijzing past mogelijk niet", "Reference may not fit"),
        Kind.SHIFT: Phrase("Budgettair neutraal, maar geld verschuift", "Budget-neutral, yet money shifts"),
        Kind.NO_HOLDER: Phrase("Geen portefeuillehouder", "No portfolio holder"),
        Kind.NO_CRITERIA: Phrase("Geen criteria", "No criteria"),
        Kind.NO_NOTES: Phrase("Geen kaderstellende nota's", "No framework notes"),
        Kind.NOT_LOADED: Phrase("Pagina niet geladen", "Page not loaded"),
        Kind.ONE_WAY: Phrase("Verwijzing in één richting", "One-way reference"),
    }
)
SEVERITIES: Final[Mapping[Severity, Phrase]] = MappingProxyType(
    {
        Severity.ERROR: Phrase("fout", "error"),
        Severity.DOUBT: Phrase("twijfel", "doubt"),
        Severity.NOTICE: Phrase("ter informatie", "notice"),
    }
)
COUNTS: Final[Mapping[Severity, Counted]] = MappingProxyType(
    {
        Severity.ERROR: Counted(Phrase("fout", "error"), Phrase("fouten", "errors")),
        Severity.DOUBT: Counted(Phrase("twijfel", "doubt"), Phrase("twijfels", "doubts")),
        Severity.NOTICE: Counted(Phrase("keer ter informatie", "notice"), Phrase("keer ter informatie", "notices")),
    }
)

MISSING: Final = Phrase(
    "verwijst naar een nummer dat niet bestaat: {what}", "refers to a number that does not exist: {what}"
)
AMBIGUOUS: Final = Phrase(
    "verwijst naar {what}, en dat nummer past op meer dan één: {candidates}",
    "refers to {what}, and that number fits more than one: {candidates}",
)
NOT_LOADED: Final = Phrase(
    "verwijst naar {what}, waarvan de pagina niet is geladen",
    "refers to {what}, of which the page was not loaded",
)
SUSPECT: Final = Phrase(
    "verwijst naar {what}, maar dat past mogelijk niet: de zin heeft woorden van {better} ({words})",
    "refers to {what}, but that may not fit: the sentence has words of {better} ({words})",
)
STALE: Final = Phrase(
    "verwijst naar {what}, maar de zin staat al in {document} en het nummer betekende daar {then}; {now}",
    "refers to {what}, but the sentence stands already in {document} and the number meant {then} there; {now}",
)
NOW: Final = Phrase("dat is nu {what}", "that is now {what}")
NOWHERE: Final = Phrase("dat doel staat niet in dit document", "that goal is not in this document")
ONE_WAY: Final = Phrase("verwijst naar {what}, dat niet terugverwijst", "refers to {what}, which does not refer back")

NO_HOLDER: Final = Phrase(
    "de pagina heeft geen kop «Portefeuillehouder(s)»", "the page has no heading for portfolio holders"
)
NO_HOLDER_LIST: Final = Phrase(
    "onder de kop «Portefeuillehouder(s)» staat niemand", "nobody stands under the heading for portfolio holders"
)
NO_CRITERIA: Final = Phrase("de pagina heeft geen kop «Criteria»", "the page has no heading for criteria")
NO_CRITERIA_LIST: Final = Phrase(
    "onder de kop «Criteria» staat geen lijst", "no list stands under the heading for criteria"
)
NO_NOTES: Final = Phrase(
    "de pagina heeft geen kop «Kaderstellende nota('s)»", "the page has no heading for framework notes"
)
NO_NOTES_LIST: Final = Phrase(
    "onder de kop «Kaderstellende nota('s)» staat geen lijst", "no list stands under the heading for framework notes"
)
LOST: Final = Phrase(
    "{what}; de pagina kwam binnen als tekst, en daarbij kan een lijst met links zijn weggevallen: kijk op de pagina "
    "zelf",
    "{what}; the page came in as text, in which a list of links may have been lost: look at the page itself",
)
ALL_GOALS: Final = Phrase("alle doelen", "all goals")
EVERYWHERE: Final[Mapping[Kind, Phrase]] = MappingProxyType(
    {
        Kind.NO_HOLDER: Phrase(
            "geen enkele geladen pagina van dit document heeft een kop voor portefeuillehouders",
            "no loaded page of this document has a heading for portfolio holders",
        ),
        Kind.NO_CRITERIA: Phrase(
            "geen enkele geladen pagina van dit document heeft een kop voor criteria",
            "no loaded page of this document has a heading for criteria",
        ),
        Kind.NO_NOTES: Phrase(
            "geen enkele geladen pagina van dit document heeft een kop voor kaderstellende nota's",
            "no loaded page of this document has a heading for framework notes",
        ),
    }
)

UNCHECKED: Final = Phrase(
    "{count} naar een ambitie of programma; daarvan zijn geen pagina's geladen, zodat niet is nagegaan of die nummers "
    "bestaan.",
    "{count} to an ambition or programme; no pages of those are loaded, so whether these numbers exist was not "
    "checked.",
)
GOING: Final = Counted(Phrase("verwijzing gaat", "reference goes"), Phrase("verwijzingen gaan", "references go"))

SUM: Final = Phrase(
    "{line} {year} ({phase}): er staat {stated}, en {rule} is {expected}; verschil {difference}",
    "{line} {year} ({phase}): the page says {stated}, and {rule} is {expected}; a difference of {difference}",
)
TOTAL: Final = Phrase(
    "{line} {year} ({phase}): er staat {stated}, en de {count} samen zijn {expected}; verschil {difference}",
    "{line} {year} ({phase}): the page says {stated}, and the {count} together are {expected}; a difference of "
    "{difference}",
)
ROUNDED: Final = Phrase("{what} (kan afronding zijn)", "{what} (may be rounding)")
FIGURE_OF: Final = Phrase("{line} van {what}", "{line} of {what}")
UNDER: Final = Counted(Phrase("doel eronder", "goal under it"), Phrase("doelen eronder", "goals under it"))
RULES: Final = MappingProxyType(
    {
        "expenditure-minus-revenue": Phrase("lasten min baten", "expenditure minus revenue"),
        "revenue-minus-expenditure": Phrase("baten min lasten", "revenue minus expenditure"),
        "result-of-expenditure": Phrase(
            "saldo plus toevoeging min onttrekking", "balance plus addition minus withdrawal"
        ),
        "result-of-revenue": Phrase("saldo min toevoeging plus onttrekking", "balance minus addition plus withdrawal"),
    }
)

SHIFT: Final = Phrase(
    "«{title}» is volgens de kop «{headline}», maar er verschuift geld: {parts}",
    "“{title}” is “{headline}” by its headline, yet money shifts: {parts}",
)
SHIFT_PART: Final = Phrase("{effect} {amount}{recurrence} {where}", "{effect} {amount}{recurrence} {where}")
EFFECTS: Final = MappingProxyType(
    {Effect.ADVANTAGE: Phrase("voordeel", "advantage"), Effect.DISADVANTAGE: Phrase("nadeel", "disadvantage")}
)
OF_AMOUNT: Final = Phrase("van {amount}", "of {amount}")
NO_AMOUNT: Final = Phrase("zonder bedrag", "without an amount")
ON: Final = Phrase("op {what}", "on {what}")
ON_NOTHING: Final = Phrase("op een onderdeel dat de tekst niet noemt", "on something that the text does not name")
UNEQUAL: Final = Phrase(
    "{what}; nadeel en voordeel verschillen {difference}", "{what}; disadvantage and advantage differ by {difference}"
)

CITED: Final = Phrase("{kind} {number}", "{kind} {number}")
CITED_IN: Final = Phrase("{cited} in een ander document", "{cited} in another document")
LISTED: Final = Phrase("{first} of {last}", "{first} or {last}")
JOINED: Final = Phrase("{first} en {last}", "{first} and {last}")
NUMBER: Final = Phrase("nummer", "number")
_IN_LABELS: Final = (CitedKind.GOAL, CitedKind.AMBITION, CitedKind.PROGRAMME)


def said(phrase: Phrase, **values: object) -> Label:
    """A phrase with its values filled in, in both languages; of a label among them each language has its own."""
    texts = (
        phrase.say(
            language,
            **{name: value.say(language) if isinstance(value, Label) else value for name, value in values.items()},
        )
        for language in Language
    )
    return Label(*texts)


def cited(citation: Citation, *, elsewhere: bool = False) -> Label:
    """What a reference cites, in its own words: `doel 1.3.4`."""
    kind = citation.kind.label if citation.kind else said(NUMBER)
    what = said(CITED, kind=kind, number=printed_number(citation.number or ""))
    return said(CITED_IN, cited=what) if elsewhere else what


def version_words(version: Version) -> Label:
    """A version of the document inside a sentence: `doel 1.3.4 Gezonde stad`."""
    if version.kind is None:
        return Label(version.label, version.label)
    word = code_label(version.kind)
    rest = f"{printed_number(version.number)} {version.name or ''}".strip()
    return Label(f"{word.nl} {rest}", f"{word.en} {rest}")


def thing_words(named: Named, versions: Mapping[str, Version]) -> Label:
    """A version inside a sentence, of this document or of another; of another by its whole label."""
    version = versions.get(named.iri)
    return version_words(version) if version else _in_sentence(named.label)


def short_words(named: Named, versions: Mapping[str, Version]) -> Label:
    """A version inside a sentence, without its document; of this document by its number alone."""
    version = versions.get(named.iri)
    if version is None or version.kind is None or not version.number:
        return _in_sentence(named.label.partition(" (")[0])
    return said(CITED, kind=code_label(version.kind), number=printed_number(version.number))


def _in_sentence(label: str) -> Label:
    """A label of the graph, `Doel 1.3.4 Gezonde stad (…)`, of which the first word is ours where it tells the kind."""
    first, _, rest = label.partition(" ")
    word = next((word for word in map(code_label, _IN_LABELS) if word.nl == first.lower()), None)
    return Label(f"{word.nl} {rest}", f"{word.en} {rest}") if word and rest else Label(label, label)


def any_of(labels: Iterable[Label]) -> Label:
    """Several things of which one is meant: `a, b of c`."""
    return _listed(labels, LISTED)


def all_of(labels: Iterable[Label]) -> Label:
    """Several things that are all meant: `a, b en c`."""
    return _listed(labels, JOINED)


def _listed(labels: Iterable[Label], last_two: Phrase) -> Label:
    found = list(labels)
    if len(found) < 2:
        return found[0] if found else Label("", "")
    first = Label(", ".join(one.nl for one in found[:-1]), ", ".join(one.en for one in found[:-1]))
    return said(last_two, first=first, last=found[-1])


def euro(amount: Decimal) -> Label:
    """An amount as people write it: `€ 348.646` in Dutch, `€ 348,646` in English; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    written = f"{abs(amount):,.0f}" if whole else f"{abs(amount):,.2f}"
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    english = f"€\N{NO-BREAK SPACE}{sign}{written}"
    return Label(english.translate(str.maketrans(",.", ".,")), english)


def line_words(line: BudgetLine) -> Label:
    """What a line of a money table is called."""
    return code_label(line)


def phase_words(phase: Phase) -> Label:
    """What a phase of an amount is called."""
    return code_label(phase)


def recurrence_words(recurrence: Recurrence) -> Label:
    """One-off or structural, behind an amount; nothing where nobody said."""
    if recurrence is Recurrence.UNKNOWN:
        return Label("", "")
    label = code_label(recurrence)
    return Label(f" ({label.nl})", f" ({label.en})")


def counted(number: int, what: Counted) -> Label:
    """A number with what it counts, in both languages."""
    return Label(what.say(number, Language.NL), what.say(number, Language.EN))
