"""Words of pages in which things are named, with their place: of each thing that many pages name, one of these places.

It is the last in the order of identifiers, so mostly of the newest document. Knows no list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.answers.queries import queries_of
from service.engine.engine import Engine, Row


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words with the page that has them, its address on the web, and from where to where (0-based code points).

    `described` is a version that the page describes.
    """

    page: str
    address: str | None
    exact: str | None
    start: int
    end: int
    described: str | None


async def places_of(engine: Engine, name: str, things: Iterable[str]) -> Mapping[str, PlacedWords]:
    """The words of things, by their IRIs; two queries for each 250 of them.

    `name` is that of the query for where things of a kind are named.
    """
    return await _words_of(engine, await _spans_of(engine, name, things))


async def places_of_versions(engine: Engine, versions: Iterable[str]) -> Mapping[str, PlacedWords]:
    """The words from which versions are known, by their IRIs; five queries at most for each 250 of them.

    They are the statement on its page, else its number; of a version that is only named they are words that refer to
    it, else the number of something under it, else words that refer to something under it.
    """
    rest, places = list(versions), dict[str, str]()
    for name in ("places-of-versions", "places-of-named", "places-of-parts", "places-of-named-parts"):
        places |= await _spans_of(engine, name, rest)
        rest = [thing for thing in rest if thing not in places]
    return await _words_of(engine, places)


async def words_at(engine: Engine, spans: Iterable[str]) -> Mapping[str, PlacedWords]:
    """The words at places in pages, by their IRIs; one query for each 250 of them."""
    asked = list(queries_of("words-at", "span", spans))
    return {row["span"].value: _read(row) for text in asked for row in await engine.rows(text) if "span" in row}


async def _spans_of(engine: Engine, name: str, things: Iterable[str]) -> dict[str, str]:
    """The places of things, by their IRIs; where a query gives several, the last counts."""
    asked = list(queries_of(name, "thing", things))
    rows = [row for text in asked for row in await engine.rows(text) if "thing" in row and "place" in row]
    return {row["thing"].value: row["place"].value for row in rows}


async def _words_of(engine: Engine, places: Mapping[str, str]) -> Mapping[str, PlacedWords]:
    found = await words_at(engine, places.values())
    return {thing: found[place] for thing, place in places.items() if place in found}


def _read(row: Row) -> PlacedWords:
    exact, address, described = (row[name].value if name in row else None for name in ("exact", "address", "described"))
    return PlacedWords(row["page"].value, address, exact, int(row["start"].value), int(row["end"].value), described)
