"""Programs tried on the shop's own receipts, before anybody's points depend on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np

from retailcrm.analytics.groups import GROUPS
from retailcrm.core.days import add_months, day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.past import Labelled, read_past
from retailcrm.db.points_due import open_points_of
from retailcrm.db.programs import in_force, versions
from retailcrm.loyalty.past import Past
from retailcrm.loyalty.preview import TierMove as Moved
from retailcrm.loyalty.preview import preview
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.program_text import brief, program_of_brief
from retailcrm.loyalty.replay import Change, Month, Replayed, Totals, replay
from retailcrm.loyalty.tiers import window_start
from retailcrm.services.moments import moment_here
from retailcrm.services.replay_runs import Ran, Runs
from retailcrm.services.standing import Standing


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many members hold a tier."""

    name: str
    members: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What a program would have done with the shop's own receipts; money in minor units.

    Attributes:
        first: first day that counts.
        last: last day that counts.
        members: customers who would have earned.
        totals: sales, points and what they cost.
        months: the same month by month.
        changes: winners and losers against the discounts given, by group; the last is everyone.
        tiers: members by tier at the end, those without one first.
        open_points: points not expired at the end if nobody had used any.
        liability: what they would still cost.
        rules: the program in brief, so that the customers behind a figure can be found again.
    """

    first: date
    last: date
    members: int
    totals: Totals
    months: tuple[Month, ...]
    changes: tuple[Change, ...]
    tiers: tuple[TierCount, ...]
    open_points: int
    liability: int
    rules: str = ""


@dataclass(frozen=True, slots=True)
class TierMove:
    """Members who would stand in another tier."""

    was: str
    now: str
    members: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A change of the program tried on the live base; money in minor units.

    Attributes:
        before: the rules in force on the past year's receipts; None without any.
        after: the new rules on the same receipts.
        more: members who would have earned points worth more than now.
        less: members who would have earned points worth less.
        gained: by how much, in minor units.
        lost: by how much.
        moves: tiers that would change.
        open_points: points that members hold today; they keep their last days.
        liability_before: what they will cost under the rules in force.
        liability_after: what they will cost under the new ones.
        announce_on: first day the new rules should hold if members hear of them today.
        each_before: minor units that an open point costs under the rules in force.
        each_after: the same under the new ones.
    """

    before: Tried | None
    after: Tried
    more: int
    less: int
    gained: int
    lost: int
    moves: tuple[TierMove, ...]
    open_points: int
    liability_before: int
    liability_after: int
    announce_on: date
    each_before: float = 0.0
    each_after: float = 0.0


