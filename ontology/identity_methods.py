"""Methods of identity: how it is found that versions are one goal, in the words of data and people. Finds nothing."""

from types import MappingProxyType
from typing import Final

from ontology.codes import ChangeKind
from ontology.language import Phrase

COMPARED: Final = Phrase(
    "nummer, naam, doelzin, woorden, lijsten, houders en plaats vergeleken; één op één over het hele document",
    "number, name, statement, words, lists, holders and place compared; one to one over the whole document",
)
PARTED: Final = Phrase(
    "de woorden en punten die elk van twee delen van het geheel heeft en het andere deel niet",
    "the words and items that each of two parts has of the whole and the other has not",
)
TOLD: Final = Phrase("met zoveel woorden gezegd op een pagina", "said outright by the words of a page")
DECIDED: Final = Phrase("gezegd door de beheerder, als correctie", "said by the operator, as a correction")
LINKS: Final = frozenset(
    {ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.RENUMBERED, ChangeKind.SPLIT, ChangeKind.MERGED}
)
"""The kinds of change that say of two versions that they are one goal, or part of it."""
MOST_YEARS_APART: Final = 5
"""So many years may lie between a version of a goal and the next; what is further apart is not compared at all."""
_BY_LITERAL: Final = MappingProxyType({one.en: one for one in (COMPARED, PARTED, TOLD, DECIDED)})


def method_said(literal: str) -> Phrase:
    """The method that a value of `dg:identityMethod` names, which is its English; any other value as it is."""
    return _BY_LITERAL.get(literal, Phrase(literal, literal))
