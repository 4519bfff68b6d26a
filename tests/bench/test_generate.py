"""The bench measures on a shop that adds up: exact size, sound receipts, returns of real sales."""

import csv
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from bench.generate import write_customers, write_items
from bench.shape import draw_next_day, draw_shop

Row = dict[str, str]
LINES = 6_000


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    path = tmp_path_factory.mktemp("shop") / "items.csv"
    write_items(draw_shop(LINES).documents, path)
    return read(path)


def amount(text: str) -> Decimal:
    return Decimal(text.replace("$", ""))


def test_the_shop_has_exactly_the_lines_that_were_asked_for(rows: list[Row]) -> None:
    assert len(rows) == LINES


def test_three_in_ten_receipts_are_nobodys_and_cards_come_again(rows: list[Row]) -> None:
    owners = {row["Transaction ID"]: row["Customer ID"] for row in rows if row["Qty"][0] != "-"}
    assert 0.25 < sum(not owner for owner in owners.values()) / len(owners) < 0.35
    known = [owner for owner in owners.values() if owner]
    assert len(known) > 2 * len(set(known))


def test_every_line_adds_up(rows: list[Row]) -> None:
    for row in rows:
        net = amount(row["Net Sales"])
        assert amount(row["Gross Sales"]) + amount(row["Discounts"]) == net
        assert abs(amount(row["Tax"]) - net * Decimal("0.08")) <= Decimal("0.005")


def test_a_return_takes_back_a_line_of_an_earlier_sale(rows: list[Row]) -> None:
    sold: dict[str, list[Row]] = defaultdict(list)
    back: list[Row] = []
    for row in rows:
        (back if row["Event Type"] == "Refund" else sold[row["Payment ID"]]).append(row)
    assert 0.002 < len(back) / len(rows) < 0.02
    for row in back:
        first = sold[row["Payment ID"]][0]
        assert row["Transaction ID"] != first["Transaction ID"]
        assert row["Customer ID"] == ""
        assert (row["SKU"], amount(row["Net Sales"])) == (first["SKU"], -amount(first["Net Sales"]))
        assert row["Date"] >= first["Date"]


def test_the_newest_receipt_comes_first_or_last_as_asked(rows: list[Row], tmp_path: Path) -> None:
    assert all(a["Date"] + a["Time"] >= b["Date"] + b["Time"] for a, b in pairwise(rows))
    write_items(draw_shop(LINES).documents, tmp_path / "items.csv", newest_first=False)
    oldest = read(tmp_path / "items.csv")
    assert sorted(map(repr, oldest)) == sorted(map(repr, rows))
    assert all(a["Date"] + a["Time"] <= b["Date"] + b["Time"] for a, b in pairwise(oldest))


def test_the_next_day_brings_new_receipts_of_mostly_known_cards(
    rows: list[Row], tmp_path: Path
) -> None:
    write_items(draw_next_day(draw_shop(LINES), 300), tmp_path / "next.csv")
    after = read(tmp_path / "next.csv")
    assert len(after) == 300
    assert {row["Date"] for row in after} == {"2026-11-01"}
    assert not {row["Transaction ID"] for row in rows} & {row["Transaction ID"] for row in after}
    seen = {row["Customer ID"] for row in rows}
    cards = {row["Customer ID"] for row in after if row["Customer ID"]}
    assert len(cards & seen) > len(cards) / 2


def test_the_directory_names_every_card_of_the_receipts(rows: list[Row], tmp_path: Path) -> None:
    write_customers(draw_shop(LINES), tmp_path / "customers.csv")
    people = {row["Square Customer ID"]: row for row in read(tmp_path / "customers.csv")}
    assert len({row["Reference ID"] for row in people.values()}) == len(people)
    for row in rows:
        if row["Customer ID"]:
            person = people[row["Customer ID"]]
            assert f"{person['First Name']} {person['Last Name']}" == row["Customer Name"]
