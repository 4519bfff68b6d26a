"""Points at the counter: what a member has, and everything that may be done with them."""

import uuid
from collections.abc import Callable
from datetime import datetime

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.books import Books, Reading, Unit
from retailcrm.db.customer_pages import names_of
from retailcrm.db.ledger import (
    Ledger,
    NewEntry,
    is_booked,
    keep_balances,
    references_of,
    value_of_entry,
)
from retailcrm.db.points_check import LedgerSums, check_ledger
from retailcrm.db.programs import versions
from retailcrm.db.settings import read_setting
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.lots import usable
from retailcrm.loyalty.program import ExpiryMode, Negative, Redeeming, Reward
from retailcrm.loyalty.redeeming import refusal, value_of
from retailcrm.services.moments import Moment, moment_here
from retailcrm.services.points_account import Held, account_row, held_by
from retailcrm.services.points_rows import (
    AccountRow,
    Booked,
    Change,
    EntryRow,
    Redemption,
    Verified,
)
from retailcrm.services.points_story import story_of
from retailcrm.services.posting_account import OpenAccount
from retailcrm.services.shop import KEY, ShopSettings, settings_from
from retailcrm.services.taking_back import book_take_back

TOUCHED = frozenset({Topic.POINTS})


class PointsService:
    """Everything the shop does with points."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def account(self, customer_id: int) -> AccountRow:
        """Give a customer's points at a glance."""
        with self._books.read() as connection:
            return self._account(connection, customer_id)

    def if_any(self, customer_id: int) -> AccountRow | None:
        """Give a customer's points; None while the shop has no program and never had one."""
        with self._books.read() as connection:
            return self._account(connection, customer_id) if versions(connection) else None

    def why(self, customer_id: int) -> tuple[EntryRow, ...]:
        """Tell every movement of a customer's points, oldest first, with the arithmetic."""
        with self._books.read() as connection:
            return story_of(connection, customer_id, Figures(_shop(connection).currency))

    def redeem(self, wish: Redemption, *, actor: Actor = OWNER) -> Outcome[Booked]:
        """Use points, for money off or for a reward.

        Raises:
            UserError: there are too few, or the rules do not allow it; nothing has changed.
        """
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            held = _member(unit, wish.customer_id, moment)
            again = is_booked(unit.connection, _key("redeem", wish.key)) if wish.key else None
            if again is not None:
                return _told_again(again, held, value_of_entry(unit.connection, again))
            reward = _reward(held, wish.reward)
            points = reward.points if reward else wish.points
            _refuse(held, points, wish.total, moment, reward)
            value = reward.value if reward else value_of(points, held.program.redeeming)
            entry = NewEntry(
                customer_id=wish.customer_id,
                kind="redeem",
                points=-points,
                day=moment.day,
                key=_key("redeem", wish.key),
                reference=wish.receipt or (reward.name if reward else ""),
                version_id=None if held.version is None else held.version.id,
                reason=wish.reason or (reward.name if reward else ""),
                actor=actor.name,
                value=value,
            )
            account = OpenAccount(held.holding, held.account, Ledger(unit.connection, moment.at))
            number = account.take(entry, negative=Negative.ALLOW, any_day=False)
            keep_balances(unit.connection, [held.holding.holder])
        worth = self._amount(value)
        said = say("{points} points used, worth {value}.", points=points, value=worth)
        return Outcome(Booked(number, account.held.balance, value), TOUCHED, said)

    def award(self, change: Change, *, actor: Actor = OWNER) -> Outcome[Booked]:
        """Give points at the counter, for a reason.

        Raises:
            UserError: no reason, or no points.
        """
        if change.points < 1:
            raise UserError(say("Award at least one point."))
        return self._change("award", change, actor)

    def adjust(self, change: Change, *, actor: Actor = OWNER) -> Outcome[Booked]:
        """Give or take points by hand; only an owner or manager may.

        Raises:
            UserError: the role does not allow it, there is no reason, or more would be taken
                than there is.
        """
        actor.need(Right.ADJUST)
        return self._change("adjust", change, actor)

    def open_balance(self, change: Change, *, actor: Actor = OWNER) -> Outcome[Booked]:
        """Bring points along from an earlier program; they do not count as earned.

        Raises:
            UserError: the role does not allow it, or it was not said where they come from.
        """
        actor.need(Right.ADJUST)
        if not change.source.strip():
            raise UserError(say("Say which program or list the points come from."))
        if change.points < 1:
            raise UserError(say("An opening balance has at least one point."))
        return self._change("opening", change, actor)

    def take_back(self, entry: int, *, actor: Actor = OWNER) -> Outcome[Booked]:
        """Take back what was awarded, used or adjusted by hand, by a new entry against it.

        Staff may do so with the last that they booked today, who may adjust with any.

        Raises:
            UserError: there is no such entry, it was taken back already, or the role does not
                allow it; nothing has changed.
        """
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            booked = book_take_back(unit.connection, entry, moment, actor)
            keep_balances(unit.connection, [booked.holder])
            detail = {"customer": booked.old.customer_id, "entry": entry, "points": booked.points}
            note_event(unit.connection, at=moment.at, actor=actor.name,
                       action="points.take_back", detail=detail)  # fmt: skip
        said = say(
            "{points} points are there again; the balance is {balance}.",
            points=booked.points,
            balance=booked.balance,
        ) if booked.points > 0 else say(
            "{points} points taken back; the balance is {balance}.",
            points=-booked.points,
            balance=booked.balance,
        )  # fmt: skip
        return Outcome(Booked(booked.entry, booked.balance), TOUCHED, said)

    def verify(self) -> Verified:
        """Add the whole ledger up again and say what does not agree."""
        with self._books.read() as connection:
            return verified(check_ledger(connection))

    def _account(self, connection: Reading, customer_id: int) -> AccountRow:
        moment = moment_here(self._clock, connection)
        held = held_by(connection, customer_id, moment.day)
        references = references_of(connection, [lot.entry_id for lot in held.account.lots])
        return account_row(connection, held, moment.day, references)

    def _change(self, kind: str, change: Change, actor: Actor) -> Outcome[Booked]:
        if not change.reason.strip():
            raise UserError(say("Say why, so that the balance can be explained later."))
        if not change.points:
            raise UserError(say("Say how many points."))
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            held = _member(unit, change.customer_id, moment)
            again = is_booked(unit.connection, _key(kind, change.key)) if change.key else None
            if again is not None:
                return _told_again(again, held)
            account = OpenAccount(held.holding, held.account, Ledger(unit.connection, moment.at))
            number = _book_change(account, held, kind, change, actor, moment)
            keep_balances(unit.connection, [held.holding.holder])
            self._note(unit, moment, actor, kind, change)
        said = say(
            "{points} points booked; the balance is {balance}.",
            points=change.points,
            balance=account.held.balance,
        )
        return Outcome(Booked(number, account.held.balance), TOUCHED, said)

    def _note(self, unit: Unit, moment: Moment, actor: Actor, kind: str, change: Change) -> None:
        note_event(
            unit.connection,
            at=moment.at,
            actor=actor.name,
            action=f"points.{kind}",
            detail={"customer": change.customer_id, "points": change.points},
        )

    def _amount(self, minor: int) -> str:
        with self._books.read() as connection:
            return Figures(_shop(connection).currency).amount(minor)


