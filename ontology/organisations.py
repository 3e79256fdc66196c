"""The public bodies of the TOOI register: code, name, and since or until when, read from `municipalities.tsv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Organisation:
    """One municipality of the register; `begin` and `end` are ISO dates, empty where the register gives none."""

    code: str
    name: str
    province: str
    begin: str
    end: str


@cache
def organisations() -> Mapping[str, Organisation]:
    """All municipalities of the register, by code such as `gm0193`."""
    text = files("ontology").joinpath("municipalities.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t")
    return MappingProxyType(
        {
            row["code"]: Organisation(row["code"], row["name"], row["province"], row["begin"] or "", row["end"] or "")
            for row in rows
        }
    )


@cache
def codes_by_name() -> Mapping[str, str]:
    """Codes by name, of municipalities whose name occurs once in the register."""
    codes: dict[str, list[str]] = {}
    for organisation in organisations().values():
        codes.setdefault(organisation.name, []).append(organisation.code)
    return MappingProxyType({name: found[0] for name, found in codes.items() if len(found) == 1})
