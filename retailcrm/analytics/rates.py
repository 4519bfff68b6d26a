"""Shares of customers, with the people behind them and the range of the true share."""

from dataclasses import dataclass
from math import sqrt
from typing import Self

import numpy as np

from retailcrm.analytics.history import Flags

_NORMAL_95 = 1.959963984540054
FEW = 30
"""Rates of fewer customers than this are shown with their interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of customers, with the range in which the true one probably lies.

    Attributes:
        part: customers who did.
        whole: customers who could.
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Give the share, None of nobody."""
        return self.part / self.whole if self.whole else None

    @property
    def few_data(self) -> bool:
        """Say whether the share rests on few customers."""
        return self.whole < FEW

    def interval(self) -> tuple[float, float] | None:
        """Give Wilson's 95 % interval, None of nobody."""
        return wilson(self.part, self.whole)

    def other(self) -> "Rate":
        """Give the share who did not."""
        return Rate(self.whole - self.part, self.whole)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Who could do something and who did, a flag for each customer.

    Attributes:
        could: whether the customer counts at all.
        did: whether one who counts did it.
    """

    could: Flags
    did: Flags

    @classmethod
    def of(cls, could: Flags, did: Flags) -> Self:
        """Take those who did among those who could."""
        return cls(could, could & did)

    def rate(self) -> Rate:
        """Count both."""
        return Rate(int(np.count_nonzero(self.did)), int(np.count_nonzero(self.could)))

    def among(self, those: Flags) -> "Part":
        """Leave only some customers."""
        return Part(self.could & those, self.did & those)

    def other(self) -> "Part":
        """Ask who did not instead."""
        return Part(self.could, self.could & ~self.did)


def wilson(part: int, whole: int, deviates: float = _NORMAL_95) -> tuple[float, float] | None:
    """Give the interval of a share that stays sensible at 0, at 1 and for few cases."""
    if not whole:
        return None
    share, spread = part / whole, deviates**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = deviates / (1 + spread) * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    low = 0.0 if part == 0 else middle - half
    high = 1.0 if part == whole else middle + half
    return low, high
