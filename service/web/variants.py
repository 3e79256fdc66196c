"""Which of the offered forms of an answer a client prefers (RFC 9110, section 12.5). Makes no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ontology.language import Language


@dataclass(frozen=True, slots=True)
class _Wish:
    value: str
    quality: float


def preferred_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that the Accept header prefers; of equals the first offered; None where none will do."""
    return _preferred((accept or "").strip(" ,") or "*/*", tuple(offered))


@lru_cache(maxsize=256)
def _preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """As `preferred_type`; few headers come, again and again."""
    wishes = _wishes(accept)
    ranked = [(_quality(media_type, wishes), -index) for index, media_type in enumerate(offered)]
    best, index = max(ranked)
    return offered[-index] if best > 0 else None


def preferred_language(chosen: str | None, accept_language: str | None) -> Language:
    """The language of a page: the one chosen in the address, else the one that the browser prefers, else Dutch."""
    if chosen in set(Language):
        return Language(chosen)
    best = Language.NL
    best_quality = 0.0
    for wish in _wishes(accept_language or ""):
        primary = wish.value.partition("-")[0]
        if primary in set(Language) and wish.quality > best_quality:
            best, best_quality = Language(primary), wish.quality
    return best


def _quality(media_type: str, wishes: Sequence[_Wish]) -> float:
    """The quality of a media type by the most specific range that covers it."""
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    for covering in ranges:
        found = [wish.quality for wish in wishes if wish.value == covering]
        if found:
            return max(found)
    return 0.0


def _wishes(header: str) -> list[_Wish]:
    return [wish for part in header.split(",") if (wish := _wish(part)) is not None]


def _wish(part: str) -> _Wish | None:
    value, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, number = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(0.0, float(number)), 1.0)  # in this order 0 for what is no number
            except ValueError:
                return None
    return _Wish(value, quality) if value else None
