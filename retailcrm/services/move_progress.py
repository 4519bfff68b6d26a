"""How the move from a discount to points goes, week by week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.analytics.segments import SEGMENTS, Segment
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.kin import heirs
from retailcrm.db.move_days import PointDays, cards_since, point_days
from retailcrm.db.programs import versions
from retailcrm.loyalty.moving import NEVER, Members, Pause, Receipts, Week, progress, stop_rule
from retailcrm.services.standing import Standing

QUARTER = 91
BEST = (Segment.CHAMPIONS, Segment.LOYAL)
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """The move so far.

    Attributes:
        weeks: oldest first.
        pause: whether it should pause, and why in words.
        away_before: share of those best a quarter before who were missing when it began; None
            of nobody.
    """

    weeks: tuple[Week, ...]
    pause: Pause
    away_before: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Going:
    """Everyone while the move goes on.

    Attributes:
        ids: of the customers, ascending.
        members: what is known of each, in that order.
        receipts: since the program began.
        first: its first day.
        last: the last day with data.
        before: those best a quarter before it began, whose rhythm is known.
        away_before: of them, missing when it began.
    """

    ids: Ints
    members: Members
    receipts: Receipts
    first: int
    last: int
    before: Flags
    away_before: Flags


class MoveProgressService:
    """Watches the best members while everybody moves to points."""

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock

    def weeks(self) -> MoveProgress:
        """Tell how the move went since the program began.

        Raises:
            UserError: there is no program yet, or no sales since it began.
        """
        going = self.going()
        weeks = progress(going.members, going.receipts, going.first, going.last)
        away = _share(going.before, going.away_before)
        return MoveProgress(weeks, stop_rule(weeks[-1].away_share, away or 0.0), away)

    def going(self) -> Going:
        """Give everyone who takes part, with their receipts since the program began.

        Raises:
            UserError: there is no program yet, or no sales since it began.
        """
        last = self._standing.as_of()
        with self._books.read() as connection:
            found = versions(connection)
            if not found or last is None or day_number(last) < found[0].starts:
                raise UserError(
                    say("There are no sales since a program began."),
                    say("Come back after the first week of the program."),
                )
            first = found[0].starts
            book = self._standing.book()
            points = _of_heirs(point_days(connection, first, day_number(last)), heirs(connection))
            before = self._standing.scored(day_of(first - 1))
            members = _members(connection, book, before, points, first)
        earlier = self._standing.scored(day_of(first - 1 - QUARTER))
        best, away = _away(earlier, book, first - 1)
        receipts = _receipts(book, points, first)
        return Going(book.ids, members, receipts, first, day_number(last), best, away)


def _of_heirs(points: PointDays, into: Mapping[int, int]) -> PointDays:
    """Give points to whom they belong now, where customers were put together."""
    if not into:
        return points
    who = [into.get(one, one) for one in points.customer.tolist()]
    return replace(points, customer=np.array(who, dtype=np.int64))


def _members(
    connection: Reading, book: DayBook, before: Scored | None, points: PointDays, first: int
) -> Members:
    count = book.ids.size
    seen, limit = np.full(count, NEVER, dtype=np.int64), np.full(count, np.nan)
    best = np.zeros(count, dtype=np.bool_)
    if before is not None:
        at = np.searchsorted(book.ids, before.ids)
        seen[at] = np.where(before.last == NO_DAY, NEVER, before.last)
        limit[at] = before.limit
        best[at] = _is_best(before)
    moved = np.full(count, NEVER, dtype=np.int64)
    earned = points.earned > 0
    _earliest(moved, book.ids, points.customer[earned], points.day[earned])
    carded = np.full(count, NEVER, dtype=np.int64)
    held = cards_since(connection, first)
    _earliest(carded, book.ids, held[:, 0], held[:, 1])
    return Members(seen, limit, best, moved, carded)


def _earliest(column: Ints, ids: Ints, customer: Ints, day: Ints) -> None:
    """Put each customer's first day into a column."""
    known = np.isin(customer, ids)
    at = np.searchsorted(ids, customer[known])
    days = np.full(column.size, np.iinfo(np.int64).max)
    np.minimum.at(days, at, day[known])
    found = days < np.iinfo(np.int64).max
    column[found] = days[found]


def _receipts(book: DayBook, points: PointDays, first: int) -> Receipts:
    rows = np.flatnonzero(book.day >= first)
    known = np.isin(points.customer, book.ids)
    member = np.searchsorted(book.ids, points.customer[known])
    none, nothing = np.zeros(rows.size, dtype=np.int64), np.zeros(member.size, dtype=np.int64)
    return Receipts(
        day=np.concatenate([book.day[rows], points.day[known]]),
        member=np.concatenate([book.customer[rows], member]),
        net=np.concatenate([book.net[rows], nothing]),
        discount=np.concatenate([book.discount[rows], nothing]),
        earned=np.concatenate([none, points.earned[known]]),
        redeemed=np.concatenate([none, points.redeemed[known]]),
    )


def _is_best(scored: Scored) -> NDArray[np.bool_]:
    codes = [SEGMENTS.index(one) for one in BEST]
    found: NDArray[np.bool_] = np.isin(scored.segment, codes)
    return found


def _away(before: Scored | None, book: DayBook, on: int) -> tuple[Flags, Flags]:
    """Say who was among the best a quarter earlier, and who of them was missing on a day.

    The best of a day are never missing on it, so they cannot be their own yardstick.
    """
    best, away = np.zeros((2, book.ids.size), dtype=np.bool_)
    if before is None:
        return best, away
    last = np.full(book.ids.size, NO_DAY, dtype=np.int64)
    came = np.flatnonzero((book.sales_with_value > 0) & (book.day <= on))
    np.maximum.at(last, book.customer[came], book.day[came])
    at = np.searchsorted(book.ids, before.ids)
    best[at] = _is_best(before) & ~np.isnan(before.limit) & (last[at] != NO_DAY)
    limit = np.full(book.ids.size, np.inf)
    limit[at] = np.where(np.isnan(before.limit), np.inf, before.limit)
    away = best & (on - last > limit)
    return best, away


def _share(best: Flags, away: Flags) -> float | None:
    """Give the share of the best who are missing; None of nobody."""
    return float(away[best].mean()) if best.any() else None
