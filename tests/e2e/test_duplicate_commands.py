"""People who are in the books twice, put together and parted without a window."""

import csv
from pathlib import Path

import pytest

from tests.asking import Ask, is_refused

ANA, ANNA = "4596378630", "3932446127"


@pytest.fixture
def twice(ask_each: Ask) -> Ask:
    """Enrol one person twice, with points on both."""
    name = ("--last-name", "Lima-Oliveira", "--postcode", "03801", "--phone", "+12125550101")
    ask_each("enrol", "--first-name", "Ana", *name, "--card", ANA)
    ask_each("enrol", "--first-name", "Anna", *name, "--card", ANNA, "--someone-else")
    ask_each("points", "award", ANA, "30", "--reason", "Welcome")
    ask_each("points", "award", ANNA, "12", "--reason", "Welcome")
    return ask_each


def _balances(ask: Ask) -> list[int]:
    return [ask("points", "balance", card, "--json").json["balance"] for card in (ANA, ANNA)]


def test_duplicates_are_listed_and_written_out_and_nothing_is_merged(
    twice: Ask, tmp_path: Path
) -> None:
    out = tmp_path / "pairs.csv"
    told = twice("duplicates", "--out", out, "--json").json
    assert told["duplicates"] == len(told["pairs"]) == 1
    (pair,) = told["pairs"]
    assert pair["score"] > 50
    assert pair["reasons"]
    with out.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (int(row["first"]), int(row["second"])) == (pair["first"], pair["second"])
    assert twice("customers", "--json").json["customers"] == 2
    assert twice("duplicates", "--limit", "0", "--json").json["pairs"] == []


def test_two_entries_become_one_with_all_points_and_part_again(twice: Ask) -> None:
    told = twice("merge", ANA, ANNA, "--json").json
    assert _balances(twice) == [42, 42]
    assert twice("customers", "--json").json["customers"] == 1
    (row,) = twice("merges", ANA, "--json").json["merges"]
    assert (row["merge"], row["winner"], row["loser"]) == (
        told["merge"], told["customer"], told["merged"],
    )  # fmt: skip
    assert twice("merge", ANNA, ANA, "--json").json["merge"] is None
    assert twice("unmerge", told["merge"]).code == 0
    assert _balances(twice) == [30, 12]
    assert is_refused(twice("unmerge", told["merge"]))
    assert twice("points", "verify").code == 0


def test_two_people_alike_are_not_suggested_again(twice: Ask) -> None:
    assert twice("apart", ANA, ANNA).code == 0
    assert twice("duplicates", "--json").json["pairs"] == []


def test_who_is_not_there_can_be_neither_merged_nor_parted(twice: Ask) -> None:
    for words in (
        ("merge", ANA, "nobody"), ("unmerge", "7"), ("unmerge", "9" * 30), ("merges", "no"),
    ):  # fmt: skip
        assert is_refused(twice(*words))
    assert _balances(twice) == [30, 12]
