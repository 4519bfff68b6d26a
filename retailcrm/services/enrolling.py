"""Making a member, inside a unit of the books."""

import re
from collections.abc import Sequence

from retailcrm.analytics.matching import agreeable
from retailcrm.core.consents import CHANNELS, standing
from retailcrm.core.errors import UserError
from retailcrm.core.folding import fold
from retailcrm.core.roles import Actor
from retailcrm.core.words import say
from retailcrm.db.answers import answers_of
from retailcrm.db.audit import note_event
from retailcrm.db.books import Reading, Unit
from retailcrm.db.cards import State, known_cards
from retailcrm.db.customer_pages import heads_of
from retailcrm.db.hand import ByHand, held_of
from retailcrm.db.kin import survivor_of
from retailcrm.db.members import add_consents
from retailcrm.services.handing import Handing
from retailcrm.services.member_notes import with_line
from retailcrm.services.member_rows import Enrolled, Enrolment
from retailcrm.services.moments import Moment
from retailcrm.services.stopped import needs_new_yes
from retailcrm.services.told import card_told, country_here, normalised

_KEPT = (
    "first_name", "last_name", "phone", "email", "postcode", "street", "city", "birthday", "source",
)  # fmt: skip
_LANGUAGE = re.compile(r"^[A-Za-z]{2}$")
_NAMED = ("first_name", "last_name", "phone", "email")
Answers = Sequence[tuple[str, bool, str]]


class Enrolling:
    """One enrolment.

    Args:
        unit: keeps or abandons everything.
        hand: writes the customer.
        handing: writes the card.
        now: the moment.
        actor: who enrols.
    """

    def __init__(
        self, unit: Unit, hand: ByHand, handing: Handing, now: Moment, actor: Actor
    ) -> None:
        self._connection = unit.connection
        self._hand = hand
        self._handing = handing
        self._now = now
        self._actor = actor

    def run(self, wish: Enrolment) -> Enrolled:
        """Write the member.

        Raises:
            UserError: a contact is none, the card is not free, or nothing names the person.
        """
        for channel, _, _ in wish.consents:
            check_channel(channel)
        told = normalised(told_by(wish), country_here(self._connection))
        told = {name: text for name, text in told.items() if text}
        found = self._whom(wish, told)
        if found is None and not any(told.get(name) for name in _NAMED):
            raise UserError(
                say("Nothing names this person yet."),
                say("Give a name, a phone number or an e-mail address."),
            )
        card, is_his = self._card(wish.card, found)
        customer = self._hand.make(told) if found is None else found
        self._write(customer, wish, told)
        if not is_his:
            self._handing.admit(customer)
            self._handing.give(customer, card)
        answers = fresh_answers(self._connection, customer, wish.consents)
        add_consents(self._connection, customer, answers, at=self._now.at, actor=self._actor.name)
        note_event(
            self._connection,
            at=self._now.at,
            actor=self._actor.name,
            action="enrol",
            detail={"customer": customer, "known": found is not None},
        )
        return Enrolled(customer, card, was_known=found is not None)

    def _whom(self, wish: Enrolment, told: dict[str, str]) -> int | None:
        """Find the customer that the person is already."""
        if wish.customer_id is not None:
            customer = survivor_of(self._connection, wish.customer_id)
            if customer not in heads_of(self._connection, [customer]):
                raise UserError(say("This customer is not in the books any more."))
            return customer
        holder = self._holder(wish.card, told)
        if holder is not None or wish.someone_else:
            return holder
        return self._hand.match(told)

    def _holder(self, card: str, told: dict[str, str]) -> int | None:
        """Give whose card it is according to the tills, unless he has another name."""
        if not card.strip():
            return None
        number = card_told(card, self._connection)
        known = known_cards(self._connection, [number]).get(number)
        if known is None or known.customer is None or known.state is not State.IN_USE:
            return None
        head = heads_of(self._connection, [known.customer])[known.customer]
        mine = fold(f"{told.get('first_name', '')} {told.get('last_name', '')}")
        held = fold(f"{head['first_name']} {head['last_name']}")
        return known.customer if agreeable(mine, held) else None

    def _card(self, text: str, customer: int | None) -> tuple[str, bool]:
        """Give the number he gets, and whether it is his already; whoever has a card keeps it."""
        used = None if customer is None else self._handing.card_in_use(customer)
        number = self._handing.free(text, customer) if text.strip() else ""
        if used is not None and used.state is State.IN_USE:
            if number and number != used.number:
                raise UserError(
                    say("This member has the card {number} already.", number=used.number),
                    say("Swap it for the new one, so that the points stay with it."),
                )
            return used.number, True
        return number or self._handing.fresh(), False

    def _write(self, customer: int, wish: Enrolment, told: dict[str, str]) -> None:
        held = held_of(self._connection, customer)
        kept: dict[str, str | int] = {name: told[name] for name in _KEPT if name in told}
        if told.get("note"):
            kept["note"] = with_line(str(held["note"]), told["note"], self._now.date)
        if wish.language:
            kept["tags"] = _tagged(str(held["tags"]), wish.language)
        self._hand.tell(customer, kept)


def told_by(wish: Enrolment) -> dict[str, str]:
    """Give the fields of an enrolment that are kept on the customer."""
    return {name: getattr(wish, name) for name in (*_KEPT, "note")}


def fresh_answers(connection: Reading, customer: int, told: Answers) -> Answers:
    """Leave out answers that the person has given here before and that still hold.

    A yes is never left out where the address itself has refused since: it has to be newer.
    """
    answers = answers_of(connection, customer)
    held = standing(answers)
    said_here = {one.channel for one in answers if not one.imported}
    return [
        (channel, given, wording.strip())
        for channel, given, wording in told
        if held.get(channel) is not given
        or channel not in said_here
        or (given and needs_new_yes(connection, customer, channel))
    ]


def check_channel(channel: str) -> None:
    """Refuse a channel that nobody can be reached by.

    Raises:
        UserError: there is no such channel.
    """
    if channel not in CHANNELS:
        raise UserError(
            say("There is no channel {channel}.", channel=channel),
            say("Use one of {channels}.", channels=", ".join(CHANNELS)),
        )


def _tagged(tags: str, language: str) -> str:
    """Give the tags with a person's language; letters to him are written in it."""
    if not _LANGUAGE.match(language):
        raise UserError(
            say("{code} is no language.", code=language), say("Use two letters, as EN or ES.")
        )
    others = [one.strip() for one in tags.split(",") if one.strip()]
    others = [one for one in others if not one.startswith("language:")]
    return ", ".join((*others, f"language:{language.lower()}"))
