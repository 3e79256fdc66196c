"""Entry phrases: what is told of an entry of `corrections.yml` whose values don't go together. Checks nothing."""

from typing import Final

from ontology.language import Phrase

BLANK: Final = Phrase(
    "`{key}` is nog niet ingevuld: er staat nog «{said}»",
    "`{key}` is not filled in yet: it still says «{said}»",
)
TOGETHER: Final = Phrase(
    "`start` en `end` horen bij elkaar",
    "`start` and `end` go together",
)
ONE_PLACE: Final = Phrase(
    "geef `nth`, of `start` en `end`, niet beide",
    "give `nth`, or `start` and `end`, not both",
)
ONE_NAME: Final = Phrase(
    "noem de pagina met `document` en `number`, of met `digest`, niet beide",
    "name the page by `document` and `number`, or by `digest`, not both",
)
NO_NAME: Final = Phrase(
    "noem de pagina met haar adres, met `document` en `number`, of met `digest`",
    "name the page by its address, by `document` and `number`, or by `digest`",
)
NO_REFERENCE_ALONE: Final = Phrase(
    "`noReference` gaat met geen andere waarde samen",
    "`noReference` goes with no other value",
)
NO_REFERENCE_VALUE: Final = Phrase(
    "zeg wat de verwijzing is: number, kind, document, relation, role, target of noReference",
    "say what the reference is: number, kind, document, relation, role, target or noReference",
)
TARGET_SAYS_ALL: Final = Phrase(
    "`target` zegt number, kind en document al",
    "`target` says number, kind and document already",
)
TARGET_SELF: Final = Phrase(
    "een verwijzing met een `target` heeft niet de rol self",
    "a reference with a `target` has not the role self",
)
ADDED_REFERENCE: Final = Phrase(
    "een verwijzing die wordt toegevoegd heeft `number` of `target` nodig",
    "a reference that is added needs `number` or `target`",
)
REMOVE_ALONE: Final = Phrase(
    "`remove` gaat met geen andere waarde samen",
    "`remove` goes with no other value",
)
NO_HOLDER_VALUE: Final = Phrase(
    "geef `name`, `remove: true` of `add: true`",
    "give `name`, `remove: true` or `add: true`",
)
NO_AMOUNT_VALUE: Final = Phrase(
    "geef `value`, `year`, `line` of `phase`, of alleen `remove: true`",
    "give `value`, `year`, `line` or `phase`, or only `remove: true`",
)
NO_NUMBER: Final = Phrase(
    "`value` is geen getal",
    "`value` is no number",
)
NO_EFFECT_VALUE: Final = Phrase(
    "geef bearer, effect, amount, recurrence, year of cause, of `remove: true`",
    "give bearer, effect, amount, recurrence, year or cause, or `remove: true`",
)
ADDED_EFFECT: Final = Phrase(
    "een effect dat wordt toegevoegd heeft `bearer` en `effect` nodig",
    "an effect that is added needs `bearer` and `effect`",
)
NO_AMOUNT: Final = Phrase(
    "`amount` is geen getal vanaf 0; `effect` zegt welke kant het op gaat",
    "`amount` is no number from 0; `effect` says which way it goes",
)
NO_PAGE_VALUE: Final = Phrase(
    "geef label, statement, domain, number, kind of document",
    "give label, statement, domain, number, kind or document",
)
NOTHING_WITHDRAWN: Final = Phrase(
    "trek een `page` terug, een `page` met `exact` woorden, of een `organisation` met een `person`",
    "withdraw a `page`, a `page` with `exact` words, or an `organisation` with a `person`",
)
NO_DOCUMENT: Final = Phrase(
    "`document: {path}` is niet het pad van een document, zoals gm0193/berap/2023-2",
    "`document: {path}` is not the path of a document such as gm0193/berap/2023-2",
)
TWO_BODIES: Final = Phrase(
    "`earlier` en `later` zijn van één organisatie",
    "`earlier` and `later` are of one body",
)
TWO_KINDS: Final = Phrase(
    "`earlier` en `later` hebben één `kind`: goal, ambition of programme",
    "`earlier` and `later` have one `kind`: goal, ambition or programme",
)
ONE_DOCUMENT: Final = Phrase(
    "`earlier` en `later` staan in twee documenten",
    "`earlier` and `later` are in two documents",
)
