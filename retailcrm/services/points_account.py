"""A member's account put together for the counter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Reading
from retailcrm.db.ledger import Account, Holding, accounts, holdings
from retailcrm.db.points_receipts import daily_nets
from retailcrm.db.programs import Version, in_force, versions
from retailcrm.db.tiers import tier_changes
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.lots import Lot, order, pending, usable
from retailcrm.loyalty.program import ExpiryMode, Program
from retailcrm.loyalty.redeeming import value_of
from retailcrm.loyalty.tiers import standing, window_start
from retailcrm.services.points_rows import AccountRow, LotRow

NO_PROGRAM = Program()


@dataclass(frozen=True, slots=True)
class Held:
    """An account with everything that is asked about it."""

    holding: Holding
    account: Account
    version: Version | None

    @property
    def program(self) -> Program:
        """The rules in force; plain ones where there are none."""
        found = self.version.program if self.version is not None else None
        return found or NO_PROGRAM


def held_by(connection: Reading, customer: int, day: int) -> Held:
    """Read a customer's account; lots that live by the latest visit get their last day."""
    holding = holdings(connection, [customer])[customer]
    account = accounts(connection, [holding])[holding.holder]
    held = Held(holding, account, in_force(versions(connection), day))
    if held.program.expiry.mode is ExpiryMode.INACTIVITY:
        visit = last_visit(connection, holding.holder)
        account.lots = [_dated(lot, held.program, visit) for lot in account.lots]
    return held


def last_visit(connection: Reading, customer: int) -> date | None:
    """Give the last day on which a customer bought something."""
    days = [day for day, net in daily_nets(connection, customer) if net > 0]
    return day_of(days[-1]) if days else None


def account_row(
    connection: Reading, held: Held, day: int, references: Mapping[int, str]
) -> AccountRow:
    """Tell an account at a glance."""
    today, program, lots = day_of(day), held.program, held.account.lots
    available = sum(lot.points for lot in usable(lots, today))
    owed = sum(debt.points for debt in held.account.debts)
    spendable = max(0, available - owed)
    tier, above, missing = _tiers(connection, held, day)
    rules = program.tiers
    asked = next((one.threshold for one in rules.tiers if one.name == above), 0)
    rewards = sorted(program.rewards, key=lambda one: one.points)
    ahead = next((one for one in rewards if one.points > spendable), None)
    soon = today + timedelta(days=program.expiry.notice_days)
    ending = [lot for lot in lots if lot.expires is not None and today <= lot.expires <= soon]
    return AccountRow(
        customer_id=held.holding.holder,
        balance=held.account.balance,
        available=spendable,
        pending=pending(lots, today),
        owed=owed,
        value=value_of(spendable, program.redeeming),
        tier=tier,
        next_tier=above,
        to_next_tier=missing,
        next_reward=ahead.name if ahead else "",
        to_next_reward=ahead.points - spendable if ahead else 0,
        in_reach=tuple(one.name for one in reversed(rewards) if one.points <= spendable),
        lots=tuple(
            LotRow(
                lot.entry_id, lot.points, lot.available, lot.expires,
                references.get(lot.entry_id, ""),
            )
            for lot in order(lots)
        ),
        expiring=sum(lot.points for lot in ending),
        expiring_on=min((lot.expires for lot in ending if lot.expires), default=None),
        tier_since=window_start(rules, today, program.closed) if rules.tiers else None,
        next_tier_at=asked,
    )  # fmt: skip


def _dated(lot: Lot, program: Program, visit: date | None) -> Lot:
    last = expires_on(program.expiry, lot.available, visit, program.closed)
    return Lot(lot.entry_id, lot.points, lot.available, last, lot.receipt_id)


def _tiers(connection: Reading, held: Held, day: int) -> tuple[str, str, int]:
    """Give the tier, the one above it and what is missing for that."""
    rules = held.program.tiers
    if not rules.tiers:
        return "", "", 0
    changes = [one for one in tier_changes(connection, held.holding.members) if one.day <= day]
    last = changes[-1] if changes else None
    spend = spend_within(connection, held.holding.holder, held.program, day)
    now = standing(
        rules,
        last.tier if last else "",
        None if last is None or last.until is None else day_of(last.until),
        spend,
        day_of(day),
    )
    keys = [one.key for one in rules.tiers]
    at = keys.index(now.tier) if now.tier in keys else -1
    name = rules.tiers[at].name if at >= 0 else ""
    if at + 1 >= len(rules.tiers):
        return name, "", 0
    above = rules.tiers[at + 1]
    return name, above.name, max(0, above.threshold - spend)


def spend_within(connection: Reading, customer: int, program: Program, day: int) -> int:
    """Add up net sales of the rolling window that ends on a day."""
    first = day_number(window_start(program.tiers, day_of(day), program.closed))
    return sum(net for on, net in daily_nets(connection, customer) if first <= on <= day)
