"""Small files as tills write them, said in words of the shop."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from retailcrm.services.import_rows import FileReport, ImportFiles
from retailcrm.wiring import Services

Row = dict[str, str]
TILLS = Path(__file__).parent / "data" / "tills"
ZONE = "America/New_York"


def _headings(told: str) -> tuple[str, ...]:
    return tuple(told.split(","))


SQUARE = _headings(
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID"
)
DIRECTORY = _headings(
    "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,"
    "Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,"
    "Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,"
    "Email Subscription Status,Instant Profile,Blocked from online booking"
)
ORDERS = _headings(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Phone,Cancelled at,Payment Method,Refunded Amount,Location,Id,Source,"
    "Lineitem discount,Phone"
)


@dataclass(frozen=True, slots=True)
class Goods:
    """One thing sold, at a price in whole cents."""

    item: str = "Honey"
    cents: int = 1000
    category: str = "Pantry"
    discount: int = 0


HONEY, PAN = Goods(), Goods("Sheet Pan", 2_100, "Bakeware")


def a_sale(
    number: str,
    *goods: Goods,
    day: str = "2026-05-04",
    store: str = "Main Street",
    buyer: str = "",
    named: str = "",
    card: str = "",
    notes: str = "",
) -> list[Row]:
    """Write a sale as Square does, a row a line; the buyer is the till's bare id."""
    return [
        _square(one, 1, number, number, day, store)
        | {
            "Event Type": "Payment",
            "Customer ID": buyer,
            "Customer Name": named,
            "Customer Reference ID": card,
            "Notes": notes,
        }
        for one in goods or (HONEY,)
    ]


def a_return(
    number: str, *goods: Goods, of: str, day: str = "2026-05-09", store: str = "Main Street"
) -> list[Row]:
    """Write a return as Square does: another number, the sale's payment, and nobody's name."""
    return [
        _square(one, -1, number, of, day, store) | {"Event Type": "Refund"}
        for one in goods or (HONEY,)
    ]


