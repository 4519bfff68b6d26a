"""What was sold: months, days, stores, channels, categories, and the headline figures."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.rows import RowsRef


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One period, store, channel or category; amounts in minor units."""

    key: str
    receipts: int
    net_sales: int
    margin: int
    discounts: int
    returns: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure with what to compare it with.

    Attributes:
        key: net_sales, margin, receipts, ticket, member_share.
        value: minor units, a count, or a share; None if there is no value.
        before: the same for the month before, None if unknown.
        year_before: the same for the same month a year before.
        history: the last 13 months, oldest first, None where there are no data.
        definition: one sentence.
        rows: the rows that add up to it.
    """

    key: str
    value: float | None
    before: float | None
    year_before: float | None
    history: tuple[float | None, ...]
    definition: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month of the sales chart."""

    month: int  # core.days month number
    net: int
    year_before: int | None
    complete: bool
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Headline:
    """A month in five figures and a year of bars."""

    month: int
    complete: bool  # the month is over in every store's data
    figures: tuple[Figure, ...]
    bars: tuple[MonthBar, ...]  # twelve months, oldest first
    cost_known: float | None  # share of net sales whose cost is known


class SalesService:
    """Questions about sales."""

    def months(self) -> tuple[int, ...]:
        """List the months that have data, newest first."""
        raise NotImplementedError

    def headline(self, month: int, store_id: int | None = None) -> Headline:
        """Give the month's figures against the month and the year before."""
        raise NotImplementedError

    def by(self, key: str, *, first: date | None = None, last: date | None = None) -> tuple[SalesRow, ...]:
        """Add up sales by month, day, store, channel or category."""
        raise NotImplementedError
