"""What became of a chosen plan, as plain facts for a page."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.rows import RowsRef


@dataclass(frozen=True, slots=True)
class ScoredMonth:
    """A month that is over beside its forecast; money in minor units.

    Attributes:
        month: counted from January 1970.
        low: where sales were to lie; None where no range was told.
        high: likewise.
        signal: errors so far in mean errors; None while there was no error.
        rows: receipts that add up to the sales.
    """

    month: int
    forecast: int
    low: int | None
    high: int | None
    sales: int
    signal: float | None
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class ScoredBand:
    """People near a status since the plan began.

    Attributes:
        name: far, mid, near, or the owner's own.
        presupposed: share who were to reach it within a year.
        people: how many they are.
        reached: of them.
        before: share who did as long before the program; None where it is not known.
        learned: share between what was presupposed and what was seen; None likewise.
    """

    name: str
    presupposed: float
    people: int
    reached: int
    before: float | None
    learned: float | None


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """A chosen plan held against what happened; money in minor units.

    Attributes:
        plan: its name.
        program: the one that was chosen.
        chosen_on: the day of the choice.
        is_over: the year that was forecast is over.
        months: those that are over, the first one first.
        year_low: where the year's sales were to lie; None where no range was told.
        year_high: likewise.
        holds: in how many of a hundred cases the ranges were to hold, as a share.
        is_off: the forecast errs to one side beyond chance.
        clients: of the difference, what is due to their number.
        purchases: what is due to how often each of them bought.
        average: what is due to how much.
        bands: how many near a status reached it.
        rows: receipts that add up to the sales of all months.
    """

    plan: str
    program: str
    chosen_on: date
    is_over: bool
    months: tuple[ScoredMonth, ...]
    year_low: int | None
    year_high: int | None
    holds: float
    is_off: bool
    clients: float
    purchases: float
    average: float
    bands: tuple[ScoredBand, ...]
    rows: RowsRef

    @property
    def forecast(self) -> int:
        """Sales foreseen of the months that are over."""
        return sum(one.forecast for one in self.months)

    @property
    def sales(self) -> int:
        """Sales of the months that are over."""
        return sum(one.sales for one in self.months)
