"""The average ticket as a ratio, with the interval that its customers allow."""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import ndtri, stdtrit
from retailcrm.analytics.history import Column

Floats = NDArray[np.float64]
LEVEL = 0.95
LEAST = 2


@dataclass(frozen=True, slots=True)
class Ticket:
    """Net sales divided by receipts of a group; money in minor units.

    Attributes:
        net: net sales.
        receipts: receipts with a sale.
        buyers: how many customers (or days, where nobody is known) they come from.
        value: the average ticket, None without a receipt.
        error: its standard error over customers, None of fewer than two.
        low: lower end of the 95 % interval.
        high: upper end.
    """

    net: int
    receipts: int
    buyers: int
    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None


def ticket(net: Column, receipts: Column) -> Ticket:
    """Give the average ticket of customers told by their net sales and receipts.

    One customer's receipts are alike, so the interval counts customers, not receipts.
    """
    came = (np.asarray(receipts) > 0) | (np.asarray(net) != 0)
    spent, many = _floats(net[came]), _floats(receipts[came])
    buyers, total, number = int(came.sum()), int(net[came].sum()), int(receipts[came].sum())
    if not number:
        return Ticket(total, 0, buyers, None)
    value = total / number
    if buyers < LEAST:
        return Ticket(total, number, buyers, value)
    off = spent - value * many
    error = sqrt(float((off * off).sum()) / (buyers - 1) / buyers) / (number / buyers)
    wide = float(stdtrit(buyers - 1, (1 + LEVEL) / 2)) * error
    return Ticket(total, number, buyers, value, error, value - wide, value + wide)


@dataclass(frozen=True, slots=True, eq=False)
class TwoPeriods:
    """Net sales and receipts of the same customers in two periods; money in minor units."""

    net_before: Column
    receipts_before: Column
    net_after: Column
    receipts_after: Column

    def both(self) -> "TwoPeriods":
        """Leave only customers with a receipt in both."""
        kept = self.in_both()
        return TwoPeriods(
            self.net_before[kept],
            self.receipts_before[kept],
            self.net_after[kept],
            self.receipts_after[kept],
        )

    def in_both(self) -> NDArray[np.bool_]:
        """Say who has a receipt in both."""
        found: NDArray[np.bool_] = (np.asarray(self.receipts_before) > 0) & (
            np.asarray(self.receipts_after) > 0
        )
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """A relative change with its 95 % interval: 0.05 is 5 % more.

    Attributes:
        value: the change, None if it cannot be told.
        low: lower end.
        high: upper end.
        before: average ticket before, minor units.
        after: the same after.
        customers: whom it rests on.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    after: float | None = None
    customers: int = 0

    @property
    def is_sure(self) -> bool:
        """Say whether the interval leaves out "no change"."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class _Growth:
    log: float
    variance: float
    before: float
    after: float
    customers: int


def change(periods: TwoPeriods) -> Change:
    """Say by how much the ticket of the same customers changed between two periods."""
    kept = periods.both()
    grown = _growth(kept)
    if grown is None:
        return Change(None, customers=int(np.size(kept.net_before)))
    return _change(grown.log, grown.variance, grown)


def difference(members: TwoPeriods, others: TwoPeriods) -> Change:
    """Say by how much more the ticket of members changed than that of comparable others.

    What moved everybody's ticket, such as prices or the season, falls out.
    """
    grown, held = _growth(members.both()), _growth(others.both())
    if grown is None or held is None:
        return Change(None)
    return _change(grown.log - held.log, grown.variance + held.variance, grown)


def _change(logarithm: float, variance: float, grown: _Growth) -> Change:
    wide = float(ndtri((1 + LEVEL) / 2)) * sqrt(variance)
    return Change(
        exp(logarithm) - 1,
        exp(logarithm - wide) - 1,
        exp(logarithm + wide) - 1,
        grown.before,
        grown.after,
        grown.customers,
    )


def _growth(kept: TwoPeriods) -> _Growth | None:
    """Give the logarithm of how much the ticket grew, and its variance over customers."""
    people = int(np.size(kept.net_before))
    net0, net1 = _floats(kept.net_before), _floats(kept.net_after)
    many0, many1 = _floats(kept.receipts_before), _floats(kept.receipts_after)
    if people < LEAST or net0.sum() <= 0 or net1.sum() <= 0:
        return None
    before, after = net0.sum() / many0.sum(), net1.sum() / many1.sum()
    off = (net1 - after * many1) / net1.sum() - (net0 - before * many0) / net0.sum()
    variance = float((off * off).sum()) * people / (people - 1)
    return _Growth(log(after / before), variance, float(before), float(after), people)


def _floats(column: Column) -> Floats:
    return np.asarray(column, dtype=np.float64)
