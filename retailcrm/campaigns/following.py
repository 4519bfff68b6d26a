"""Who came back after a campaign, day by day, and who may still come."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
NEVER = -1
"""Days to coming back of somebody who has not."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the people of one arm so far.

    Attributes:
        came: came within their window.
        waiting: have not come, and still may.
        stayed: have not come, and their window is over.
        by_day: share who had come by each day, the day of sending first; only of those whose
            window is over, so that nobody counts as away who may still come.
    """

    came: int
    waiting: int
    stayed: int
    by_day: tuple[float, ...]

    @property
    def people(self) -> int:
        """Count everybody."""
        return self.came + self.waiting + self.stayed


def followed(after: Ints, first: Ints, through: int, days: int) -> Followed:
    """Tell what became of some people.

    Args:
        after: days from sending to the first visit of each, NEVER for none so far.
        first: day on which each one's window began.
        through: the last day that the books cover.
        days: how long the window is, the day of sending included.
    """
    came = (after != NEVER) & (after < days)
    over = first.astype(np.int64) + days - 1 <= through
    return Followed(
        came=int(np.count_nonzero(came)),
        waiting=int(np.count_nonzero(~came & ~over)),
        stayed=int(np.count_nonzero(~came & over)),
        by_day=_by_day(after[came & over], int(np.count_nonzero(over)), days),
    )


def _by_day(after: Ints, people: int, days: int) -> tuple[float, ...]:
    if not people:
        return ()
    each = np.bincount(after.astype(np.int64), minlength=days)
    return tuple((np.cumsum(each) / people).tolist())
