"""Everything that paper and workbook say of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retailcrm.planner.comparison import Comparison, Turn
from retailcrm.planner.outlook import Outlook
from retailcrm.planner.plan import Plan
from retailcrm.planner.purchases import LoyalRatio, Monthly
from retailcrm.planner.uplift import ChannelBase


@dataclass(frozen=True, slots=True, eq=False)
class PlanFacts:
    """A plan worked out; money in minor units.

    Attributes:
        shop: its name.
        currency: its code.
        digits: decimals of amounts.
        day: last day looked at.
        first_ahead: the first month that is forecast, counted from January 1970.
        history: each channel month by month.
        loyal: who came back, by channel.
        channels: what the forecast rests on.
        comparison: every program, scenario and channel.
        turns: presuppositions, the one that matters most first.
        break_even: by program, times the conversions it needs to cost nothing.
        notes: what the history is too short for.
        verdict: the choice and what would turn it, in sentences.
        conversions: where the shares come from who reach a status, in sentences.
        best: what is foreseen with the best program, all channels; None where nothing is.
        points: what the points program in force would leave beside it; empty without one.
    """

    shop: str
    currency: str
    digits: int
    day: date
    first_ahead: int
    plan: Plan
    history: Mapping[str, Monthly]
    loyal: Mapping[str, LoyalRatio]
    channels: tuple[ChannelBase, ...]
    comparison: Comparison
    turns: tuple[Turn, ...]
    break_even: Mapping[str, float | None]
    notes: tuple[str, ...]
    verdict: tuple[str, ...] = ()
    conversions: tuple[str, ...] = ()
    best: Outlook | None = None
    points: str = ""

    def major(self, minor: float) -> float:
        """Give an amount in whole currency units."""
        return float(minor / 10**self.digits)
