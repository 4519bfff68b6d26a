"""The customers behind each figure of rules tried on the past, with what each adds to it."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_number, month_end, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.points_refs import CHANGED, TRIED
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.past import Flags
from retailcrm.services.finding import Finder, Found, How, Unit
from retailcrm.services.replay_runs import Ran
from retailcrm.services.replaying import ReplayService

Floats = NDArray[np.float64]
_Amounts = Callable[[Ran], Floats]


class TriedFinders:
    """Find who makes a figure of rules that were tried."""

    def __init__(self, replaying: ReplayService) -> None:
        self._replaying = replaying

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {TRIED: self._tried, CHANGED: self._changed}

    def _tried(self, asked: RowsRef) -> Found:
        ran = self._ran(asked, "rules")
        what, month = asked.get("what") or "", asked.get("month")
        if what == "tier":
            return _of_tier(ran, asked.get("tier") or "")
        if what in _CHANGES:
            return _of_change(ran, what, asked.get("of"))
        if month is not None:
            return _of_month(ran, what, int(month))
        return _of_all(ran, what)

    def _changed(self, asked: RowsRef) -> Found:
        old, new = self._ran(asked, "old"), self._ran(asked, "rules")
        what = asked.get("what") or ""
        if what == "moved":
            return _of_tiers(old, new, asked.get("was") or "", asked.get("now") or "")
        change = (new.run.value - old.run.value).astype(np.float64)
        if what in ("more", "gained"):
            return _made(say("Would get more"), new, change > 0, change, what == "more")
        if what in ("less", "lost"):
            return _made(say("Would get less"), new, change < 0, -change, what == "less")
        raise _gone()

    def _ran(self, asked: RowsRef, rules: str) -> Ran:
        first, last = asked.get("from"), asked.get("to")
        found = self._replaying.stretch(
            None if first is None else date.fromisoformat(first),
            None if last is None else date.fromisoformat(last),
        )
        since, until = map(day_number, found)
        return self._replaying.ran(asked.get(rules) or "", since, until)


_CHANGES = frozenset({"bought", "winners", "losers", "won", "lost"})


def _of_all(ran: Ran, what: str) -> Found:
    """Find whom a figure of the whole stretch rests on."""
    amounts = _AMOUNTS.get(what)
    if amounts is None:
        raise _gone()
    told = amounts(ran)
    if what == "members":
        return Found(
            say("Would have earned"), ran.ids[told != 0], say("Points"), Unit.COUNT,
            told[told != 0], How.COUNT,
        )  # fmt: skip
    heading, unit = _heading(what)
    here = told != 0
    return Found(heading, ran.ids[here], heading, unit, told[here], How.SUM)


def _of_month(ran: Ran, what: str, month: int) -> Found:
    """Find who makes the points of a month."""
    if what != "points":
        raise _gone()
    first, last = day_number(month_start(month)), day_number(month_end(month))
    rows = np.flatnonzero(ran.run.counts & (ran.day >= first) & (ran.day <= last))
    points = np.bincount(ran.who[rows], ran.run.points[rows], minlength=ran.ids.size)
    here = points != 0
    title = say("Would have earned in {month}", month=f"{month_start(month):%Y-%m}")
    return Found(title, ran.ids[here], say("Points"), Unit.COUNT, points[here], How.SUM)


def _of_tier(ran: Ran, name: str) -> Found:
    """Find who would hold a tier on the last day."""
    places = {one.name: at for at, one in enumerate(ran.program.tiers.tiers)} | {"": -1}
    if name not in places:
        raise _gone()
    bought = (ran.run.net != 0) | (ran.run.of_customer != 0)
    title = say("Would hold {tier}", tier=name) if name else say("Would hold no tier")
    return Found(title, ran.ids[bought & (ran.run.held == places[name])])


def _of_change(ran: Ran, what: str, group: str | None) -> Found:
    """Find who would win or lose if points took the place of their discounts."""
    change = (ran.run.value - ran.run.discount).astype(np.float64)
    here = ran.bought()
    if group:
        if ran.group is None or group not in ran.groups:
            raise _gone()
        here = here & np.equal(ran.group, ran.groups.index(group))
    who = group_title(group) if group else say("Everyone")
    if what == "bought":
        return _made(say("{group}: bought", group=who), ran, here, change, counted=True)
    if what in ("winners", "won"):
        won = here & (change > 0)
        return _made(say("{group}: would win", group=who), ran, won, change, what == "winners")
    lost = here & (change < 0)
    return _made(say("{group}: would lose", group=who), ran, lost, -change, what == "losers")


def _of_tiers(old: Ran, new: Ran, was: str, now: str) -> Found:
    """Find who would go from one tier to another."""
    before, after = ({one.name: at for at, one in enumerate(ran.program.tiers.tiers)} | {"": -1}
                     for ran in (old, new))  # fmt: skip
    if was not in before or now not in after:
        raise _gone()
    here = (old.run.held == before[was]) & (new.run.held == after[now])
    title = say("From {was} to {now}", was=was or say("no tier"), now=now or say("no tier"))
    return Found(title, new.ids[here])


def _made(title: str, ran: Ran, here: Flags, change: Floats, counted: bool) -> Found:  # noqa: FBT001 - a fact of the figure
    return Found(
        title, ran.ids[here], say("Worth more or less"), Unit.MONEY, change[here],
        How.COUNT if counted else How.SUM,
    )  # fmt: skip


def _points(ran: Ran) -> Floats:
    return ran.run.of_customer.astype(np.float64)


def _value(ran: Ran) -> Floats:
    return _points(ran) * float(ran.program.redeeming.value)


def _receipts(ran: Ran) -> Floats:
    return np.bincount(ran.who[ran.run.counts], minlength=ran.ids.size).astype(np.float64)


def _cost(ran: Ran) -> Floats:
    return _value(ran) * _paid(ran)


def _paid(ran: Ran) -> float:
    """Give what a unit of worth costs in the end."""
    return float(ran.program.urr * ran.program.cost_factor)


def _part(amounts: _Amounts, whole: Callable[[Ran], int]) -> _Amounts:
    """Give each one's part of a rate, so that the parts add up to it."""

    def parts(ran: Ran) -> Floats:
        total = whole(ran)
        return amounts(ran) / total if total > 0 else np.zeros(ran.ids.size)

    return parts


