"""Fitting: the weights by which likenesses and signs are summed, from pairs that are known. Judges nothing.

Logistic regression by Newton's method with a small ridge. The bias of likenesses is moved afterwards to where the
shares of one-to-one assignments are most likely, which know more than a pair does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.followed import Followed
from benchmarks.same_pairs import Labelled, Meeting
from ingest.link.identity import ALONE, REUSED
from ingest.link.likeness import FEATURES
from ingest.link.matching import shares
from ingest.link.parting import SIGNS
from ontology.codes import ChangeKind

ENDS: Final = frozenset({ChangeKind.NEW, ChangeKind.DROPPED})
RIDGE: Final = 1.0
PARTS_RIDGE: Final = 0.1
ROUNDS: Final = 80
# Goals of one theme of the corpus have most of their words in common, so that there words tell little beside
# paragraphs; in texts of municipalities, where nothing in common is a sign, they do, so their weight is not fitted.
CHOSEN: Final[Mapping[str, float]] = MappingProxyType({"words": 2.0})
MOVES: Final = tuple(step / 4 for step in range(25))
Numbers = npt.NDArray[np.float64]


def fitted(meetings: Sequence[Meeting]) -> Iterator[str]:
    """The lines that `likeness.py` and `parting.py` have of their weights."""
    pairs = [one for meeting in meetings for one in meeting.pairs if not one.is_part]
    rows = np.array([[*_centred(one), 1.0] for one in pairs])
    chosen = np.array([CHOSEN.get(name, 0.0) for name in (*FEATURES, "")])
    is_fitted = np.array([name not in CHOSEN for name in (*FEATURES, "")])
    truth = np.array([one.is_same for one in pairs], float)
    found = chosen.copy()
    found[is_fitted] = _regressed(rows[:, is_fitted], truth, RIDGE, rows @ chosen)
    weights = dict(zip(FEATURES, found, strict=False))
    moved = max(MOVES, key=lambda move: _likelihood(meetings, weights, found[-1] + move))
    yield "likeness.py"
    yield from _lines(weights, found[-1] + moved)
    parts = [one for meeting in meetings for one in meeting.parts]
    signs = np.array([[*(getattr(one.parts.signs, name) for name in SIGNS), 1.0] for one in parts])
    found = _regressed(signs, np.array([one.is_true for one in parts], float), PARTS_RIDGE)
    yield "parting.py"
    yield from _lines(dict(zip(SIGNS, found, strict=False)), found[-1])


def shares_alone(towns: Iterable[Followed]) -> Iterator[str]:
    """The lines that `identity.py` has of the share of goals that began or ended, and of numbers used again.

    Of claims that nothing but those shares keeps from being certain.
    """
    judged = [one for town in towns for one in town.judged]
    yield "identity.py"
    for name, kinds, most in (("ALONE", ENDS, ALONE), ("REUSED", {ChangeKind.NUMBER_REUSED}, REUSED)):
        told = [one for one in judged if one.kind in kinds and one.confidence in most]
        sides = [[one.is_true for one in told if (one.years > 1) == is_far] for is_far in (False, True)]
        rounded = ", ".join(f"{sum(side) / max(1, len(side)):.3f}" for side in sides)
        yield f"{name}: Final = ({rounded})  # of {' and '.join(str(len(side)) for side in sides)}"


def _lines(weights: Mapping[str, float], bias: float) -> Iterator[str]:
    yield "WEIGHTS"
    yield from (f'        "{name}": {weight:.2f},' for name, weight in weights.items())
    yield f"BIAS: Final = {bias:.2f}"


def _centred(one: Labelled) -> Iterator[float]:
    told = (getattr(one.likeness, name) for name in FEATURES)
    return (0.0 if share is None else 2 * share - 1 for share in told)


def _regressed(rows: Numbers, truth: Numbers, ridge: float, given: Numbers | float = 0.0) -> Numbers:
    """The weights by which rows tell the truth best, beside log-odds that are given."""
    weights = np.zeros(rows.shape[1])
    kept = np.diag([*[ridge] * (rows.shape[1] - 1), 1e-6])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-rows @ weights - given))
        slope = rows.T @ (share - truth) + kept @ weights
        step = np.linalg.solve((rows.T * (share * (1 - share))) @ rows + kept, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _likelihood(meetings: Sequence[Meeting], weights: Mapping[str, float], bias: float) -> float:
    def log_odds(one: Labelled) -> float:
        return bias + sum(weight * value for weight, value in zip(weights.values(), _centred(one), strict=True))

    return sum(_likelihood_of(meeting, log_odds) for meeting in meetings)


def _likelihood_of(meeting: Meeting, log_odds: Callable[[Labelled], float]) -> float:
    found = shares({one.pair.place: log_odds(one) for one in meeting.pairs})
    told = [(found[one.pair.place], one.is_same) for one in meeting.pairs if not one.is_part]
    return float(sum(np.log(np.clip(share if same else 1 - share, 1e-9, 1)) for share, same in told))
