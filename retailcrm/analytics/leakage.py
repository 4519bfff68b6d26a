"""Discounts given on what would have been bought anyway."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Column, Ints, Visits
from retailcrm.analytics.peers import bands

Floats = NDArray[np.float64]
FEW = 30


class Basis(IntEnum):
    """What the share that the program brought rests on."""

    OWN = 0  # how often the same people came before they had a card
    LATER = 1  # how often others came before they had theirs
    ASSUMED = 2  # nothing but the share that the owner expects


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """How often each customer came before and since joining; 0 days where unknown.

    Attributes:
        days_before: days from the first visit to joining.
        visits_before: visits in them, without the first one, which began them.
        days_since: days of the window after joining.
        visits_since: visits in them.
    """

    days_before: Ints
    visits_before: Ints
    days_since: Ints
    visits_since: Ints

    @classmethod
    def of(cls, visits: Visits, enrolled: Column, since: int, until: int) -> Self:
        """Count visits on both sides of the day each joined, which itself is on neither."""
        ever = visits.ever()
        joined = np.asarray(enrolled, dtype=np.int64)
        known = (joined != NO_DAY) & (joined <= until) & (ever > 0)
        first = visits.first().astype(np.int64)
        at = np.repeat(joined, ever)
        before = _count(visits, visits.day < at)
        begin = np.maximum(joined + 1, since)
        later = (visits.day >= np.repeat(begin, ever)) & (visits.day <= until)
        had_past = known & (before > 0)
        return cls(
            np.where(had_past, joined - first, 0),
            np.where(had_past, before - 1, 0),
            np.where(known, np.maximum(until - begin + 1, 0), 0),
            np.where(known, _count(visits, later), 0),
        )

    def with_past(self, least: int = 90) -> NDArray[np.bool_]:
        """Say whose own past is long enough to compare with."""
        return (self.days_before >= least) & (self.days_since > 0)


def expected_visits(
    pace: Pace, tenure: Column, tenure_days: tuple[int, ...], least: int = 90
) -> tuple[Floats, NDArray[np.int8]]:
    """Say how often each would have come in the window without the program, and on what basis.

    Who has no past of their own is taken to be like those who joined later: others of the same
    time with the shop, at the pace they had before they joined.

    Returns:
        Visits expected (0 where nothing is known), and the `Basis` of each.
    """
    own = pace.with_past(least)
    expected = np.zeros(own.size)
    rate = np.zeros(own.size)
    np.divide(pace.visits_before, pace.days_before, out=rate, where=own)
    expected[own] = rate[own] * pace.days_since[own]
    basis = np.full(own.size, Basis.ASSUMED, dtype=np.int8)
    basis[own] = Basis.OWN
    band = bands(np.asarray(tenure, dtype=np.int64), tenure_days)
    for one in np.unique(band):
        here = band == one
        told, untold = here & own, here & ~own & (pace.days_since > 0)
        if int(told.sum()) < FEW:
            continue
        shared = float(pace.visits_before[told].sum()) / float(pace.days_before[told].sum())
        expected[untold] = shared * pace.days_since[untold]
        basis[untold] = Basis.LATER
    return expected, basis


def brought(
    expected: Floats, pace: Pace, basis: NDArray[np.int8], part: Ints, parts: int, assumed: float
) -> tuple[tuple[float, Basis], ...]:
    """Give, of each part of the customers, the share of visits the program brought, and its basis.

    The first basis that at least `FEW` of a part have is taken.

    Args:
        expected: visits expected without the program.
        pace: how often each came.
        basis: what `expected` of each rests on.
        part: number of each customer's part, -1 for none.
        parts: how many parts there are.
        assumed: the share where no basis will do.
    """
    found = [(assumed, Basis.ASSUMED)] * parts
    for best in (Basis.LATER, Basis.OWN):
        told = np.flatnonzero((basis <= best) & (part >= 0))
        here = part[told]
        people = np.bincount(here, minlength=parts)
        came = np.bincount(here, weights=pace.visits_since[told], minlength=parts)
        without = np.bincount(here, weights=expected[told], minlength=parts)
        for at in np.flatnonzero((people >= FEW) & (came > 0)).tolist():
            share = 1.0 - float(without[at] / came[at])
            found[at] = (min(max(share, 0.0), 1.0), best)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Leak:
    """What becomes of the discounts of some customers; money in minor units.

    Attributes:
        sales: net sales in the window.
        discount: discounts given in it.
        share: share of the sales that the program brought.
        margin: margin as a share of sales before discounts.
    """

    sales: float
    discount: float
    share: float
    margin: float

    @property
    def leak(self) -> float:
        """Give the discounts on what would have been bought anyway."""
        return self.discount * (1.0 - self.share)

    @property
    def useful(self) -> float:
        """Give the discounts on what the program brought."""
        return self.discount * self.share

    @property
    def leak_share(self) -> float | None:
        """Give the part of the discounts that leaks, None without any."""
        return self.leak / self.discount if self.discount > 0 else None

    @property
    def gained(self) -> float:
        """Give the margin of the sales that the program brought."""
        return self.sales * self.share * self.margin

    @property
    def multiple(self) -> float | None:
        """Give the margin gained for each unit of discount, None without any discount."""
        return self.gained / self.discount if self.discount > 0 else None

    def at(self, share: float) -> Self:
        """Give the same with another share that the program brought."""
        return replace(self, share=share)


def leaked_share(parts: tuple[Leak, ...]) -> float | None:
    """Give the part of all discounts that leaks."""
    given = sum(one.discount for one in parts)
    return sum(one.leak for one in parts) / given if given > 0 else None


def _count(visits: Visits, counted: NDArray[np.bool_]) -> Ints:
    running = np.zeros(visits.day.size + 1, dtype=np.int64)
    np.cumsum(counted, out=running[1:])
    return np.diff(running[visits.starts])
