"""Values whose fields are equally long columns of numbers: joined end to end, and some of their rows."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")


def joined(kind: type[_T], parts: Iterable[_T]) -> _T:
    """The rows of all parts in their order; none where there are no parts."""
    found = list(parts)
    names = [field.name for field in fields(kind)]
    if not found:
        return kind(*(np.empty(0, dtype=np.int64) for _ in names))
    return kind(*(np.concatenate([getattr(part, name) for part in found]) for name in names))


def taken(table: _T, rows: NDArray[np.bool_] | NDArray[np.int64] | slice) -> _T:
    """Some rows, by their places or by whether they are wanted."""
    return type(table)(*(getattr(table, field.name)[rows] for field in fields(table)))
