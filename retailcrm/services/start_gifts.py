"""The points that make up for a lost discount, booked once."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retailcrm.core.days import day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.gift_entries import gift_entries
from retailcrm.db.ledger import holdings
from retailcrm.db.programs import in_force, versions
from retailcrm.services.moments import moment_here
from retailcrm.services.points import PointsService
from retailcrm.services.points_rows import Change
from retailcrm.services.transition import Move, TransitionService

_TOUCHED = frozenset({Topic.POINTS})


@dataclass(frozen=True, slots=True)
class Gift:
    """A start gift that a member shall have."""

    customer_id: int
    name: str
    card: str
    points: int
    key: str


@dataclass(frozen=True, slots=True)
class GiftPlan:
    """Where the gifts of a move stand.

    Attributes:
        due: who has none yet, those who lose most first.
        members: how many have theirs.
        points: what those have got in all.
        last: day of the latest gift; None while nobody has one.
        hindrance: why none can be booked now, in words; empty where they can.
    """

    due: tuple[Gift, ...] = ()
    members: int = 0
    points: int = 0
    last: date | None = None
    hindrance: str = ""

    @property
    def due_points(self) -> int:
        """What is still to be booked."""
        return sum(one.points for one in self.due)


@dataclass(frozen=True, slots=True)
class Gifts:
    """Start gifts that stand in the ledger now.

    Attributes:
        entries: those that this call has booked, so that it can be taken back.
    """

    members: int
    points: int
    entries: tuple[int, ...] = ()


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

    def plan(self, move: Move) -> GiftPlan:
        """List who is still due a start gift, and say what was booked.

        A gift is for members with a card, once in a lifetime: whoever has one of any move, or
        was merged with somebody who has, gets no other. One taken back may be given anew.

        Raises:
            UserError: there are no sales, or no discount to move away from.
        """
        wanted = [one for one in self._transition.changing(move) if one.gift > 0 and one.card]
        with self._books.read() as connection:
            today = moment_here(self._clock, connection).day
            has_rules = in_force(versions(connection), today) is not None
            booked = gift_entries(connection)
            held = holdings(connection, [one.customer_id for one in wanted])
        standing = [one for one in booked if not one.is_back]
        given = {one.customer_id for one in standing}
        times = Counter(one.customer_id for one in booked)
        due = tuple(
            Gift(one.customer_id, one.name, one.card, one.gift,
                 _key(move.starts, one.customer_id, times[one.customer_id]))
            for one in wanted
            if given.isdisjoint(held[one.customer_id].members)
        )  # fmt: skip
        return GiftPlan(
            due=due,
            members=len(given),
            points=sum(one.points for one in standing),
            last=day_of(max(one.day for one in standing)) if standing else None,
            hindrance=_hindrance(move.starts, day_of(today), has_rules=has_rules),
        )

    def book(
        self, move: Move, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Gifts]:
        """Book the start gift of every member with a card who loses by the move.

        Told again, nobody gets a second gift; whoever was left out by a stop gets his.

        Raises:
            UserError: the role does not allow it, the move begins later, or no program is in
                force.
        """
        actor.need(Right.PROGRAM)
        found = self.plan(move)
        if found.hindrance:
            raise UserError(found.hindrance, say("Book the gifts once the move has begun."))
        entries = []
        for done, one in enumerate(found.due):
            progress.step(done, len(found.due), say("Booking gifts"))
            gift = Change(
                customer_id=one.customer_id,
                points=one.points,
                reason=say("Start gift in place of the discount"),
                key=one.key,
            )
            entries.append(self._points.award(gift, actor=actor).value.entry)
        told = Gifts(
            found.members + len(found.due), found.points + found.due_points, tuple(entries)
        )
        return Outcome(told, _TOUCHED, _booked_words(found))

    def take_back(
        self, entries: Sequence[int], progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[int]:
        """Take gifts back by entries against them; one that cannot be is left as it is.

        Raises:
            UserError: the role does not allow it.
        """
        actor.need(Right.PROGRAM)
        refused = []
        for done, entry in enumerate(entries):
            progress.step(done, len(entries), say("Taking gifts back"))
            try:
                self._points.take_back(entry, actor=actor)
            except UserError as refusal:
                refused.append(refusal)
        taken = len(entries) - len(refused)
        said = say("{n} gifts are taken back.", n=Figures("USD").count(taken))
        if refused:
            said = f"{said} {refused[0]}"
        return Outcome(taken, _TOUCHED, said)


def _key(starts: date, customer: int, before: int) -> str:
    """Name a gift so that two calls at once book it once; one given anew has a name of its own."""
    again = f"-{before + 1}" if before else ""
    return f"gift-{starts.isoformat()}-{customer}{again}"


def _hindrance(starts: date, today: date, *, has_rules: bool) -> str:
    if starts > today:
        return say("The move begins on {day}.", day=Figures("USD").day_year(starts))
    return "" if has_rules else say("No program is in force today.")


def _booked_words(found: GiftPlan) -> str:
    figures = Figures("USD")
    if not found.due:
        return say("Every start gift is booked already; nothing was booked twice.")
    if len(found.due) == 1:
        return say("One member got a start gift of {points} points.",
                   points=figures.count(found.due_points))  # fmt: skip
    return say("{n} members got start gifts, {points} points in all.",
               n=figures.count(len(found.due)),
               points=figures.count(found.due_points))  # fmt: skip
