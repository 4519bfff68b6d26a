"""What the ledger tells, as plain JSON values."""

from retailcrm.cli.answers import Json, day
from retailcrm.core.money import decimal_text
from retailcrm.services.points_rows import AccountRow, Booked, EarnedRow, EntryRow, LotRow


def account_answer(row: AccountRow, digits: int) -> Json:
    """Tell a member's points at a glance."""
    return {
        "customer": row.customer_id,
        "balance": row.balance,
        "available": row.available,
        "pending": row.pending,
        "owed": row.owed,
        "value": decimal_text(row.value, digits),
        "tier": row.tier or None,
        "next_tier": row.next_tier or None,
        "to_next_tier": decimal_text(row.to_next_tier, digits) if row.next_tier else None,
        "next_reward": row.next_reward or None,
        "to_next_reward": row.to_next_reward if row.next_reward else None,
        "in_reach": list(row.in_reach),
        "expiring": row.expiring,
        "expiring_on": day(row.expiring_on),
        "lots": [_lot(one) for one in row.lots],
    }


def _lot(row: LotRow) -> Json:
    return {
        "entry": row.entry,
        "points": row.points,
        "available": day(row.available),
        "expires": day(row.expires),
        "reference": row.reference,
    }


def booked_answer(booked: Booked, said: str) -> Json:
    """Tell what a change of points led to."""
    return {"said": said, "entry": booked.entry, "balance": booked.balance}


def entry_answer(row: EntryRow, digits: int) -> Json:
    """Tell one movement with the reason for it."""
    return {
        "entry": row.entry,
        "day": day(row.day),
        "kind": row.kind,
        "points": row.points,
        "balance": row.balance,
        "text": row.text,
        "reference": row.reference,
        "rules_since": day(row.rules_since),
        "reason": row.reason,
        "actor": row.actor,
        "expires": day(row.expires),
        "earned": [_earned(one, digits) for one in row.earned],
    }


def _earned(row: EarnedRow, digits: int) -> Json:
    return {
        "line": row.line,
        "amount": decimal_text(row.amount, digits),
        "points": row.points,
        "rules": row.told,
    }
