"""Figures that the owner wants to reach, and how far the shop has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from retailcrm.analytics.groups import GROUPS, MOST_VALUABLE
from retailcrm.analytics.targets import Target
from retailcrm.core.days import month_end
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.services.finding import Told, Unit
from retailcrm.services.group_finders import SUM
from retailcrm.services.moments import moment_here
from retailcrm.services.sales import SalesService
from retailcrm.services.standing import Standing

SETTING = "targets"
RETENTION, TICKET, MEMBER_SHARE, BEST_VISITS = "retention", "ticket", "member_share", "best_visits"
KEYS = (RETENTION, TICKET, MEMBER_SHARE, BEST_VISITS)
_SHARES = frozenset({RETENTION, MEMBER_SHARE})


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target and where the shop stands.

    Attributes:
        target: what is wanted.
        now: the figure as it is.
        way: share of the way done; negative: away from the goal; None without a value.
        time_gone: share of the time gone; None without a day to reach it by.
    """

    target: Target
    now: Told
    way: float | None
    time_gone: float | None


@dataclass(frozen=True, slots=True)
class Goals:
    """What the owner wants: a value for each figure, None for no target.

    Attributes:
        goals: by key; shares as fractions, the ticket in minor units.
        until: day by which they should be reached; None for no day.
    """

    goals: Mapping[str, float | None]
    until: date | None = None


class TargetService:
    """Keeps the targets and says how far each has come."""

    def __init__(
        self,
        books: Books,
        standing: Standing,
        sales: SalesService,
        others: Mapping[str, Callable[[date | None], Told]],
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._standing = standing
        self._sales = sales
        self._others = others
        self._clock = clock

    def targets(self) -> tuple[Target, ...]:
        """Read the targets that are set."""
        with self._books.read() as connection:
            held = read_setting(connection, SETTING, [])
        return tuple(_target(one) for one in held)

    def figures(self, month: int | None = None) -> Mapping[str, Told]:
        """Give the figures that can have a target, at the end of a month or of the data."""
        day = None if month is None else month_end(month)
        as_of = self._standing.as_of(day)
        shown = month if month is not None else self._last_month()
        headline = {} if shown is None else self._headline(shown)
        others = {key: ask(as_of) for key, ask in self._others.items()}
        found = {**others, **headline, BEST_VISITS: self._best(as_of)}
        return {key: found[key] for key in KEYS if key in found}

    def read(self, month: int | None = None) -> tuple[TargetRow, ...]:
        """Say where the shop stands with each target; none are set: nothing."""
        held = self.targets()
        if not held:
            return ()
        now = self.figures(month)
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).date
        day = today if month is None else min(today, month_end(month))
        return tuple(
            TargetRow(one, now[one.key], one.way(now[one.key].value), one.time_gone(day))
            for one in held
            if one.key in now
        )

    def save(self, wish: Goals, *, actor: Actor = OWNER) -> Outcome[tuple[Target, ...]]:
        """Set targets; one that stays as it was keeps the day and the value it began with.

        Raises:
            UserError: a goal makes no sense, named in the sentence, or the role forbids it.
        """
        actor.need(Right.BACK_OFFICE)
        now = self.figures()
        with self._books.write() as unit:
            today = moment_here(self._clock, unit.connection).date
            if wish.until is not None and wish.until <= today:
                raise UserError(say("Give a day that is still to come."))
            before = {one.key: one for one in self.targets()}
            made = tuple(
                self._made(key, goal, wish.until, before.get(key), now[key].value, today)
                for key in KEYS
                if (goal := wish.goals.get(key)) is not None and key in now
            )
            write_setting(unit.connection, SETTING, [_kept(one) for one in made])
        said = say("Targets kept.") if made else say("There are no targets any more.")
        return Outcome(made, frozenset({Topic.SETTINGS}), said)

    def _made(
        self,
        key: str,
        goal: float,
        until: date | None,
        before: Target | None,
        now: float | None,
        today: date,
    ) -> Target:
        if goal <= 0 or (key in _SHARES and goal > 1):
            raise UserError(say("A target lies above nothing, and a share at 100 % at most."))
        if before is not None and before.goal == goal:
            return Target(key, goal, before.start, before.since, until)
        return Target(key, goal, now, today, until)

    def _last_month(self) -> int | None:
        months = self._sales.months()
        if len(months) < 2 or self._sales.headline(months[0]).complete:  # noqa: PLR2004
            return months[0] if months else None
        return months[1]

    def _headline(self, month: int) -> dict[str, Told]:
        units = {TICKET: Unit.MONEY, MEMBER_SHARE: Unit.SHARE}
        return {
            one.key: Told(one.key, one.value, units[one.key], one.rows)
            for one in self._sales.headline(month).figures
            if one.key in units
        }

    def _best(self, as_of: date | None) -> Told:
        scored = self._standing.scored(as_of)
        day = None if as_of is None else as_of.isoformat()
        best = str(GROUPS[MOST_VALUABLE])
        there = rows("customers", finding=SUM, group=best, measure="visits", as_of=day)
        visits = np.empty(0) if scored is None else scored.frequency[scored.group == MOST_VALUABLE]
        value = float(visits.mean()) if visits.size else None
        return Told(BEST_VISITS, value, Unit.COUNT, there)


def _kept(target: Target) -> dict[str, object]:
    return {
        "key": target.key,
        "goal": target.goal,
        "start": target.start,
        "since": target.since.isoformat(),
        "until": None if target.until is None else target.until.isoformat(),
    }


def _target(held: Mapping[str, object]) -> Target:
    start, until = held["start"], held["until"]
    return Target(
        key=str(held["key"]),
        goal=float(str(held["goal"])),
        start=None if start is None else float(str(start)),
        since=date.fromisoformat(str(held["since"])),
        until=None if until is None else date.fromisoformat(str(until)),
    )
