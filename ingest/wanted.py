"""Wanted: whether a value may stand where one of some type is read, and in words what may. Knows no file.

The types are those of `msgspec.inspect`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import inspect

from ontology.language import Language, Phrase

LIKE: Final = Phrase("; bedoeld is misschien {name}", "; perhaps {name} is meant")
NOTHING: Final = Phrase("", "")
ONE_OF: Final = Phrase("een van: {values}", "one of: {values}")
SUCH_AS: Final = Phrase("iets als {example}", "something like {example}")
TRUTH: Final = Phrase("true of false", "true or false")
NUMBER: Final = Phrase("een getal", "a number")
WHOLE: Final = Phrase("een heel getal", "a whole number")
AT_LEAST: Final = Phrase("een heel getal vanaf {least}", "a whole number from {least}")
BETWEEN: Final = Phrase("een heel getal van {least} tot en met {most}", "a whole number from {least} to {most}")
MOMENT: Final = Phrase("een tijdstip als 2031-05-04T09:00:00", "a moment such as 2031-05-04T09:00:00")
TEXT: Final = Phrase("tekst", "text")
QUOTED: Final = Phrase("tekst tussen aanhalingstekens: '{value}'", "text in quotes: '{value}'")
SHORT: Final = Phrase("tekst van {least} tot {most} tekens", "text of {least} to {most} characters")
KEYS: Final = Phrase("sleutels met elk een waarde: {keys}", "keys with a value each: {keys}")
ANY_KEYS: Final = Phrase("sleutels met elk een waarde", "keys with a value each")
LIST: Final = Phrase("een lijst, elk op een regel met `- ` ervoor", "a list, each on a line with `- ` before it")
TRUTHS: Final = MappingProxyType({"ja": "true", "waar": "true", "nee": "false", "onwaar": "false"})
SAID: Final = MappingProxyType(
    {
        inspect.BoolType: TRUTH,
        inspect.FloatType: NUMBER,
        inspect.DecimalType: NUMBER,
        inspect.DateTimeType: MOMENT,
        inspect.DictType: ANY_KEYS,
        inspect.VarTupleType: LIST,
    }
)
UNGUESSED: Final = MappingProxyType({"guess": False})
# What the keys of these files are called by who writes Dutch.
DUTCH: Final = MappingProxyType(
    {
        "aantal doelen": "goalsExpected",
        "bron": "source",
        "compleet": "complete",
        "documenten": "documents",
        "familie": "family",
        "jaar": "year",
        "kop": "headings",
        "koppen": "headings",
        "kolommen": "columns",
        "naam": "name",
        "nummer": "number",
        "nummers": "numbers",
        "organisatie": "organisation",
        "persoon": "person",
        "soort": "kind",
        "volgnummer": "sequence",
        "waarde": "value",
        "waarom": "why",
        "woorden": "exact",
    }
)


def may_be(value: object, kind: inspect.Type) -> bool:
    """Whether a value, as YAML gives it, can be one of a type that is no list and has no keys."""
    match plain(kind):
        case inspect.EnumType() as enum:
            return value in [one.value for one in enum.cls]
        case inspect.LiteralType() as literal:
            return value in literal.values
        case inspect.StrType() as text:
            return isinstance(value, str) and _is_in_form(value, text)
        case inspect.IntType() as whole:
            return isinstance(value, int) and not isinstance(value, bool) and _is_within(value, whole)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.FloatType() | inspect.DecimalType():
            return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        case inspect.DateTimeType():
            return _is_moment(value)
        case _:
            return False


def wanted(kind: inspect.Type) -> Phrase:
    """What may stand where a value of a type is wanted."""
    if isinstance(kind, inspect.UnionType):
        return wanted(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.Metadata) and kind.extra_json_schema:
        return such_as(kind.extra_json_schema["examples"][0])
    match plain(kind):
        case inspect.EnumType() as enum:
            return one_of(str(one.value) for one in enum.cls)
        case inspect.LiteralType() as literal:
            return one_of(msgspec.json.encode(one).decode() for one in literal.values)
        case inspect.IntType() as whole:
            return _whole(whole)
        case inspect.StrType(max_length=int()) as text:
            return filled(SHORT, least=text.min_length or 0, most=text.max_length)
        case inspect.StructType() as struct:
            return filled(KEYS, keys=", ".join(field.encode_name for field in struct.fields))
        case other:
            return SAID.get(type(other), TEXT)


def _whole(kind: inspect.IntType) -> Phrase:
    if kind.ge is None:
        return WHOLE
    return filled(AT_LEAST, least=kind.ge) if kind.le is None else filled(BETWEEN, least=kind.ge, most=kind.le)


def _is_within(value: float, kind: inspect.IntType) -> bool:
    return (kind.ge is None or value >= kind.ge) and (kind.le is None or value <= kind.le)


def _is_in_form(value: str, kind: inspect.StrType) -> bool:
    is_long = (kind.min_length or 0) <= len(value) <= (kind.max_length or len(value))
    return is_long and (kind.pattern is None or re.search(kind.pattern, value) is not None)


def meant(value: str, kind: inspect.Type) -> Phrase:
    """The value that a slip looks like, where there is one; nothing for a value that is never to be guessed at."""
    if isinstance(kind, inspect.Metadata) and kind.extra == UNGUESSED:
        return NOTHING
    match plain(kind):
        case inspect.EnumType() as enum:
            return like(value, [str(one.value) for one in enum.cls])
        case inspect.BoolType() if value.lower() in TRUTHS:
            return filled(LIKE, name=TRUTHS[value.lower()])
        case inspect.StrType(pattern=str() as pattern) if re.search(pattern, value.strip().lower()):
            return filled(LIKE, name=value.strip().lower())
        case _:
            return NOTHING


def like(value: str, known: Iterable[str]) -> Phrase:
    """The name that a slip looks like, where there is one."""
    names = {name.lower(): name for name in known}
    dutch = DUTCH.get(value.lower(), "").lower()
    near = [dutch] if dutch in names else get_close_matches(value.lower(), names, 1)
    return filled(LIKE, name=names[near[0]]) if near else NOTHING


def one_of(values: Iterable[str]) -> Phrase:
    """That one of some values is wanted."""
    return filled(ONE_OF, values=", ".join(values))


def such_as(example: object) -> Phrase:
    """That something like an example is wanted."""
    return filled(SUCH_AS, example=example)


def filled(phrase: Phrase, **values: object) -> Phrase:
    """A phrase with its values in it, to be put into another one."""
    said = (phrase.say(language, **values).replace("{", "{{").replace("}", "}}") for language in Language)
    return Phrase(*said)


def plain(kind: inspect.Type) -> inspect.Type:
    """A type without what is told of it, and without the nothing that may stand for it."""
    if isinstance(kind, inspect.Metadata):
        return plain(kind.type)
    if isinstance(kind, inspect.UnionType):
        return plain(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    return kind


def _is_moment(value: object) -> bool:
    try:
        msgspec.convert(value, datetime, builtin_types=(datetime, date))
    except msgspec.ValidationError:
        return False
    return True
