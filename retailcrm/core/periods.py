"""Whole calendar months and quarters, the newest last."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retailcrm.core.days import day_number, month_end, month_index, month_start
from retailcrm.core.figures import Figures
from retailcrm.core.words import say

QUARTER = 3
_WRITE = Figures("USD")  # months alone; no amount is written here


class Step(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """Give its calendar months."""
        return QUARTER if self is Step.QUARTER else 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A calendar month or quarter.

    Attributes:
        step: how long it is.
        month: number of its first month.
    """

    step: Step
    month: int

    @property
    def number(self) -> int:
        """Give its place in the row of all periods of this length."""
        return self.month // self.step.months

    @property
    def first(self) -> int:
        """Give its first day."""
        return day_number(month_start(self.month))

    @property
    def last(self) -> int:
        """Give its last day."""
        return day_number(month_end(self.month + self.step.months - 1))

    @property
    def days(self) -> tuple[int, int]:
        """Give its first and last day."""
        return self.first, self.last

    @property
    def start(self) -> date:
        """Give its first day as a date."""
        return month_start(self.month)

    def before(self) -> "Stretch":
        """Give the one before."""
        return Stretch(self.step, self.month - self.step.months)

    def key(self) -> str:
        """Write it as 2026-03 or 2026-Q1."""
        day = self.start
        if self.step is Step.MONTH:
            return f"{day:%Y-%m}"
        return f"{day.year}-Q{(day.month - 1) // QUARTER + 1}"

    def name(self) -> str:
        """Write it for people: "March 2026", or "January to March 2026"."""
        if self.step is Step.MONTH:
            return _WRITE.month(self.month)
        last = _WRITE.month(self.month + self.step.months - 1)
        return say("{first} to {last}", first=_WRITE.month_name(self.month), last=last)

    def short(self) -> str:
        """Write it in little room: "Mar 2026", or "Q1 2026"."""
        if self.step is Step.MONTH:
            return _WRITE.short_month(self.month)
        return f"{self.key()[-2:]} {self.start.year}"


def last_whole(step: Step, as_of: date) -> Stretch:
    """Give the last period that is over at the end of a day."""
    month = month_index(as_of)
    if as_of == month_end(month):
        month += 1
    return Stretch(step, month - month % step.months - step.months)
