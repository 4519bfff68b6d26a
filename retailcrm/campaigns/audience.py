"""How many to leave alone, and how many of such people come by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.campaigns.shares import WHOLE

LEAST_COMPARED = 100
"""Fewer people than these cannot be compared: nobody is left alone, codes are only counted."""
FEW = 500
SHARE_OF_FEW = 2_000
SHARE_OF_MANY = 1_000
LEAST_CONTROL = 50
LEAST_IN_CELL = 30
"""Fewer people than these in a kind of customer say nothing of how many of it come."""

Ids = NDArray[np.int64]
Cells = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def usual_held_back(people: int) -> int:
    """Say what share of an audience to leave alone if nobody says otherwise.

    Args:
        people: who may take part.

    Returns:
        Ten-thousandths; 0 where so few cannot be compared.
    """
    if people < LEAST_COMPARED:
        return 0
    if people < FEW:
        return SHARE_OF_FEW
    return max(SHARE_OF_MANY, -(-LEAST_CONTROL * WHOLE // people))


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """How a window of the past went.

    Attributes:
        cell: kind of each customer on the day before it, from 0.
        came: who came within it.
    """

    cell: Cells
    came: Flags


def usual_rate(now: Cells, past: Sequence[Past], kinds: int) -> float | None:
    """Say what share of people such as these came by themselves within a window of the past.

    Of each kind of customer the share that came is known; the audience's is their mean. A kind
    that was too rare to say takes the share of everyone.

    Args:
        now: kind of each of the audience; below 0: of no known kind.
        past: windows of the same length.
        kinds: how many kinds there are.

    Returns:
        None where the past is too short, or nobody is there.
    """
    if not past or not now.size:
        return None
    people, came = np.zeros(kinds), np.zeros(kinds)
    for one in past:
        known = one.cell >= 0
        people += np.bincount(one.cell[known], minlength=kinds)
        came += np.bincount(one.cell[known], weights=one.came[known], minlength=kinds)
    if people.sum() < LEAST_IN_CELL:
        return None
    everyone = float(came.sum() / people.sum())
    rates: Floats = np.full(kinds, everyone)
    enough = people >= LEAST_IN_CELL
    rates[enough] = came[enough] / people[enough]
    told = np.where(now >= 0, rates[np.maximum(now, 0)], everyone)
    return float(told.mean())
