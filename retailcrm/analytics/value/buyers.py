"""Each customer's visits and spending in the four numbers that the models rest on."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import DayBook, Ints, Span, Visits, span

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """When customers with at least one visit came; `Buyers` says what each column means."""

    at: Ints
    repeats: Ints
    last: Ints
    age: Ints

    @classmethod
    def of(cls, visits: Visits, as_of: int) -> Self:
        """Take everyone with a visit; the visits are those up to `as_of`."""
        ever = visits.ever()
        at = np.flatnonzero(ever > 0)
        first = visits.first()[at].astype(np.int64)
        return cls(at, ever[at] - 1, visits.last()[at] - first, as_of - first)


@dataclass(frozen=True, slots=True, eq=False)
class Buyers:
    """Customers with at least one visit, one value each.

    Attributes:
        at: their positions in the ids of the books.
        repeats: visits after the first one.
        last: days from the first visit to the latest, 0 with a single one.
        age: days from the first visit to the day it holds for.
        spend: mean net sales of a repeat visit in minor units, 0 without one; below 0 where
            more came back than was bought.
        ticket: mean net sales of all visits, the first one too.
    """

    at: Ints
    repeats: Ints
    last: Ints
    age: Ints
    spend: Floats
    ticket: Floats

    @classmethod
    def of(cls, book: DayBook, as_of: int) -> Self:
        """Take everyone who had come by a day, with what was known on that day."""
        visits = Visits.of(book, as_of)
        habits = Habits.of(visits, as_of)
        within = span(book, None, as_of)
        net = within.total(book.net)[habits.at]
        again = net - _up_to_first_day(book, within, visits)[habits.at]
        repeats = habits.repeats
        return cls(
            habits.at,
            repeats,
            habits.last,
            habits.age,
            np.where(repeats > 0, again / np.maximum(repeats, 1), 0.0),
            net / (repeats + 1),
        )

    def only(self, keep: Flags) -> Self:
        """Leave only some of them."""
        return type(self)(
            self.at[keep],
            self.repeats[keep],
            self.last[keep],
            self.age[keep],
            self.spend[keep],
            self.ticket[keep],
        )

    def repeaters(self) -> int:
        """Count those who came at least twice."""
        return int(np.count_nonzero(self.repeats))

    def gaps(self) -> int:
        """Count the gaps between visits of all of them."""
        return int(self.repeats.sum())

    def mean_gap(self) -> float:
        """Give the mean days between two visits; a month where nobody came twice."""
        gaps = self.gaps()
        return max(float(self.last.sum()) / gaps, 1.0) if gaps else MONTH


MONTH = 30.4375
"""Days of a mean month."""


def spent(book: DayBook, since: int, until: int) -> Ints:
    """Add up everyone's net sales between two days, both included."""
    return span(book, since, until).total(book.net)


def visited(book: DayBook, since: int, until: int) -> Ints:
    """Count everyone's visits between two days, both included."""
    return span(book, since, until).total(book.sales_with_value > 0)


def _up_to_first_day(book: DayBook, within: Span, visits: Visits) -> Ints:
    """Add up everyone's net sales until the end of the day of the first visit."""
    early = book.day <= visits.first()[book.customer]
    return within.total(np.where(early, book.net, 0))
