"""Points whose last day is over leave the accounts, after everybody was told in time."""

from collections.abc import Callable
from datetime import date, datetime

from retailcrm.core.days import day_number, day_of
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.ledger import Ledger, NewEntry, holdings, keep_balances
from retailcrm.db.points_due import holders_with_lots
from retailcrm.db.programs import Version, in_force, versions
from retailcrm.loyalty.expiry import not_before
from retailcrm.loyalty.lots import Lot, expired
from retailcrm.loyalty.program import Expiry, ExpiryMode, Negative
from retailcrm.services.moments import Moment, moment_here
from retailcrm.services.points_account import Held, held_by
from retailcrm.services.points_rows import Expired
from retailcrm.services.posting_account import OpenAccount

Stale = Callable[[], tuple[str, ...]]


class ExpiryService:
    """Books what expires; never behind anybody's back."""

    def __init__(self, books: Books, stale: Stale, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._stale = stale
        self._clock = clock

    def run(self, day: date | None = None, *, actor: Actor = OWNER) -> Outcome[Expired]:
        """Book every lot as expired whose last day is over.

        Args:
            day: business date; None: today. Never later than today.
            actor: who asks.

        Raises:
            UserError: a store's data are too old to say who was there lately, or the day lies
                ahead.
        """
        behind = self._stale()
        if behind:
            raise UserError(
                say("Points do not expire while the data of {store} are old.", store=behind[0]),
                say("Import the newest sales first."),
            )
        with self._books.write() as unit:
            moment = moment_here(self._clock, unit.connection)
            on = moment.day if day is None else day_number(day)
            if on > moment.day:
                raise UserError(say("Points expire up to today, not ahead of it."))
            result = _expire(unit.connection, on, moment, actor)
        said = say(
            "{points} points of {members} members expired.",
            points=result.points,
            members=result.members,
        )
        return Outcome(result, frozenset({Topic.POINTS}), said)


def first_day(found: tuple[Version, ...], version: Version) -> date:
    """Give the first day on which points may be lost: not before the notice of the change."""
    assert version.program is not None
    same = version.program.expiry
    since = version.starts
    for one in reversed([one for one in found if one.starts <= version.starts]):
        if one.program is None or one.program.expiry != same:
            break
        since = one.starts
    return not_before(same, day_of(since))


def _expire(connection: Reading, on: int, moment: Moment, actor: Actor) -> Expired:
    found = versions(connection)
    version = in_force(found, on)
    if version is None or version.program is None:
        return Expired(0, 0, 0)
    expiry = version.program.expiry
    if expiry.mode is ExpiryMode.NEVER:
        return Expired(0, 0, 0)
    is_early = day_of(on) < first_day(found, version)
    members = points = held_back = 0
    candidates = holdings(connection, _candidates(connection, expiry, on)).values()
    for holder in sorted({one.holder for one in candidates}):
        held = held_by(connection, holder, on)
        lots = expired(held.account.lots, day_of(on))
        if is_early:
            held_back += sum(lot.points for lot in lots)
            continue
        lost = _lose(connection, held, lots, moment, actor)
        members += bool(lost)
        points += lost
    return Expired(members, points, held_back)


def _candidates(connection: Reading, expiry: Expiry, on: int) -> list[int]:
    dated = expiry.mode is not ExpiryMode.INACTIVITY
    return holders_with_lots(connection, on if dated else None)


def _lose(
    connection: Reading, held: Held, lots: tuple[Lot, ...], moment: Moment, actor: Actor
) -> int:
    """Book what is left in some lots as lost, once they have paid what is owed."""
    account = OpenAccount(held.holding, held.account, Ledger(connection, moment.at))
    account.pay_debts(lots)
    over = {lot.entry_id for lot in lots}
    lost = 0
    for lot in [one for one in account.held.lots if one.entry_id in over]:
        assert lot.expires is not None
        entry = NewEntry(
            customer_id=held.holding.holder,
            kind="expire",
            points=-lot.points,
            day=day_number(lot.expires) + 1,
            key=account.ledger.lot_key(lot.entry_id),
            reference=str(lot.entry_id),
            reverses=lot.entry_id,
            version_id=None if held.version is None else held.version.id,
            actor=actor.name,
        )
        account.take(entry, negative=Negative.ALLOW, prefer_lot=lot.entry_id)
        lost += lot.points
    if lost:
        keep_balances(connection, [held.holding.holder])
    return lost
