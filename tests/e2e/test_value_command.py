"""The command about value, in shops too small to expect anything of."""

import csv
from pathlib import Path

from tests.asking import Ask
from tests.builders import Goods, a_sale, an_export


def test_an_empty_shop_values_nobody(ask: Ask) -> None:
    told = ask("value", "--json").json
    assert told["customers"] == 0
    for name in ("model", "confidence", "expected_12m", "low", "high", "back_test"):
        assert told[name] is None
    assert told["by_segment"] == {}
    assert told["why"] == "There are no receipts of customers yet."


def test_a_few_customers_get_a_simple_estimate_that_says_so(ask: Ask, tmp_path: Path) -> None:
    sales = [
        a_sale(
            f"S-{who}-{month}",
            Goods(cents=1_000),
            day=f"2026-{month:02d}-10",
            buyer=f"B{who}",
            named=f"Ana B{who}",
        )
        for who in range(6)
        for month in (1, 2, 3, 4)
    ]
    ask("import", an_export(tmp_path / "till.csv", *sales))
    told = ask("value", "--as-of", "2026-04-10", "--json").json
    assert (told["model"], told["confidence"]) == ("simple", "low")
    assert told["why"].startswith("Not enough history yet: 6 customers came again, 12 times")
    assert told["customers"] == 6
    assert told["so_far"] == "96.00"
    # 4 visits in 3 months, at 60 % to come back, 10.00 a visit, 40 % of it margin.
    assert told["expected_12m"] == "230.40"
    assert (told["low"], told["high"], told["back_test"]) == (None, None, None)
    assert sum(one["customers"] for one in told["by_segment"].values()) == 6


def test_who_brought_everything_back_is_worth_a_stated_nothing(ask: Ask, tmp_path: Path) -> None:
    sales = [a_sale("S-1", Goods(cents=100), buyer="B1", named="Ana B1")]
    ask("import", an_export(tmp_path / "till.csv", *sales))
    told = ask("value", "--json").json
    assert told["customers"] == 1
    assert told["by_segment"] == {}
    assert float(told["expected_12m"]) >= 0


def test_every_customer_is_a_row_of_the_file(ask: Ask, tmp_path: Path) -> None:
    sales = [
        a_sale(f"S-{who}", Goods(cents=500), buyer=f"B{who}", named=f"Ana B{who}")
        for who in range(3)
    ]
    ask("import", an_export(tmp_path / "till.csv", *sales))
    out = tmp_path / "value.csv"
    assert ask("value", "--out", out).code == 0
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    assert {row["value_so_far"] for row in rows} == {"2.00"}
    assert {(row["low"], row["high"], row["confidence"]) for row in rows} == {("", "", "simple")}
