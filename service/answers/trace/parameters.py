"""The parameters that questions about the network have, by their names in addresses, and what was asked made of them.

Holds no question; `questions` says which takes what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ontology.codes import Relation
from ontology.language import Phrase
from service.answers.trace.asking import Asked, Group, Order
from service.answers.trace.scope import MOST_DEPTH, Scope, Way
from service.answers.years.confidence import read_confidence

Value = str | int | bool | Sequence[str] | None
"""The value of a parameter; a sequence where it may be given more than once."""

MOST_ROWS: Final = 10_000
MOST_OFFSET: Final = 10_000_000
MOST_REPEATED: Final = 100
"""How often one parameter may be given."""


class Kind(StrEnum):
    """What values a parameter has."""

    TEXT = "string"
    NUMBER = "integer"
    FLAG = "boolean"
    SHARE = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name in addresses, what it is, and its values.

    `choices` are all values where it has few; `least` and `most` bound a number, and a share, which is from 0 to 1.
    `default` is meant where it is left out, and None means that nothing is.
    """

    name: str
    about: Phrase
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    default: str | int | bool | None = None
    repeatable: bool = False

    @property
    def option(self) -> str:
        """Its name in a terminal, without hyphens before it: firstYear is first-year."""
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in self.name)


FROM: Final = Parameter(
    "from",
    Phrase(
        "waarvan: een nummer zoals 2.2.2, een pad zoals gm0193/begroting/2021/2.2.2 of een IRI, van een doel, "
        "programma, portefeuillehouder of domein",
        "of what: a number such as 2.2.2, a path such as gm0193/begroting/2021/2.2.2 or an IRI, of a goal, programme, "
        "portfolio holder or domain",
    ),
    repeatable=True,
)
TO: Final = Parameter("to", Phrase("waarheen; geschreven zoals `from`", "to what; written as `from`"), repeatable=True)
WAY: Final = Parameter(
    "way",
    Phrase(
        "welke kant op: out zoals er verwezen wordt, in ertegenin, both beide",
        "which way: out as it is referred, in against that, both",
    ),
    choices=tuple(one.value for one in Way),
    default=Way.OUT.value,
)
DEPTH: Final = Parameter(
    "depth",
    Phrase("hoeveel stappen ver", "how many steps far"),
    Kind.NUMBER,
    least=1,
    most=MOST_DEPTH,
    default=3,
)
MOST: Final = Parameter(
    "most",
    Phrase("hoeveel er hooguit gegeven worden", "how many are given at most"),
    Kind.NUMBER,
    least=1,
    most=MOST_ROWS,
    default=100,
)
OFFSET: Final = Parameter(
    "offset",
    Phrase("hoeveel er overgeslagen worden", "how many are passed over"),
    Kind.NUMBER,
    least=0,
    most=MOST_OFFSET,
    default=0,
)
BY: Final = Parameter(
    "by",
    Phrase("waarnaar wordt samengeteld", "by what is counted together"),
    choices=tuple(one.value for one in Group),
    default=Group.GOAL.value,
)
ORDER: Final = Parameter(
    "order",
    Phrase(
        "tree: zoals de boom van het document; cycles: wat op een kring ligt bijeen",
        "tree: as the tree of the document; cycles: what lies on a cycle together",
    ),
    choices=tuple(one.value for one in Order),
    default=Order.TREE.value,
)
SCOPE: Final = (
    Parameter(
        "document",
        Phrase(
            "alleen dit document, zoals gm0193/begroting/2021; zonder: alle",
            "only this document, such as gm0193/begroting/2021; all without it",
        ),
        repeatable=True,
    ),
    Parameter("organisation", Phrase("alleen van deze, zoals gm0193", "only of this one, such as gm0193")),
    Parameter(
        "firstYear",
        Phrase("alleen documenten van dit jaar of later", "only documents of this year or later"),
        Kind.NUMBER,
        least=1900,
        most=2200,
    ),
    Parameter(
        "lastYear",
        Phrase("alleen documenten van dit jaar of eerder", "only documents of this year or before"),
        Kind.NUMBER,
        least=1900,
        most=2200,
    ),
    Parameter(
        "relation",
        Phrase(
            "alleen verwijzingen met deze relatie; zonder: alle", "only references of this relation; all without it"
        ),
        choices=tuple(one.value for one in Relation),
        repeatable=True,
    ),
    Parameter("references", Phrase("of verwijzingen meedoen", "whether references take part"), Kind.FLAG, default=True),
    Parameter(
        "tree",
        Phrase(
            "of de boom van het document meedoet: programma, ambitie, doel",
            "whether the tree of the document takes part: programme, ambition, goal",
        ),
        Kind.FLAG,
        default=False,
    ),
    Parameter(
        "holder",
        Phrase("of een gedeelde portefeuillehouder verbindt", "whether a shared portfolio holder connects"),
        Kind.FLAG,
        default=False,
    ),
    Parameter(
        "money",
        Phrase(
            "of geld meedoet dat volgens de tekst verschuift", "whether money takes part that moves by what texts say"
        ),
        Kind.FLAG,
        default=False,
    ),
    Parameter(
        "versions",
        Phrase(
            "of een doel verbonden is met zijn andere versies, in andere documenten en jaren",
            "whether a goal is connected with its other versions, in other documents and years",
        ),
        Kind.FLAG,
        default=False,
    ),
    Parameter(
        "suspect",
        Phrase(
            "of verwijzingen meedoen waarvan de woorden bij een ander doel beter passen",
            "whether references take part whose words fit another goal better",
        ),
        Kind.FLAG,
        default=True,
    ),
    Parameter(
        "minConfidence",
        Phrase(
            "minste zekerheid, van 0 tot 1, dat versies één doel zijn; zonder: wat de release aanneemt",
            "least confidence, from 0 to 1, that versions are one goal; without it what the release takes for true",
        ),
        Kind.SHARE,
        least=0,
        most=1,
    ),
)
"""Those that say what takes part; all questions take them."""

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {one.name: one for one in (FROM, TO, WAY, DEPTH, MOST, OFFSET, BY, ORDER, *SCOPE)}
)


def asked_of(values: Mapping[str, Value]) -> Asked:
    """What was asked, of values that have been checked, by the names of their parameters.

    One that is left out has its default.
    """
    told: dict[str, Value] = {name: one.default for name, one in PARAMETERS.items()}
    told.update(values)
    return Asked(
        scope=Scope(
            documents=_texts(told["document"]),
            organisation=_text(told["organisation"]),
            first_year=_number(told["firstYear"]),
            last_year=_number(told["lastYear"]),
            relations=_texts(told["relation"]),
            references=bool(told["references"]),
            tree=bool(told["tree"]),
            holder=bool(told["holder"]),
            money=bool(told["money"]),
            versions=bool(told["versions"]),
            suspect=bool(told["suspect"]),
            least=_share(told["minConfidence"]),
        ),
        begins=_texts(told["from"]),
        ends=_texts(told["to"]),
        way=Way(str(told["way"])),
        depth=_number(told["depth"]) or 0,
        most=_number(told["most"]) or 0,
        offset=_number(told["offset"]) or 0,
        by=Group(str(told["by"])),
        order=Order(str(told["order"])),
    )


def _texts(value: Value) -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case str():
            return (value,)
        case int():
            return (str(value),)
        case _:
            return tuple(value)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _share(value: Value) -> Decimal | None:
    """A least confidence, as it is written.

    Raises:
        ConfidenceError: it is no number from 0 to 1.
    """
    return None if value is None else read_confidence(str(value))
