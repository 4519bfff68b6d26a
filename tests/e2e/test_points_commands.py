"""Points without a window: given, used, explained, expired and added up."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.asking import Ask, is_money, is_refused
from tests.builders import HONEY, PAN, a_sale, an_export

CLUB = """
name = "Club"
[redeeming]
cap = "0.5"
[[rewards]]
key = "coffee"
name = "A cup of coffee"
points = 50
value = 300
"""
CARD = "4596378630"
REFUSED = (
    ("award", CARD, "0", "--reason", "x"),
    ("award", CARD, "-5", "--reason", "x"),
    ("award", CARD, "5", "--reason", " "),
    ("award", CARD, "9" * 20, "--reason", "x"),
    ("award", "nobody", "5", "--reason", "x"),
    ("adjust", CARD, "-11", "--reason", "x"),
    ("adjust", CARD, "0", "--reason", "x"),
    ("redeem", CARD, "-5"),
    ("redeem", CARD, "5", "--total", "NaN"),
    ("redeem", CARD, "5", "--total", "1e400"),
    ("redeem", CARD, "5", "--total", "1.005"),
    ("redeem", CARD, "5", "--total", "-10"),
    ("open", CARD, "5", "--source", " "),
    ("open", CARD, "-5", "--source", "Paper stamps"),
    ("open", CARD, "5", "--source", "Paper stamps", "--on", "yesterday"),
    ("open", CARD, "5", "--source", "Paper stamps", "--on", "9999-12-31"),
    ("expire", "--as-of", "someday"),
    ("balance", "nobody"),
    ("why", "9" * 30),
)


def _club(ask: Ask, folder: Path, first: str = "2026-01-01") -> Ask:
    rules = folder / "club.toml"
    rules.write_text(CLUB, encoding="utf-8")
    assert ask("program", "set", rules, "--from", first).code == 0
    assert ask("enrol", "--first-name", "Ana", "--last-name", "Lima", "--card", CARD).code == 0
    return ask


@pytest.fixture
def club(ask: Ask, tmp_path: Path) -> Ask:
    """Set up a program and one member."""
    return _club(ask, tmp_path)


@pytest.fixture
def club_each(ask_each: Ask, tmp_path: Path) -> Ask:
    """Set up the same on each database."""
    return _club(ask_each, tmp_path)


def test_points_are_given_used_taken_and_explained_entry_by_entry(club_each: Ask) -> None:
    given = club_each("points", "award", CARD, "100", "--reason", "Welcome", "--json").json
    assert {"entry", "balance"} <= given.keys()
    used = club_each("points", "redeem", CARD, "30", "--reason", "At the till", "--json").json
    assert (used["balance"], used["value"]) == (70, "0.30")
    taken = club_each("points", "adjust", CARD, "-5", "--reason", "Typed twice", "--json").json
    back = club_each("points", "adjust", CARD, "+1", "--reason", "Only four", "--json").json
    assert (taken["balance"], back["balance"]) == (65, 66)
    told = club_each("points", "why", CARD, "--json").json
    rows = told["entries"]
    assert [(one["kind"], one["points"], one["balance"]) for one in rows] == [
        ("award", 100, 100),
        ("redeem", -30, 70),
        ("adjust", -5, 65),
        ("adjust", 1, 66),
    ]
    assert [one["reason"] for one in rows] == ["Welcome", "At the till", "Typed twice", "Only four"]
    assert {one["day"] for one in rows} == {"2026-11-02"}
    held = club_each("points", "balance", CARD, "--json").json
    assert {"balance", "available", "pending", "lots"} <= held.keys()
    assert (held["balance"], held["available"], held["pending"]) == (66, 66, 0)
    assert sum(lot["points"] for lot in held["lots"]) == 66
    assert held["lots"][0]["expires"] == "2027-11-02"
    assert is_money(held["value"])
    checked = club_each("points", "verify", "--json")
    assert (checked.code, checked.json["ok"]) == (0, True)
    assert (checked.json["members"], checked.json["entries"]) == (1, 4)


def test_what_was_booked_by_mistake_is_taken_back_once(club: Ask) -> None:
    given = club("points", "award", CARD, "100", "--reason", "Welcome", "--json").json["entry"]
    used = club("points", "redeem", CARD, "30", "--json").json["entry"]
    back = club("points", "take-back", str(used), "--json").json
    assert (back["balance"], back["said"]) == (
        100, "30 points are there again; the balance is 100.",
    )  # fmt: skip
    assert is_refused(club("points", "take-back", str(used)))
    assert club("points", "take-back", str(given), "--json").json["balance"] == 0
    assert is_refused(club("points", "take-back", "99999999999999999999"))
    kinds = [one["kind"] for one in club("points", "why", CARD, "--json").json["entries"]]
    assert kinds == ["award", "redeem", "take_back", "take_back"]


def test_any_minus_sign_takes_points(club: Ask) -> None:
    club("points", "award", CARD, "10", "--reason", "Welcome")
    said = club("points", "adjust", CARD, "\u22123", "--reason", "Typed twice", "--json")
    assert said.json["balance"] == 7


def test_c28_more_than_there_is_cannot_be_used_and_nothing_changes(club: Ask) -> None:
    club("points", "award", CARD, "100", "--reason", "Welcome")
    assert club("points", "redeem", CARD, "60").code == 0
    second = club("points", "redeem", CARD, "60", "--json")
    assert is_refused(second)
    assert second.json["error"].startswith("There are 40 points to use, not 60.")
    assert club("points", "balance", CARD, "--json").json["balance"] == 40


def test_what_is_told_twice_under_one_key_is_booked_once(club: Ask) -> None:
    words = ("points", "award", CARD, "10", "--reason", "Welcome", "--key", "till-7-0815", "--json")
    first, again = club(*words).json, club(*words).json
    assert (first["entry"], first["balance"]) == (again["entry"], again["balance"])
    assert len(club("points", "why", CARD, "--json").json["entries"]) == 1


def test_c58_an_opening_balance_has_its_day_source_and_last_day(club: Ask) -> None:
    words = ("points", "open", CARD, "250", "--source", "Paper stamps", "--json")
    assert club(*words, "--on", "2026-06-30", "--expires", "2027-03-31").json["balance"] == 250
    (entry,) = club("points", "why", CARD, "--json").json["entries"]
    assert (entry["kind"], entry["day"], entry["reference"], entry["expires"]) == (
        "opening", "2026-06-30", "Paper stamps", "2027-03-31",
    )  # fmt: skip
    assert club("points", "liability", "--json").json["rows"][-1]["earned"] == 0


def test_a_reward_costs_what_the_program_says(club: Ask) -> None:
    club("points", "award", CARD, "120", "--reason", "Welcome")
    held = club("points", "balance", CARD, "--json").json
    assert held["in_reach"] == ["A cup of coffee"]
    told = club("points", "redeem", CARD, "--reward", "coffee", "--json").json
    assert (told["balance"], told["value"]) == (70, "3.00")
    assert (
        club("points", "redeem", CARD, "50", "--reward", "coffee", "--json").json["balance"] == 20
    )
    assert is_refused(club("points", "redeem", CARD, "10", "--reward", "coffee"))
    assert is_refused(club("points", "redeem", CARD, "--reward", "yacht"))
    assert is_refused(club("points", "redeem", CARD))


def test_points_pay_no_more_of_a_receipt_than_its_cap(club: Ask) -> None:
    club("points", "award", CARD, "1000", "--reason", "Welcome")
    assert is_refused(club("points", "redeem", CARD, "501", "--total", "10.00"))
    told = club("points", "redeem", CARD, "500", "--total", "10.00", "--receipt", "T9", "--json")
    assert told.json["value"] == "5.00"
    assert club("points", "why", CARD, "--json").json["entries"][-1]["reference"] == "T9"


def test_a_receipt_says_which_line_earned_what_by_which_rule(club: Ask, tmp_path: Path) -> None:
    sale = a_sale("1", HONEY, PAN, card=CARD, buyer="ANA", named="Ana Lima", day="2026-11-02")
    assert club("import", an_export(tmp_path / "may.csv", sale)).code == 0
    told = club("points", "why", CARD, "--json").json
    (entry,) = told["entries"]
    assert (entry["kind"], entry["points"], told["balance"]) == ("earn", 31, 31)
    assert [(one["amount"], one["points"]) for one in entry["earned"]] == [
        ("10.00", "10"),
        ("21.00", "21"),
    ]
    assert all(one["rules"] for one in entry["earned"])
    text = club("points", "why", CARD).out
    assert "31 points earned on receipt" in text
    assert "Sheet Pan" in text


def test_points_expire_once_and_not_ahead_of_the_day(ask: Ask, tmp_path: Path) -> None:
    club = _club(ask, tmp_path, "2025-01-01")
    dates = ("--on", "2025-09-01", "--expires", "2026-09-30")
    club("points", "open", CARD, "80", "--source", "Paper stamps", *dates)
    club("points", "award", CARD, "5", "--reason", "Welcome")
    assert is_refused(club("points", "expire", "--as-of", "2027-01-01"))
    early = club("points", "expire", "--as-of", "2026-09-30", "--json").json
    assert (early["members"], early["points"]) == (0, 0)
    assert club("points", "expire", "--json").json["points"] == 80
    assert club("points", "expire", "--json").json["points"] == 0
    assert club("points", "balance", CARD, "--json").json["balance"] == 5


def test_a_ledger_that_does_not_add_up_is_told_and_ends_with_one(club: Ask, tmp_path: Path) -> None:
    club("points", "award", CARD, "10", "--reason", "Welcome")
    with closing(sqlite3.connect(tmp_path / "shop.db")) as books:
        books.execute("UPDATE points_account SET balance = 1000")
        books.commit()
    said = club("points", "verify", "--json")
    assert (said.code, said.json["ok"]) == (1, False)
    assert len(said.json["faults"]) == 1


def test_what_open_points_will_cost_is_told_month_by_month(club: Ask) -> None:
    club("points", "award", CARD, "1000", "--reason", "Welcome")
    club("points", "redeem", CARD, "100")
    told = club("points", "liability", "--json").json
    assert (told["open_points"], told["currency"], told["point_value"]) == (900, "USD", "0.01")
    assert told["redeemed_share"] == 0.75
    assert is_money(told["owed"])
    assert told["rows"][-1]["closing"] == 900


def test_a_statement_and_the_sheet_for_the_accountant_are_written(
    club: Ask, tmp_path: Path
) -> None:
    club("points", "award", CARD, "1000", "--reason", "Welcome")
    begins = {"why.pdf": b"%PDF-", "owed.pdf": b"%PDF-", "owed.xlsx": b"PK"}
    for name, head in begins.items():
        words = ("why", CARD) if name == "why.pdf" else ("liability",)
        told = club("points", *words, "--out", tmp_path / name, "--json").json
        assert told["file"] == str(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)
        assert is_refused(club("points", *words, "--out", tmp_path / "none" / name))


def test_what_cannot_be_done_with_points_is_refused_and_changes_nothing(club: Ask) -> None:
    club("points", "award", CARD, "10", "--reason", "Welcome")
    for words in REFUSED:
        assert is_refused(club("points", *words)), words
    assert club("points", "verify", "--json").json["entries"] == 1
    assert club("points", "balance", CARD, "--json").json["balance"] == 10
