"""The model and the naive rule, both asked about months of the past that are known by now."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import DayBook, Ints
from retailcrm.analytics.value.buyers import Buyers, spent, visited
from retailcrm.analytics.value.fitting import VisitFit
from retailcrm.analytics.value.lifetime import own_rate
from retailcrm.analytics.value.outlook import Outlook, outlook
from retailcrm.analytics.value.ranges import group_ranges
from retailcrm.analytics.value.spend import SpendFit

Floats = NDArray[np.float64]

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """How near the model and the naive rule came; amounts are net sales in minor units.

    Attributes:
        customers: who had come before the months that were held out.
        model_miss: root of the mean square by which the model missed a customer's visits.
        own_miss: the same of the naive rule.
        model_sales: what the model expected of all of them.
        own_sales: what the naive rule expected.
        sales: what they brought.
        low: lower end of the model's range.
        high: upper end.
    """

    customers: int
    model_miss: float
    own_miss: float
    model_sales: float
    own_sales: float
    sales: float
    low: float
    high: float

    @property
    def wins(self) -> bool:
        """Say whether the model came nearer to what each customer did."""
        return self.model_miss < self.own_miss

    @property
    def shock(self) -> float:
        """Give by how much, as a share, the total missed beyond what its range allowed for."""
        if self.low <= self.sales <= self.high or self.model_sales <= 0:
            return 0.0
        near = self.low if self.sales < self.low else self.high
        off, allowed = self.sales - self.model_sales, near - self.model_sales
        return float(np.sqrt(max(off**2 - allowed**2, 0.0)) / self.model_sales)


@dataclass(frozen=True, slots=True)
class Trial:
    """The months held out and what was known before them.

    Attributes:
        cut: last day that the models knew.
        until: last day of the months held out.
        visits: what was fitted to the days up to `cut`.
        spend: likewise.
        score: how near both came.
    """

    cut: int
    until: int
    visits: VisitFit
    spend: SpendFit
    score: Score


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What was foretold of each customer and what came true; sales in minor units.

    Attributes:
        at: positions in the ids of the books.
        visits: visits that the model expected.
        sales: net sales that it expected.
        own_visits: visits by the naive rule.
        own_sales: net sales by it.
        came: visits that were made.
        spent: net sales that were made.
        tenth: 0 for the tenth of customers with the highest expectation, to 9.
    """

    at: Ints
    visits: Floats
    sales: Floats
    own_visits: Floats
    own_sales: Floats
    came: Floats
    spent: Floats
    tenth: Ints


def foretold(book: DayBook, trial: tuple[int, int], visits: VisitFit, spend: SpendFit) -> Foretold:
    """Ask both about the days after the first of two days, up to the second."""
    cut, until = trial
    buyers = Buyers.of(book, cut)
    return _told(book, trial, buyers, outlook(visits, spend, buyers, until - cut))


def held_out(book: DayBook, days: tuple[int, int], visits: VisitFit, spend: SpendFit) -> Trial:
    """Try a model, fitted to the days up to the first day, on those until the second."""
    cut, until = days
    buyers = Buyers.of(book, cut)
    ahead = outlook(visits, spend, buyers, until - cut)
    told = _told(book, days, buyers, ahead)
    ones = np.ones(told.at.size)
    whole = group_ranges(ahead, ones, np.zeros(told.at.size, dtype=np.int64), 1, 0.0)
    score = Score(
        customers=told.at.size,
        model_miss=_miss(told.visits, told.came),
        own_miss=_miss(told.own_visits, told.came),
        model_sales=float(told.sales.sum()),
        own_sales=float(told.own_sales.sum()),
        sales=float(told.spent.sum()),
        low=float(whole.low[0]),
        high=float(whole.high[0]),
    )
    return Trial(cut, until, visits, spend, score)


def _told(book: DayBook, days: tuple[int, int], buyers: Buyers, ahead: Outlook) -> Foretold:
    cut, until = days
    own = own_rate(buyers.repeats, buyers.age, until - cut)
    return Foretold(
        at=buyers.at,
        visits=ahead.visits,
        sales=ahead.sales,
        own_visits=own,
        own_sales=own * np.maximum(buyers.ticket, 0.0),
        came=visited(book, cut + 1, until)[buyers.at].astype(np.float64),
        spent=spent(book, cut + 1, until)[buyers.at].astype(np.float64),
        tenth=tenths(ahead.sales),
    )


def tenths(sales: Floats) -> Ints:
    """Number ten equal parts of the customers by what is expected of them, the most first."""
    order = np.argsort(-sales, kind="stable")
    part = np.empty(sales.size, dtype=np.int64)
    part[order] = np.arange(sales.size) * TENTHS // max(sales.size, 1)
    return part


def _miss(expected: Floats, came: Floats) -> float:
    return float(np.sqrt(((expected - came) ** 2).mean())) if came.size else 0.0