def _square(one: Goods, sign: int, number: str, payment: str, day: str, store: str) -> Row:
    net = sign * (one.cents - one.discount)
    return {
        "Date": day,
        "Time": "11:20:30",
        "Time Zone": "Eastern Time (US & Canada)",
        "Category": one.category,
        "Item": one.item,
        "Qty": f"{sign}.0",
        "SKU": one.item[:3].upper(),
        "Gross Sales": dollars(sign * one.cents),
        "Discounts": dollars(-sign * one.discount),
        "Net Sales": dollars(net),
        "Tax": dollars(sign * ((abs(net) * 8 + 50) // 100)),
        "Transaction ID": f"T{number}",
        "Payment ID": f"P{payment}",
        "Location": store,
    }


def a_person(
    till_id: str,
    first: str = "Ana",
    last: str = "Lima",
    *,
    card: str = "",
    email: str = "",
    phone: str = "",
    mails: str = "",
    note: str = "",
) -> Row:
    """Write one row of Square's customer directory."""
    return {
        "Reference ID": card,
        "First Name": first,
        "Last Name": last,
        "Email Address": email,
        "Phone Number": phone,
        "Memo": note,
        "Square Customer ID": till_id,
        "Email Subscription Status": mails,
    }


def an_order(
    number: str, cents: int = 1000, *, refunded: int = 0, status: str = "paid", email: str = ""
) -> list[Row]:
    """Write a Shopify order of one line, without tax."""
    return [
        {
            "Name": number,
            "Email": email,
            "Financial Status": status,
            "Paid at": "2026-05-04 11:20:30 -0400",
            "Created at": "2026-05-04 11:20:30 -0400",
            "Cancelled at": "2026-05-05 09:00:00 -0400" if status == "voided" else "",
            "Currency": "USD",
            "Subtotal": plain(cents),
            "Shipping": "0.00",
            "Taxes": "0.00",
            "Total": plain(cents),
            "Discount Amount": "0.00",
            "Lineitem quantity": "1",
            "Lineitem name": "Honey",
            "Lineitem price": plain(cents),
            "Lineitem discount": "0.00",
            "Refunded Amount": plain(refunded),
            "Location": "Main Street",
            "Source": "pos",
        }
    ]


def an_export(path: Path, *documents: Iterable[Row], columns: Sequence[str] = SQUARE) -> Path:
    """Write documents into one file under a till's headings."""
    path.write_text(csv_text([row for one in documents for row in one], columns), encoding="utf-8")
    return path


def a_directory(path: Path, *people: Row) -> Path:
    """Write a Square customer directory."""
    return an_export(path, people, columns=DIRECTORY)


def csv_text(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Write rows under headings; cells a row does not name stay empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def a_table(path: Path, headings: str, *lines: str) -> Path:
    """Write a file that no till writes, as it stands."""
    path.write_text("\n".join((headings, *lines, "")), encoding="utf-8")
    return path


def a_zip(path: Path, *files: Path) -> Path:
    """Pack files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.write(one, one.name)
    return path


def dollars(cents: int) -> str:
    """Write an amount as Square does."""
    return f"-${plain(-cents)}" if cents < 0 else f"${plain(cents)}"


def plain(cents: int) -> str:
    """Write an amount without sign and symbol."""
    return f"{cents // 100}.{cents % 100:02d}"


def taken_in(shop: Services, *paths: Path, **told: Any) -> tuple[FileReport, ...]:
    """Import files and give what became of each; none may be refused."""
    wish: dict[str, Any] = {"zone": ZONE, "currency": "USD", "country": "US", **told}
    reports = shop.importing.run(ImportFiles(tuple(paths), **wish)).value.files
    assert [one.refused for one in reports] == [""] * len(reports)
    return reports


def till_files(till: str) -> tuple[Path, ...]:
    """List the files of one of the tills of the invented shop."""
    return tuple(sorted((TILLS / till).glob("*.csv")))


#: What the books say in words of the shop: no ids and no times of import.
_BOOKS = (
    """SELECT s.name, r.number, r.part, r.kind, r.voided, r.day, r.at, c.card, c.sort_name,
       i.value, r.channel, r.lines, r.gross, r.discount, r.tax, r.refunded, r.gift, r.tip, o.number
       FROM receipt r JOIN store s ON s.id = r.store_id
       LEFT JOIN customer c ON c.id = r.customer_id LEFT JOIN receipt o ON o.id = r.original_id
       LEFT JOIN identity i ON i.id = r.identity_id""",
    """SELECT r.number, r.part, p.sku, p.name, k.name, l.quantity, l.gross, l.discount,
       l.tax, l.cost, l.refunded, l.gift
       FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id
       LEFT JOIN product p ON p.id = l.product_id LEFT JOIN category k ON k.id = p.category_id""",
    """SELECT first_name, last_name, card, email, phone, street, postcode, birthday, note
       FROM customer""",
    """SELECT i.kind, i.value, c.card, c.sort_name
       FROM identity i LEFT JOIN customer c ON c.id = i.customer_id""",
)
Books = tuple[list[tuple[Any, ...]], ...]


def the_books(shop: Services) -> Books:
    """Give everything the books say, so that two shops can be held against each other."""
    with shop.books.read() as connection:
        return tuple(
            sorted((tuple(row) for row in connection.execute(text(query))), key=repr)
            for query in _BOOKS
        )


def count(shop: Services, table: str) -> int:
    """Count the rows of a table."""
    return int(one_value(shop, f"SELECT COUNT(*) FROM {table}") or 0)  # noqa: S608 - our own names


def one_value(shop: Services, query: str, **values: object) -> Any:
    """Ask the books one value."""
    with shop.books.read() as connection:
        return connection.scalar(text(query), values)
