"""The demo shop's files look like a real till's, and hold every case a screen wants to show."""

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tools.make_demo_shop import CUSTOMERS_NAME, ITEMS_NAME, make

FOLDER = Path(__file__).parents[2] / "retailcrm" / "resources" / "demo"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def items() -> list[Row]:
    return read(ITEMS_NAME)


@pytest.fixture(scope="module")
def customers() -> list[Row]:
    return read(CUSTOMERS_NAME)


def amount(text: str) -> Decimal:
    assert re.fullmatch(r"-?\$[\d,]+\.\d\d", text)
    return Decimal(text.replace("$", "").replace(",", ""))


def receipts(items: list[Row], event: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in items:
        if row["Event Type"] == event:
            found[row["Transaction ID"]].append(row)
    return found


def test_the_bundled_files_are_what_the_tool_writes() -> None:
    for name, text in make().items():
        assert (FOLDER / name).read_bytes() == text.encode("utf-8")


def test_two_full_years_of_six_to_eight_thousand_receipts_fit_into_three_megabytes(
    items: list[Row],
) -> None:
    assert {row["Date"][:7] for row in items} == {
        f"{year}-{month:02d}"
        for year in (2024, 2025, 2026)
        for month in range(1, 13)
        if "2024-11" <= f"{year}-{month:02d}" <= "2026-10"
    }
    assert 6_000 <= len({row["Transaction ID"] for row in items}) <= 8_000
    assert (FOLDER / ITEMS_NAME).stat().st_size < 3_000_000


def test_the_heading_is_the_tills_own_with_35_columns_and_rows_stand_newest_first(
    items: list[Row],
) -> None:
    assert len(items[0]) == 35
    assert list(items[0])[27:30] == ["Itemization Type", "Commission", "Employee"]
    moments = [row["Date"] + row["Time"] for row in items]
    assert all(later >= earlier for later, earlier in pairwise(moments))


def test_every_line_adds_up_and_carries_eight_percent_tax(items: list[Row]) -> None:
    for row in items:
        net = amount(row["Net Sales"])
        assert amount(row["Gross Sales"]) + amount(row["Discounts"]) == net
        share = Decimal(0) if row["Item"] == "Gift Card" else Decimal("0.08")
        assert abs(amount(row["Tax"]) - net * share) <= Decimal("0.005")
        assert float(row["Qty"]) == int(row["Count"]) != 0


def test_a_refund_has_its_own_number_the_payment_of_its_sale_and_no_customer(
    items: list[Row],
) -> None:
    sales = receipts(items, "Payment")
    payments = {rows[0]["Payment ID"]: rows for rows in sales.values()}
    refunds = receipts(items, "Refund")
    assert 0.02 < len(refunds) / len(sales) < 0.045
    assert not sales.keys() & refunds.keys()
    for rows in refunds.values():
        sale = payments[rows[0]["Payment ID"]]
        assert {row["Customer ID"] + row["Customer Name"] for row in rows} == {""}
        assert -sum(amount(row["Net Sales"]) for row in rows) <= sum(
            amount(row["Net Sales"]) for row in sale
        )
    assert any(payments[rows[0]["Payment ID"]][0]["Customer ID"] for rows in refunds.values())


def test_the_odd_cases_of_a_till_are_all_there(items: list[Row]) -> None:
    kinds = Counter(row["Itemization Type"] for row in items)
    assert kinds["Gift Card"] > 20
    assert kinds["Custom Amount"] > 20
    assert any(row["Discounts"].startswith("-$") for row in items)
    assert any("," in row["Modifiers Applied"] for row in items)
    assert any("’" in row["Device Name"] for row in items)
    twice = Counter(tuple(row.values()) for row in items)
    assert sum(count > 1 for count in twice.values()) > 20


def test_a_third_of_the_sales_are_nobodys_and_some_bear_an_id_without_a_name(
    items: list[Row],
) -> None:
    heads = [rows[0] for rows in receipts(items, "Payment").values()]
    unnamed = [row for row in heads if not row["Customer Name"]]
    assert 0.30 < len(unnamed) / len(heads) < 0.40
    assert 100 < sum(bool(row["Customer ID"]) for row in unnamed) < 600


def test_december_is_the_peak_and_the_second_year_is_the_better_one(items: list[Row]) -> None:
    months: dict[str, Decimal] = defaultdict(Decimal)
    for row in items:
        months[row["Date"][:7]] += amount(row["Net Sales"])
    assert max(months, key=lambda month: months[month]) == "2025-12"
    years = [sum(v for k, v in months.items() if a <= k <= b) for a, b in (
        ("2024-11", "2025-10"), ("2025-11", "2026-10"))]  # fmt: skip
    assert years[1] > years[0] * Decimal("1.1")
    assert {row["Location"] for row in items} == {"Market Street", "Old Mill"}


def test_cards_are_ten_digits_with_a_check_digit_and_a_third_of_them_lie_in_a_drawer(
    customers: list[Row],
) -> None:
    cards = [row["Reference ID"] for row in customers if row["Reference ID"]]
    assert 650 < len(cards) == len(set(cards)) < 750
    for card in cards:
        assert re.fullmatch(r"[13-9]\d{9}", card)
        doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(card))]
        assert sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
    idle = [row for row in customers if row["Reference ID"] and int(row["Transaction Count"]) <= 1]
    assert 0.28 < len(idle) / len(cards) < 0.45


def test_nobody_of_the_demo_shop_can_be_reached(customers: list[Row]) -> None:
    mails = [row["Email Address"] for row in customers if row["Email Address"]]
    phones = [row["Phone Number"] for row in customers if row["Phone Number"]]
    assert len(mails) == len(set(mails)) > 500
    assert len(phones) == len(set(phones)) > 400
    assert all(mail.isascii() and mail.endswith(("@example.com", "@example.org")) for mail in mails)
    assert all(re.fullmatch(r"\+1\d{3}55501\d\d", phone) for phone in phones)


def test_the_directory_holds_the_cases_that_break_other_programs(customers: list[Row]) -> None:
    birthdays = [row["Birthday"] for row in customers]
    assert any(re.fullmatch(r"\d\d-\d\d", day) for day in birthdays)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in birthdays)
    assert "" in birthdays
    postcodes = {row["Postal Code"] for row in customers} - {""}
    assert all(code.startswith("0") and len(code) == 5 for code in postcodes)
    names = "".join(row["First Name"] + row["Last Name"] for row in customers)
    assert any(ord(letter) > 255 for letter in names)
    statuses = Counter(row["Email Subscription Status"] for row in customers)
    assert min(statuses[key] for key in ("Subscribed", "Unsubscribed", "Unknown")) > 50


def test_the_directory_agrees_with_the_receipts(items: list[Row], customers: list[Row]) -> None:
    known = {row["Square Customer ID"]: row for row in customers}
    counts = Counter(
        rows[0]["Customer ID"]
        for rows in receipts(items, "Payment").values()
        if rows[0]["Customer ID"] in known
    )
    assert counts == Counter({key: int(row["Transaction Count"]) for key, row in known.items()})
