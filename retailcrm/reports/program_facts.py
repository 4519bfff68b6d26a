"""What a program tried on the past says, as plain facts; money in minor units."""

from dataclasses import dataclass
from datetime import date

from retailcrm.loyalty.program import Program
from retailcrm.loyalty.replay import Change, Month, Totals
from retailcrm.reports.issue import Issue


@dataclass(frozen=True, slots=True)
class TriedFacts:
    """What some rules would have done with the receipts of a stretch.

    Attributes:
        members: customers who would have earned.
        totals: sales, points and what they cost.
        months: the same month by month.
        changes: winners and losers against the discounts given, by group, then everyone.
        tiers: members by tier at the end, those without one first.
        open_points: points not expired at the end if nobody had used any.
        liability: what those would still cost.
        rules: the rules in brief, so that the customers behind a figure can be found again.
    """

    members: int
    totals: Totals
    months: tuple[Month, ...]
    changes: tuple[Change, ...]
    tiers: tuple[tuple[str, int], ...]
    open_points: int
    liability: int
    rules: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What the new rules change for the members there are.

    Attributes:
        now: the rules in force on the same receipts.
        more: members who would get more, and how much in a year.
        less: members who would get less, and how much.
        moves: (tier now, tier then, members); empty for none.
        open_points: points that members hold today.
        liability: what they will cost under the rules in force, and under the new ones.
        announce_on: first day the new rules should hold if members hear of them today.
    """

    now: TriedFacts
    more: tuple[int, int]
    less: tuple[int, int]
    moves: tuple[tuple[str, str, int], ...]
    open_points: int
    liability: tuple[int, int]
    announce_on: date


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """A program tried on the shop's own receipts.

    Attributes:
        program: the rules.
        first: first day of the receipts.
        last: their last day.
        tried: what came of it.
        change: against the rules in force; None if there are none, or these are they.
        uplift: share by which the owner expects sales to rise; None: nobody said.
    """

    issue: Issue
    program: Program
    first: date
    last: date
    tried: TriedFacts
    change: ChangeFacts | None = None
    uplift: float | None = None
