"""The points that make up for a lost discount, booked once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.services.moments import moment_here
from retailcrm.services.points import PointsService
from retailcrm.services.points_rows import Change
from retailcrm.services.transition import Move, TransitionService


@dataclass(frozen=True, slots=True)
class Gifts:
    """Start gifts that stand in the ledger now."""

    members: int
    points: int


class StartGiftService:
    """Keeps what the letters promise."""

    def __init__(
        self,
        books: Books,
        transition: TransitionService,
        points: PointsService,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._transition = transition
        self._points = points
        self._clock = clock

    def book(
        self, move: Move, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Gifts]:
        """Book the start gift of every member with a card who loses by the move.

        Told again, nobody gets a second gift; whoever was left out by a stop gets his.

        Raises:
            UserError: the role does not allow it, or the move begins later.
        """
        actor.need(Right.PROGRAM)
        with self._books.read() as connection:
            today = day_of(moment_here(self._clock, connection).day)
        if move.starts > today:
            raise UserError(
                say("The move begins on {day}.", day=move.starts.isoformat()),
                say("Book the gifts that day or later."),
            )
        due = [one for one in self._transition.changing(move) if one.gift > 0 and one.card]
        for done, one in enumerate(due):
            progress.step(done, len(due), say("Booking gifts"))
            gift = Change(
                customer_id=one.customer_id,
                points=one.gift,
                reason=say("Start gift in place of the discount"),
                key=f"gift-{move.starts.isoformat()}-{one.customer_id}",
            )
            self._points.award(gift, actor=actor)
        told = Gifts(len(due), sum(one.gift for one in due))
        said = say("{points} points for {members} members.", points=told.points,
                   members=told.members)  # fmt: skip
        return Outcome(told, frozenset({Topic.POINTS}), said)
