"""Buyers who are alike counted once, so that a fit costs what there is to tell apart."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows of equal buyers with their count, and the distinct values that rows point to.

    Attributes:
        repeats: the distinct numbers of repeat visits.
        lasts: the distinct times of the latest visit.
        ages: the distinct ages.
        of_repeats: for each row the place in `repeats`.
        of_last: likewise in `lasts`.
        of_age: likewise in `ages`.
        count: buyers of each row.
        many: buyers with each number of repeat visits.
    """

    repeats: Floats
    lasts: Floats
    ages: Floats
    of_repeats: Places
    of_last: Places
    of_age: Places
    count: Floats
    many: Floats

    @classmethod
    def of(cls, repeats: NDArray[Any], last: NDArray[Any], age: NDArray[Any]) -> Self:
        """Take buyers together who agree in everything; times in any unit."""
        x, of_x = _distinct(repeats)
        t, of_t = _distinct(last)
        a, of_a = _distinct(age)
        key = (of_x * a.size + of_a) * t.size + of_t
        keys, count = np.unique(key, return_counts=True)
        rest, row_t = np.divmod(keys, max(t.size, 1))
        row_x, row_a = np.divmod(rest, max(a.size, 1))
        weight = count.astype(np.float64)
        many = np.bincount(row_x, weights=weight, minlength=x.size).astype(np.float64)
        return cls(x, t, a, row_x, row_t, row_a, weight, many)

    @property
    def size(self) -> float:
        """Count the buyers."""
        return float(self.count.sum())

    def scaled(self, scale: float) -> Self:
        """Measure all times in another unit."""
        return type(self)(
            self.repeats,
            self.lasts * scale,
            self.ages * scale,
            self.of_repeats,
            self.of_last,
            self.of_age,
            self.count,
            self.many,
        )


def _distinct(values: NDArray[Any]) -> tuple[Floats, Places]:
    """Give the distinct values, ascending, and each value's place among them."""
    if not values.size:
        return np.zeros(0), np.zeros(0, dtype=np.intp)
    if not np.issubdtype(values.dtype, np.integer):
        found, places = np.unique(values, return_inverse=True)
        return found.astype(np.float64), places
    # Whole numbers need no sorting: a table of what occurs tells the places.
    low = int(values.min())
    there = np.bincount(values - low) > 0
    place = np.cumsum(there) - 1
    return np.flatnonzero(there).astype(np.float64) + low, place[values - low]
