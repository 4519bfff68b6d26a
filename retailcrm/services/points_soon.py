"""Points that members hold, and points that they will lose soon unless they come."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from retailcrm.analytics.history import NO_DAY
from retailcrm.core.days import day_number, day_of
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.kin import heirs
from retailcrm.db.points_due import balances, points_due
from retailcrm.db.programs import in_force, versions
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.program import ExpiryMode, Negative, Program
from retailcrm.loyalty.redeeming import value_of
from retailcrm.services.expiring import first_day
from retailcrm.services.finding import FINDING, Finder, Found, How, Unit
from retailcrm.services.moments import moment_here
from retailcrm.services.standing import Standing

SOON, HELD, OWED = "points.soon", "points.held", "points.owed"
_Sums = dict[int, int]


@dataclass(frozen=True, slots=True)
class PointsSoon:
    """What members hold and what they are about to lose.

    Attributes:
        held: points of all members, less what some owe.
        held_value: what they stand for at the till, minor units.
        holders: members with points.
        members: who loses points within the days of notice.
        points: how many they lose together.
        value: what these stand for, minor units.
        first_on: the first day on which some are lost; None if none are.
        owing: members whose points are below zero.
        asks: the rules want a person to decide about them.
        held_rows: who holds how many.
        owing_rows: who owes how many.
        rows: who loses how many.
    """

    held: int
    held_value: int
    holders: int
    members: int
    points: int
    value: int
    first_on: date | None
    owing: int
    asks: bool
    held_rows: RowsRef
    owing_rows: RowsRef
    rows: RowsRef


class PointsSoonService:
    """Answers what members hold, and who should be warned."""

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders of these figures by name."""
        return {SOON: self._found, HELD: self._found, OWED: self._found}

    def read(self) -> PointsSoon | None:
        """Give both sums; None without a program."""
        with self._books.read() as connection:
            program, _, _ = self._program(connection)
            if program is None:
                return None
            held, (due, first) = self._held(connection), self._due(connection)
        total, points = sum(held.values()), sum(due.values())
        return PointsSoon(
            held=total,
            held_value=value_of(max(0, total), program.redeeming),
            holders=sum(1 for one in held.values() if one > 0),
            members=len(due),
            points=points,
            value=value_of(points, program.redeeming),
            first_on=None if first is None else day_of(first),
            owing=sum(1 for one in held.values() if one < 0),
            asks=program.redeeming.negative is Negative.ASK,
            held_rows=rows("customers", finding=HELD),
            owing_rows=rows("customers", finding=OWED),
            rows=rows("customers", finding=SOON),
        )

    def _program(self, connection: Reading) -> tuple[Program | None, int, int]:
        """Give the rules in force, today, and the first day on which points may be lost."""
        today = moment_here(self._clock, connection).day
        found = versions(connection)
        version = in_force(found, today)
        if version is None or version.program is None:
            return None, today, today
        return version.program, today, max(today, day_number(first_day(found, version)))

    def _held(self, connection: Reading) -> _Sums:
        return _together(balances(connection), heirs(connection))

    def _due(self, connection: Reading) -> tuple[_Sums, int | None]:
        """Give who loses how many points within the days of notice, and the first such day."""
        program, today, earliest = self._program(connection)
        if program is None or program.expiry.mode is ExpiryMode.NEVER:
            return {}, None
        until = today + program.expiry.notice_days
        if program.expiry.mode is ExpiryMode.INACTIVITY:
            return self._idle(self._held(connection), program, (earliest, until))
        due = points_due(connection, earliest, until)
        first = min((day for _, _, day in due), default=None)
        return _together(((who, points) for who, points, _ in due), heirs(connection)), first

    def _idle(
        self, held: _Sums, program: Program, span: tuple[int, int]
    ) -> tuple[_Sums, int | None]:
        """Give whose points end with the silence since their last visit."""
        scored = self._standing.scored()
        if scored is None:
            return {}, None
        last = dict(zip(scored.ids.tolist(), scored.last.tolist(), strict=True))
        ends: dict[int, int | None] = {}
        due: _Sums = {}
        for who, points in held.items():
            day = last.get(who, NO_DAY)
            if day == NO_DAY or points <= 0:
                continue
            if day not in ends:
                told = expires_on(program.expiry, day_of(day), day_of(day), program.closed)
                ends[day] = None if told is None else day_number(told)
            end = ends[day]
            if end is not None and span[0] <= end <= span[1]:
                due[who] = points
        return due, min((ends[last[who]] or 0 for who in due), default=None)

    def _found(self, rows: RowsRef) -> Found:
        with self._books.read() as connection:
            if rows.get(FINDING) == HELD:
                return _holding(say("Hold points"), self._held(connection))
            if rows.get(FINDING) == OWED:
                below = {who: held for who, held in self._held(connection).items() if held < 0}
                return _holding(say("Points below zero"), below)
            due, _ = self._due(connection)
        return _holding(say("Lose points soon unless they come"), due)


def _together(sums: Iterable[tuple[int, int]], into: Mapping[int, int]) -> _Sums:
    """Add points up by the person they now belong to."""
    found: _Sums = {}
    for who, points in sums:
        heir = into.get(who, who)
        found[heir] = found.get(heir, 0) + points
    return {who: points for who, points in sorted(found.items()) if points}


def _holding(title: str, sums: _Sums) -> Found:
    return Found(
        title,
        np.array(list(sums), dtype=np.int64),
        say("Points"),
        Unit.COUNT,
        np.array(list(sums.values()), dtype=np.float64),
        How.SUM,
    )
