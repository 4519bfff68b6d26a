"""Writes the two files as the till's dashboard exports them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tools.demo_shop.baskets import GIFT_CARD, KEYED_IN, Line, Receipt
from tools.demo_shop.calendar import STORES
from tools.demo_shop.people import Person

ZONE = "Eastern Time (US & Canada)"
ITEMS = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Unit,Count,GTIN,"
    "Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,PAN Suffix"
)
CUSTOMERS = (
    "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,"
    "Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,"
    "Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,"
    "Email Subscription Status,Instant Profile,Blocked from online booking"
)


def money(cents: int) -> str:
    """Write an amount: dollar sign, minus before it, commas from a thousand on."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _cell(text: str) -> str:
    return f'"{text}"' if not text or "," in text else text


def _kind(line: Line) -> str:
    if line.goods in (GIFT_CARD, KEYED_IN):
        return line.goods.name
    return "Physical Good"


def _row(receipt: Receipt, line: Line) -> str:
    goods, person, store = line.goods, receipt.person, STORES[receipt.store]
    cells = (
        receipt.at.date().isoformat(), receipt.at.time().isoformat(), ZONE,
        goods.category, goods.name, f"{line.quantity}.0", goods.size, goods.sku, line.modifiers,
        money(line.gross), money(-line.discount), money(line.net), money(line.tax),
        receipt.number, receipt.payment, receipt.device, receipt.note, "",
        "Refund" if receipt.is_refund else "Payment", store, "",
        person.till_id if person else receipt.profile,
        f"{person.first_name} {person.last_name}" if person else "", "",
        "ea", str(line.quantity), "", _kind(line), "$0.00", receipt.staff, "", store,
        "", receipt.brand, receipt.suffix,
    )  # fmt: skip
    return ",".join(_cell(cell) for cell in cells)


def items(receipts: list[Receipt]) -> str:
    """Write the Items Detail export, newest first."""
    newest = sorted(receipts, key=lambda r: (r.at, r.number), reverse=True)
    rows = (_row(receipt, line) for receipt in newest for line in receipt.lines)
    return "\n".join((ITEMS, *rows)) + "\n"


def _standing(receipts: list[Receipt]) -> dict[str, tuple[date, date, int, int]]:
    """Give first visit, last visit, transactions and spend by till id."""
    owner = {r.payment: r.person.till_id for r in receipts if r.person}
    days: dict[str, list[date]] = defaultdict(list)
    spend: dict[str, int] = defaultdict(int)
    for receipt in receipts:
        till_id = owner.get(receipt.payment)
        if till_id is None:
            continue
        spend[till_id] += sum(line.net + line.tax for line in receipt.lines)
        if not receipt.is_refund:
            days[till_id].append(receipt.at.date())
    return {key: (min(seen), max(seen), len(seen), spend[key]) for key, seen in days.items()}


def _customer_rows(
    people: tuple[Person, ...], receipts: list[Receipt]
) -> Iterator[tuple[str, ...]]:
    standing = _standing(receipts)
    for person in people:
        first, last, count, spend = standing.get(person.till_id, (None, None, 0, 0))
        city, state, postcode = person.place if person.street else ("", "", "")
        yield (
            person.card, person.first_name, person.last_name, person.email, person.phone, "", "",
            person.street, "", city, state, postcode, person.birthday, person.memo,
            person.till_id, person.created, first.isoformat() if first else "",
            last.isoformat() if last else "", str(count), money(spend), person.consent, "No", "No",
        )  # fmt: skip


def customers(people: tuple[Person, ...], receipts: list[Receipt]) -> str:
    """Write the customer directory."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CUSTOMERS.split(","))
    writer.writerows(_customer_rows(people, receipts))
    return text.getvalue()
