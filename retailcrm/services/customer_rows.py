"""What is told of customers and receipts: rows of tables, a profile, a whole receipt."""

from dataclasses import dataclass
from datetime import date, datetime

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
    margin: int | None = None  # where the list is about it


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
    kind: str  # visit | return | consent | joined | card | points
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
