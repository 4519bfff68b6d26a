"""What one arm did, and what that is against the control: the values of a result."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.rates import Rate
from retailcrm.campaigns.measurement import Difference, Floats

Flags = NDArray[np.bool_]


class Verdict(StrEnum):
    """What the data say of an arm."""

    WORKED = "worked"
    HARMED = "harmed"
    NOT_PROVEN = "not_proven"
    TOO_SMALL = "too_small"
    NO_CONTROL = "no_control"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The people of one arm, one entry a head and time, those who stayed away as well.

    Attributes:
        came: who came in the window.
        sales: net sales in the window, minor units.
        margin: margin in the window after discounts, points and rewards.
        discount: discounts they were given.
        points: what the points they earned will cost.
        cost: what it cost to reach all of them.
        redeemers: how many of them showed the code.
    """

    came: Flags
    sales: Floats
    margin: Floats
    discount: Floats
    points: Floats
    cost: float = 0.0
    redeemers: int = 0

    @property
    def people(self) -> int:
        """Count heads."""
        return int(self.came.size)

    @property
    def rate(self) -> Rate:
        """Give how many of them came."""
        return Rate(int(np.count_nonzero(self.came)), self.people)

    @property
    def each(self) -> float:
        """Give what reaching one of them cost."""
        return self.cost / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Subsidy:
    """How many of those who took the offer would have come anyway.

    Attributes:
        redeemers: who took it.
        anyway: of them, at most, those who would have come without.
        share: the same as a share, with the range that the control allows.
    """

    redeemers: int
    anyway: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """An arm against the control; differences are a head and in minor units.

    Attributes:
        came: who came.
        sales: net sales of all.
        margin: margin of all, after discounts, points and rewards.
        cost: what reaching them cost.
        more_came: difference of the shares who came; None where nothing can be compared.
        relative: the same as a share of those who come anyway.
        more_sales: more sales a head.
        more_margin: more margin a head.
        after: the same after what reaching them cost.
        more_discount: discounts given beyond the control's, all heads together.
        more_points: cost of points likewise.
        subsidy: redeemers who would have come anyway; None without redeemers or control.
        p: how often chance alone brings that much after costs, raised for looking several times.
        verdict: what may be said of it.
        needed: people an arm that would probably prove it; None where no number would.
        needed_for: came or money: what the number would prove.
    """

    came: Rate
    sales: float
    margin: float
    cost: float
    more_came: Difference | None = None
    relative: Difference | None = None
    more_sales: Difference | None = None
    more_margin: Difference | None = None
    after: Difference | None = None
    more_discount: float | None = None
    more_points: float | None = None
    subsidy: Subsidy | None = None
    p: float | None = None
    verdict: Verdict = Verdict.TOO_SMALL
    needed: int | None = None
    needed_for: str = ""

    @property
    def people(self) -> int:
        """Count heads."""
        return self.came.whole

    @property
    def brought(self) -> Difference | None:
        """Give what all of them brought after all costs."""
        return None if self.after is None else self.after.times(self.people)

    @property
    def brought_sales(self) -> Difference | None:
        """Give the sales that would not have come."""
        return None if self.more_sales is None else self.more_sales.times(self.people)

    @property
    def brought_people(self) -> Difference | None:
        """Give the people who would not have come."""
        return None if self.more_came is None else self.more_came.times(self.people)

    @property
    def sales_per_cost(self) -> Difference | None:
        """Give the sales brought for each unit that reaching them cost (iROAS)."""
        return self._for_each(self.brought_sales)

    @property
    def roi(self) -> Difference | None:
        """Give what is left for each unit that reaching them cost; 0 is break-even."""
        return self._for_each(self.brought)

    def _for_each(self, found: Difference | None) -> Difference | None:
        return None if found is None or self.cost <= 0 else found.times(1 / self.cost)
