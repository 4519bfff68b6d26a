"""What every file becomes, whatever till wrote it: chunks of receipt lines and of customers.

A reader yields chunks; nobody above the importers sees a till's own columns. Amounts are
whole minor units of the shop's currency, quantities thousandths, days day numbers
(`core.days`), instants UTC epoch seconds. No amount is ever a float.
"""

from dataclasses import dataclass, field

import polars as pl

from retailcrm.core.problem import Problem

#: One row a receipt line. Receipt-wide columns repeat on each of its lines; tip, service and
#: `refund_tax` are receipt-wide amounts that repeat too and are taken once.
LINES: dict[str, pl.DataType] = {
    "line": pl.Int64(),  # line of the file where the row begins
    "receipt": pl.String(),  # the till's own number of the document, never empty
    "part": pl.Int8(),  # 0 a sale document, 1 a return document under the same number
    "voided": pl.Boolean(),  # cancelled, never paid, failed: kept, counted nowhere
    "day": pl.Int32(),  # business date
    "at": pl.Int64(),  # instant, null where the file gives no time
    "store": pl.String(),  # null: the file names none
    "register": pl.String(),
    "cashier": pl.String(),
    "channel": pl.String(),  # "offline", "online" or null (the store's own)
    "coupon": pl.String(),  # codes joined by one space
    "link": pl.String(),  # what ties a return to its sale, equal on both (Square: Payment ID)
    "till_id": pl.String(),  # the till's bare customer id
    "card": pl.String(),
    "email": pl.String(),  # lower case, trimmed
    "phone": pl.String(),  # E.164
    "first_name": pl.String(),
    "last_name": pl.String(),
    "sku": pl.String(),
    "item": pl.String(),  # with its variant: "Honey - Small"; null: the receipt has no lines
    "category": pl.String(),
    "quantity": pl.Int64(),  # thousandths, negative on returned goods
    "gross": pl.Int64(),  # list amount without tax, before discounts; negative on returns
    "discount": pl.Int64(),  # what was taken off, positive on sales, negative on returns
    "net": pl.Int64(),  # gross - discount
    "tax": pl.Int64(),
    "cost": pl.Int64(),  # cost of goods of the line; null where unknown
    "refunded": pl.Int64(),  # part of net given back since, where the till writes no return
    "gift": pl.Boolean(),  # a gift card or deposit sold: no goods
    "tip": pl.Int64(),
    "complete": pl.Boolean(),  # the file states the receipt's totals and they agree
}

#: One row a customer of a customer list.
CUSTOMERS: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "till_id": pl.String(),
    "card": pl.String(),
    "email": pl.String(),
    "phone": pl.String(),
    "first_name": pl.String(),
    "last_name": pl.String(),
    "company": pl.String(),
    "street": pl.String(),
    "city": pl.String(),
    "region": pl.String(),
    "postcode": pl.String(),
    "country": pl.String(),
    "birthday": pl.String(),  # YYYY-MM-DD, or --MM-DD where the year is not told
    "note": pl.String(),
    "tags": pl.String(),
    "source": pl.String(),  # how did you hear of us
    "email_consent": pl.Boolean(),  # null: not asked
    "sms_consent": pl.Boolean(),
    "joined": pl.Int32(),
    "opening_points": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read where the file itself does not say.

    Attributes:
        currency: the shop's ISO code; a file in another is refused.
        digits: decimals of that currency.
        zone: IANA name of the shop's zone; None: local times count as written.
        country: two-letter default region of phone numbers; None: leave bare digits.
        date_order: "dmy", "mdy" or "ymd" to overrule what the file suggests.
        day_end: minutes after midnight at which the business day ends.
        channel: "offline" or "online" for a file that does not say; None: unknown.
        store: store for a file that names none; None: unknown.
        name: file name (a hint for date order and store, never for the format).
    """

    currency: str = "USD"
    digits: int = 2
    zone: str | None = None
    country: str | None = None
    date_order: str | None = None
    day_end: int = 0
    channel: str | None = None
    store: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was found out about one file (or one sheet of a workbook) before reading it all.

    Attributes:
        name: as the person named it, archive member after a slash.
        dialect: key such as "square-items", or "mapped" for a file read by a mapping.
        family: the till, such as "square"; "file" for a mapped one. Receipt numbers and
            customer ids are unique within a family.
        title: what to call it on screen: "Square, Items Detail".
        kind: "sales" or "customers".
        encoding: "utf-8", "cp1252", "utf-16-le"; "" for a workbook.
        delimiter: one character; "" for a workbook.
        header_line: line of the file on which the headings stand.
        columns: headings as they stand.
        used: headings the dialect reads.
        date_order: as decided; "" where no date needs one.
        mapping: role to heading, for a mapped file; what the person may correct.
        notes: sentences that explain the guesses.
        currency: code or sign that the amounts carry; "" where the file says nothing of it.
        by_person: somebody matched the columns, now or for an earlier file.
    """

    name: str
    dialect: str
    family: str
    title: str
    kind: str
    encoding: str
    delimiter: str
    header_line: int
    columns: tuple[str, ...]
    used: tuple[str, ...]
    date_order: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    currency: str = ""
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a file: typed rows, the rows kept aside, and how many were passed over.

    Attributes:
        lines: a frame with the columns of `LINES`, for sales.
        customers: a frame with the columns of `CUSTOMERS`, for customer lists.
        problems: rows kept aside.
        rows: data rows read for this chunk (without blank lines and totals rows).
        passed: rows that carry no goods by design (payment rows, order heads, totals rows),
            accounted for but neither imported nor wrong.
        position: bytes of the file read so far, for progress.
    """

    lines: pl.DataFrame | None = None
    customers: pl.DataFrame | None = None
    problems: tuple[Problem, ...] = ()
    rows: int = 0
    passed: int = 0
    position: int = 0
    notes: tuple[str, ...] = field(default=())
