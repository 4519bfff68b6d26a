"""Moments: looked at before they are switched on, and let loose a day at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import polars as pl

from retailcrm.campaigns.moments.choosing import CONTROL, SENT, Chosen
from retailcrm.campaigns.moments.manners import Manners
from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.moments import (
    MomentHead,
    forget_waiting,
    given_by_day,
    given_since,
    moment_heads,
    write_assigned,
    write_waiting,
)
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder
from retailcrm.services.list_rows import Exported, ExportWish
from retailcrm.services.mailable import CHANNELS
from retailcrm.services.moment_book import RUNNING, TOUCHED, MomentBook, head_of, note
from retailcrm.services.moment_deciding import Audience, as_allowed, decided, fallen, manners_of
from retailcrm.services.moment_finding import MomentFinder
from retailcrm.services.moment_letters import Post, print_moment
from retailcrm.services.moment_people import Looked, MomentPeople
from retailcrm.services.moment_rows import (
    DueToday,
    FirstRun,
    GivenRow,
    Made,
    MadeList,
    MomentList,
    Ran,
)
from retailcrm.services.moment_table import due_table
from retailcrm.services.moment_words import (
    due_row,
    first_run,
    given_row,
    lists_of,
    made_words,
    ran_words,
    together,
)
from retailcrm.services.standing import Standing

RUN = "moments.run"
PLAIN = "csv"
POST = "post"
SERVICE_OF: Mapping[str, str] = MappingProxyType({"sms": "sms"})
"""Services that lists of a channel are written for, whatever is chosen for e-mails."""
UNWRITTEN_FOR = 7
"""Days after which a list that was never written is offered no more."""


class Export(Protocol):
    """Writes a list for a mail service."""

    def __call__(self, wish: ExportWish, *, actor: Actor) -> Outcome[Exported]:
        """Write it.

        Raises:
            UserError: nobody is to be written to, or a file cannot be written.
        """


_MOST_HISTORY = 400


class TriggerService(MomentBook):
    """Keeps the shop's moments, and says and does what is due.

    Args:
        books: the shop's books.
        standing: everyone's days and rhythm.
        audience: lists the customers that an audience means.
        title: says who an audience is.
        export: writes a list.
        post: prints letters.
        clock: gives the time now.
    """

    def __init__(
        self,
        books: Books,
        standing: Standing,
        audience: Audience,
        title: Callable[[str], str],
        export: Export,
        post: Post,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(books, title, clock)
        self._export, self._post = export, post
        self._exports = ExportService(books, clock)
        self._people = MomentPeople(books, standing)
        self._audience = audience
        self._finder = MomentFinder(books, self._people, audience)

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return self._finder.finders()

    def preview(self, number: int, as_of: date | None = None) -> FirstRun:
        """Say what would happen if a moment were switched on on a day.

        Raises:
            UserError: there is no such moment, or nobody yet.
        """
        day = self._day(as_of)
        looked = self._people.read(day)
        if looked.people is None:
            raise UserError(looked.fresh.reason() or say("There are no customers yet."))
        with self._books.read() as connection:
            head = head_of(connection, number)
            told = fallen((head,), looked.people, self._audience)
            chosen = decided(connection, told, looked.people, manners_of(connection))
        return first_run(head, told[0], chosen[0], looked.people, looked.fresh.reason())

    def due(self, as_of: date | None = None) -> DueToday:
        """Say what is due on a day and who would get it; nothing is changed.

        Args:
            as_of: the shop's date; None: today.
        """
        day = self._day(as_of)
        with self._books.read() as connection:
            running = _running(moment_heads(connection))
        looked = self._people.read(day) if running else self._people.glance(day)
        with self._books.read() as connection:
            manners = manners_of(connection)
            chosen = self._decided(connection, running, looked, manners)
            lists = _lists(connection, day)
        return DueToday(
            as_of=day_of(day),
            known=None if looked.fresh.through is None else day_of(looked.fresh.through),
            held_up=looked.fresh.reason(),
            quiet=manners.is_quiet(day),
            next_day=_next(manners, day),
            moments=tuple(
                due_row(head, one, day) for head, one in zip(running, chosen, strict=False)
            ),
            lists=lists,
        )

    def due_table(self, as_of: date | None = None, *, actor: Actor = OWNER) -> list[list[object]]:
        """Take out who is due on a day as rows of `moment_table.DUE_COLUMNS`.

        Raises:
            UserError: the role does not allow it.
        """
        actor.need(Right.EXPORT)
        looked = self._people.read(self._day(as_of))
        with self._books.read() as connection:
            running = _running(moment_heads(connection))
            chosen = self._decided(connection, running, looked, manners_of(connection))
            rows = due_table(connection, running, chosen) if chosen else []
        self._exports.note("moments.due", len(rows), actor=actor)
        return rows

    def run(self, as_of: date | None = None, *, actor: Actor = OWNER) -> Outcome[Ran]:
        """Note everyone who is due on a day: who gets a piece, who is left alone, who waits.

        Run twice on a day it adds nothing; the lists of that day are given again.

        Args:
            as_of: the shop's date; None: today. Never later than today.
            actor: who asks.

        Raises:
            UserError: a store's data are too old, nothing goes out on that day, it lies ahead,
                or the role does not allow it.
        """
        actor.need(Right.EXPORT)
        day = self._day(as_of)
        looked = self._people.read(day)
        with self._books.write() as unit:
            now = self._now(unit.connection)
            manners = manners_of(unit.connection)
            _refuse(day, now.day, looked, manners)
            running = _running(moment_heads(unit.connection))
            chosen = self._decided(unit.connection, running, looked, manners)
            _write(unit.connection, running, chosen, day)
            sent = sum(int(one.which(SENT).sum()) for one in chosen)
            alone = sum(int(one.which(CONTROL).sum()) for one in chosen)
            note(unit.connection, now, actor, RUN, {"day": day, "sent": sent, "control": alone})
            lists = _lists(unit.connection, day)
        ran = Ran(day_of(day), sent, alone, together(chosen), lists)
        return Outcome(ran, TOUCHED, ran_words(ran))

    def make_lists(
        self,
        out: Path,
        as_of: date | None = None,
        service: str = "",
        progress: Progress = SILENT,
        *,
        actor: Actor = OWNER,
    ) -> Outcome[Made]:
        """Note everyone who is due on a day, and write their lists.

        A list that cannot be written holds the others up as little as it loses its people: they
        stay noted, and it is written the next time.

        Args:
            out: folder.
            as_of: the shop's date; None: today.
            service: key of the mail service for e-mails; "" takes the plain file.
            progress: hears how far it is.
            actor: who asks.

        Raises:
            UserError: as `run` says.
        """
        ran = self.run(as_of, actor=actor).value
        made = []
        # What was written already is written again only where nothing else is left to write.
        wanted = [one for one in ran.lists if not one.file] or ran.lists
        for at, one in enumerate(wanted):
            progress.step(at, len(wanted), one.name)
            made.append(self._made(one, out, service, actor))
        found = Made(ran, tuple(made))
        return Outcome(found, TOUCHED, made_words(found))

    def history(self, number: int) -> tuple[GivenRow, ...]:
        """Say what went out day by day, the newest first.

        Raises:
            UserError: there is no such moment.
        """
        with self._books.read() as connection:
            head = head_of(connection, number)
            found = given_by_day(connection, number, _MOST_HISTORY)
        return tuple(given_row(head, *one) for one in found)

    def _made(self, one: MomentList, out: Path, service: str, actor: Actor) -> MadeList:
        if one.channel not in CHANNELS:
            return MadeList(one, None, say("Said at the counter; there is no list."))
        key = SERVICE_OF.get(one.channel, service) or PLAIN
        wish = ExportWish(key, one.audience, out, one.channel)
        try:
            if one.channel == POST:
                return MadeList(one, None, posted=print_moment(self._post, one, out, actor))
            return MadeList(one, self._export(wish, actor=actor).value)
        except UserError as fault:
            return MadeList(one, None, str(fault))

    def _decided(
        self,
        connection: Reading,
        heads: Sequence[MomentHead],
        looked: Looked,
        manners: Manners,
    ) -> tuple[Chosen, ...]:
        if looked.people is None:
            return ()
        told = fallen(heads, looked.people, self._audience)
        chosen = decided(connection, told, looked.people, manners)
        return as_allowed(chosen, looked.fresh, manners, looked.people.as_of)


def _lists(connection: Reading, day: int) -> tuple[MomentList, ...]:
    """Give the lists of a day, and those of the days before that were never written."""
    given = given_since(connection, day - UNWRITTEN_FOR, day)
    wanted = [one for one in given if one.day == day or not one.file]
    return lists_of(moment_heads(connection), wanted)


def _running(heads: Sequence[MomentHead]) -> tuple[MomentHead, ...]:
    return tuple(one for one in heads if one.state == RUNNING)


def _next(manners: Manners, day: int) -> date | None:
    found = manners.next_day(day + 1)
    return None if found is None else day_of(found)


def _refuse(day: int, today: int, looked: Looked, manners: Manners) -> None:
    """Refuse to act on old data, ahead of time, or when the shop keeps quiet."""
    if day > today:
        raise UserError(say("Moments come up to today, not ahead of it."))
    if not looked.fresh.may_act:
        raise UserError(say("Nothing goes out by itself now."), looked.fresh.reason())
    if manners.is_quiet(day):
        raise UserError(say("{day} is a quiet day: nothing goes out.", day=day_of(day)))


def _write(
    connection: Reading, heads: Sequence[MomentHead], chosen: Sequence[Chosen], day: int
) -> None:
    """Note who got what and who had to wait; whoever waited before is settled now."""
    for head, one in zip(heads, chosen, strict=True):
        keys = [
            (head.id, who, occasion)
            for who, occasion in zip(one.customer.tolist(), one.occasion.tolist(), strict=True)
        ]
        forget_waiting(connection, keys)
        frame = _frame(head, one, day)
        given = frame.filter(pl.col("reason").is_in([SENT, CONTROL]))
        write_assigned(connection, given.drop("reason"))
        waiting = frame.filter(~pl.col("reason").is_in([SENT, CONTROL]))
        write_waiting(
            connection, waiting.select("campaign_id", "customer_id", "occasion", "reason")
        )


def _frame(head: MomentHead, one: Chosen, day: int) -> pl.DataFrame:
    arms = [
        head.arms[0] if fate == CONTROL else head.arms[step + 1]
        for fate, step in zip(one.fate.tolist(), one.step.tolist(), strict=True)
    ]
    return pl.DataFrame(
        {
            "campaign_id": pl.Series([head.id] * len(arms), dtype=pl.Int64),
            "customer_id": one.customer,
            "occasion": one.occasion,
            "arm_id": pl.Series(arms, dtype=pl.Int64),
            "day": pl.Series([day] * len(arms), dtype=pl.Int64),
            "stratum": pl.Series([str(step + 1) for step in one.step.tolist()], dtype=pl.String),
            "reason": pl.Series(one.fate.tolist(), dtype=pl.String),
        }
    )
