"""Commands about categories and places, on shops small enough to count by hand."""

import csv
from pathlib import Path

import pytest

from tests.asking import Ask, is_money, is_refused
from tests.builders import Goods, a_directory, a_person, a_sale, an_export

TEA, JAM = Goods("Assam", 1_000, "Tea"), Goods("Plum", 500, "Jam")


@pytest.fixture
def village(ask: Ask, tmp_path: Path) -> Ask:
    """Six customers: all buy tea, two of them jam; four live in one place, one elsewhere."""
    homes = ("02138", "2138", "02138", "02138-1000", "10001", "")
    people = [
        a_person(f"C{at}", "Ana", f"Lima {at}", card=f"7012{at}") | {"Postal Code": code}
        for at, code in enumerate(homes)
    ]
    sales = [a_sale(f"S{at}", TEA, *([JAM] * (at < 2)), buyer=f"C{at}") for at in range(6)]
    till = an_export(tmp_path / "till.csv", *sales)
    told = ask("import", a_directory(tmp_path / "people.csv", *people), till, "--country", "US")
    assert told.code == 0
    return ask


def _table(folder: Path, *lines: str) -> Path:
    path = folder / "places.csv"
    path.write_text("\n".join(("PLZ;Haushalte;Einkommen", *lines)) + "\n", encoding="utf-8")
    return path


def test_basket_counts_who_buys_what(village: Ask) -> None:
    told = village("basket", "--json").json
    assert (told["customers"], told["breadth"]) == (6, pytest.approx(8 / 6))
    rows = {row["category"]: row for row in told["categories"]}
    assert rows["Tea"]["penetration"] == 1
    assert rows["Jam"]["buyers"] == 2
    assert rows["Jam"]["low"] < 1 / 3 < rows["Jam"]["high"]
    assert is_money(rows["Tea"]["net_sales"])
    assert told["pairs"] == []


def test_bought_one_never_the_other_is_written_to_a_file(village: Ask, tmp_path: Path) -> None:
    out = tmp_path / "never.csv"
    told = village("basket", "--bought", "tea", "--never", "Jam", "--out", out, "--json").json
    assert told["customers"] == 4
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["card"] for row in rows] == ["70122", "70123", "70124", "70125"]


def test_half_a_question_and_an_unknown_category_are_refused(village: Ask) -> None:
    assert is_refused(village("basket", "--bought", "Tea"))
    assert is_refused(village("basket", "--show-to", "Wine"))


def test_places_count_customers_whatever_the_spelling(village: Ask) -> None:
    told = village("places", "--json").json
    assert [(row["postcode"], row["customers"]) for row in told["places"]] == [
        ("02138", 4), ("10001", 1),
    ]  # fmt: skip
    assert told["without_postcode"] == 1
    assert told["places"][0]["best_index"] is None


def test_a_table_is_looked_at_then_loaded_and_compared(village: Ask, tmp_path: Path) -> None:
    table = _table(tmp_path, "2138;1.000;81.000", "10001;2.000;60.000", "2139;500;79.000")
    looked = village("places", "--load", table, "--preview", "--json").json
    assert looked["table"]["zeros_put_back"] == 2
    assert looked["table"]["customers_in_them"] == 5
    out = tmp_path / "places.csv.out"
    told = village("places", "--load", table, "--out", out, "--json").json
    assert told["said"] == "3 places loaded from places.csv."
    rows = {row["postcode"]: row for row in told["places"]}
    assert rows["02138"]["per_1000_households"] == pytest.approx(4.0)
    assert rows["02139"]["prospects"] == 500
    with out.open(encoding="utf-8") as file:
        heads = next(csv.reader(file))
    assert heads[:6] == [
        "postcode", "name", "in_trade_area", "households", "customers", "best_customers",
    ]  # fmt: skip


def test_a_table_with_a_bad_row_is_refused_with_its_line(village: Ask, tmp_path: Path) -> None:
    table = _table(tmp_path, "02138;1.000;81", "here;2;3")
    refused = village("places", "--load", table)
    assert is_refused(refused)
    assert "Line 3" in refused.err
    told = village("places", "--load", table, "--skip-problems", "--json").json
    assert told["table"]["problems"][0]["line"] == 3
    assert told["said"].endswith("Rows left out: 1.")


def test_an_empty_shop_answers_without_figures(ask: Ask) -> None:
    assert ask("basket", "--json").json["categories"] == []
    assert ask("places", "--json").json["places"] == []
