"""What happens when a file tells of a receipt that the books already hold.

The rules, in order:

* a void stays void, and a refunded amount never falls, whatever order files come in;
* a version without goods never replaces one with goods, and is always replaced by it;
* parts of one receipt that stand apart in one file are added together;
* fewer of the same lines are a file cut off: the books keep what they have;
* more of the same lines, or a version whose stated total adds up, replaces;
* otherwise both versions are parts, and the receipt is their union.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl
from sqlalchemy import Connection, text

from retailcrm.db.bulk import append
from retailcrm.db.checksums import NUMBERS, checksums
from retailcrm.db.ids import reserve
from retailcrm.db.measures import Sums, priced, receipt_sums
from retailcrm.db.people import BUYER
from retailcrm.db.receipt_frames import LINES, lines_of, take
from retailcrm.models.receipts import ReceiptLine, ReceiptRevision

Line = dict[str, Any]
_SCHEMA = {
    name: kind for name, kind in LINES.items() if name not in {"rx", "line_no", "category_id"}
}
_CONTENT = ("product_id", *NUMBERS, "cost", "refunded", "gift")


class Numbering(Protocol):
    """What a correction needs from the booking that asks for it."""

    touched: set[int]

    def number_lines(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Give lines their product."""
        ...

    def buyers(self, receipts: pl.DataFrame) -> pl.DataFrame:
        """Replace buyer columns by identity and customer."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One receipt after its correction."""

    receipt_id: int
    head: dict[str, Any]
    lines: list[Line]
    reason: str


class Corrections:
    """Careful work on the few known receipts that a file tells differently."""

    def __init__(self, connection: Connection, batch_id: int, sums: Sums) -> None:
        self._connection = connection
        self._batch = batch_id
        self._sums = sums

    def take(self, known: pl.DataFrame, lines: pl.DataFrame, booking: Numbering) -> list[int]:
        """Correct what changed; give the `rx` of the receipts that did."""
        suspects = known.filter(_differs())
        if suspects.is_empty():
            return []
        suspects = booking.buyers(suspects)
        told = lines.join(suspects.select("rx"), on="rx", how="semi")
        told = booking.number_lines(told)
        by_receipt = _by_receipt(told)
        held = _by_receipt(lines_of(self._connection, suspects["known_id"].to_list()))
        changes: dict[int, Change] = {}
        for new in suspects.to_dicts():
            before = _plain(held.get(new["known_id"], []))
            change = _change(new, before, _plain(by_receipt[new["rx"]]))
            if change is not None:
                changes[new["rx"]] = change
        self._write(list(changes.values()), booking.touched)
        return list(changes)

    def _write(self, changes: Sequence[Change], touched: set[int]) -> None:
        if not changes:
            return
        ids = [change.receipt_id for change in changes]
        note_revisions(self._connection, self._batch, [(c.receipt_id, c.reason) for c in changes])
        touched |= take(self._connection, self._sums, ids, -1)
        for change in changes:
            rewrite(self._connection, change.receipt_id, change.head, change.lines)
        touched |= take(self._connection, self._sums, ids, 1)


def _change(new: dict[str, Any], held: list[Line], told: list[Line]) -> Change | None:
    if new["voided"] and not new["complete"] and not new["known_voided"]:
        return None  # an order not paid yet is older than the paid one
    merged, reason = merge(new, held, told)
    merged = spread_refund(merged, max(new["refunded"], new["known_refunded"], 0))
    head, reason = _changed_head(new, reason)
    if merged == held and not head:
        return None
    return Change(new["known_id"], head, merged, reason or "refund")


def _changed_head(new: dict[str, Any], reason: str) -> tuple[dict[str, Any], str]:
    """Give what changes about the head, and the word that says why."""
    head, reason = _changed_state(new, reason)
    if reason in {"day", "lines"} and new["day"] != new["known_day"]:
        head["day"] = new["day"]
    if reason == "goods":
        head["itemless"] = 0
    if new["known_customer"] is None and new["customer_id"] is not None:
        head["customer_id"], head["identity_id"] = new["customer_id"], new["identity_id"]
        reason = reason or "customer"
    if new["tip"] and not new["known_tip"]:
        head["tip"] = new["tip"]
        reason = reason or "tip"
    return head, reason


def _changed_state(new: dict[str, Any], reason: str) -> tuple[dict[str, Any], str]:
    """Void stays void, but an order that only waited for its payment may be paid."""
    if new["voided"] and not new["known_voided"]:
        return {"voided": 1, "complete": int(new["complete"])}, "void"
    if new["known_voided"] and not new["known_complete"] and not new["voided"]:
        return {"voided": 0, "complete": int(new["complete"])}, "paid"
    if new["voided"] and new["complete"] and not new["known_complete"]:
        return {"complete": 1}, reason
    return {}, reason


def merge(new: dict[str, Any], held: list[Line], told: list[Line]) -> tuple[list[Line], str]:
    """Decide the lines of a receipt told twice, and say why in one word.

    Args:
        new: the told head, with `known_batch`, `known_itemless`, `itemless`, `complete`.
        held: lines in the books.
        told: lines in the file.
    """
    if new["itemless"] and not new["known_itemless"]:
        return held, ""
    if new["known_itemless"] and not new["itemless"]:
        return told, "goods"
    if new["same_batch"]:
        return [*held, *told], "parts"
    if _older(new):
        return held, ""
    if _counted(held) == _counted(told):
        return _same_lines(new, held, told)
    return _other_lines(held, told, complete=new["complete"])