def _member(unit: Unit, customer: int, moment: Moment) -> Held:
    """Read the account of somebody who is in the books."""
    held = held_by(unit.connection, customer, moment.day)
    if not names_of(unit.connection, [held.holding.holder]):
        raise UserError(say("This customer is not in the books any more."))
    return held


def verified(sums: LedgerSums) -> Verified:
    """Say in sentences what adding the ledger up gave."""
    faults = tuple(say(_FAULTS.get(name, name), count=count) for name, count in sums.faults)
    return Verified(not faults, sums.members, sums.entries, faults)


_FAULTS = {
    "balance": "{count} balances differ from the sum of their entries.",
    "lot": "{count} lots gave more points than they held.",
    "use": "{count} entries took more from lots than they are about.",
    "back": "{count} entries gave back something else than they say.",
    "crossing": "{count} lots were used by members whom they do not belong to.",
    "receipt": "{count} receipts stand at other points than their entries.",
}


def _check_days(change: Change, day: int, today: int) -> None:
    if day > today:
        raise UserError(say("Points cannot be booked on a day that lies ahead."))
    if change.expires is not None and day_number(change.expires) < day:
        raise UserError(say("The last day lies before the day of the points."))


def _book_change(
    account: OpenAccount, held: Held, kind: str, change: Change, actor: Actor, moment: Moment
) -> int:
    day = moment.day if change.day is None else day_number(change.day)
    _check_days(change, day, moment.day)
    entry = NewEntry(
        customer_id=change.customer_id,
        kind=kind,
        points=change.points,
        day=day,
        key=_key(kind, change.key),
        reference=change.source,
        version_id=None if held.version is None else held.version.id,
        reason=change.reason.strip(),
        actor=actor.name,
        available=day if change.points > 0 else None,
        expires=_last_day(held, change, day) if change.points > 0 else None,
    )
    if change.points > 0:
        return account.put(entry)
    if -change.points > sum(lot.points for lot in held.account.lots):
        raise UserError(
            say("There are only {balance} points to take.", balance=held.account.balance),
            say("Take no more than that; a balance below zero comes from returns alone."),
        )
    return account.take(entry, negative=Negative.ALLOW)


def _last_day(held: Held, change: Change, day: int) -> int | None:
    if change.expires is not None:
        return day_number(change.expires)
    expiry = held.program.expiry
    if held.version is None or expiry.mode is ExpiryMode.INACTIVITY:
        return None
    last = expires_on(expiry, day_of(day), None, held.program.closed)
    return None if last is None else day_number(last)


def _reward(held: Held, key: str) -> Reward | None:
    if not key:
        return None
    for one in held.program.rewards:
        if one.key == key:
            return one
    raise UserError(say("The program has no reward {key}.", key=key))


def _refuse(
    held: Held, points: int, total: int | None, moment: Moment, reward: Reward | None
) -> None:
    if held.version is None:
        raise UserError(
            say("No program is in force today."), say("Set one up on the Program screen.")
        )
    available = sum(lot.points for lot in usable(held.account.lots, day_of(moment.day)))
    owed = sum(debt.points for debt in held.account.debts)
    # A reward has its price; steps and shares of the receipt are for money off.
    rules = Redeeming() if reward else held.program.redeeming
    why = refusal(points, available - owed, None if reward else total, rules)
    if why:
        raise UserError(why, say("Nothing was booked."))


def _told_again(entry: int, held: Held, value: int = 0) -> Outcome[Booked]:
    said = say("This was booked already; nothing was booked twice.")
    return Outcome(Booked(entry, held.account.balance, value), frozenset(), said)


def _key(kind: str, told: str) -> str:
    return f"{kind}:{told or uuid.uuid4().hex}"


def _shop(connection: Reading) -> ShopSettings:
    return settings_from(read_setting(connection, KEY, {}))
