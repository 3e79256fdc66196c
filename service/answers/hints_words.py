"""What a hint says, in both languages: which part of a query has no match, and what would have one. Finds nothing."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Final

from ontology.finding import filled
from ontology.language import Phrase, verbatim

_LONGEST: Final = 120  # characters of a query that are shown

NOTHING: Final = Phrase(
    "Regel {line}: op {text} past niets in deze release.", "Line {line}: nothing in this release fits {text}."
)
NOTHING_THERE: Final = Phrase(
    "Regel {line}: op {text} past niets in de grafen van deze vraag.",
    "Line {line}: nothing in the graphs of this query fits {text}.",
)
NOT_TOGETHER: Final = Phrase(
    "Regel {line}: op {text} past wel iets, maar niet samen met wat de vraag ervoor zegt.",
    "Line {line}: something fits {text}, but not together with what the query says before it.",
)
INSTEAD: Final = Phrase(
    "Met {new} in plaats van {old} past er wel iets.", "With {new} instead of {old} something does fit."
)
INSTEAD_ALONE: Final = Phrase(
    "Met {new} in plaats van {old} past er op die regel wel iets, maar niet samen met de rest.",
    "With {new} instead of {old} something does fit that line, but not together with the rest.",
)
CALLED: Final = Phrase(
    "Hier staat geen tekst maar een IRI: met {new} in plaats van {old} past er wel iets.",
    "Here stands no text but an IRI: with {new} instead of {old} something does fit.",
)
PAIR: Final = Phrase(
    "Met {property} {value} in plaats van {old} past er wel iets.",
    "With {property} {value} instead of {old} something does fit.",
)
FOR_EXAMPLE: Final = Phrase("Wel komt daar voor: {values}.", "What does occur there: {values}.")
VALUES_OF: Final = Phrase("{variable} is er bijvoorbeeld {values}.", "There {variable} is, for example, {values}.")
IN_DOCUMENTS: Final = Phrase("Nummer {number} staat wel in: {titles}.", "Number {number} does stand in: {titles}.")
FILTERED: Final = Phrase(
    "Regel {line}: er past wel iets, maar {text} laat er niets van over.",
    "Line {line}: something fits, but {text} leaves none of it.",
)
TAKEN: Final = Phrase("Regel {line}: {text} neemt alles weg wat past.", "Line {line}: {text} takes away all that fits.")
NO_VALUE: Final = Phrase(
    "Regel {line}: geen van de waarden in {text} past bij de rest.",
    "Line {line}: none of the values in {text} fits the rest.",
)
NO_ALTERNATIVE: Final = Phrase(
    "Regel {line}: geen van de {count} groepen bij UNION past.",
    "Line {line}: none of the {count} groups at UNION fits.",
)
NO_SUBQUERY: Final = Phrase(
    "Regel {line}: de vraag tussen accolades geeft niets dat bij de rest past.",
    "Line {line}: the query between braces gives nothing that fits the rest.",
)
NO_GRAPH: Final = Phrase(
    "De graaf {graph} staat niet in deze release; `SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}` noemt ze alle.",
    "The graph {graph} is not in this release; `SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}` names all.",
)
OTHER_GRAPH: Final = Phrase(
    "De graaf {graph} staat niet in deze release, {like} wel.", "The graph {graph} is not in this release, {like} is."
)
ONLY_NAMED: Final = Phrase(
    "Met alleen FROM NAMED of named-graph-uri is de standaardgraaf leeg: zet het patroon in GRAPH ?g {{ ... }}, of "
    "geef de graaf ook met FROM of default-graph-uri.",
    "With only FROM NAMED or named-graph-uri the default graph is empty: put the pattern in GRAPH ?g {{ ... }}, or "
    "give the graph with FROM or default-graph-uri too.",
)
UNDESCRIBED: Final = Phrase("Over {iri} zegt deze release niets.", "This release says nothing of {iri}.")
NO_GROUP: Final = Phrase(
    "Er past wel iets op het patroon, maar HAVING laat geen groep over.",
    "Something fits the pattern, but HAVING leaves no group.",
)
ALL_SKIPPED: Final = Phrase(
    "Er past wel iets op het patroon, maar OFFSET {offset} slaat meer rijen over dan er zijn.",
    "Something fits the pattern, but OFFSET {offset} skips more rows than there are.",
)
NONE_ASKED: Final = Phrase(
    "Er past wel iets op het patroon, maar LIMIT 0 vraagt om geen rijen.",
    "Something fits the pattern, but LIMIT 0 asks for no rows.",
)
NO_TEMPLATE: Final = Phrase(
    "Er past wel iets op het patroon, maar met de waarden daarvan geeft CONSTRUCT geen uitspraak: een variabele is "
    "leeg, of een literal staat waar een IRI moet staan.",
    "Something fits the pattern, but with its values CONSTRUCT gives no statement: a variable is unbound, or a literal "
    "stands where an IRI has to.",
)


def say(template: Phrase, **values: object) -> Phrase:
    """A template with its values in it, to be said as it is; texts of queries have braces, which `Phrase` doubles."""
    said = filled(template, **values)
    return Phrase(verbatim(said.nl), verbatim(said.en))


def quoted(text: str) -> str:
    """A part of a query as it is shown: on one line, and cut where it is long."""
    return f"`{shorten(text.removesuffix(' .'), _LONGEST, placeholder=' …')}`"


def listed(texts: Iterable[str]) -> str:
    """Texts one after the other."""
    return ", ".join(texts)
