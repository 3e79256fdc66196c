"""The words that something was read from, quoted at their offsets in the text of the page. Knows no form of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from service.answers.labels import Named
from service.answers.queries import query
from service.engine.engine import Engine, Row

# So many characters stand before and after the words in the rows of the query.
_AROUND: Final = 80
_CUT_WORD_BEFORE: Final = re.compile(r"\A\S*\s+")
_CUT_WORD_AFTER: Final = re.compile(r"\s+\S*\Z")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a page with a little before and after them; offsets are 0-based code points of its text.

    Three dots say that there is more. `version` is what the page describes, None for a page that describes none.
    """

    start: int
    end: int
    before: str
    words: str
    after: str
    version: Named | None


async def quotes_of(engine: Engine, thing: str) -> Sequence[Quote]:
    """The words of a thing that stands on a page, or of its evidence, in the order of the text; one query, at most 30.

    Empty where the thing stands on no page or the texts are not in the release.
    """
    rows = await engine.rows(query("evidence"), {"thing": NamedNode(thing)})
    return tuple({(quote.start, quote.end): quote for quote in map(_read, rows)}.values())


def _read(row: Row) -> Quote:
    version = row.get("version")
    start, before, after = int(row["start"].value), row["before"].value, row["after"].value
    return Quote(
        start=start,
        end=int(row["end"].value),
        before=f"… {_CUT_WORD_BEFORE.sub('', before)}" if start > len(before) else before,
        words=row["words"].value,
        after=f"{_CUT_WORD_AFTER.sub('', after)} …" if len(after) == _AROUND else after,
        version=Named(version.value, row["label"].value) if version else None,
    )
