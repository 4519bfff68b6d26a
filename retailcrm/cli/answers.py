"""Answers of the services as plain JSON values: money as decimal strings, dates as ISO."""

from datetime import date
from typing import Any

from retailcrm.core.money import decimal_text
from retailcrm.services.customer_rows import CustomerProfile, CustomerRow, ReceiptRow
from retailcrm.services.group_rows import GroupsOverview
from retailcrm.services.import_rows import FileReport
from retailcrm.services.sales import SalesRow
from retailcrm.services.shop import Status

Json = dict[str, Any]


class Share(float):
    """A part of a whole: people read it in per cent, programs as the number it is."""


def share(value: float | None) -> Share | None:
    """Tell a part of a whole, or nothing."""
    return None if value is None else Share(value)


def day(told: date | None) -> str | None:
    """Write a date, or nothing."""
    return None if told is None else told.isoformat()


def file_answer(report: FileReport) -> Json:
    """Tell what became of one file."""
    if report.refused:
        return {"file": report.file, "refused": report.refused}
    facts = report.facts
    assert facts is not None
    answer: Json = {
        "file": report.file,
        "dialect": facts.dialect,
        "kind": facts.kind,
        "encoding": facts.encoding,
        "delimiter": facts.delimiter,
        "date_order": facts.date_order,
    }
    for name in (
        "rows", "receipts_new", "receipts_same", "receipts_changed", "lines_new", "returns_new",
        "voided", "customers_new", "customers_updated", "customers_same", "problems", "passed",
        "unnamed_ids", "batch",
    ):  # fmt: skip
        answer[name] = getattr(report, name)
    if facts.mapping:
        answer["mapping"] = dict(facts.mapping)
    answer["notes"] = list(report.notes)
    return answer


def status_answer(status: Status, digits: int) -> Json:
    """Tell the counts of the books."""
    answer: Json = {
        "stores": [
            {
                "name": store.name,
                "channel": store.channel,
                "receipts": store.receipts,
                "first_on": day(store.first_on),
                "data_through": day(store.data_through),
            }
            for store in status.stores
        ]
    }
    for name in (
        "customers", "members", "receipts", "lines", "returns", "voided", "anonymous_receipts",
    ):  # fmt: skip
        answer[name] = getattr(status, name)
    for name in ("net_sales", "returns_value", "discounts", "tax"):
        answer[name] = decimal_text(getattr(status, name), digits)
    return {**answer, "currency": status.currency, "problems_open": status.problems_open}


def sales_answer(row: SalesRow, digits: int) -> Json:
    """Tell one period, store, channel or category."""
    return {
        "key": row.key,
        "receipts": row.receipts,
        **{
            name: decimal_text(getattr(row, name), digits)
            for name in ("net_sales", "margin", "discounts", "returns")
        },
    }


def groups_answer(told: GroupsOverview, digits: int) -> Json:
    """Tell the groups."""
    return {
        "as_of": day(told.as_of),
        "customers": told.customers,
        "scored": told.scored,
        "empty_reason": told.empty_reason,
        "groups": {
            row.key: {
                "customers": row.customers,
                "net_sales": decimal_text(row.net_sales, digits),
                "margin": decimal_text(row.margin, digits),
                "share_of_sales": _number(row.share_of_sales),
                "change": row.change,
            }
            for row in told.groups
        },
        "segments": {row.key: row.customers for row in told.segments},
        "stages": {row.key: row.customers for row in told.stages},
        "rfm": dict(told.rfm),
        "cut_points": {
            name: [_cut(name, value, digits) for value in values]
            for name, values in told.cut_points
        },
        "stale": list(told.stale),
    }


def _cut(name: str, value: float, digits: int) -> str | float | None:
    if value != value:  # noqa: PLR0124 - NaN: nobody gets that far
        return None
    return decimal_text(round(value), digits) if name == "monetary" else round(value, 4)


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def customer_answer(row: CustomerRow, digits: int) -> Json:
    """Tell one line of the customer table."""
    return {
        "customer": row.customer_id,
        "name": row.name,
        "card": row.card,
        "email": row.email,
        "phone": row.phone,
        "postcode": row.postcode,
        "first_on": day(row.first_on),
        "last_on": day(row.last_on),
        "visits": row.visits,
        "receipts": row.receipts,
        "returns": row.returns,
        "net_sales": decimal_text(row.net_sales, digits),
        "group": row.group or None,
        "segment": row.segment or None,
        "stage": row.stage or None,
    }


def profile_answer(told: CustomerProfile, digits: int) -> Json:
    """Tell everything about one customer."""
    return {
        **customer_answer(told.row, digits),
        "company": told.company,
        "address": list(told.address),
        "birthday": told.birthday,
        "note": told.note,
        "tags": told.tags,
        "identities": [{"kind": kind, "value": value} for kind, value in told.identities],
        "consents": [
            {"channel": channel, "given": given, "on": day(on), "source": source}
            for channel, given, on, source in told.consents
        ],
        "reason": told.group_reason,
        "rhythm": told.rhythm,
        "r": told.r,
        "f": told.f,
        "m": told.m,
        "categories": [
            {"category": name, "net_sales": decimal_text(net, digits)}
            for name, net in told.categories
        ],
        "receipts_list": [receipt_answer(one, digits) for one in told.receipts],
    }


def receipt_answer(row: ReceiptRow, digits: int) -> Json:
    """Tell one receipt."""
    return {
        "number": row.number,
        "kind": row.kind,
        "day": day(row.day),
        "store": row.store,
        "channel": row.channel,
        "lines": row.lines,
        "net_sales": decimal_text(row.net, digits),
    }
