"""Which rows of long tables are given, and what is said of the others. Knows no row."""

from typing import Final

from ontology.language import Phrase
from service.answers.trace.asking import Asked
from service.answers.trace.scope import ScopeError
from service.answers.trace.spoken import cut_of, filled


def portion_of(asked: Asked) -> slice:
    """The rows that were asked for, of all.

    Raises:
        ScopeError: fewer than one row, or rows before the first.
    """
    if asked.most < 1:
        raise ScopeError(_TOO_FEW, most=asked.most)
    if asked.offset < 0:
        raise ScopeError(_BEFORE_FIRST, offset=asked.offset)
    return slice(asked.offset, asked.offset + asked.most)


def cut_of_tables(asked: Asked, *totals: int) -> Phrase | None:
    """What to say where tables have more rows than are given of each; None where they have not."""
    longest = max(totals)
    last = asked.offset + asked.most
    if len(totals) == 1 or asked.offset >= longest or (not asked.offset and last >= longest):
        return cut_of(asked, longest)
    phrase = _MORE if last < longest else _LAST
    return filled(phrase, first=asked.offset + 1, last=min(last, longest), total=longest, offset=str(last))


_TOO_FEW: Final = Phrase(
    "most={most} geeft geen rij; vraag er ten minste één", "most={most} gives no row; ask for at least one"
)
_BEFORE_FIRST: Final = Phrase(
    "offset={offset} ligt vóór de eerste rij; begin bij 0", "offset={offset} lies before the first row; begin at 0"
)
_MORE: Final = Phrase(
    "Van elke tabel rij {first} tot en met {last}; de langste heeft er {total}. De volgende met offset={offset}.",
    "Rows {first} to {last} of each table; the longest has {total}. The next with offset={offset}.",
)
_LAST: Final = Phrase(
    "Van elke tabel rij {first} tot en met {last}, de laatste van de langste.",
    "Rows {first} to {last} of each table, the last of the longest.",
)
