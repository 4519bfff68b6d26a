"""Whether the program brings more than it costs, as far as receipts and points can tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.program_return import Costs, ProgramReturn
from retailcrm.analytics.tickets import difference
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.money_sums import points_earned
from retailcrm.db.programs import in_force, versions
from retailcrm.services.assumptions import Assumptions
from retailcrm.services.campaign_program import Brought, Trials
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.leakage import BASES, LeakageAnswers
from retailcrm.services.liability import LiabilityService
from retailcrm.services.money_base import YEAR, Bought, Crowd, Floats, MoneyBase
from retailcrm.services.money_rows import ReturnTold
from retailcrm.services.tickets import TicketAnswers

SALES, DISCOUNTS, POINTS, RETURN = (
    "money.member_sales", "money.member_discounts", "money.points_cost", "money.return",
)  # fmt: skip
CONTROL, DIFFERENCE, CAMPAIGNS = "control", "difference", "campaigns"


@dataclass(frozen=True, slots=True, eq=False)
class _Brought:
    share: float
    basis: str
    low: float | None = None
    high: float | None = None


class ReturnAnswers:
    """Answers what the program returns."""

    def __init__(
        self,
        books: Books,
        base: MoneyBase,
        tickets: TicketAnswers,
        leakage: LeakageAnswers,
        liability: LiabilityService,
        assumed: Callable[[], Assumptions],
        trials: Trials,
    ) -> None:
        self._books, self._base = books, base
        self._tickets, self._leakage = tickets, leakage
        self._liability, self._assumed = liability, assumed
        self._trials = trials

    def told(self, as_of: date | None, days: int | None) -> ReturnTold:
        """Tell gain and cost over a window, by default a year."""
        crowd = self._base.crowd(as_of)
        if crowd is None:
            return _nothing(None, say("There are no receipts yet."))
        if not crowd.member.any():
            return _nothing(crowd.as_of, say("No customer has a card yet."))
        window = YEAR if days is None else days
        bought = Bought.of(crowd.between(crowd.since(window)))
        member = crowd.member
        sales = float(bought.net[member].sum())
        if sales <= 0:
            return _nothing(crowd.as_of, say("Members bought nothing in this time."))
        trialled = self._trials.campaigns(crowd.as_of, window)
        costs = Costs(
            discounts=float(bought.discount[member].sum()),
            points=float(self._points_cost(crowd, window).sum()),
            messages=trialled.cost,
            running=float(self._running(window)),
        )
        brought = self._brought(crowd, window, sales, trialled)
        margin = bought.margin_rate(member)
        returned = ProgramReturn(sales, margin, brought.share, costs)
        return _told(crowd, window, returned, brought, trialled)

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the members behind each figure."""
        return {
            SALES: lambda told: self._found(told, SALES),
            DISCOUNTS: lambda told: self._found(told, DISCOUNTS),
            POINTS: lambda told: self._found(told, POINTS),
            RETURN: lambda told: self._found(told, RETURN),
        }

    def _brought(self, crowd: Crowd, days: int, sales: float, trialled: Brought) -> _Brought:
        """Take the best that is known.

        In this order: people left alone all year, a fair comparison with others, what measured
        campaigns brought, what the segments say, what the owner assumed.
        """
        alone = self._trials.left_alone(crowd.as_of)
        if alone is not None:
            return _Brought(alone.value, CONTROL, alone.low, alone.high)
        fair = self._tickets.fair(crowd)
        if fair is not None:
            found = difference(fair.side(fair.members), fair.side(fair.others))
            if found.value is not None and found.low is not None and found.high is not None:
                value, low, high = (_part(one) for one in (found.value, found.low, found.high))
                return _Brought(value, DIFFERENCE, low, high)
        if trialled.sales is not None:
            part = trialled.sales.times(1 / sales)
            return _Brought(part.value, CAMPAIGNS, part.low, part.high)
        parts = [one for one in self._leakage.leaks(crowd, days).parts if one.leak.sales > 0]
        known = sum(one.leak.sales for one in parts)
        if not known:
            return _Brought(self._assumed().brought, BASES[-1])
        share = sum(one.leak.sales * one.leak.share for one in parts) / known
        return _Brought(share, BASES[max(one.basis for one in parts)])

    def _running(self, days: int) -> int:
        a_year = self._assumed().running
        return round(a_year * (days or YEAR) / YEAR)

    def _points_cost(self, crowd: Crowd, days: int) -> Floats:
        """Give what the points that each earned in a window will cost, in minor units."""
        cost = np.zeros(crowd.ids.size)
        since = crowd.since(days)
        with self._books.read() as connection:
            held = in_force(versions(connection), crowd.day)
            if held is None or held.program is None:
                return cost
            first = NO_DAY if since is None else since
            earned = points_earned(connection, first, crowd.day)
        if not earned:
            return cost
        program = held.program
        each = float(program.redeeming.value * program.cost_factor) * self._redeemed()
        ids = np.fromiter(earned, dtype=np.int64, count=len(earned))
        points = np.fromiter(earned.values(), dtype=np.int64, count=len(earned))
        known = np.isin(ids, crowd.ids)
        cost[np.searchsorted(crowd.ids, ids[known])] = points[known] * each
        return cost

    def _redeemed(self) -> float:
        try:
            return float(self._liability.sheet().redemption.share)
        except UserError:  # a program that has not begun owes nothing yet
            return 0.0

    def _found(self, told: RowsRef, what: str) -> Found:
        crowd = self._base.meant(told)
        days = int(told.get("days") or YEAR)
        sums = crowd.between(crowd.since(days))
        member = crowd.member
        if what == POINTS:
            heading, amounts, how = (
                say("What their points will cost"), self._points_cost(crowd, days), How.SUM,
            )  # fmt: skip
            member = np.ones(crowd.ids.size, dtype=np.bool_)
        elif what == DISCOUNTS:
            heading, amounts, how = say("Discounts"), sums.discount().astype(np.float64), How.SUM
        else:
            how = How.SUM if what == SALES else How.MODEL
            heading, amounts = say("Net sales"), sums.net().astype(np.float64)
        kept = member & (amounts != 0)
        return Found(say("Members"), crowd.ids[kept], heading, Unit.MONEY, amounts[kept], how)


