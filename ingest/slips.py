"""Slips: what is wrong in a YAML file of the operator, with its line, its key, and what may stand there.

Looks for the deepest part that can't be what it should be; knows no file, and no page.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple, TypeVar

import msgspec
import yaml
from msgspec import inspect

from ingest.wanted import QUOTED, filled, like, may_be, meant, one_of, plain, such_as, wanted
from ontology.language import Phrase, SpokenError

T = TypeVar("T")
Node = yaml.nodes.Node
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one that msgspec takes
MERGE: Final = "tag:yaml.org,2002:merge"
MOST_SHOWN: Final = 60  # characters of a value
NO_YAML: Final = Phrase(
    "{place}: dit is geen YAML; kijk hier naar inspringing, dubbele punten, haken en aanhalingstekens",
    "{place}: this is no YAML; look at indentation, colons, brackets and quotes here",
)
UNKNOWN_KEY: Final = Phrase(
    "{place}: de sleutel `{key}` bestaat hier niet{like}; wel: {known}",
    "{place}: there is no key `{key}` here{like}; there are: {known}",
)
MISSING: Final = Phrase(
    "{place}: `{key}` ontbreekt; zet er `{key}:` bij met {wanted}",
    "{place}: `{key}` is missing; add `{key}:` with {wanted}",
)
VALUE: Final = Phrase(
    "{place}: {key}«{value}» kan hier niet staan{like}; geef {wanted}",
    "{place}: {key}«{value}» can't stand here{like}; give {wanted}",
)
TWICE: Final = Phrase(
    "{place}: de sleutel `{key}` staat hier twee keer, eerst op regel {first}, en één ervan zou verloren gaan; voeg ze "
    "samen of haal er één weg",
    "{place}: the key `{key}` stands here twice, first on line {first}, and one of them would be lost; join them or "
    "take one away",
)
TOGETHER: Final = Phrase("{place}: {why}; verbeter dit of haal het weg", "{place}: {why}; correct this or take it away")


class SlipError(SpokenError):
    """A YAML file that can't be used; the message names file, line and key, and what may stand there."""


class EntryError(SpokenError, ValueError):
    """Values that don't go together; raised while they are checked, and told with their place."""


class _Slip(NamedTuple):
    """A part of a file that can't be what it should be."""

    node: Node
    phrase: Phrase
    values: dict[str, object]


def load(name: str, content: bytes, kind: type[T], *, joins: bool = False) -> T:
    """The content of a YAML file as a value of some type; of an empty file one that says nothing.

    With `joins` a list may stand at the top more than once, and all of its parts count.

    Raises:
        SlipError: it is no YAML, has an unknown key or one key twice, lacks one, or has a value that can't be.
    """
    try:
        root = composed(content, joins=joins)
        if root is not None and (twice := next(_twice(root, set()), None)):
            first, again = twice
            raise SlipError(TWICE, place=_at(name, again.start_mark), key=again.value, first=first.start_mark.line + 1)
        plain_value = None if root is None else yaml.SafeLoader(b"").construct_document(root)
        found: T | None = msgspec.convert(plain_value, kind | None, builtin_types=(datetime, date))
        return kind() if found is None else found
    except (yaml.YAMLError, ValueError) as error:  # YAML raises ValueError at a date that does not exist
        raise slip(name, content, kind, error, joins=joins) from error


def composed(content: bytes, *, joins: bool) -> Node | None:
    """The nodes of a YAML file; with `joins` every list at the top once, with all of its parts; None for nothing.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    root = yaml.compose(content, Loader=LOADER)
    if not joins or not isinstance(root, yaml.MappingNode):
        return root
    kept: list[tuple[Node, Node]] = []
    for key, value in root.value:
        same = next((index for index, (other, _) in enumerate(kept) if other.value == key.value), None)
        if same is not None and isinstance(value, yaml.SequenceNode) and isinstance(kept[same][1], yaml.SequenceNode):
            first, before = kept[same]
            kept[same] = first, yaml.SequenceNode(before.tag, [*before.value, *value.value], before.start_mark)
        else:
            kept.append((key, value))
    return yaml.MappingNode(root.tag, kept, root.start_mark, root.end_mark)


def _twice(node: Node, seen: set[int]) -> Iterator[tuple[Node, Node]]:
    """The keys that stand twice in one place, each with the first of them; `seen` are nodes that were looked at."""
    if id(node) in seen or isinstance(node, yaml.ScalarNode):
        return
    seen.add(id(node))
    keys: dict[tuple[str, str], Node] = {}
    for part in node.value:
        key, value = part if isinstance(node, yaml.MappingNode) else (None, part)
        if isinstance(key, yaml.ScalarNode) and key.tag != MERGE:
            first = keys.setdefault((key.tag, key.value), key)
            if first is not key:
                yield first, key
        yield from _twice(value, seen)


def slip(
    name: str, content: bytes, kind: object, error: Exception, also: Iterable[str] = (), *, joins: bool = False
) -> SlipError:
    """What is wrong in a file that could not be used as a value of some type.

    `also` are keys that it may have beside those of the type; then it need not have all of those.
    """
    try:
        yaml.compose(content, Loader=yaml.SafeLoader)  # the other loader tells less of what is no YAML
        root = composed(content, joins=joins) or yaml.MappingNode("tag:yaml.org,2002:map", [])
        found = next(_slips(root, inspect.type_info(kind), "", tuple(also)), None)
    except yaml.MarkedYAMLError as fault:
        return SlipError(NO_YAML, place=_at(name, fault.problem_mark or fault.context_mark))
    except (yaml.YAMLError, UnicodeDecodeError):  # bytes that are no text
        return SlipError(NO_YAML, place=name)
    if found is None:
        return SlipError(TOGETHER, place=name, why=_why(error))
    return SlipError(found.phrase, place=_at(name, found.node.start_mark), **found.values)


def missing(name: str, key: str, example: str) -> SlipError:
    """What is told of a file that lacks a key."""
    return SlipError(MISSING, place=name, key=key, wanted=such_as(example))


def not_one_of(name: str, key: str, value: str, known: Iterable[str]) -> SlipError:
    """What is told of a file in which the value of a key is none of those that are known."""
    names = sorted(known)
    return SlipError(VALUE, place=name, key=f"{key}: ", value=value, like=like(value, names), wanted=one_of(names))


def _at(name: str, mark: yaml.Mark | None) -> str:
    return name if mark is None else f"{name}:{mark.line + 1}"


def _why(error: BaseException) -> object:
    """Why values don't go together, in both languages where it is said in both."""
    cause = error.__cause__ or error
    return cause if isinstance(cause, SpokenError) else str(cause)


