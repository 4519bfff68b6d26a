"""Writes a big shop as a till's Items Detail export.

Run `python -m bench.generate LINES OUT.csv [--oldest-first] [--customers FILE] [--next-day FILE]`.
Ten million lines take about half a minute and less than a gigabyte.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from bench import square_text as text
from bench.shape import DAY, Documents, Ints, Shop, draw_next_day, draw_shop
from tools.demo_shop.square import CUSTOMERS, ITEMS, ZONE

CHUNK = 50_000  # documents written at a time


def _money(cents: Ints) -> pl.Series:
    return text.money_table().gather((cents + text.MOST_CENTS).astype(np.uint32))


def _amounts(sale: Ints, line: Ints, sign: Ints) -> dict[str, Ints]:
    """Decide product, quantity and amounts of each line by its sale and place alone."""
    mixed = text.scramble(sale * 16 + line, 3)
    *_, price, share = text.goods_table()
    draw = (mixed >> np.uint64(11)).astype(np.float64) / 2.0**53
    product = np.minimum(np.searchsorted(share, draw), text.PRODUCTS - 1)
    low = (mixed & np.uint64(2047)).astype(np.int64)
    quantity = 1 + (low % 8 == 0) + (low % 64 == 1) + 2 * (low % 256 == 2)
    gross = price[product] * quantity
    discount = np.where(low % 13 == 5, gross // 10, 0)
    net = gross - discount
    tax = (net * text.TAX_PERCENT + 50) // 100
    return {
        "product": product,
        "quantity": quantity * sign,
        "gross": gross * sign,
        "discount": -discount * sign,
        "net": net * sign,
        "tax": tax * sign,
    }


def _document_text(part: Documents) -> dict[str, pl.Series]:
    """Write what all lines of a document share."""
    days, seconds = np.divmod(part.moment, DAY)
    number = part.sale * 2 + part.refund
    known = part.card >= 0
    card = np.maximum(part.card, 0).astype(np.int64)
    nobody = pl.Series(~known)
    store = text.scramble(part.sale, 17) % np.uint64(len(text.STORES))
    paid = text.scramble(part.sale, 18)
    brand = pl.Series(text.BRANDS).gather((paid % np.uint64(4)).astype(np.uint32))
    suffix = pl.Series([f"{n:04d}" for n in range(10_000)])
    place = pl.Series(text.STORES).gather(store.astype(np.uint32))
    name = text.first_names(card) + " " + text.last_names(card)
    blank = pl.Series([""], dtype=pl.String)
    return {
        "Date": text.day_table().gather(days.astype(np.uint32)),
        "Time": text.clock_table().gather(seconds.astype(np.uint32)),
        "Transaction ID": text.codes(number, 40, 29, text.LETTERS),
        "Payment ID": text.codes(part.sale, 50, 29, text.LETTERS),
        "Event Type": pl.Series(["Payment", "Refund"]).gather(part.refund.astype(np.uint32)),
        "Notes": pl.Series(["", "Returned Goods"]).gather(part.refund.astype(np.uint32)),
        "Location": place,
        "Channel": place,
        "Device Name": "Till " + place,
        "Customer ID": text.customer_ids(card).zip_with(~nobody, blank),
        "Customer Name": name.zip_with(~nobody, blank),
        "Card Brand": brand,
        "PAN Suffix": suffix.gather((paid % np.uint64(10_000)).astype(np.uint32)),
    }


def _frame(part: Documents) -> pl.DataFrame:
    """Write a part of the documents as the till's rows."""
    document = np.repeat(np.arange(len(part)), part.count)
    first = np.repeat(np.cumsum(part.count, dtype=np.int64) - part.count, part.count)
    line = np.arange(len(document)) - first
    sign = np.where(part.refund[document], -1, 1)
    amounts = _amounts(part.sale[document], line, sign)
    shared = {k: v.gather(document.astype(np.uint32)) for k, v in _document_text(part).items()}
    category, item, sku, _, _ = text.goods_table()
    decimal, whole = text.quantity_tables()
    product = amounts["product"].astype(np.uint32)
    quantity = (amounts["quantity"] + 4).astype(np.uint32)
    columns: dict[str, pl.Series | pl.Expr] = {
        **shared,
        "Category": category.gather(product),
        "Item": item.gather(product),
        "SKU": sku.gather(product),
        "Qty": decimal.gather(quantity),
        "Count": whole.gather(quantity),
        "Gross Sales": _money(amounts["gross"]),
        "Discounts": _money(amounts["discount"]),
        "Net Sales": _money(amounts["net"]),
        "Tax": _money(amounts["tax"]),
    }
    constant = {"Time Zone": ZONE, "Price Point Name": "Regular", "Unit": "ea",
                "Itemization Type": "Physical Good", "Commission": "$0.00"}  # fmt: skip
    frame = pl.DataFrame(columns)
    rest = [pl.lit(constant.get(name, "")).alias(name) for name in ITEMS.split(",")
            if name not in columns]  # fmt: skip
    return frame.with_columns(rest).select(ITEMS.split(","))


def _parts(documents: Documents, *, newest_first: bool) -> Iterator[Documents]:
    if newest_first:
        documents = documents.part(slice(None, None, -1))
    for start in range(0, len(documents), CHUNK):
        yield documents.part(slice(start, start + CHUNK))


def write_items(documents: Documents, path: Path, *, newest_first: bool = True) -> None:
    """Write documents as an Items Detail export."""
    with path.open("wb") as file:
        for n, part in enumerate(_parts(documents, newest_first=newest_first)):
            _frame(part).write_csv(file, include_header=n == 0)


def write_customers(shop: Shop, path: Path) -> None:
    """Write the customer directory: every card has a number, most a phone and an e-mail."""
    cards = np.arange(len(shop.cards.rate))
    first, last = text.first_names(cards), text.last_names(cards)
    mixed = text.scramble(cards, 60)
    number = pl.Series(cards)
    plain = (first + "." + last).str.to_lowercase().str.replace_all(r"[^a-z.]", "")
    columns = {
        "Reference ID": (number + 3_000_000_000).cast(pl.String),
        "First Name": first,
        "Last Name": last,
        "Email Address": plain + number.cast(pl.String) + "@example.com",
        "Phone Number": "+1603" + (number * 7 + 2_000_000).cast(pl.String),
        "City": pl.Series(["Portsmouth"]).new_from_index(0, len(cards)),
        "Postal Code": pl.Series((mixed % np.uint64(900)).astype(np.int64) + 3000)
        .cast(pl.String)
        .str.zfill(5),
        "Square Customer ID": text.customer_ids(cards),
        "Email Subscription Status": pl.Series(["Subscribed", "Unknown"]).gather(
            (mixed % np.uint64(3) == 0).astype(np.uint32)
        ),
    }
    rest = [pl.lit("").alias(name) for name in CUSTOMERS.split(",") if name not in columns]
    pl.DataFrame(columns).with_columns(rest).select(CUSTOMERS.split(",")).write_csv(path)


def main() -> None:
    """Write the files that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--oldest-first", action="store_true")
    parser.add_argument("--customers", type=Path)
    parser.add_argument("--next-day", type=Path)
    wish = parser.parse_args()
    shop = draw_shop(wish.lines, wish.seed)
    write_items(shop.documents, wish.out, newest_first=not wish.oldest_first)
    if wish.customers:
        write_customers(shop, wish.customers)
    if wish.next_day:
        write_items(draw_next_day(shop), wish.next_day)


if __name__ == "__main__":
    main()
