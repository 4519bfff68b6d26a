"""Why a balance is what it is: every entry with its reason, down to the line and the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.ledger import entries_of, holdings, lines_of
from retailcrm.db.points_lines import names_of_lines
from retailcrm.loyalty.earning import TIP, VISIT, scale
from retailcrm.services.points_rows import EarnedRow, EntryRow


def story_of(connection: Reading, customer: int, figures: Figures) -> tuple[EntryRow, ...]:
    """Tell every movement of an account, oldest first, with the balance after each."""
    members = holdings(connection, [customer])[customer].members
    entries = entries_of(connection, members)
    lines = lines_of(connection, [one["id"] for one in entries])
    receipts = [one["receipt_id"] for one in entries if one["id"] in lines]
    names = names_of_lines(connection, receipts)
    made = {one["id"]: one["kind"] for one in entries}
    balance, rows = 0, []
    for one in entries:
        balance += one["points"]
        rows.append(
            EntryRow(
                entry=one["id"],
                day=day_of(one["day"]),
                kind=one["kind"],
                points=one["points"],
                balance=balance,
                text=_text(one, figures, made),
                reference=one["reference"],
                receipt_id=one["receipt_id"],
                rules_since=None if one["starts"] is None else day_of(one["starts"]),
                reason=one["reason"],
                actor=one["actor"],
                expires=None if one["expires"] is None else day_of(one["expires"]),
                earned=_earned(lines.get(one["id"], ()), one, names, figures.digits),
            )
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement of points in a sentence, without its arithmetic.

    Attributes:
        receipt_id: the receipt that earned them; None for everything but earning.
    """

    day: int
    points: int
    text: str
    receipt_id: int | None


def moves_of(connection: Reading, customer: int, figures: Figures) -> tuple[Moved, ...]:
    """Tell every movement of an account in a sentence each, oldest first."""
    entries = entries_of(connection, holdings(connection, [customer])[customer].members)
    made = {one["id"]: one["kind"] for one in entries}
    return tuple(
        Moved(
            one["day"],
            one["points"],
            _text(one, figures, made),
            one["receipt_id"] if one["kind"] == "earn" else None,
        )
        for one in entries
    )


def _earned(
    lines: Sequence[Mapping[str, Any]],
    entry: Mapping[str, Any],
    names: Mapping[tuple[int, int], str],
    digits: int,
) -> tuple[EarnedRow, ...]:
    return tuple(
        EarnedRow(
            line=_line_name(one["line_no"], names.get((entry["receipt_id"], one["line_no"]), "")),
            amount=one["amount"],
            points=_decimal(one["earned"], digits),
            told=one["told"],
        )
        for one in lines
    )


def _line_name(line: int, name: str) -> str:
    if line == VISIT:
        return say("The visit itself")
    if line == TIP:
        return say("Tip")
    return name or say("Line {number}", number=line)


def _decimal(parts: int, digits: int) -> str:
    """Write unrounded points without any needless decimals."""
    value = Decimal(parts) / scale(digits)
    return format(value.normalize(), "f") if value else "0"


def _text(entry: Mapping[str, Any], figures: Figures, made: Mapping[int, str]) -> str:
    points, reference = figures.count(abs(entry["points"])), entry["reference"]
    told = _TEXTS[entry["kind"]]
    if entry["kind"] == "take_back":
        told = _TAKEN_BACK[made.get(entry["reverses"], "adjust")]
    told = _AGAINST.get((entry["kind"], entry["points"] > 0), told)
    value = "" if entry["value"] is None else figures.amount(entry["value"])
    return say(told, points=points, reference=reference, value=value)


_TEXTS = {
    "earn": "{points} points earned on receipt {reference}",
    "reverse": "{points} points taken back: receipt {reference} returned or changed",
    "correct": "{points} points put right: receipt {reference} changed in a later file",
    "redeem": "{points} points used, worth {value}",
    "give_back": "{points} used points given back: receipt {reference} returned",
    "expire": "{points} points expired",
    "adjust": "{points} points changed by hand",
    "award": "{points} points awarded at the counter",
    "opening": "{points} points brought along from {reference}",
    "clamp": "{points} points let off, so that the balance is not below zero",
    "transfer": "{points} points moved with a merge",
    "take_back": "{points} points taken back",
}
_AGAINST = {
    ("expire", True): "{points} expired points not counted twice: the goods came back",
    (
        "give_back",
        False,
    ): "{points} points used again: receipt {reference} did not come back after all",
}
_TAKEN_BACK = {
    "award": "{points} points taken back that were awarded by mistake",
    "redeem": "{points} points there again that were used by mistake",
    "adjust": "{points} points of a change by hand taken back",
}
