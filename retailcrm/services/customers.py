"""Customers: the table, instant search, and the whole profile."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.rows import RowsRef


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """Which customers, in which order.

    Attributes:
        rows: filters (`group`, `segment`, `stage`, `r`, `fm`, `moved_from`, `moved_to`).
        text: as typed in the filter field.
        sort: key of a column of `CustomerRow`.
        descending: the other way round.
    """

    rows: RowsRef = RowsRef("customers")  # noqa: RUF009 - frozen
    text: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of the customer table; amounts in minor units."""

    customer_id: int
    name: str
    card: str
    email: str
    phone: str
    postcode: str
    first_on: date | None
    last_on: date | None
    visits: int
    receipts: int
    returns: int
    net_sales: int
    group: str  # key of analytics.groups, "" if none
    segment: str
    stage: str


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """One answer of the search field."""

    customer_id: int
    name: str
    detail: str  # the matched card, phone or e-mail, or the last visit


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt in a list; amounts in minor units."""

    receipt_id: int
    number: str
    kind: str  # sale | return | exchange | void
    day: date
    store: str
    channel: str
    customer_id: int | None
    customer: str
    lines: int
    discount: int
    net: int  # after refunds
    tax: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a receipt."""

    item: str
    sku: str
    category: str
    quantity: int  # thousandths
    gross: int
    discount: int
    net: int
    tax: int
    refunded: int
    gift: bool


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """A whole receipt."""

    head: ReceiptRow
    lines: tuple[LineRow, ...]
    at: datetime | None
    cashier: str
    register: str
    coupon: str
    tip: int
    refunded: int
    file: str
    batch: int
    link: str
    history: tuple[str, ...]  # corrections, in words


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of a customer's history."""

    day: date
    kind: str  # visit | return | consent | imported | first
    text: str
    amount: int | None
    receipt_id: int | None


@dataclass(frozen=True, slots=True)
class CustomerProfile:
    """Everything the books know of one customer."""

    row: CustomerRow
    company: str
    address: tuple[str, ...]
    birthday: str
    note: str
    tags: str
    source: str
    identities: tuple[tuple[str, str], ...]  # (kind, value)
    consents: tuple[tuple[str, bool, date, str], ...]  # channel, given, on, source
    group_reason: str
    rhythm: str  # evidence in words
    r: int | None
    f: int | None
    m: int | None
    categories: tuple[tuple[str, int], ...]  # (category, net), largest first
    timeline: tuple[TimelineRow, ...]
    receipts: tuple[ReceiptRow, ...]


class CustomerService:
    """Questions about customers and receipts."""

    def ids(self, query: CustomerQuery) -> NDArray[np.int64]:
        """List the ids of all matching customers in order; 300,000 take about 0.1 s."""
        raise NotImplementedError

    def page(self, ids: NDArray[np.int64]) -> tuple[CustomerRow, ...]:
        """Give the rows of up to 128 ids, in that order."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 50) -> tuple[CustomerHit, ...]:
        """Find by words in any order, digits of phone or card, or e-mail, while typing."""
        raise NotImplementedError

    def profile(self, customer_id: int) -> CustomerProfile:
        """Give everything about one customer."""
        raise NotImplementedError

    def receipt_ids(self, rows: RowsRef) -> NDArray[np.int64]:
        """List the receipts behind a figure, newest first."""
        raise NotImplementedError

    def receipt_page(self, ids: NDArray[np.int64]) -> tuple[ReceiptRow, ...]:
        """Give the rows of up to 128 receipts."""
        raise NotImplementedError

    def receipt(self, receipt_id: int) -> ReceiptDetail:
        """Give one receipt with its lines and corrections."""
        raise NotImplementedError
