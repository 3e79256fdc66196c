"""Number words: the Dutch words for one to twenty, as texts number programmes with them. Knows no sentence."""

from types import MappingProxyType
from typing import Final

VALUES: Final = MappingProxyType(
    {
        "een": 1,
        "één": 1,
        "eén": 1,
        "twee": 2,
        "drie": 3,
        "vier": 4,
        "vijf": 5,
        "zes": 6,
        "zeven": 7,
        "acht": 8,
        "negen": 9,
        "tien": 10,
        "elf": 11,
        "twaalf": 12,
        "dertien": 13,
        "veertien": 14,
        "vijftien": 15,
        "zestien": 16,
        "zeventien": 17,
        "achttien": 18,
        "negentien": 19,
        "twintig": 20,
    }
)
ARTICLE: Final = "een"  # without accents it is «a» far more often than «one»
NUMBER_WORD: Final = rf"(?:{'|'.join(sorted(VALUES, key=len, reverse=True))})\b"


def figures(word: str) -> str:
    """A number word in figures: `4` for «Vier»."""
    return str(VALUES[word.casefold()])
