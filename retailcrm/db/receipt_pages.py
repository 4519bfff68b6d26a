"""Receipts as rows: lists behind a figure, pages by id, and one whole receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.core.days import day_number
from retailcrm.core.rows import RowsRef
from retailcrm.db.bulk import bound, values_clause

_KINDS = {"sale": 0, "return": 1, "exchange": 2}
_CHANNELS = {"offline": 0, "online": 1}
_HEAD = "receipt.*, store.name AS store, first_name, last_name, company, email, phone, card "
_JOINS = (
    "JOIN store ON store.id = receipt.store_id "
    "LEFT JOIN customer ON customer.id = receipt.customer_id "
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One receipt as kept: head, lines, and (reason, file) of each correction."""

    head: Mapping[str, Any]
    lines: tuple[Mapping[str, Any], ...]
    history: tuple[tuple[str, str], ...]


def receipt_ids(connection: Connection, rows: RowsRef) -> NDArray[np.int64]:
    """List the receipts that a reference names, newest first."""
    where, values = _where(rows)
    found = connection.scalars(
        text(f"SELECT receipt.id FROM receipt {where} ORDER BY receipt.day DESC, receipt.id DESC"),
        values,
    )
    return np.fromiter(found, dtype=np.int64)


def receipt_sum(connection: Connection, rows: RowsRef) -> int:
    """Add up the net sales of those receipts; of one category's lines if it names one."""
    where, values = _where(rows)
    if rows.get("category") is None:
        statement = (
            f"SELECT SUM(receipt.gross - receipt.discount - receipt.refunded) FROM receipt {where}"
        )
    else:
        statement = (
            "SELECT SUM(line.gross - line.discount - line.refunded) FROM receipt "
            "JOIN receipt_line line ON line.receipt_id = receipt.id AND line.gift = 0 "
            "JOIN product ON product.id = line.product_id "
            "JOIN category ON category.id = product.category_id "
            f"{where} AND category.name = :category"
        )
    return int(connection.scalar(text(statement), values) or 0)


def _where(rows: RowsRef) -> tuple[str, dict[str, Any]]:
    parts = ["receipt.voided = 1" if rows.get("kind") == "void" else "receipt.voided = 0"]
    values: dict[str, Any] = {}
    for name, value in rows.filters:
        part = _part(name, value, values)
        if part:
            parts.append(part)
    return f"WHERE {' AND '.join(parts)}", values


def _part(name: str, value: str, values: dict[str, Any]) -> str:
    if name in {"from", "to"}:
        values[name] = day_number(date.fromisoformat(value))
        return f"receipt.day {'>=' if name == 'from' else '<='} :{name}"
    if name == "store":
        values[name] = value
        return "receipt.store_id = (SELECT id FROM store WHERE name = :store)"
    if name == "channel":
        values[name] = _CHANNELS.get(value, -1)
        return "receipt.channel = :channel"
    if name == "customer":
        values[name] = int(value)
        return "receipt.customer_id = :customer"
    if name == "kind" and value != "void":
        values[name] = _KINDS.get(value, -1)
        return "receipt.kind = :kind"
    return _more(name, value, values)


def _more(name: str, value: str, values: dict[str, Any]) -> str:
    if name == "member":
        return f"receipt.customer_id IS {'NOT NULL' if value == 'yes' else 'NULL'}"
    if name == "cashier":
        values[name] = value
        return "receipt.staff_id = (SELECT id FROM staff WHERE name = :cashier)"
    if name == "card":
        held = "receipt.customer_id IN (SELECT id FROM customer WHERE card <> '')"
        return held if value == "yes" else f"(receipt.customer_id IS NULL OR NOT {held})"
    if name == "batch":
        values[name] = int(value)
        return "receipt.batch_id = :batch"
    if name == "category":
        values[name] = value
        return (
            "EXISTS (SELECT 1 FROM receipt_line l JOIN product p ON p.id = l.product_id "
            "JOIN category c ON c.id = p.category_id "
            "WHERE l.receipt_id = receipt.id AND c.name = :category)"
        )
    return ""


def receipt_rows(connection: Connection, ids: Sequence[int]) -> list[Mapping[str, Any]]:
    """Give the rows of some receipts, in the order asked for."""
    found = connection.execute(
        text(
            f"SELECT {_HEAD} FROM {values_clause(connection, 'bigint')} "
            f"JOIN receipt ON receipt.id = wanted.value {_JOINS}"
        ),
        {"wanted": bound(connection, list(ids))},
    )
    by_id = {row.id: dict(row._mapping) for row in found}
    return [by_id[one] for one in ids if one in by_id]


def receipts_of(connection: Connection, customer: int, limit: int) -> list[Mapping[str, Any]]:
    """Give a customer's newest receipts."""
    found = connection.execute(
        text(
            f"SELECT {_HEAD} FROM receipt {_JOINS} WHERE receipt.customer_id = :customer "
            "ORDER BY receipt.day DESC, receipt.id DESC LIMIT :limit"
        ),
        {"customer": customer, "limit": limit},
    )
    return [dict(row._mapping) for row in found]


def receipt_detail(connection: Connection, receipt: int) -> Detail | None:
    """Give a whole receipt; None if there is none."""
    head = connection.execute(
        text(
            f"SELECT {_HEAD}, staff.name AS cashier, register.name AS register, "
            "import_batch.file AS file "
            f"FROM receipt {_JOINS} LEFT JOIN staff ON staff.id = receipt.staff_id "
            "LEFT JOIN register ON register.id = receipt.register_id "
            "JOIN import_batch ON import_batch.id = receipt.batch_id WHERE receipt.id = :id"
        ),
        {"id": receipt},
    ).one_or_none()
    if head is None:
        return None
    lines = connection.execute(
        text(
            "SELECT product.name AS item, sku, category.name AS category, quantity, gross, "
            "discount, gross - discount AS net, tax, refunded, gift FROM receipt_line "
            "JOIN product ON product.id = product_id "
            "JOIN category ON category.id = product.category_id "
            "WHERE receipt_id = :id ORDER BY line_no"
        ),
        {"id": receipt},
    )
    history = connection.execute(
        text(
            "SELECT reason, file FROM receipt_revision JOIN import_batch "
            "ON import_batch.id = receipt_revision.batch_id WHERE receipt_id = :id "
            "ORDER BY receipt_revision.id"
        ),
        {"id": receipt},
    )
    return Detail(
        dict(head._mapping),
        tuple({**row._mapping, "gift": bool(row.gift)} for row in lines),
        tuple((reason, file) for reason, file in history),
    )