def _older(new: dict[str, Any]) -> bool:
    """Say whether the file tells an earlier state than the books know, or a poorer one."""
    poorer = new["itemless"] and new["known_itemless"] and new["known_complete"]
    return new["refunded"] < new["known_refunded"] or bool(poorer and not new["complete"])


def _same_lines(new: dict[str, Any], held: list[Line], told: list[Line]) -> tuple[list[Line], str]:
    """Only the day or a refund differs; names stay as first told."""
    if sum(line["refunded"] for line in told) > sum(line["refunded"] for line in held):
        return [{**line, "refunded": back} for line, back in _paired(held, told)], "refund"
    return held, "day" if new["day"] != new["known_day"] else ""


def _other_lines(held: list[Line], told: list[Line], *, complete: bool) -> tuple[list[Line], str]:
    before, after = _counted(held), _counted(told)
    if after <= before:
        return held, ""
    if before <= after or complete:
        return told, "lines"
    missing = after - before
    extra = []
    for line in told:
        if missing[_key(line)] > 0:
            missing[_key(line)] -= 1
            extra.append(line)
    return [*held, *extra], "parts"


def spread_refund(lines: list[Line], refunded: int) -> list[Line]:
    """See that the lines carry at least `refunded`, topping up what is left of their net."""
    short = refunded - sum(line["refunded"] for line in lines)
    result = []
    for line in lines:
        room = 0 if line["gift"] else line["gross"] - line["discount"] - line["refunded"]
        more = max(0, min(room, short))
        short -= more
        result.append({**line, "refunded": line["refunded"] + more} if more else line)
    return result


def note_revisions(connection: Connection, batch: int, reasons: Sequence[tuple[int, str]]) -> None:
    """Keep receipts as they stand, so that the correction can be shown and undone."""
    first = reserve(connection, "receipt_revision", len(reasons))
    rows = []
    for place, (receipt, reason) in enumerate(reasons):
        before = json.dumps(snapshot(connection, receipt))
        rows.append((first + place, receipt, batch, before, reason))
    names = ("id", "receipt_id", "batch_id", "before", "reason")
    append(connection, ReceiptRevision, pl.DataFrame(rows, schema=names, orient="row"))


def snapshot(connection: Connection, receipt: int) -> dict[str, Any]:
    """Give head and lines of a receipt as plain values."""
    head = connection.execute(text("SELECT * FROM receipt WHERE id = :id"), {"id": receipt}).one()
    lines = connection.execute(
        text("SELECT * FROM receipt_line WHERE receipt_id = :id ORDER BY line_no"),
        {"id": receipt},
    )
    return {"head": dict(head._mapping), "lines": [dict(row._mapping) for row in lines]}


def rewrite(connection: Connection, receipt: int, head: dict[str, Any], lines: list[Line]) -> None:
    """Put new lines under a receipt and bring its head in line with them."""
    frame = pl.DataFrame(_plain(lines), schema=_SCHEMA).with_columns(rx=pl.lit(receipt, pl.Int64))
    sums = receipt_sums(priced(frame), "rx").to_dicts()[0]
    kept = ("lines", "gross", "discount", "tax", "refunded", "gift")
    values = {**{name: sums[name] for name in kept}, **head}
    day = head.get("day") or connection.scalar(
        text("SELECT day FROM receipt WHERE id = :id"), {"id": receipt}
    )
    values["checksum"] = int(checksums(frame, np.array([day], dtype=np.int32))[0])
    connection.execute(text("DELETE FROM receipt_line WHERE receipt_id = :id"), {"id": receipt})
    numbered = frame.rename({"rx": "receipt_id"}).with_columns(
        line_no=pl.int_range(1, frame.height + 1, dtype=pl.Int64),
        gift=pl.col("gift").cast(pl.Int64),
    )
    append(connection, ReceiptLine, numbered)
    assigned = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(
        text(f"UPDATE receipt SET {assigned} WHERE id = :id"),
        {**values, "id": receipt},
    )


def _differs() -> pl.Expr:
    could_name = pl.any_horizontal(pl.col(name).is_not_null() for name in BUYER[:4])
    return (
        (pl.col("checksum") != pl.col("known_sum"))
        | (pl.col("voided") != pl.col("known_voided"))
        | (pl.col("refunded") > pl.col("known_refunded"))
        | ((pl.col("tip") != 0) & (pl.col("known_tip") == 0))
        | (pl.col("known_customer").is_null() & could_name)
        | pl.col("same_batch")
    )


def _by_receipt(lines: pl.DataFrame) -> dict[int, list[Line]]:
    return {key[0]: part.to_dicts() for key, part in lines.group_by("rx", maintain_order=True)}


def _key(line: Line) -> tuple[int, ...]:
    return tuple(line[name] for name in NUMBERS)


def _counted(lines: list[Line]) -> Counter[tuple[int, ...]]:
    return Counter(_key(line) for line in lines)


def _paired(held: list[Line], told: list[Line]) -> list[tuple[Line, int]]:
    """Give each held line the refund told of a line with the same numbers."""
    refunds: dict[tuple[int, ...], list[int]] = {}
    for line in told:
        refunds.setdefault(_key(line), []).append(line["refunded"])
    return [(line, refunds[_key(line)].pop(0)) for line in held]


def _plain(lines: list[Line]) -> list[Line]:
    return [{name: line[name] for name in _CONTENT} for line in lines]
