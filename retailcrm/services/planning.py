"""Plans: what programs would bring, worked out on the shop's own receipts."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np

from retailcrm.core.days import day_number, day_of, month_end, month_index, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.purchases import read_purchases
from retailcrm.planner.comparison import Comparison, Turn, break_even, compare, turns
from retailcrm.planner.forecast import ENOUGH, level, theta
from retailcrm.planner.plan import Plan, plan_from
from retailcrm.planner.programs import small_check
from retailcrm.planner.purchases import (
    CHANNELS,
    LoyalRatio,
    Monthly,
    Purchases,
    active_months,
    buyers,
    loyal_ratio,
    monthly,
    purchases,
)
from retailcrm.planner.uplift import ChannelBase
from retailcrm.reports.plan_facts import PlanFacts
from retailcrm.services.exporting import ExportService
from retailcrm.services.standing import Standing

YEAR = 12
_KEPT = 4


@dataclass(frozen=True, slots=True, eq=False)
class PlanBase:
    """What a plan rests on: read once, asked for every change.

    Attributes:
        as_of: last day looked at.
        through: last month that is over by then, counted from January 1970.
        months: each channel month by month.
        loyal: who came back, by channel.
        channels: of each channel with purchases within the year.
        notes: what the history is too short for, in sentences.
    """

    as_of: date
    through: int
    months: tuple[tuple[str, Monthly], ...]
    loyal: tuple[tuple[str, LoyalRatio], ...]
    channels: tuple[ChannelBase, ...]
    notes: tuple[str, ...]

    @property
    def first_ahead(self) -> int:
        """The first month that is forecast."""
        return self.through + 1


@dataclass(frozen=True, slots=True, eq=False)
class PlanRun:
    """A plan worked out.

    Attributes:
        base: what it rests on.
        comparison: every program, scenario and channel.
        turns: presuppositions, the one that matters most first.
        break_even: by program, times the conversions it needs to cost nothing; None without one.
    """

    plan: Plan
    base: PlanBase
    comparison: Comparison
    turns: tuple[Turn, ...]
    break_even: tuple[tuple[str, float | None], ...]


class PlanService:
    """Works plans out."""

    def __init__(self, books: Books, standing: Standing, exports: ExportService) -> None:
        self._books, self._standing, self._exports = books, standing, exports
        self._lock = Lock()
        self._bought: tuple[int, Purchases] | None = None
        self._bases: dict[tuple[int, date, int | None], PlanBase] = {}

    def read(self, told: dict[str, object], name: str = "") -> Plan:
        """Read a plan from a file's values.

        Raises:
            UserError: something is unknown, missing or makes no sense; it is named.
        """
        return plan_from(told, 10 ** self._standing.shop().digits, name)

    def base(self, as_of: date | None = None, history: int | None = None) -> PlanBase:
        """Give what plans rest on; months that are not over are left out.

        Args:
            as_of: last day to look at; None: the last one with data.
            history: months to learn from; None: all.

        Raises:
            UserError: nobody known has bought anything in a month that is over.
        """
        day = self._standing.as_of(as_of)
        if day is None:
            raise UserError(say("There are no receipts yet to plan with."))
        key = (self._books.version(), day, history)
        with self._lock:
            found = self._bases.get(key)
        if found is None:
            found = _base(self._purchases(), day, history)
            with self._lock:
                while len(self._bases) >= _KEPT:
                    self._bases.pop(next(iter(self._bases)))
                self._bases[key] = found
        return found

    def run(self, plan: Plan) -> PlanRun:
        """Work a plan out.

        Raises:
            UserError: there is nothing to plan with, or the plan makes no sense.
        """
        base = self.base(plan.as_of, plan.history_months)
        found = compare(base.channels, plan.models, plan.inputs)
        return PlanRun(
            plan,
            base,
            found,
            turns(base.channels, plan.models, plan.inputs),
            tuple((one.name, break_even(base.channels, one, plan.inputs)) for one in plan.models),
        )

    def save_workbook(self, run: PlanRun, out: Path, *, actor: Actor = OWNER) -> Path:
        """Write a plan as a workbook with live formulas.

        Raises:
            UserError: the role does not allow it, or the file cannot be written.
        """
        from retailcrm.reports.xlsx.plan import write_plan  # noqa: PLC0415 - slow to load

        actor.need(Right.BACK_OFFICE)
        try:
            write_plan(self.facts(run), out)
        except OSError as fault:
            raise UserError(say("{file} cannot be written.", file=out.name)) from fault
        self._exports.note("plan", len(run.comparison.sums), actor=actor)
        return out

    def facts(self, run: PlanRun) -> PlanFacts:
        """Gather what paper and workbook say of a plan."""
        shop = self._standing.shop()
        return PlanFacts(
            shop=shop.name,
            currency=shop.currency,
            digits=shop.digits,
            day=run.base.as_of,
            first_ahead=run.base.first_ahead,
            plan=run.plan,
            history=dict(run.base.months),
            loyal=dict(run.base.loyal),
            channels=run.base.channels,
            comparison=run.comparison,
            turns=run.turns,
            break_even=dict(run.break_even),
            notes=run.base.notes,
        )

    def _purchases(self) -> Purchases:
        version = self._books.version()
        with self._lock:
            if self._bought is not None and self._bought[0] == version:
                return self._bought[1]
        with self._books.read() as connection:
            columns = read_purchases(connection)
        customer, day, amount, online, is_sale = columns.T
        found = purchases(customer, day, amount, online == 1, is_sale == 1)
        with self._lock:
            self._bought = (version, found)
        return found


def _base(every: Purchases, as_of: date, history: int | None) -> PlanBase:
    through = (
        month_index(as_of) if as_of == month_end(month_index(as_of)) else month_index(as_of) - 1
    )
    known = every.between(-(2**31), day_number(month_end(through)))
    if not known.sales.day.size:
        raise UserError(
            say("Nobody known has bought anything in a month that is over."),
            say("The planner needs receipts with a card or a name on them."),
        )
    first = month_index(day_of(int(known.day.min())))
    if history is not None:
        first = max(first, through - history + 1)
        known = known.between(day_number(month_start(first)), 2**31)
    many = through - first + 1
    parts = {channel: known.of(channel) for channel in CHANNELS}
    parts = {channel: one for channel, one in parts.items() if one.sales.day.size}
    months = {channel: monthly(one, first, many) for channel, one in parts.items()}
    return PlanBase(
        as_of,
        through,
        tuple(months.items()),
        tuple((channel, loyal_ratio(buyers(one))) for channel, one in parts.items()),
        tuple(_channel(channel, one, months[channel], through) for channel, one in parts.items()),
        _notes(many, parts),
    )


def _channel(channel: str, every: Purchases, months: Monthly, through: int) -> ChannelBase:
    begins, ends = month_start(through - YEAR + 1), month_end(through)
    year = every.between(day_number(begins), day_number(ends))
    mine = buyers(year)
    clients = theta(months.clients.astype(np.float64), YEAR).values
    often = level(months.frequency, YEAR).values
    check = level(months.check, YEAR).values
    return ChannelBase(
        channel,
        mine.amount,
        mine.number,
        active_months(year),
        small_check(year.sales.amount),
        clients,
        clients * often * check,
    )


def _notes(many: int, parts: dict[str, Purchases]) -> tuple[str, ...]:
    said = []
    if many < YEAR:
        said.append(
            say(
                "The receipts reach back {n} months only: each month ahead is the mean of the "
                "last three, without a season.",
                n=many,
            )
        )
    elif many < ENOUGH:
        said.append(
            say(
                "The receipts reach back less than two years: the year ahead repeats the last "
                "one, without a trend."
            )
        )
    for channel, words in (
        ("online", say("There is no online shop in the receipts.")),
        ("offline", say("There is no store in the receipts.")),
    ):
        if channel not in parts:
            said.append(words)
    return tuple(said)
