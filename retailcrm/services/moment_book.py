"""The shop's moments as the owner sets them up, switches them on and off."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from types import MappingProxyType

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.campaigns.moments.ready_made import ReadyMade, ready_made
from retailcrm.campaigns.moments.sense import fault_of
from retailcrm.campaigns.moments.settings_text import moment_text
from retailcrm.campaigns.offers import Offer, check_offer
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Reading
from retailcrm.db.campaigns import add_cost
from retailcrm.db.moments import (
    MomentHead,
    NewMoment,
    add_moment,
    add_steps,
    change_moment,
    change_step,
    drop_moment,
    moment_heads,
    sums_of,
)
from retailcrm.db.settings import write_setting
from retailcrm.services.moment_deciding import MANNERS, manners_of
from retailcrm.services.moment_rows import MomentRow, MomentWish
from retailcrm.services.moment_words import moment_row
from retailcrm.services.moments import Moment as Now
from retailcrm.services.moments import moment_here

USUAL_DAYS: Mapping[str, int] = MappingProxyType({"email": 14, "sms": 14, "post": 28, "till": 14})
"""Days within which a visit counts, by channel."""
DRAFT, RUNNING, ENDED = "draft", "running", "ended"
TOUCHED = frozenset({Topic.CAMPAIGNS})
_WHOLE = 10_000
_PAID: Mapping[str, str] = MappingProxyType(
    {"email": "messages", "sms": "messages", "post": "postage", "till": "print"}
)


class MomentBook:
    """Keeps the shop's moments.

    Args:
        books: the shop's books.
        title: says who an audience is.
        clock: gives the time now.
    """

    def __init__(
        self, books: Books, title: Callable[[str], str], clock: Callable[[], datetime]
    ) -> None:
        self._books = books
        self._title = title
        self._clock = clock

    def ready_made(self) -> tuple[ReadyMade, ...]:
        """List moments that most shops want, ready to be switched on."""
        return ready_made()

    def moments(self) -> tuple[MomentRow, ...]:
        """List the shop's moments in the order in which they were set up."""
        with self._books.read() as connection:
            sums = sums_of(connection)
            heads = moment_heads(connection)
        return tuple(moment_row(one, sums.get(one.id), self._named(one.audience)) for one in heads)

    def moment(self, number: int) -> MomentRow:
        """Give one moment.

        Raises:
            UserError: there is none of this number.
        """
        found = next((one for one in self.moments() if one.id == number), None)
        if found is None:
            raise _unknown()
        return found

    def add(self, wish: MomentWish, *, actor: Actor = OWNER) -> Outcome[MomentRow]:
        """Set a moment up; it does nothing until it is switched on.

        Raises:
            UserError: something in it makes no sense, named in the sentence.
        """
        _check(wish)
        with self._books.write() as unit:
            told = NewMoment(
                name=wish.name.strip(),
                channel=wish.channel,
                audience=wish.audience,
                moment=moment_text(wish.moment),
                salt=uuid.uuid4().hex,
                held_back=wish.held_back,
                days=wish.days or USUAL_DAYS[wish.channel],
                note=wish.note,
                steps=_steps(wish),
                at=self._now(unit.connection).at,
                actor=actor.name,
            )
            number = add_moment(unit.connection, told)
            self._cost(unit.connection, number, wish, 0, actor)
        return self._kept(number, say("{name} is set up.", name=wish.name.strip()))

    def edit(self, number: int, wish: MomentWish, *, actor: Actor = OWNER) -> Outcome[MomentRow]:
        """Set a moment up anew; what was given stays given, whoever was left alone stays so.

        Raises:
            UserError: something in it makes no sense, or there is no such moment.
        """
        _check(wish)
        with self._books.write() as unit:
            head = head_of(unit.connection, number)
            self._cost(unit.connection, number, wish, head.cost, actor)
            changed = {
                "name": wish.name.strip(),
                "channel": wish.channel,
                "audience": wish.audience,
                "moment": moment_text(wish.moment),
                "held_back": wish.held_back,
                "days": wish.days or USUAL_DAYS[wish.channel],
                "note": wish.note,
            }
            change_moment(unit.connection, number, changed)
            steps = _steps(wish)
            for arm, (name, offer) in zip(head.arms[1:], steps, strict=False):
                change_step(unit.connection, arm, name, offer)
            add_steps(unit.connection, number, len(head.arms), steps[len(head.arms) - 1 :])
        return self._kept(number, say("{name} is kept.", name=wish.name.strip()))

    def start(
        self, number: int, first: date | None = None, *, actor: Actor = OWNER
    ) -> Outcome[MomentRow]:
        """Switch a moment on; nothing that fell due before its first day ever fires.

        Args:
            number: of the moment.
            first: its first day; None: today.
            actor: who asks.

        Raises:
            UserError: there is no such moment.
        """
        with self._books.write() as unit:
            head, now = head_of(unit.connection, number), self._now(unit.connection)
            starts = now.day if first is None else day_number(first)
            change_moment(
                unit.connection, number, {"state": RUNNING, "starts": starts, "ends": None}
            )
            note(unit.connection, now, actor, "moments.start", {"campaign": number})
        said = say("{name} is switched on from {day} on.", name=head.name, day=day_of(starts))
        return self._kept(number, said)

    def pause(self, number: int, *, actor: Actor = OWNER) -> Outcome[MomentRow]:
        """Switch a moment off; switched on again, it begins anew with that day.

        Raises:
            UserError: there is no such moment.
        """
        with self._books.write() as unit:
            head, now = head_of(unit.connection, number), self._now(unit.connection)
            if head.state == RUNNING:
                change_moment(unit.connection, number, {"state": ENDED, "ends": now.day})
                note(unit.connection, now, actor, "moments.pause", {"campaign": number})
        return self._kept(number, say("{name} is switched off.", name=head.name))

    def drop(self, number: int, *, actor: Actor = OWNER) -> Outcome[int]:
        """Throw a draft away that was never switched on.

        Raises:
            UserError: it was switched on before, so that its results stay.
        """
        del actor
        with self._books.write() as unit:
            head = head_of(unit.connection, number)
            if head.state != DRAFT:
                raise UserError(
                    say("{name} was switched on, so what it brought is kept.", name=head.name),
                    say("Switch it off instead."),
                )
            drop_moment(unit.connection, number)
        return Outcome(number, TOUCHED, say("{name} is thrown away.", name=head.name))

    def manners(self) -> Manners:
        """Give how often and on which days the shop speaks."""
        with self._books.read() as connection:
            return manners_of(connection)

    def save_manners(self, manners: Manners, *, actor: Actor = OWNER) -> Outcome[Manners]:
        """Keep how often and on which days the shop speaks.

        Raises:
            UserError: it makes no sense.
        """
        del actor
        if manners.most < 1 or manners.within < 1:
            raise UserError(say("At least one piece within at least one day, please."))
        if set(manners.weekdays) >= set(range(7)):
            raise UserError(say("One day of the week has to be left to speak on."))
        with self._books.write() as unit:
            kept = asdict(manners)
            del kept["shut"]  # the seasons are a fact of the shop, told in one place
            write_setting(unit.connection, MANNERS, kept)
        return Outcome(self.manners(), TOUCHED, say("How often you speak is kept."))

    def _kept(self, number: int, said: str) -> Outcome[MomentRow]:
        return Outcome(self.moment(number), TOUCHED, said)

    def _cost(
        self, connection: Reading, number: int, wish: MomentWish, before: int, actor: Actor
    ) -> None:
        """Enter what a piece costs more or less than before; nothing entered ever changes."""
        if wish.cost is None or wish.cost == before:
            return
        add_cost(
            connection,
            number,
            kind=_PAID[wish.channel],
            per_piece=1,
            amount=wish.cost - before,
            note="",
            at=self._now(connection).at,
            actor=actor.name,
        )

    def _named(self, audience: str) -> str:
        try:
            return self._title(audience)
        except UserError as fault:
            return str(fault)

    def _now(self, connection: Reading) -> Now:
        return moment_here(self._clock, connection)

    def _day(self, as_of: date | None) -> int:
        if as_of is not None:
            return day_number(as_of)
        with self._books.read() as connection:
            return self._now(connection).day


