"""Say in one line which receipts a list shows."""

from datetime import date

from retailcrm.core.days import month_end, month_index
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.screens.phrases import PLAIN

_KIND = {"sale": "Sales", "return": "Returns", "exchange": "Exchanges", "void": "Voided receipts"}
_CHANNEL = {"offline": "sold in store", "online": "sold online"}
_KNOWN = {"yes": "by customers you know", "no": "by people you do not know"}
_CARD = {"yes": "by members", "no": "by people without a card"}


def heading(rows: RowsRef) -> str:
    """Name the receipts behind a figure: Receipts of October 2025 in Main Street."""
    parts = [
        say(_KIND.get(rows.get("kind") or "", "Receipts")),
        _when(rows.get("from"), rows.get("to")),
        _place(rows.get("store")),
        say(_CHANNEL[channel]) if (channel := rows.get("channel")) in _CHANNEL else "",
        say(_KNOWN[known]) if (known := rows.get("member")) in _KNOWN else "",
        say(_CARD[card]) if (card := rows.get("card")) in _CARD else "",
        _goods(rows.get("category")),
    ]
    return " ".join(part for part in parts if part)


def _when(first: str | None, last: str | None) -> str:
    if first and last:
        return _between(date.fromisoformat(first), date.fromisoformat(last))
    if first:
        return say("since {day}", day=PLAIN.day_year(date.fromisoformat(first)))
    if last:
        return say("until {day}", day=PLAIN.day_year(date.fromisoformat(last)))
    return ""


def _between(first: date, last: date) -> str:
    if first == last:
        return say("of {day}", day=PLAIN.day(first))
    month = month_index(first)
    if first.day == 1 and last == month_end(month):
        return say("of {month}", month=PLAIN.month(month))
    if first.day == 1 and last == month_end(month_index(last)):
        return say(
            "of {first} to {last}",
            first=PLAIN.month(month),
            last=PLAIN.month(month_index(last)),
        )
    return say("from {first} to {last}", first=PLAIN.day_year(first), last=PLAIN.day_year(last))


def _place(store: str | None) -> str:
    return say("in {store}", store=store) if store else ""


def _goods(category: str | None) -> str:
    if category is None:
        return ""
    return say("with {category}", category=category or say("goods without a category"))
