"""What is known beforehand of the fictional municipality: its documents, and the order of rows about them."""

from typing import Any

from asking import Rows

TOWN = "gm9999"
BUDGET: dict[str, str | int] = {"organisation": TOWN, "kind": "begroting", "year": 2031}
REPORT: dict[str, str | int] = {"organisation": TOWN, "kind": "berap", "year": 2031, "sequence": 1}
LATER: dict[str, str | int] = {"organisation": TOWN, "kind": "begroting", "year": 2032}
TITLES = {"begroting-2031": "Begroting 2031", "berap-2031-1": "Berap 2031-1", "begroting-2032": "Begroting 2032"}
Page = dict[str, Any]
Goal = tuple[str, str]


def key(number: str) -> list[int]:
    """What numbers are sorted by."""
    return [int(part) for part in number.split(".")]


def ordered(rows: Rows) -> Rows:
    """Rows in an order of their own."""
    return sorted(rows, key=lambda row: [str(value) for value in row])
