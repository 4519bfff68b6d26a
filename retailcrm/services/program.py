"""The program: its rules by date, made by the owner, never changed once they were in force."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books
from retailcrm.db.programs import Version, add_version, in_force, versions
from retailcrm.db.seasons import Season, seasons, write_seasons
from retailcrm.loyalty.program import Program
from retailcrm.services.moments import moment_here

CHANGED = frozenset({Topic.PROGRAM, Topic.POINTS})


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The rules from a day on.

    Attributes:
        number: of the version.
        starts: first day it holds.
        program: the rules; None: the program ends that day.
        note: why it was made.
        actor: who made it.
        state: past, in force or ahead.
    """

    number: int
    starts: date
    program: Program | None
    note: str
    actor: str
    state: str


class ProgramService:
    """What the shop does with its program."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def current(self, day: date | None = None) -> VersionRow | None:
        """Give the version in force on a day, by default today; None without a program."""
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            found = versions(connection)
        on = today if day is None else day_number(day)
        held = in_force(found, on)
        return None if held is None else _row(held, "in force")

    def versions(self) -> tuple[VersionRow, ...]:
        """List every version, the newest first."""
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            found = versions(connection)
        held = in_force(found, today)
        return tuple(_row(one, _state(one, held, today)) for one in reversed(found))

    def seasons(self) -> tuple[Season, ...]:
        """Give the seasons in which the shop is shut, with a program or without one."""
        with self._books.read() as connection:
            return seasons(connection)

    def keep_seasons(
        self, told: tuple[Season, ...], *, actor: Actor = OWNER
    ) -> Outcome[tuple[Season, ...]]:
        """Keep other seasons; a program takes them from today on, or when it begins.

        Versions that were in force already keep the seasons they had, as all their rules.

        Raises:
            UserError: the role does not allow it, or a season ends before it begins.
        """
        actor.need(Right.PROGRAM)
        if any(last < first for first, last in told):
            raise UserError(say("A season must not end before it begins."))
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            write_seasons(unit.connection, told)
            found = versions(unit.connection)
            held = found[-1].program if found else None
            if held is not None and held.closed != told:
                add_version(
                    unit.connection,
                    replace(held, closed=told),
                    starts=max(found[-1].starts, moment.day),
                    note=say("Closed seasons"),
                    at=moment.at,
                    actor=actor.name,
                )
        touched = CHANGED | {Topic.SETTINGS, Topic.GROUPS}
        return Outcome(told, touched, say("Closed seasons kept."))

    def save(
        self, program: Program | None, starts: date, *, note: str = "", actor: Actor = OWNER
    ) -> Outcome[VersionRow]:
        """Keep rules that hold from a day on; None ends the program.

        Saving what already holds then changes nothing.

        Raises:
            UserError: the role does not allow it, or the day lies before rules that were in
                force already.
        """
        actor.need(Right.PROGRAM)
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            found = versions(unit.connection)
            first = day_number(starts)
            held = found[-1] if found else None
            if held is not None and held.program == program and held.starts <= first:
                row = _row(held, _state(held, in_force(found, moment.day), moment.day))
                return Outcome(row, frozenset(), say("These rules hold already."))
            _refuse(found, program, first, moment.day)
            if program is not None:
                write_seasons(unit.connection, program.closed)
            number = add_version(
                unit.connection,
                program,
                starts=first,
                note=note,
                at=moment.at,
                actor=actor.name,
            )
            note_event(
                unit.connection,
                at=moment.at,
                actor=actor.name,
                action="program.save",
                detail={"version": number, "starts": starts.isoformat()},
            )
            made = Version(number, first, program, note, moment.at, actor.name)
        said = say("The rules hold from {day}.", day=_in_words(starts))
        if program is None:
            said = say("The program ends on {day}.", day=_in_words(starts))
        return Outcome(_row(made, _state(made, made, moment.day)), CHANGED, said)


def _refuse(found: tuple[Version, ...], program: Program | None, first: int, today: int) -> None:
    if not found:
        if program is None:
            raise UserError(say("There is no program to end."))
        return
    if first < today:
        raise UserError(
            say("Rules that were in force already cannot be changed."),
            say("Let the new ones begin today or later."),
        )
    if first < found[-1].starts:
        raise UserError(
            say("Other rules begin on {day}.", day=_in_words(day_of(found[-1].starts))),
            say("Let the new ones begin then or later."),
        )


def _in_words(day: date) -> str:
    return Figures("USD").day_year(day)


def _row(version: Version, state: str) -> VersionRow:
    return VersionRow(
        version.id, day_of(version.starts), version.program, version.note, version.actor, state
    )


def _state(version: Version, held: Version | None, today: int) -> str:
    if version.starts > today:
        return "ahead"
    return "in force" if held is not None and held.id == version.id else "past"
