"""What was sold: months, days, stores, channels, categories, and the headline figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_number, day_of, month_end, month_index, month_key, month_start
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.receipt_margins import costed, together
from retailcrm.db.receipt_pages import receipt_ids
from retailcrm.db.sales_sums import category_sums, channel_sums, day_sums, store_sums
from retailcrm.db.settings import read_setting
from retailcrm.db.status import first_and_last, store_rows
from retailcrm.services.base import Base
from retailcrm.services.member_sales import MemberNets, MemberSales
from retailcrm.services.shop import KEY, settings_from

YEAR = 12
SHOWN_MONTHS = 13
CHANNELS = ("offline", "online")
FIGURES = ("net_sales", "margin", "receipts", "ticket", "member_share")
DEFINITIONS = {
    "net_sales": "Goods after discounts and returns, without tax, tips and gift cards sold.",
    "margin": "Net sales less cost of goods; unknown cost is taken from the assumed margin.",
    "receipts": "Sales and returns; voided receipts are left out.",
    "ticket": "Net sales divided by receipts.",
    "member_share": "Net sales on receipts of members, who hold a card, divided by all net "
    "sales; in a shop without cards, of all customers you know.",
}


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One period, store, channel or category; amounts in minor units."""

    key: str
    receipts: int
    net_sales: int
    margin: int
    discounts: int
    returns: int
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure with what to compare it with.

    Attributes:
        key: net_sales, margin, receipts, ticket, member_share.
        value: minor units, a count, or a share; None if there is no value.
        before: the same for the month before, None if unknown.
        year_before: the same for the same month a year before.
        history: the last 13 months, oldest first, None where there are no data.
        definition: one sentence.
        rows: the rows that add up to it.
    """

    key: str
    value: float | None
    before: float | None
    year_before: float | None
    history: tuple[float | None, ...]
    definition: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month of the sales chart."""

    month: int  # core.days month number
    net: int
    year_before: int | None
    complete: bool
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class StoreEnd:
    """A store whose data end before the month does, though others go on."""

    name: str
    last: date


@dataclass(frozen=True, slots=True)
class Headline:
    """A month in five figures and a year of bars."""

    month: int
    complete: bool  # the data go on until the month's end, in whichever store
    figures: tuple[Figure, ...]
    bars: tuple[MonthBar, ...]  # twelve months, oldest first
    cost_known: float | None  # share of net sales whose cost is known
    late: tuple[StoreEnd, ...] = ()  # stores that say nothing of the end of a complete month


class SalesService:
    """Questions about sales."""

    def __init__(self, books: Books, base: Base) -> None:
        self._books = books
        self._members = MemberSales(books, base)

    def months(self) -> tuple[int, ...]:
        """List the months that have data, newest first."""
        with self._books.read() as connection:
            reach = first_and_last(connection)
        if reach is None:
            return ()
        first, last = (month_index(day_of(day)) for day in reach)
        return tuple(range(last, first - 1, -1))

    def headline(self, month: int, store_id: int | None = None) -> Headline:
        """Give the month's figures against the month and the year before."""
        with self._books.read() as connection:
            first = day_number(month_start(month - SHOWN_MONTHS - YEAR))
            sums = day_sums(connection, first, day_number(month_end(month)), store_id)
            margin = settings_from(read_setting(connection, KEY, {})).margin
            reach = first_and_last(connection)
            found = store_rows(connection)
        stores = {row[0]: row[1] for row in found}
        members = self._members.nets(
            day_number(month_start(month - YEAR)), day_number(month_end(month)), store_id
        )
        months = _by_month(sums)
        first_month = month if reach is None else month_index(day_of(reach[0]))
        ends = {row[1]: row[6] for row in found if row[6] is not None}
        complete = max(ends.values(), default=-1) >= day_number(month_end(month))
        story = _Story(months, first_month, margin, stores.get(store_id or -1), members)
        return Headline(
            month=month,
            complete=complete,
            figures=tuple(story.figure(key, month) for key in FIGURES),
            bars=tuple(story.bar(one, complete or one != month) for one in _year(month)),
            cost_known=story.cost_known(month),
            late=_late(ends, month) if complete else (),
        )

    def receipt_margin(self, rows: RowsRef) -> int:
        """Add up the margin of the receipts behind a figure; see `margin_of`."""
        with self._books.read() as connection:
            assumed = settings_from(read_setting(connection, KEY, {})).margin
            found = costed(connection, receipt_ids(connection, rows).tolist())
        return margin_of(together(found), assumed)

    def receipt_margins(self, ids: NDArray[np.int64]) -> Mapping[int, int]:
        """Give the margin of each of up to 128 receipts, rounded for itself."""
        with self._books.read() as connection:
            assumed = settings_from(read_setting(connection, KEY, {})).margin
            found = costed(connection, ids.tolist())
        return {one.receipt_id: margin_of(together([one]), assumed) for one in found}

    def by(
        self, key: str, *, first: date | None = None, last: date | None = None
    ) -> tuple[SalesRow, ...]:
        """Add up sales by month, day, store, channel or category.

        Raises:
            UserError: sales are not kept by that key.
        """
        with self._books.read() as connection:
            reach = first_and_last(connection) or (0, 0)
            since = reach[0] if first is None else day_number(first)
            until = reach[1] if last is None else day_number(last)
            margin = settings_from(read_setting(connection, KEY, {})).margin
            return tuple(
                _row(told, sums, margin, rows)
                for told, sums, rows in _parts(connection, key, since, until)
            )


_Part = tuple[str, Mapping[str, Any], RowsRef]


