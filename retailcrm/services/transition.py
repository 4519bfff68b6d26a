"""From a flat discount to points: what it costs today, the way over, and how it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.groups import GROUPS
from retailcrm.core.days import add_months, day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.money import minor_digits
from retailcrm.core.outcome import Outcome
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.customer_pages import heads_of, names_of
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.loyalty.moving import Compensation, compensation
from retailcrm.loyalty.transition import (
    Before,
    GroupCost,
    Loss,
    Phase,
    PhaseTerms,
    Step,
    discount_cost,
    gentle_phases,
    mix_of,
    schedule,
    too_much,
    work_out,
)
from retailcrm.services.changing import Changing, Sums, changing
from retailcrm.services.standing import Standing

MONTHS = 12
WISH = "program.move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What the owner wants of the move.

    Attributes:
        starts: first day of the first phase.
        value: minor units that one point is worth.
        multipliers: what points are multiplied by, by group.
        redeemed: share of points ever used.
        budget: share of today's cost that may be spent in the end.
        months: length of a phase.
        phases: phases of the owner's own; None: the fewest that are gentle enough.
        notice_days: how long before each phase letters must be out.
    """

    starts: date
    value: Decimal = Decimal(1)
    multipliers: tuple[tuple[str, Decimal], ...] = ()
    redeemed: float = 0.75
    budget: float = 1.0
    months: int = 2
    phases: tuple[Phase, ...] | None = None
    notice_days: int = 30