def _slips(node: Node, kind: inspect.Type, key: str, also: tuple[str, ...] = ()) -> Iterator[_Slip]:
    """The parts of a node that can't be what they should be, in their order, the deepest first."""
    match kind:
        case inspect.UnionType():
            if not (_is_null(node) and any(isinstance(one, inspect.NoneType) for one in kind.types)):
                yield from _slips(node, _alternative(node, kind.types), key, also)
        case inspect.StructType() if isinstance(node, yaml.MappingNode):
            yield from _struct_slips(node, kind, also)
        case inspect.DictType() if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from _slips(name, kind.key_type, key)
                yield from _slips(value, kind.value_type, str(name.value))
        case inspect.VarTupleType() if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from _slips(item, kind.item_type, key)
        case inspect.AnyType():
            return
        case _ if not may_be(_value(node), kind):
            yield _bad_value(node, kind, key)


def _struct_slips(node: yaml.MappingNode, kind: inspect.StructType, also: tuple[str, ...]) -> Iterator[_Slip]:
    """The keys that there are not, those with a bad value, those that are missing, and what does not go together."""
    fields = {field.encode_name: field for field in kind.fields}
    names = [*fields, *also]
    for name, value in node.value:
        if name.value in fields:
            yield from _slips(value, fields[name.value].type, name.value)
        elif name.value not in also:
            near = like(str(name.value), names)
            yield _Slip(name, UNKNOWN_KEY, {"key": name.value, "like": near, "known": ", ".join(names)})
    if also:
        return
    given = {name.value for name, _ in node.value}
    for field in fields.values():
        if field.required and field.encode_name not in given:
            yield _Slip(node, MISSING, {"key": field.encode_name, "wanted": wanted(field.type)})
    try:
        msgspec.convert(_value(node), kind.cls, builtin_types=(datetime, date))
    except msgspec.ValidationError as error:
        yield _Slip(node, TOGETHER, {"why": _why(error)})


def _alternative(node: Node, kinds: tuple[inspect.Type, ...]) -> inspect.Type:
    """Of several types the one that a node is meant to be, by its form."""
    real = [kind for kind in kinds if not isinstance(kind, inspect.NoneType)]
    return next((kind for kind in real if _has_form(node, kind)), real[0])


def _has_form(node: Node, kind: inspect.Type) -> bool:
    match node:
        case yaml.MappingNode():
            return isinstance(kind, inspect.StructType | inspect.DictType)
        case yaml.SequenceNode():
            return isinstance(kind, inspect.VarTupleType)
        case _:
            return may_be(_value(node), kind)


def _bad_value(node: Node, kind: inspect.Type, key: str) -> _Slip:
    value = str(node.value) if isinstance(node, yaml.ScalarNode) else str(_value(node))
    shown = value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"
    unquoted = isinstance(plain(kind), inspect.StrType) and isinstance(node, yaml.ScalarNode) and not _is_text(node)
    right = filled(QUOTED, value=shown) if unquoted else wanted(kind)
    label = f"{key}: " if key else ""
    return _Slip(node, VALUE, {"key": label, "value": shown, "like": meant(value, kind), "wanted": right})


def _is_null(node: Node) -> bool:
    return str(node.tag).endswith(":null")


def _is_text(node: Node) -> bool:
    return str(node.tag).endswith(":str")


def _value(node: Node) -> object:
    """What a node stands for; its words where that does not exist, such as the thirtieth of February."""
    try:
        return yaml.SafeLoader(b"").construct_object(node, deep=True)
    except ValueError:
        return node.value