class ReplayService:
    """Tries programs on the past and on the live base."""

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock
        self._runs = Runs(books)

    def replay(
        self,
        program: Program,
        first: date | None = None,
        last: date | None = None,
        progress: Progress = SILENT,
    ) -> Tried:
        """Try a program on a stretch of the past, by default the last twelve months with data.

        Raises:
            UserError: there are no receipts to try it on.
        """
        since, until = self._stretch(first, last)
        past = self._past(since, until, program, progress)
        return _tried(program, self._run(past, program, since, until), since, until)

    def preview(self, program: Program, progress: Progress = SILENT) -> Preview:
        """Show what a change of the rules would do to the members there are.

        Raises:
            UserError: there are no receipts to try it on.
        """
        since, until = self._stretch(None, None)
        with self._books.read() as connection:
            held = in_force(versions(connection), moment_here(self._clock, connection).day)
            today = moment_here(self._clock, connection).day
            open_points = open_points_of(connection)
        now = held.program if held is not None else None
        reaches = [one for one in (program, now) if one is not None and one.tiers.tiers]
        longest = max(reaches, key=lambda one: one.tiers.window_months, default=program)
        past = self._past(since, until, longest, progress)
        after = self._run(past, program, since, until)
        before = None if now is None else self._run(past, now, since, until)
        told = None
        if now is not None and before is not None:
            told = preview((now, before), (program, after), day_of(today))
        change = after.value - (before.value if before is not None else np.zeros_like(after.value))
        return Preview(
            before=None if now is None or before is None
            else _tried(now, before, since, until),
            after=_tried(program, after, since, until),
            more=int((change > 0).sum()),
            less=int((change < 0).sum()),
            gained=int(change[change > 0].sum()),
            lost=-int(change[change < 0].sum()),
            moves=() if now is None or told is None else _moves(now, program, told.moves),
            open_points=open_points,
            liability_before=0 if now is None else _owed(open_points, now),
            liability_after=_owed(open_points, program),
            announce_on=day_of(today) if told is None else told.notice,
            each_before=0.0 if now is None else float(_each(now)),
            each_after=float(_each(program)),
        )  # fmt: skip

    def ran(self, rules: str, since: int, until: int) -> Ran:
        """Give a program on a stretch of the past, customer by customer.

        Args:
            rules: the program in brief.
            since: first day that counts.
            until: last day that counts.

        Raises:
            UserError: the rules cannot be read.
        """
        kept = self._runs.get(rules, since, until)
        if kept is not None:
            return kept
        program = program_of_brief(rules)
        past = self._past(since, until, program, SILENT)
        return Ran.of(past, program, self._run(past, program, since, until))

    def past(
        self, since: int, until: int, program: Program | None = None, progress: Progress = SILENT
    ) -> Past:
        """Read the receipts of a stretch as columns, with everyone's group of today."""
        return self._past(since, until, program, progress)

    def stretch(self, first: date | None = None, last: date | None = None) -> tuple[date, date]:
        """Give the stretch that is taken where none is told: twelve months up to the data."""
        since, until = self._stretch(first, last)
        return day_of(since), day_of(until)

    def _stretch(self, first: date | None, last: date | None) -> tuple[int, int]:
        newest = self._standing.as_of()
        if newest is None:
            raise UserError(
                say("There are no receipts to try a program on."),
                say("Import sales first, or open the demo shop."),
            )
        until = min(last or newest, newest)
        since = first or add_months(until, -12) + timedelta(days=1)
        if since > until:
            raise UserError(say("The first day lies after the last one."))
        return day_number(since), day_number(until)

    def _past(self, since: int, until: int, program: Program | None, progress: Progress) -> Past:
        reach = since
        if program is not None and program.tiers.tiers:
            reach = day_number(window_start(program.tiers, day_of(since), program.closed)) - 1
        shop = self._standing.shop()
        with self._books.read() as connection:
            return read_past(
                connection, reach, until,
                digits=shop.digits, groups=self._groups(), progress=progress,
            )  # fmt: skip

    def _groups(self) -> Labelled | None:
        scored = self._standing.scored()
        if scored is None:
            return None
        return Labelled(scored.ids, scored.group, tuple(str(one) for one in GROUPS))

    def _run(self, past: Past, program: Program, since: int, until: int) -> Replayed:
        margin = self._standing.shop().margin
        found = replay(past, program, since=since, until=until, margin=margin)
        self._runs.keep(brief(program), since, until, Ran.of(past, program, found))
        return found


def _tried(program: Program, run: Replayed, since: int, until: int) -> Tried:
    earned = run.of_customer != 0
    names = ("", *(one.name for one in program.tiers.tiers))
    buyers = (run.net != 0) | earned
    tiers = tuple(
        TierCount(name, int((buyers & (run.held == place - 1)).sum()))
        for place, name in enumerate(names)
    )
    return Tried(
        first=day_of(since),
        last=day_of(until),
        members=int(earned.sum()),
        totals=run.totals,
        months=run.months,
        changes=run.changes,
        tiers=tiers if program.tiers.tiers else (),
        open_points=run.open_points,
        liability=run.liability,
        rules=brief(program),
    )


def _moves(was: Program, now: Program, found: tuple[Moved, ...]) -> tuple[TierMove, ...]:
    old = {one.key: one.name for one in was.tiers.tiers} | {"": ""}
    new = {one.key: one.name for one in now.tiers.tiers} | {"": ""}
    return tuple(TierMove(old[one.before], new[one.after], one.members) for one in found)


def _owed(points: int, program: Program) -> int:
    return round(points * _each(program))


def _each(program: Program) -> Decimal:
    """Give what an open point will cost, in minor units."""
    return program.redeeming.value * program.urr * program.cost_factor
