"""Commands about money, on a shop small enough to add up by hand."""

import csv
from pathlib import Path

import pytest

from tests.asking import Ask, is_money, is_refused
from tests.builders import Goods, a_directory, a_person, a_sale, an_export

CENTS = (100, 200, 300, 400, 9_000)


@pytest.fixture
def five(ask: Ask, tmp_path: Path) -> Ask:
    """A shop of five cards that bring 1, 2, 3, 4 and 90, and have no other buyer."""
    sales = [
        a_sale(f"S-{at}", Goods(cents=cents), named=f"Ana {at}", card=f"70100001{at}0")
        for at, cents in enumerate(CENTS)
    ]
    assert ask("import", an_export(tmp_path / "till.csv", *sales), "--json").code == 0
    return ask


def test_one_card_of_five_brings_ninety_of_a_hundred(five: Ask) -> None:
    told = five("concentration", "--json").json
    assert told["top"] == {"0.01": 0.9, "0.08": 0.9, "0.10": 0.9, "0.20": 0.9}
    assert (told["cards"], told["cards_half"], told["cards_for_half"]) == (5, 1, 0.2)
    assert told["gini"] == pytest.approx(0.72)
    assert told["dead_share"] == 0.0
    assert told["without_card"] == 0.0


def test_sales_without_a_card_lower_what_the_best_cards_bring(five: Ask, tmp_path: Path) -> None:
    five("import", an_export(tmp_path / "more.csv", a_sale("X-1", Goods(cents=10_000))))
    told = five("concentration", "--json").json
    assert told["top"]["0.20"] == pytest.approx(0.45)
    assert told["without_card"] == pytest.approx(0.5)
    assert told["gini"] == pytest.approx(0.72)


def test_every_card_is_written_by_rank(five: Ask, tmp_path: Path) -> None:
    out = tmp_path / "cards.csv"
    assert five("concentration", "--out", out).code == 0
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["net_sales"] for row in rows] == ["90.00", "4.00", "3.00", "2.00", "1.00"]
    assert rows[0]["share_so_far"] == "0.900000"
    assert rows[-1]["share_so_far"] == rows[-1]["share_of_cards"] == "1.000000"


def test_discounts_by_segment_add_up_and_say_what_is_assumed(ask: Ask, tmp_path: Path) -> None:
    sales = [
        a_sale(f"S-{at}", Goods(cents=1_000, discount=50 * at), named="A B", card=f"70100001{at}0")
        for at in range(6)
    ]
    ask("import", an_export(tmp_path / "till.csv", *sales))
    out = tmp_path / "leakage.csv"
    told = ask("leakage", "--json", "--out", out).json
    assert told["discount"] == "7.50"
    assert told["leak"] == "6.75"
    assert told["leak_share"] == pytest.approx(0.9)
    assert {row["basis"] for row in told["segments"]} == {"assumed"}
    given = sum(float(row["discount"]) for row in told["segments"])
    assert given == pytest.approx(7.5)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["segment"] for row in rows] == [row["segment"] for row in told["segments"]]
    assert all(is_money(row["leak"]) for row in rows)


def test_an_empty_shop_has_no_shares_and_says_why(ask: Ask) -> None:
    told = ask("concentration", "--json").json
    assert (told["gini"], told["cards_for_half"], told["dead_share"]) == (None, None, None)
    assert told["top"] == {}
    assert told["empty_reason"] == "There are no receipts yet."
    assert ask("leakage", "--json").json["leak_share"] is None
    money = ask("money", "--json").json
    assert money["ticket"]["members"] is None
    assert money["champion"]["value_ratio"] is None
    assert money["program"]["roi_multiple"] is None


def test_members_are_set_beside_others_without_a_claim(five: Ask, tmp_path: Path) -> None:
    five("import", an_export(tmp_path / "more.csv", a_sale("X-1", Goods(cents=1_000))))
    told = five("money", "--json").json
    assert told["ticket"]["members"]["value"] == "20.00"
    assert told["ticket"]["others"]["value"] == "10.00"
    assert told["ticket"]["members_above_others"] == pytest.approx(1.0)
    assert told["ticket"]["caused_by_program"] is False
    assert told["ticket"]["against_others"]["value"] is None
    assert told["program"]["roi_multiple"] is None
    assert told["program"]["cost"] == "0.00"


def test_a_shop_where_all_came_back_has_no_shares(ask: Ask, tmp_path: Path) -> None:
    till = an_export(
        tmp_path / "till.csv", a_sale("S-1", Goods(cents=0), named="Ana Lima", card="7010000140")
    )
    ask("import", till, a_directory(tmp_path / "people.csv", a_person("P", card="7010000141")))
    told = ask("concentration", "--json").json
    assert told["gini"] is None
    assert told["empty_reason"] == "Nothing was sold in this time."


def test_a_span_that_is_none_is_refused(ask: Ask) -> None:
    assert is_refused(ask("concentration", "--days", "-3"))
    assert is_refused(ask("leakage", "--as-of", "soon"))


def test_the_owners_own_numbers_are_kept_and_used(five: Ask) -> None:
    told = five("money", "--offer", "6.50", "--keeps", "0.2", "--winning", "1", "--json").json
    champion = told["champion"]
    if champion["champion"] is not None:
        brings = 0.2 * float(champion["champion"]) - 6.5
        assert float(champion["offer_brings"]) == pytest.approx(brings, abs=0.01)
    told = five("money", "--running", "365", "--json").json
    assert told["program"]["running"] == told["program"]["cost"] == "365.00"
    assert five("money", "--json").json == told
    assert is_refused(five("money", "--keeps", "20"))
    assert is_refused(five("money", "--offer", "cheap"))
