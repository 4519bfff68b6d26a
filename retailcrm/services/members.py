"""Members at the counter: scanned, recognised, enrolled, asked and noted."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from random import Random
from typing import Generic

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.vocabulary import asked_word
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Unit
from retailcrm.db.customer_pages import names_of
from retailcrm.db.hand import ByHand, held_of
from retailcrm.db.kin import survivor_of
from retailcrm.db.members import add_consents
from retailcrm.services.base import Base
from retailcrm.services.catching_up import PointsPosting
from retailcrm.services.enrolling import Enrolling, check_channel, fresh_answers, told_by
from retailcrm.services.handing import Handing
from retailcrm.services.member_glance import glance_of
from retailcrm.services.member_likeness import likely_people
from retailcrm.services.member_notes import with_answer, with_line
from retailcrm.services.member_rhythm import Rhythms
from retailcrm.services.member_rows import (
    Account,
    Enrolled,
    Enrolment,
    LikelyPerson,
    MemberGlance,
    Scanned,
)
from retailcrm.services.member_scan import scanned
from retailcrm.services.moments import Moment, moment_here
from retailcrm.services.standing import Standing
from retailcrm.services.told import country_here, normalised, text_told

PEOPLE = frozenset({Topic.CUSTOMERS})
ENROLLED = frozenset({Topic.CUSTOMERS, Topic.CARDS, Topic.POINTS})
#: what a person may correct of a customer
CORRECTED = (
    "first_name", "last_name", "company", "email", "phone", "street", "city", "region",
    "postcode", "country", "birthday", "source",
)  # fmt: skip


class MemberService(Generic[Account]):
    """Everything the counter does with one person.

    Args:
        books: the shop's books.
        base: told who changed.
        standing: how everyone stands, for the usual rhythm.
        clock: gives the time now.
        posting: lets points follow receipts.
        points: gives a customer's account; None where there is none.
        random: where new card numbers come from.
    """

    def __init__(
        self,
        books: Books,
        base: Base,
        standing: Standing,
        clock: Callable[[], datetime],
        *,
        posting: PointsPosting,
        points: Callable[[int], Account | None],
        random: Random,
    ) -> None:
        self._books = books
        self._base = base
        self._rhythms = Rhythms(base.as_of, standing.scored)
        self._clock = clock
        self._posting = posting
        self._points = points
        self._random = random

    def scan(self, text: str) -> Scanned:
        """Say what a scan is: a member, or in one sentence why not."""
        with self._books.read() as connection:
            return scanned(connection, text)

    def glance(self, customer_id: int, today: date | None = None) -> MemberGlance[Account]:
        """Give a member at one look.

        Raises:
            UserError: there is no such customer any more.
        """
        account = self._points(customer_id)
        with self._books.read() as connection:
            now = moment_here(self._clock, connection)
            return glance_of(connection, customer_id, account, self._rhythms, today or now.date)

    def warm(self) -> None:
        """Make ready for the first glance; it may take a second and asks for nothing."""
        self._rhythms.warm()

    def likely(self, wish: Enrolment) -> tuple[LikelyPerson, ...]:
        """List who the person being enrolled may be already; half-typed fields are left out."""
        with self._books.read() as connection:
            told = normalised(told_by(wish), country_here(connection), lenient=True)
            same = None if wish.someone_else else ByHand(connection).match(told)
            return likely_people(connection, told, same)

    def enrol(self, wish: Enrolment, *, actor: Actor = OWNER) -> Outcome[Enrolled]:
        """Make a member of a new person, or of a customer the books know.

        Whoever the matching rule of imports takes the person for is completed, so the same
        enrolment told twice makes one member. A later file that names the card, e-mail or
        phone finds this customer.

        Raises:
            UserError: a contact is none, the card is not free, or nothing names the person.
        """
        with self._books.write() as unit:
            hand, now = ByHand(unit.connection), moment_here(self._clock, unit.connection)
            handing = Handing(unit, hand, now, self._random)
            enrolled = Enrolling(unit, hand, handing, now, actor).run(wish)
            hand.finish()
            self._posting.follow(unit, hand.touched)
            version = unit.touch()
            name = self._name(unit, enrolled.customer_id)
        self._base.note(version, hand.touched)
        told = say("{name} was known and is a member now.") if enrolled.was_known else say(
            "{name} is a member now."
        )  # fmt: skip
        return Outcome(enrolled, ENROLLED, told.format(name=name))

    def consent(
        self, customer_id: int, channel: str, *, given: bool, wording: str, actor: Actor = OWNER
    ) -> Outcome[None]:
        """Note a yes or no for a channel, with the words the person was asked with.

        Raises:
            UserError: there is no such channel or customer.
        """
        check_channel(channel)
        with self._books.write() as unit:
            customer, now = self._there(unit, customer_id)
            told = ((channel, given, wording),)
            answers = fresh_answers(unit.connection, customer, told)
            add_consents(unit.connection, customer, answers, at=now.at, actor=actor.name)
            if answers:
                detail = {"customer": customer, "channel": channel, "given": given}
                _note(unit, now, actor, "consent", detail)
        said = say("Said yes to {channel}.") if given else say("Said no to {channel}.")
        return Outcome(None, PEOPLE, said.format(channel=asked_word(channel)))

    def note(self, customer_id: int, text: str, *, actor: Actor = OWNER) -> Outcome[None]:
        """Add a dated line to a customer's note; begin it with ? and it waits for an answer.

        Raises:
            UserError: the note is empty, or there is no such customer.
        """
        if not text.strip(" ?\n"):
            raise UserError(say("The note is empty."), say("Type what is to be remembered."))
        with self._books.write() as unit:
            customer, now = self._there(unit, customer_id)
            held = str(held_of(unit.connection, customer)["note"])
            version, hand = self._tell(
                unit, customer, {"note": with_line(held, text_told(text), now.date)}
            )
            _note(unit, now, actor, "note", {"customer": customer})
        self._base.note(version, hand.touched)
        return Outcome(None, PEOPLE, say("Noted."))

    def answered(self, customer_id: int, question: str, *, actor: Actor = OWNER) -> Outcome[None]:
        """Mark an open question as answered."""
        with self._books.write() as unit:
            customer, now = self._there(unit, customer_id)
            held = str(held_of(unit.connection, customer)["note"])
            version, hand = self._tell(unit, customer, {"note": with_answer(held, question)})
            _note(unit, now, actor, "answered", {"customer": customer})
        self._base.note(version, hand.touched)
        return Outcome(None, PEOPLE, say("Answered."))

    def correct(
        self, customer_id: int, fields: Mapping[str, str], *, actor: Actor = OWNER
    ) -> Outcome[tuple[str, ...]]:
        """Write what a person says of a customer over what is known; empty wipes.

        Raises:
            UserError: a contact is none, or there is no such customer or field.
        """
        strange = [name for name in fields if name not in CORRECTED]
        if strange:
            raise UserError(say("{name} cannot be corrected here.", name=strange[0]))
        with self._books.write() as unit:
            customer, now = self._there(unit, customer_id)
            told = normalised(fields, country_here(unit.connection))
            version, hand = self._tell(unit, customer, told)
            detail = {"customer": customer, "fields": sorted(fields)}
            _note(unit, now, actor, "correct", detail)
        self._base.note(version, hand.touched)
        return Outcome(tuple(sorted(fields)), PEOPLE, say("Kept."))

    def _tell(self, unit: Unit, customer: int, told: Mapping[str, str]) -> tuple[int, ByHand]:
        hand = ByHand(unit.connection)
        hand.tell(customer, told)
        hand.finish()
        return unit.touch(), hand

    def _there(self, unit: Unit, customer_id: int) -> tuple[int, Moment]:
        customer = survivor_of(unit.connection, customer_id)
        self._name(unit, customer)
        return customer, moment_here(self._clock, unit.connection)

    def _name(self, unit: Unit, customer: int) -> str:
        found = names_of(unit.connection, [customer])
        if customer not in found:
            raise UserError(say("This customer is not in the books any more."))
        return found[customer][0]


def _note(unit: Unit, now: Moment, actor: Actor, action: str, detail: Mapping[str, object]) -> None:
    note_event(unit.connection, at=now.at, actor=actor.name, action=action, detail=detail)
