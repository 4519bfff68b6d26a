"""The customers behind each figure of the move from a discount to points."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.groups import GROUPS
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.points_refs import COSTS, LOSERS, WEEK
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.moving import NEVER, Receipts, seen_by, watched
from retailcrm.services.finding import Finder, Found, How, Unit
from retailcrm.services.move_brief import move_of
from retailcrm.services.move_progress import Going, MoveProgressService
from retailcrm.services.transition import TransitionService

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class MoveFinders:
    """Find who makes a figure of a move, planned or under way."""

    def __init__(self, transition: TransitionService, going: MoveProgressService) -> None:
        self._transition = transition
        self._going = going

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {COSTS: self._costs, LOSERS: self._losers, WEEK: self._week}

    def _costs(self, asked: RowsRef) -> Found:
        year = self._transition.year_until(_day(asked, "to"))
        group, what = asked.get("of") or "", asked.get("what") or ""
        here = (year.listed != 0) | (year.discount != 0)
        if group:
            here &= np.equal(year.group, [str(one) for one in GROUPS].index(group))
        title = group_title(group) if group else say("Everyone who bought")
        ids, off = year.ids[here], year.discount[here].astype(np.float64)
        listed = year.listed[here].astype(np.float64)
        if what == "members":
            return Found(title, ids)
        if what == "list":
            return Found(title, ids, say("At list price"), Unit.MONEY, listed, How.SUM)
        if what == "rate":
            total = listed.sum()
            parts = off / total if total else np.zeros(off.size)
            return Found(title, ids, say("Part of the rate"), Unit.SHARE, parts, How.SUM)
        how = How.MEAN if what == "each" else How.SUM
        return Found(title, ids, say("Discount"), Unit.MONEY, off, how)

    def _losers(self, asked: RowsRef) -> Found:
        move, what = move_of(asked.get("move") or ""), asked.get("what") or ""
        planned = self._transition.plan(move, shown=0)
        made_up, ids = planned.compensation, self._transition.year_until(planned.last).ids
        loses = made_up.loses
        title = say("Would get less in the end")
        if what == "gifts":
            gifts = made_up.gift[loses].astype(np.float64)
            return Found(title, ids[loses], say("Gift, points"), Unit.COUNT, gifts, How.SUM)
        if what == "worth":
            worth = made_up.gift[loses].astype(np.float64) * float(move.value)
            return Found(title, ids[loses], say("Worth of the gift"), Unit.MONEY, worth, How.SUM)
        change = made_up.change[loses].astype(np.float64)
        return Found(title, ids[loses], say("Change in a year"), Unit.MONEY, change, How.COUNT)

    def _week(self, asked: RowsRef) -> Found:
        going, what = self._going.going(), asked.get("what") or ""
        if what == "away_before":
            away = going.away_before[going.before].astype(np.float64)
            title = say("The best, a quarter before it began")
            return Found(title, going.ids[going.before], say("Missing"), Unit.COUNT, away, How.MEAN)
        end = day_number(_day(asked, "to"))
        if what in _BY_END:
            return _by_end(going, what, end)
        first, each = day_number(_day(asked, "from")), float(asked.get("each") or 0)
        return _within(going, what, (first, end), each)


_BY_END = frozenset({"members", "moved", "carded", "moved_share", "carded_share",
                     "away", "away_share"})  # fmt: skip


def _by_end(going: Going, what: str, end: int) -> Found:
    """Find who had come so far by the end of a week."""
    if what == "members":
        return Found(say("Everyone the shop knows"), going.ids)
    if what.startswith("away"):
        return _missing(going, end, counted=what == "away")
    column = going.members.moved if what.startswith("moved") else going.members.carded
    since = (column != NEVER) & (column <= end)
    title = say("On points by then") if what.startswith("moved") else say("With a new card by then")
    if what.endswith("_share"):
        parts = since.astype(np.float64)
        return Found(title, going.ids, say("Has it"), Unit.COUNT, parts, How.MEAN)
    return Found(title, going.ids[since])


def _missing(going: Going, end: int, *, counted: bool) -> Found:
    seen = seen_by(going.members, going.receipts, end)
    best = watched(going.members, seen)
    away = best & (end - seen > going.members.limit)
    title = say("The best, missing on {day}", day=day_of(end).isoformat())
    if counted:
        return Found(title, going.ids[away])
    parts = away[best].astype(np.float64)
    return Found(title, going.ids[best], say("Missing"), Unit.COUNT, parts, How.MEAN)


def _within(going: Going, what: str, days: tuple[int, int], each: float) -> Found:
    """Find who did something in a week, and how much."""
    found = going.receipts
    rows = (found.day >= days[0]) & (found.day <= days[1])
    title = say("In the week from {day}", day=day_of(days[0]).isoformat())
    if what == "buyers":
        return Found(title, going.ids[np.unique(found.member[rows & (found.net > 0)])])
    amounts, heading, unit = _amounts(found, rows, what, each, going.ids.size)
    here = amounts != 0
    return Found(title, going.ids[here], heading, unit, amounts[here], How.SUM)


def _amounts(
    found: Receipts, rows: Flags, what: str, each: float, size: int
) -> tuple[Floats, str, Unit]:
    def of(column: Ints) -> Floats:
        made = np.bincount(found.member[rows], column[rows], minlength=size)
        return np.asarray(made, dtype=np.float64)

    if what == "cost":
        listed = float((found.net[rows] + found.discount[rows]).sum())
        spent = of(found.discount.astype(np.int64)) + of(found.earned.astype(np.int64)) * each
        parts = spent / listed if listed > 0 else np.zeros(size)
        return parts, say("Part of the cost"), Unit.SHARE
    columns = {
        "net": (found.net, say("Net sales"), Unit.MONEY),
        "discount": (found.discount, say("Discount"), Unit.MONEY),
        "earned": (found.earned, say("Points earned"), Unit.COUNT),
        "redeemed": (found.redeemed, say("Points used"), Unit.COUNT),
    }
    if what not in columns:
        raise _gone()
    column, heading, unit = columns[what]
    return of(column.astype(np.int64)), heading, unit


def _day(asked: RowsRef, name: str) -> date:
    told = asked.get(name)
    if told is None:
        raise _gone()
    return date.fromisoformat(told)


def _gone() -> UserError:
    return UserError(say("The rows behind this figure cannot be told any more."))
