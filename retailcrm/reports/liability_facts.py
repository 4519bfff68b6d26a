"""What the liability sheet says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.days import month_index
from retailcrm.loyalty.breakage import Redemption, Triangle
from retailcrm.loyalty.liability import LiabilityRow, LiabilitySheet
from retailcrm.reports.issue import Issue


@dataclass(frozen=True, slots=True, eq=False)
class LiabilityFacts:
    """Open points and what they will cost, as of the day of the print.

    Attributes:
        program: as members know it.
        open_points: points that members hold.
        redemption: share of points ever used, and how it was found.
        to_come: points still to be used, of those open.
        sheet: month by month.
        cohorts: points by month earned and age.
    """

    issue: Issue
    program: str
    open_points: int
    redemption: Redemption
    to_come: int
    sheet: LiabilitySheet
    cohorts: Triangle

    @property
    def deferred(self) -> int:
        """Revenue put aside and not earned yet, in minor units."""
        return self.sheet.rows[-1].owed if self.sheet.rows else 0

    @property
    def cost(self) -> int:
        """What the open points will cost, in minor units."""
        return self.sheet.rows[-1].cost if self.sheet.rows else 0


def month_of_row(row: LiabilityRow) -> int:
    """Give the month number of a row of the sheet."""
    return month_index(date.fromisoformat(f"{row.name}-01"))
