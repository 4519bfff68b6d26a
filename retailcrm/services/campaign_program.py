"""What campaigns and people left alone tell about the whole program."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from retailcrm.campaigns.measurement import Difference
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult
from retailcrm.services.campaign_results import CampaignResults
from retailcrm.services.finding import Told

LEAST_DAYS = 90
"""Days that people must have been left alone before they tell anything of the program."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What campaigns of a time brought together.

    Attributes:
        campaigns: how many of them could be measured.
        cost: what all campaigns of the time cost, minor units.
        sales: sales that would not have come; None where none was measured.
        after: margin after all costs, likewise.
    """

    campaigns: int
    cost: float
    sales: Difference | None
    after: Difference | None


class Trials(Protocol):
    """Who knows what was measured against people left alone."""

    def left_alone(self, as_of: date) -> Difference | None:
        """Give the share of sales that being written to brought, by a yearly control group."""

    def campaigns(self, as_of: date, days: int) -> Brought:
        """Add up the campaigns of a time."""


class NoTrials:
    """A shop that measures nothing."""

    def left_alone(self, as_of: date) -> Difference | None:
        """Know nothing."""
        del as_of
        return None

    def campaigns(self, as_of: date, days: int) -> Brought:
        """Know nothing."""
        del as_of, days
        return Brought(0, 0.0, None, None)


class ProgramTrials:
    """Reads it from the results of campaigns."""

    def __init__(self, results: CampaignResults) -> None:
        self._results = results

    def left_alone(self, as_of: date) -> Difference | None:
        """Give the share of sales that being written to brought, by a yearly control group.

        Returns:
            None without a group that has been left alone for three months.
        """
        for one in self._results.results(as_of, standing=True):
            if _is_long(one) and one.arms:
                return _share(one.arms[0])
        return None

    def campaigns(self, as_of: date, days: int) -> Brought:
        """Add up the campaigns sent in the days up to a day."""
        first = as_of - timedelta(days=days - 1) if days else None
        found = [
            one
            for one in self._results.results(as_of, since=first)
            if one.sent is None or ((first is None or first <= one.sent) and one.sent <= as_of)
        ]
        known = [one.together for one in found if one.is_final and one.together is not None]
        known = [one for one in known if one.brought.low is not None]
        return Brought(
            len(known),
            sum(one.cost for one in found),
            _added([_difference(one.brought_sales) for one in known]),
            _added([_difference(one.brought) for one in known]),
        )


def _is_long(one: CampaignResult) -> bool:
    if one.sent is None or one.through is None:
        return False
    return (min(one.through, one.closes or one.through) - one.sent).days + 1 >= LEAST_DAYS


def _share(others: ArmResult) -> Difference | None:
    """Turn more sales a head into the part of all sales that it is."""
    each, more = others.sales_each.value, others.more_sales
    if not each or each <= 0 or more.value is None or more.low is None or more.high is None:
        return None
    return Difference(more.value / each, more.low / each, more.high / each)


def _difference(told: Told) -> Difference:
    return Difference(told.value or 0.0, told.low or 0.0, told.high or 0.0)


def _added(told: list[Difference]) -> Difference | None:
    """Add independent results up; their doubts add as the sides of a right angle do."""
    if not told:
        return None
    value = sum(one.value for one in told)
    down = sum((one.value - one.low) ** 2 for one in told) ** 0.5
    up = sum((one.high - one.value) ** 2 for one in told) ** 0.5
    return Difference(value, value - down, value + up)
