"""Moments from the command line: set up, looked at, run, written."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.asking import Ask
from tests.builders import a_directory, a_person, a_sale, an_export


@pytest.fixture
def shop(ask: Ask, tmp_path: Path) -> Ask:
    people = [
        a_person(f"B{one}", f"Ana{one}", "Lima", email=f"ana{one}@example.org", mails="Subscribed")
        | {"Birthday": f"05-{10 + one}"}
        for one in range(1, 5)
    ]
    sales = [a_sale(str(one), day="2026-05-04", buyer=f"B{one}") for one in range(1, 5)]
    files = (
        a_directory(tmp_path / "people.csv", *people),
        an_export(tmp_path / "sales.csv", *sales),
    )
    ask("import", *files, "--zone", "America/New_York", "--country", "US")
    return ask


def told(shop: Ask, *words: object) -> dict[str, Any]:
    """Ask about moments."""
    answer: dict[str, Any] = shop("triggers", *words, "--json").json
    return answer


def test_a_moment_is_set_up_run_and_written_and_a_second_run_adds_nothing(
    shop: Ask, tmp_path: Path
) -> None:
    made = told(shop, "add", "birthday", "--control", "0", "--start", "--from", "2026-05-01")
    assert (made["kind"], made["state"], made["starts"]) == ("birthday", "running", "2026-05-01")
    out = tmp_path / "who.csv"
    due = told(shop, "due", "--as-of", "2026-05-04", "--out", out)
    assert (due["ready"], due["stale"], due["triggers"][0]["ready"]) == (1, "", 1)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [(row["first_name"], row["fate"]) for row in rows] == [("Ana1", "ready")]
    folder = tmp_path / "lists"
    run = told(shop, "run", "--as-of", "2026-05-04", "--out", folder)
    assert (run["sent"], run["control"], run["files"][0]["included"]) == (1, 0, 1)
    assert Path(run["files"][0]["file"]).exists()
    assert Path(run["files"][0]["suppression_file"]).exists()
    again = told(shop, "run", "--as-of", "2026-05-04")
    assert (again["sent"], len(again["lists"])) == (0, 1)
    listed = told(shop, "list")["triggers"][0]
    assert (listed["sent"], listed["people"]) == (1, 1)
    assert told(shop, "history", "1")["rows"][0]["day"] == "2026-05-04"


def test_old_data_hold_every_run_up_with_one_sentence(shop: Ask) -> None:
    told(shop, "add", "birthday", "--start", "--from", "2026-05-01")
    due = told(shop, "due", "--as-of", "2026-05-20")
    assert due["ready"] == 0
    assert "Main Street" in due["stale"]
    refused = shop("triggers", "run", "--as-of", "2026-05-20")
    assert refused.code == 1
    assert "Nothing goes out by itself now" in refused.err
    assert "Traceback" not in refused.err


def test_a_first_run_is_told_and_a_moment_switched_on_and_off(shop: Ask) -> None:
    told(shop, "add", "welcome", "--days", "0,10", "--name", "Hello")
    look = told(shop, "preview", "1", "--as-of", "2026-05-05")
    assert (look["now"]["ready"], look["before_start"], look["audience"]) == (0, 4, 4)
    assert told(shop, "start", "1", "--from", "2026-05-04")["state"] == "running"
    assert told(shop, "due", "--as-of", "2026-05-05")["triggers"][0]["name"] == "Hello"
    assert told(shop, "pause", "1")["state"] == "ended"


@pytest.mark.parametrize(
    "words",
    [
        ("add", "early_access"),
        ("add", "birthday", "--control", "120"),
        ("add", "welcome", "--days", "soon"),
        ("start", "77"),
        ("run", "--as-of", "2199-01-01"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(shop: Ask, words: tuple[str, ...]) -> None:
    refused = shop("triggers", *words)
    assert refused.code == 1
    assert refused.err.strip()
    assert "Traceback" not in refused.err