_AMOUNTS: Mapping[str, _Amounts] = {
    "members": _points,
    "receipts": _receipts,
    "points": _points,
    "value": _value,
    "cost": _cost,
    "net": lambda ran: ran.run.net.astype(np.float64),
    "margin": lambda ran: ran.run.margin,
    "discount": lambda ran: ran.run.discount.astype(np.float64),
    "of_sales": _part(_value, lambda ran: ran.run.totals.net),
    "of_margin": _part(_value, lambda ran: ran.run.totals.margin),
    "uplift": _part(_cost, lambda ran: ran.run.totals.margin),
    "open": lambda ran: ran.run.still.astype(np.float64),
    "owed": lambda ran: (
        ran.run.still.astype(np.float64) * (float(ran.program.redeeming.value) * _paid(ran))
    ),
}


def _heading(what: str) -> tuple[str, Unit]:
    return {
        "receipts": (say("Receipts"), Unit.COUNT),
        "points": (say("Points"), Unit.COUNT),
        "value": (say("Worth of points"), Unit.MONEY),
        "cost": (say("Cost of points"), Unit.MONEY),
        "net": (say("Net sales"), Unit.MONEY),
        "margin": (say("Margin"), Unit.MONEY),
        "discount": (say("Discounts they had"), Unit.MONEY),
        "of_sales": (say("Part of what is given back, of sales"), Unit.SHARE),
        "of_margin": (say("Part of what is given back, of margin"), Unit.SHARE),
        "uplift": (say("Part of the rise that pays for it"), Unit.SHARE),
        "open": (say("Open points at the end"), Unit.COUNT),
        "owed": (say("Cost of open points"), Unit.MONEY),
    }[what]


def _gone() -> UserError:
    return UserError(say("The rows behind this figure cannot be told any more."))