def _parts(connection: Reading, key: str, since: int, until: int) -> list[_Part]:
    span = {"from_": day_of(since).isoformat(), "to": day_of(until).isoformat()}
    if key == "day":
        return [
            (day_of(one["day"]).isoformat(), one, _days_rows(one["day"], one["day"]))
            for one in day_sums(connection, since, until)
        ]
    if key == "month":
        return [
            (month_key(month), sums, _month_rows(month, since, until))
            for month, sums in sorted(_by_month(day_sums(connection, since, until)).items())
        ]
    if key == "store":
        return [
            (one["name"], one, rows("receipts", store=one["name"], **span))
            for one in store_sums(connection, since, until)
        ]
    if key == "channel":
        named = [(CHANNELS[one["channel"]], one) for one in channel_sums(connection, since, until)]
        return [(name, one, rows("receipts", channel=name, **span)) for name, one in named]
    if key == "category":
        first, last = month_index(day_of(since)), month_index(day_of(until))
        return [
            (one["name"], {**one, "receipts": 0}, rows("lines", category=one["name"], **span))
            for one in category_sums(connection, first, last)
        ]
    raise UserError(
        say("Sales are not kept by {key}.", key=key),
        say("Choose month, day, store, channel or category."),
    )


def _row(key: str, sums: Mapping[str, Any], margin: float, behind: RowsRef) -> SalesRow:
    return SalesRow(
        key=key,
        receipts=int(sums["receipts"]),
        net_sales=int(sums["net"]),
        margin=margin_of(sums, margin),
        discounts=int(sums["discounts"]),
        returns=int(sums["returns_value"]),
        rows=behind,
    )


def margin_of(sums: Mapping[str, Any], assumed: float) -> int:
    """Give net sales less cost; where cost is unknown it is list amount x (1 - assumed)."""
    unknown = Decimal(int(sums["list_uncosted"])) * (1 - Decimal(str(assumed)))
    cost = Decimal(int(sums["cost"])) + unknown
    return int((Decimal(int(sums["net"])) - cost).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _by_month(sums: list[Mapping[str, Any]]) -> dict[int, dict[str, int]]:
    months: dict[int, dict[str, int]] = {}
    for one in sums:
        month = months.setdefault(month_index(day_of(one["day"])), {})
        for name, value in one.items():
            if name != "day":
                month[name] = month.get(name, 0) + int(value)
    return months


def _year(month: int) -> range:
    return range(month - YEAR + 1, month + 1)


def _days_rows(first: int, last: int, store: str | None = None, **more: str) -> RowsRef:
    span = {"from_": day_of(first).isoformat(), "to": day_of(last).isoformat()}
    return rows("receipts", **span, store=store, **more)


def _month_rows(month: int, since: int | None = None, until: int | None = None) -> RowsRef:
    first, last = day_number(month_start(month)), day_number(month_end(month))
    return _days_rows(max(first, since or first), min(last, until or last))


class _Story:
    """A year and more of months, asked for figures."""

    def __init__(
        self,
        months: dict[int, dict[str, int]],
        first: int,
        margin: float,
        store: str | None,
        members: MemberNets,
    ) -> None:
        self._months = months
        self._first = first
        self._margin = margin
        self._store = store
        self._members = members

    def figure(self, key: str, month: int) -> Figure:
        """Give one headline figure of a month with what came before."""
        return Figure(
            key=key,
            value=self._value(key, month),
            before=self._value(key, month - 1),
            year_before=self._value(key, month - YEAR),
            history=tuple(self._value(key, one) for one in range(month - YEAR, month + 1)),
            definition=say(DEFINITIONS[key]),
            rows=self._rows(month, **self._more(key)),
        )

    def bar(self, month: int, complete: bool) -> MonthBar:  # noqa: FBT001 - a fact of the month
        """Give one month of the chart."""
        before = self._value("net_sales", month - YEAR)
        return MonthBar(
            month=month,
            net=int(self._value("net_sales", month) or 0),
            year_before=None if before is None else int(before),
            complete=complete,
            rows=self._rows(month),
        )

    def cost_known(self, month: int) -> float | None:
        """Give the share of net sales whose cost the till told."""
        sums = self._months.get(month)
        if not sums or not sums["net"]:
            return None
        return 1 - sums["net_uncosted"] / sums["net"]

    def _value(self, key: str, month: int) -> float | None:
        if month < self._first:
            return None
        sums = self._months.get(month)
        if sums is None:
            return 0.0 if key in {"net_sales", "margin", "receipts"} else None
        if key == "margin":
            return float(margin_of(sums, self._margin))
        if key == "ticket":
            return sums["net"] / sums["receipts"] if sums["receipts"] else None
        if key == "member_share":
            held = self._members.by_month
            net = sums["known_net"] if held is None else held.get(month, 0)
            return net / sums["net"] if sums["net"] else None
        return float(sums["net" if key == "net_sales" else "receipts"])

    def _more(self, key: str) -> Mapping[str, str]:
        """Give what the receipts behind a figure are asked for besides their month."""
        if key == "member_share":
            return self._members.behind
        return {"measure": "margin"} if key == "margin" else {}

    def _rows(self, month: int, **more: str) -> RowsRef:
        first, last = day_number(month_start(month)), day_number(month_end(month))
        return _days_rows(first, last, self._store, **more)


def _late(ends: Mapping[str, int], month: int) -> tuple[StoreEnd, ...]:
    """Name stores that sold in the month or the one before, and then nothing until its end."""
    since, until = day_number(month_start(month - 1)), day_number(month_end(month))
    return tuple(
        StoreEnd(name, day_of(last)) for name, last in ends.items() if since <= last < until
    )
