"""What stands out at the till, as plain JSON values."""

from retailcrm.cli.answers import Json
from retailcrm.core.days import month_key
from retailcrm.services.finding import Told
from retailcrm.services.till_watch_rows import CardRow, HandRow, TillWatchTold


def till_answer(told: TillWatchTold) -> Json:
    """Tell a month: cards that stand out, and everyone who booked by hand."""
    return {
        "month": None if told.month is None else month_key(told.month),
        "quiet": told.is_quiet,
        "cards_used": _count(told.used),
        "names_staff": told.names_staff,
        "tells_time": told.tells_time,
        "cards": [_card(one) for one in told.cards],
        "by_hand": [_person(one) for one in told.people],
        "empty_reason": told.why_empty,
    }


def _card(row: CardRow) -> Json:
    return {
        "customer": row.customer_id,
        "card": row.card,
        "receipts": _count(row.receipts),
        "days": row.days,
        "staff": row.staff,
        "mainly": row.mainly or None,
        "by_main": _count(row.by_main),
        "expected": round(row.expected, 1),
        "two_tills": row.at_once,
        "reasons": list(row.reasons),
    }


def _person(row: HandRow) -> Json:
    return {
        "person": row.actor,
        "entries": _count(row.entries),
        "given": _count(row.given),
        "taken": row.taken,
        "customers": row.customers,
        "to_one_card": row.to_main,
        "used_soon": _count(row.used_soon),
        "reasons": list(row.reasons),
    }


def _count(told: Told | None) -> int | None:
    return None if told is None or told.value is None else int(told.value)
