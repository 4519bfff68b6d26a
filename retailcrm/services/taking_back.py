"""Points given or used by mistake: a new entry against the old one, which stays readable."""

from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Right
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.ledger import Ledger, NewEntry, is_booked
from retailcrm.db.ledger_hand import (
    HAND_MADE,
    HandEntry,
    entry_by_id,
    expired_of,
    has_come_back,
    latest_by,
    take_back_key,
    taken_by,
)
from retailcrm.loyalty.lots import Use
from retailcrm.loyalty.program import Negative
from retailcrm.services.moments import Moment
from retailcrm.services.points_account import Held, held_by
from retailcrm.services.posting_account import OpenAccount

_LAST = 2**31 - 1  # no ledger has a longer number


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an entry back led to.

    Attributes:
        entry: number of the new entry.
        old: the entry that it takes back.
        points: how many came or went, below zero where they went.
        holder: whose account changed.
        balance: the balance after it.
    """

    entry: int
    old: HandEntry
    points: int
    holder: int
    balance: int


def book_take_back(connection: Reading, entry: int, moment: Moment, actor: Actor) -> TakenBack:
    """Book the opposite of an entry that a person made.

    An award loses what is left of its own lot first and is owed what cannot be covered, as a
    return would; points used go back into the very lots they came from, with their last days.

    Raises:
        UserError: there is no such entry, it cannot be taken back or was already, or the person
            may not.
    """
    old = _hand_made(connection, entry)
    _check_right(connection, old, moment, actor)
    held = held_by(connection, old.customer_id, moment.day)
    account = OpenAccount(held.holding, held.account, Ledger(connection, moment.at))
    if old.points > 0:
        booked = _take(account, held, old, _against(connection, held, old, moment, actor))
    else:
        booked = _restore(connection, account, old, _against(connection, held, old, moment, actor))
    return TakenBack(booked[0], old, booked[1], held.holding.holder, account.held.balance)


def _hand_made(connection: Reading, entry: int) -> HandEntry:
    old = entry_by_id(connection, entry) if 0 < entry <= _LAST else None
    if old is None:
        raise UserError(
            say("There is no entry {number} in the ledger.", number=entry),
            say("Look its number up where the balance is explained."),
        )
    if old.kind not in HAND_MADE:
        raise UserError(
            say("Entry {number} was not made by hand and cannot be taken back.", number=entry),
            say("Only points awarded, used or adjusted by a person can be taken back."),
        )
    if is_booked(connection, take_back_key(entry)) is not None:
        raise UserError(say("This was taken back already; nothing was booked twice."))
    return old


def _check_right(connection: Reading, old: HandEntry, moment: Moment, actor: Actor) -> None:
    """Let staff mend their own last slip of the day; everything else is for who may adjust."""
    if actor.may(Right.ADJUST):
        return
    is_today = old.actor == actor.name and old.day == moment.day
    if not is_today or latest_by(connection, actor.name) != old.id:
        raise UserError(
            say("You can take back only the last points that you booked today."),
            say("Ask the owner or a manager to take this back."),
        )


def _against(
    connection: Reading, held: Held, old: HandEntry, moment: Moment, actor: Actor
) -> NewEntry:
    points = -old.points
    if old.points > 0:
        points += expired_of(connection, old.id)  # what was lost is not lost twice
        if points >= 0:
            raise UserError(
                say("These points have expired; nothing is left to take back."),
            )
    return NewEntry(
        customer_id=old.customer_id,
        kind="take_back",
        points=points,
        day=max(old.day, moment.day),  # a clock set back does not put the answer first
        key=take_back_key(old.id),
        reference=old.reference,
        version_id=None if held.version is None else held.version.id,
        reverses=old.id,
        actor=actor.name,
        value=None if old.value is None else -old.value,
    )


def _take(account: OpenAccount, held: Held, old: HandEntry, entry: NewEntry) -> tuple[int, int]:
    negative = held.program.redeeming.negative if held.version else Negative.ALLOW
    number = account.take(entry, negative=negative, prefer_lot=old.id)
    return number, entry.points


def _restore(
    connection: Reading, account: OpenAccount, old: HandEntry, entry: NewEntry
) -> tuple[int, int]:
    members = account.holding.members
    if old.reference and has_come_back(connection, old, members):
        raise UserError(
            say("Goods of this receipt came back, and points with them."),
            say("Give the rest back by an adjustment."),
        )
    found = taken_by(connection, old.id)
    if not set(found) <= set(members):
        raise UserError(
            say("Points of another member were used, who counts apart since."),
            say("Give them back by an adjustment."),
        )
    uses: list[Use] = [use for some in found.values() for use in some]
    return account.restore(entry, uses), entry.points
