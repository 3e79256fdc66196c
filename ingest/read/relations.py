"""Relations: what the words around a reference say that the one goal has to do with the other.

Looks at one sentence only. The rules are tried in order; the first that fits decides, and its name is kept.
"""

import re
from typing import Final

import msgspec

from ontology.codes import Relation

PLACE: Final = r"(?:(?:de|het)\s+)?$"  # the reference itself comes next
BESIDE: Final = r"[^()]*\(\s*(?:[^()]*,\s*)?$"  # the reference comes next in parentheses, perhaps after its name


class Rule(msgspec.Struct, frozen=True):
    """One rule: a relation, its name in the record, and what must stand before the reference (and after it)."""

    relation: Relation
    name: str
    before: re.Pattern[str]
    after: re.Pattern[str] = re.compile("")


def _rule(relation: Relation, name: str, before: str, after: str = "") -> Rule:
    return Rule(relation, name, re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE))


RULES: Final = (
    # verwerkt op programma 10; een voordeel op programma 10
    _rule(
        Relation.BOOKED_ON,
        "booked-on-before",
        rf"\b(?:verwerkt|geboekt|verantwoord|begroot|voordeel|nadeel)\s+op\s+{PLACE}",
    ),
    # op doel 1.1.2 verwerkt
    _rule(
        Relation.BOOKED_ON,
        "booked-on-after",
        rf"\bop\s+{PLACE}",
        r"\s+(?:wordt\s+|worden\s+|is\s+)?(?:verwerkt|geboekt|verantwoord)\b",
    ),
    # wordt gefinancierd uit programma 3
    _rule(
        Relation.FINANCED_FROM,
        "financed-from",
        rf"\b(?:gefinancierd|bekostigd|gedekt|betaald)\s+(?:van)?(?:uit|door)\s+{PLACE}",
    ),
    # is onderdeel van doel 2.2.1
    _rule(Relation.PART_OF, "part-of", rf"\bonderdeel\s+van\s+{PLACE}"),
    # in verbinding met ‘Goede dagen in perspectief’ (doel 2.1)
    _rule(
        Relation.ALIGNED_WITH,
        "aligned-with",
        r"\bin\s+(?:nauwe\s+)?(?:verbinding|samenhang|afstemming|lijn)\s+met\s+(?:(?:de|het)\s+)?(?:[‘“'\"][^‘’“”'\"()]*[’”'\"]\s*\(?\s*)?$",
    ),
    # samengevoegd met doel 1.2.3
    _rule(Relation.MERGED_INTO, "merged-into", rf"\b(?:samengevoegd|geïntegreerd)\s+(?:met|in)\s+{PLACE}"),
    _rule(Relation.REPLACED_BY, "replaced-by", rf"\bvervangen\s+door\s+{PLACE}"),
    _rule(Relation.CONTINUED_IN, "continued-in", rf"\b(?:voortgezet|ondergebracht)\s+(?:in|bij|onder)\s+{PLACE}"),
    # draagt bij aan het tegengaan van armoede (Programma 4.) en een betere gezondheid (zie doel 1.3.4)
    _rule(Relation.CONTRIBUTES_TO, "contributes-to", rf"\bbij\s+aan\b(?:[^();:,]|\([^()]*\))*?(?:{BESIDE}|{PLACE})"),
    # een bijdrage aan doel 1.3.4; not «partners die bijdragen aan», where another contributes
    _rule(
        Relation.CONTRIBUTES_TO,
        "contribution-to",
        rf"\b(?:bijdrage|bijdraagt|(?:te|kan|kunnen|wil|willen|zal|zullen|moet|moeten)\s+(?:\w+\s+){{0,4}}bijdragen)\s+aan\b"
        rf"(?:[^();:,]|\([^()]*\))*?(?:{BESIDE}|{PLACE})",
    ),
    # zie hiervoor programma 6
    _rule(Relation.TREATED_IN, "treated-in", rf"\bzie\s+hiervoor\s+{PLACE}"),
)


def relation_of(before: str, after: str, *, announced: bool) -> tuple[Relation, str]:
    """The relation that one sentence states, and the name of the rule that says so.

    `before` and `after` are the words of the sentence on both sides of the reference; `announced` tells whether
    «zie» or the like stands directly before it.
    """
    for rule in RULES:
        if rule.before.search(before) and rule.after.match(after):
            return rule.relation, rule.name
    return (Relation.SEE, "announced") if announced else (Relation.UNKNOWN, "number-only")