def head_of(connection: Reading, number: int) -> MomentHead:
    """Give a moment as kept.

    Raises:
        UserError: there is none of this number.
    """
    found = moment_heads(connection, number)
    if not found:
        raise _unknown()
    return found[0]


def note(
    connection: Reading, now: Now, actor: Actor, action: str, detail: Mapping[str, object]
) -> None:
    """Note in the audit what somebody did with moments."""
    note_event(connection, at=now.at, actor=actor.name, action=action, detail=detail)


def _unknown() -> UserError:
    return UserError(say("There is no such moment."), say("See the list of moments."))


def _steps(wish: MomentWish) -> tuple[tuple[str, str], ...]:
    """Give name and offer of each step."""
    offers = (*wish.offers, *[Offer()] * len(wish.moment.steps))
    return tuple(
        (step.about or say("Piece {n}", n=place), offer.json())
        for place, (step, offer) in enumerate(zip(wish.moment.steps, offers, strict=False), 1)
    )


def _check(wish: MomentWish) -> None:
    if not wish.name.strip():
        raise UserError(say("A moment needs a name."))
    if wish.channel not in USUAL_DAYS:
        raise UserError(say("Nobody is written to by {channel}.", channel=wish.channel))
    if not 0 <= wish.held_back < _WHOLE:
        raise UserError(say("The share left alone lies between 0 and 99 %."))
    if wish.cost is not None and wish.cost < 0:
        raise UserError(say("A piece costs nothing, or something."))
    if wish.days is not None and wish.days < 1:
        raise UserError(say("A visit counts within at least one day."))
    if fault := fault_of(wish.moment):
        raise UserError(fault)
    for offer in wish.offers:
        check_offer(offer)
