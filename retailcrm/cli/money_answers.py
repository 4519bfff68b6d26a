"""What is told about money, as plain JSON values."""

from collections.abc import Iterator

from retailcrm.cli.answers import Json, day
from retailcrm.core.money import decimal_text
from retailcrm.services.finding import Told, Unit
from retailcrm.services.money_rows import (
    BestTold,
    Changed,
    ConcentrationTold,
    LeakageTold,
    LeakRow,
    ReturnTold,
    Spread,
    TicketTold,
)

LEAK_COLUMNS = (
    "segment", "customers", "net_sales", "discount", "brought", "basis", "leak", "useful",
    "leak_share", "multiple",
)  # fmt: skip


def concentration_answer(told: ConcentrationTold) -> Json:
    """Tell what the best cards bring, over all cards and over those used."""
    return {
        "as_of": day(told.as_of),
        "days": told.days,
        "counted": "cards" if told.are_cards else "customers",
        **_spread(told.issued),
        "dead_share": _value(told.dead),
        "without_card": _rounded(told.without),
        "active": _spread(told.active),
        "empty_reason": told.why_empty,
    }


def _spread(told: Spread | None) -> Json:
    if told is None:
        return {
            "cards": 0, "top": {}, "gini": None, "cards_for_half": None, "cards_half": None,
        }  # fmt: skip
    half = told.half.value
    return {
        "cards": int(told.cards.value or 0),
        "top": {f"{one.share:.2f}": _value(one.told) for one in told.top},
        "gini": _value(told.gini),
        "cards_for_half": _value(told.half_share),
        "cards_half": None if half is None else int(half),
    }


def leakage_answer(told: LeakageTold, digits: int) -> Json:
    """Tell discounts by segment, and what of them leaks."""
    return {
        "as_of": day(told.as_of),
        "days": told.days,
        "discount": money(told.discount, digits),
        "leak": money(told.leak, digits),
        "useful": decimal_text(told.useful, digits),
        "leak_share": _value(told.leak_share),
        "multiple": _rounded(told.multiple),
        "assumed": told.assumed,
        "segments": [_leak(row, digits) for row in told.rows],
        "empty_reason": told.why_empty,
    }


def _leak(row: LeakRow, digits: int) -> Json:
    leak, given = row.leak.value or 0.0, row.discount.value or 0.0
    return {
        "segment": row.segment,
        "customers": int(row.customers.value or 0),
        "net_sales": money(row.sales, digits),
        "discount": money(row.discount, digits),
        "brought": _rounded(row.brought),
        "basis": row.basis,
        "leak": money(row.leak, digits),
        "useful": decimal_text(row.useful, digits),
        "leak_share": _rounded(leak / given) if given > 0 else None,
        "multiple": _rounded(row.multiple),
    }


def leak_cells(told: LeakageTold, digits: int) -> Iterator[list[object]]:
    """Give the rows of the table, in the order of `LEAK_COLUMNS`."""
    for row in told.rows:
        answer = _leak(row, digits)
        yield ["" if answer[name] is None else answer[name] for name in LEAK_COLUMNS]


def tickets_answer(told: TicketTold, digits: int) -> Json:
    """Tell the ticket of members, beside others and beside themselves."""
    return {
        "as_of": day(told.as_of),
        "days": told.days,
        "members": ranged(told.members, digits),
        "others": ranged(told.others, digits),
        "members_above_others": _rounded(told.apart),
        "caused_by_program": False,
        "since_joining": _changed(told.joined, digits),
        "against_others": _changed(told.against, digits),
        "others_joined_later": told.against_later,
        "periods": [[day(one), day(other)] for one, other in told.periods or ()],
        "empty_reason": told.why_empty,
    }


def _changed(told: Changed | None, digits: int) -> Json | None:
    if told is None:
        return None
    return {
        **(ranged(told.told, digits) or {}),
        "before": _amount(told.before, digits),
        "after": _amount(told.after, digits),
        "customers": told.customers,
        "sure": told.sure,
        "why_none": told.why_none,
    }


def best_answer(told: BestTold, digits: int) -> Json:
    """Tell what a champion is worth against somebody new."""
    return {
        "as_of": day(told.as_of),
        "basis": told.basis,
        "champion": money(told.best, digits),
        "new": money(told.new, digits),
        "value_ratio": _value(told.ratio),
        "kept": ranged(told.kept, digits),
        "offer_brings": _amount(told.gain_kept, digits),
        "new_brings": _amount(told.gain_new, digits),
        "action_ratio": _rounded(told.action),
        "why_none": told.why_none,
    }


def return_answer(told: ReturnTold, digits: int) -> Json:
    """Tell what the program returns, as a multiple and as what is left."""
    return {
        "as_of": day(told.as_of),
        "days": told.days,
        "member_sales": money(told.sales, digits),
        "margin": _rounded(told.margin),
        "discounts": money(told.discounts, digits),
        "points": money(told.points, digits),
        "messages": decimal_text(told.messages, digits),
        "running": decimal_text(told.other, digits),
        "cost": decimal_text(told.cost, digits),
        "brought": ranged(told.brought, digits),
        "basis": told.basis,
        "gain": _amount(told.gain, digits),
        "roi_multiple": _value(told.multiple),
        "roi_percent": _value(told.percent),
        "break_even": _value(told.break_even),
        "empty_reason": told.why_empty,
    }


def ranged(told: Told | None, digits: int) -> Json | None:
    """Tell a figure with its interval; None without a figure."""
    if told is None:
        return None
    low: str | float | None
    high: str | float | None
    if told.unit is Unit.MONEY:
        low, high = _amount(told.low, digits), _amount(told.high, digits)
        return {"value": money(told, digits), "low": low, "high": high, "few_data": told.few_data}
    low, high = _rounded(told.low), _rounded(told.high)
    return {"value": _value(told), "low": low, "high": high, "few_data": told.few_data}


def money(told: Told | None, digits: int) -> str | None:
    """Tell an amount as a decimal string."""
    return None if told is None else _amount(told.value, digits)


def _amount(minor: float | None, digits: int) -> str | None:
    return None if minor is None else decimal_text(round(minor), digits)


def _value(told: Told | None) -> float | None:
    return None if told is None else _rounded(told.value)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