@dataclass(frozen=True, slots=True)
class Loser:
    """A member who would get less, and what makes up for it."""

    customer_id: int
    name: str
    card: str
    discount: int
    change: int
    gift: int


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """The move, worked out on the last twelve months; money in minor units.

    Attributes:
        first: first day of the months it rests on.
        last: their last day.
        costs: what the discount costs, by group; the last row is everyone.
        before: today's discount as a share of the list amount.
        terms: today and every phase.
        steps: phases with their dates, letters and points for each currency unit.
        too_much: groups that would lose too much at once.
        compensation: who loses in the end, and the start gifts.
        losers: the members who lose, most first.
    """

    first: date
    last: date
    costs: tuple[GroupCost, ...]
    before: Before
    terms: tuple[PhaseTerms, ...]
    steps: tuple[Step, ...]
    too_much: tuple[Loss, ...]
    compensation: Compensation
    losers: tuple[Loser, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """What each customer bought in the twelve months up to a day; money in minor units.

    Attributes:
        ids: ascending.
        listed: goods before discount.
        discount: what each was let off.
        group: position of each one's group, -1 for none.
    """

    ids: NDArray[np.int64]
    listed: NDArray[np.int64]
    discount: NDArray[np.int64]
    group: NDArray[np.int64]


class TransitionService:
    """Plans the move from a flat discount to points."""

    def __init__(self, books: Books, standing: Standing, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._standing = standing
        self._clock = clock

    def plan(self, move: Move, shown: int = 500) -> Transition:
        """Work the move out on the shop's own receipts of the last twelve months.

        Once the move has begun it rests on the twelve months before its first day, so that
        nobody's gift shrinks with the discount that it makes up for.

        Raises:
            UserError: there are no sales, or no discount to move away from.
        """
        known = self._standing.as_of()
        scored = self._standing.scored()
        if known is None or scored is None:
            raise UserError(say("There are no receipts to plan with."), say("Import sales first."))
        last = min(known, move.starts - timedelta(days=1))
        first = add_months(last, -MONTHS)
        listed, discount, group = self._year(day_number(first), day_number(last))
        names = tuple(str(one) for one in GROUPS)
        costs = discount_cost(names, group, listed, discount)
        rate = costs[-1].rate
        if not rate:
            raise UserError(
                say("No discount was given in the last twelve months."),
                say("There is nothing to move away from; set up the program directly."),
            )
        multipliers = {key: float(value) for key, value in move.multipliers}
        before = Before(rate, mix_of(costs, multipliers), move.redeemed)
        terms = work_out(before, self._phases(before, move))
        made_up = compensation(terms[-1], group, listed, discount, move.value)
        unit = 10 ** minor_digits(self._standing.shop().currency)
        return Transition(
            first=day_of(day_number(first) + 1),
            last=last,
            costs=costs,
            before=before,
            terms=terms,
            steps=schedule(terms, move.starts, float(move.value) / unit, move.notice_days),
            too_much=too_much(terms),
            compensation=made_up,
            losers=self._losers(scored.ids, discount, made_up, shown),
        )

    def changing(self, move: Move) -> tuple[Changing, ...]:
        """List everyone with a discount in the last twelve months, those who lose most first.

        Raises:
            UserError: there are no sales, or no discount to move away from.
        """
        planned = self.plan(move, shown=0)
        scored = self._standing.scored()
        assert scored is not None
        first = day_number(add_months(planned.last, -MONTHS))
        listed, discount, group = self._year(first, day_number(planned.last))
        made_up, ids = planned.compensation, scored.ids
        at = np.flatnonzero(discount > 0)
        at = at[np.lexsort((ids[at], made_up.change[at]))]
        with self._books.read() as connection:
            heads = heads_of(connection, ids[at].tolist())
        multipliers = {key: float(value) for key, value in move.multipliers}
        names = tuple(str(one) for one in GROUPS)
        per_unit = tuple(step.per_unit for step in planned.steps)
        return tuple(
            changing(
                heads[int(ids[place])],
                Sums(
                    key := names[group[place]] if group[place] >= 0 else "",
                    int(listed[place]),
                    int(discount[place]),
                    int(made_up.change[place]),
                    int(made_up.gift[place]),
                ),
                multipliers.get(key, 1.0),
                per_unit,
            )
            for place in at.tolist()
            if int(ids[place]) in heads
        )

    def year_until(self, last: date) -> Year:
        """Give what each customer bought in the twelve months up to a day.

        Raises:
            UserError: there are no sales.
        """
        scored = self._standing.scored()
        if scored is None:
            raise UserError(say("There are no receipts to plan with."), say("Import sales first."))
        first = day_number(add_months(last, -MONTHS))
        return Year(scored.ids, *self._year(first, day_number(last)))

    def wished(self) -> dict[str, str]:
        """Give the move that became the program last, as the owner typed it; empty for none."""
        with self._books.read() as connection:
            return dict(read_setting(connection, WISH, {}))

    def keep_wish(self, typed: Mapping[str, str], *, actor: Actor = OWNER) -> Outcome[None]:
        """Remember a move as it was typed, so that its gifts can be booked on its first day.

        Raises:
            UserError: the role does not allow it.
        """
        actor.need(Right.PROGRAM)
        with self._books.write() as unit:
            write_setting(unit.connection, WISH, dict(typed))
        return Outcome(None, frozenset(), "")

    def _phases(self, before: Before, move: Move) -> tuple[Phase, ...]:
        if move.phases is not None:
            return move.phases
        found = gentle_phases(before, move.months, move.budget)
        if found is None:
            raise UserError(
                say("No steps within a year are gentle enough for every group."),
                say("Give more to the groups that lose, or say the phases yourself."),
            )
        return found

    def _year(
        self, first: int, last: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Add up each customer's list amount and discount, in the order of the scored base."""
        scored, book = self._standing.scored(), self._standing.book()
        assert scored is not None
        rows = np.flatnonzero((book.day > first) & (book.day <= last))
        listed = np.zeros(book.ids.size, dtype=np.int64)
        discount = np.zeros(book.ids.size, dtype=np.int64)
        np.add.at(listed, book.customer[rows], book.list_amount[rows])
        np.add.at(discount, book.customer[rows], book.discount[rows])
        return listed, discount, scored.group.astype(np.int64)

    def _losers(
        self,
        ids: NDArray[np.int64],
        discount: NDArray[np.int64],
        made_up: Compensation,
        shown: int,
    ) -> tuple[Loser, ...]:
        at = np.flatnonzero(made_up.loses)
        at = at[np.lexsort((ids[at], made_up.change[at]))][:shown]
        with self._books.read() as connection:
            names = names_of(connection, ids[at].tolist())
        return tuple(
            Loser(
                int(ids[place]),
                *names[int(ids[place])],
                discount=int(discount[place]),
                change=int(made_up.change[place]),
                gift=int(made_up.gift[place]),
            )
            for place in at.tolist()
        )
