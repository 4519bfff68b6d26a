"""What every page of a monthly report is written with."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.days import month_end, month_start
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.reports.monthly_facts import Compared, MonthlyReport
from retailcrm.reports.numbering import Numbering
from retailcrm.reports.topics.writing import Writing

ALL = 0.9995  # a share that prints as 100 %
FEW = 30  # a share of fewer may be chance


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts, the way figures are written, and the small numbers given out so far."""

    facts: MonthlyReport
    write: Figures
    number: Numbering

    @property
    def month(self) -> str:
        """The month without its year."""
        return self.write.month_name(self.facts.month)

    @property
    def first(self) -> date:
        """First day of the month."""
        return month_start(self.facts.month)

    @property
    def last(self) -> date:
        """Last day of the month that the books cover."""
        end = month_end(self.facts.month)
        through = self.facts.data_through
        return min(end, through) if through and through >= self.first else end

    @property
    def window(self) -> str:
        """The time over which customers are valued, in words."""
        days = self.facts.rules.window_days
        day = self.write.day_year(self.last).replace(" ", "\N{NO-BREAK SPACE}")
        if not days:
            return say("all time to {day}", day=day)
        return say("the {n}\N{NO-BREAK SPACE}days to {day}", n=days, day=day)

    @property
    def comparisons(self) -> tuple[tuple[bool, str], ...]:
        """The month before and the year before, each as (is the year, its name in short)."""
        month = self.facts.month
        return (
            (False, self.write.short_month_name(month - 1)),
            (True, self.write.short_month(month - 12)),
        )

    @property
    def writing(self) -> Writing:
        """Write further figures with the same small numbers."""
        return Writing(self.write, self.number, self.facts.currency)

    def unit(self, title: str) -> str:
        """Put the currency behind the head of a column."""
        return f"{title}, {self.facts.currency}"

    def count(self, name: str, value: float | None, rows: RowsRef) -> int:
        """Number a count."""
        return self.number.count(name, value, self.write.count(value), rows)

    def amount(self, name: str, minor: float | None, rows: RowsRef) -> int:
        """Number an amount."""
        return self.number.amount(name, minor, self.write.whole(minor), rows)

    def share(self, name: str, share: float | None, rows: RowsRef) -> int:
        """Number a share."""
        return self.number.share(name, share, self.write.percent(share), rows)

    def counted(self, value: int, one: str, many: str, **values: object) -> str:
        """Say a count with its noun; `many` has a place {n}, both may have others."""
        return say(one if value == 1 else many, n=self.write.count(value), **values)


def ratio(part: float | None, whole: float | None) -> float | None:
    """Divide; nothing divided by nothing has no value."""
    return None if part is None or not whole else part / whole


def growth(figure: Compared, *, year: bool) -> float | None:
    """Give the relative change against the month or the year before."""
    base = figure.year_before if year else figure.before
    if figure.value is None or base is None or base <= 0:
        return None
    return figure.value / base - 1


def listed(names: tuple[str, ...]) -> str:
    """Join names as in a sentence; many are only counted."""
    if len(names) > 3:  # noqa: PLR2004 - more are not read
        return say("{n} stores", n=len(names))
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return say("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