def _part(more: float) -> float:
    """Turn "so much more than without" into the part of all that it is."""
    return more / (1.0 + more) if more > -1 else more


def _told(
    crowd: Crowd, days: int, found: ProgramReturn, brought: _Brought, trialled: Brought
) -> ReturnTold:
    def told(key: str, finding: str, value: float | None, unit: Unit) -> Told:
        return Told(key, value, unit, crowd.rows(finding, days=str(days)))

    def ranged(key: str, value: float | None, low: float | None, high: float | None) -> Told:
        behind = crowd.rows(RETURN, days=str(days))
        unit = Unit.RATIO if key == "money.roi_multiple" else Unit.SHARE
        return Told(key, value, unit, behind, low, high)

    cost = found.costs.total

    def at(share: float | None) -> float | None:
        return None if share is None or cost <= 0 else found.sales * share * found.margin / cost

    low, high = at(brought.low), at(brought.high)
    down = None if low is None else low - 1
    upper = None if high is None else high - 1
    return ReturnTold(
        as_of=crowd.as_of,
        days=days,
        sales=told("money.member_sales", SALES, found.sales, Unit.MONEY),
        margin=found.margin,
        discounts=told("money.member_discounts", DISCOUNTS, found.costs.discounts, Unit.MONEY),
        points=told("money.points_cost", POINTS, found.costs.points, Unit.MONEY),
        other=round(found.costs.running),
        cost=round(cost),
        brought=ranged("money.program_brought", brought.share, brought.low, brought.high),
        basis=brought.basis,
        gain=found.gain,
        multiple=ranged("money.roi_multiple", found.multiple, low, high),
        percent=ranged("money.roi_percent", found.percent, down, upper),
        break_even=ranged("money.break_even", found.break_even, None, None),
        messages=round(found.costs.messages),
        campaigns=trialled,
    )


def _nothing(as_of: date | None, why: str) -> ReturnTold:
    return ReturnTold(
        as_of=as_of,
        days=YEAR,
        sales=None,
        margin=None,
        discounts=None,
        points=None,
        other=0,
        cost=0,
        brought=None,
        basis="",
        gain=None,
        multiple=None,
        percent=None,
        break_even=None,
        why_empty=why,
    )
