"""A member at one look."""

from datetime import date
from typing import Any

from retailcrm.core.consents import CHANNELS, standing
from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.answers import answers_of
from retailcrm.db.books import Reading
from retailcrm.db.cards import State, known_cards
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.db.kin import survivor_of
from retailcrm.db.members import visits_until
from retailcrm.services.member_notes import questions_in, without_questions
from retailcrm.services.member_rhythm import Rhythms
from retailcrm.services.member_rows import CONTACTS, Account, MemberGlance

_LEAP_DAY = "02-29"


def glance_of(
    connection: Reading,
    customer_id: int,
    account: Account | None,
    rhythms: Rhythms,
    today: date,
) -> MemberGlance[Account]:
    """Put together what the counter sees of a member.

    Raises:
        UserError: there is no such customer any more.
    """
    customer = survivor_of(connection, customer_id)
    head: Any = heads_of(connection, [customer]).get(customer)
    if head is None:
        raise UserError(say("This customer is not in the books any more."))
    card = known_cards(connection, [head["card"]]).get(head["card"])
    held = standing(answers_of(connection, customer))
    _, visit = visits_until(connection, customer, day_number(today))
    return MemberGlance(
        customer_id=customer,
        name=full_name(head),
        card=head["card"],
        card_blocked=card is not None and card.state is State.BLOCKED,
        account=account,
        rhythm=rhythms.told(connection, customer),
        note=without_questions(head["note"]),
        questions=questions_in(head["note"]),
        consents=tuple((channel, held.get(channel)) for channel in CHANNELS),
        last_visit=None if visit is None else day_of(visit),
        is_birthday=has_birthday(head["birthday"], today),
        missing=tuple(name for name in CONTACTS if not head[name]),
        phone=head["phone"],
        email=head["email"],
        postcode=head["postcode"],
    )


def has_birthday(birthday: str, today: date) -> bool:
    """Say whether a birthday (YYYY-MM-DD or --MM-DD) is today; 29 February moves to the 28th."""
    day = birthday[-5:]
    if day == _LEAP_DAY and not _is_leap(today.year):
        day = "02-28"
    return bool(birthday) and day == f"{today:%m-%d}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
