"""A person's rights on the command line: his data as files, and being forgotten."""

import csv
import json
from pathlib import Path

import pytest

from tests.asking import Ask
from tests.builders import DIRECTORY, a_person, a_sale, an_export, csv_text


@pytest.fixture
def known(ask: Ask, tmp_path: Path) -> Ask:
    """Fill a shop with one person who bought twice."""
    people = tmp_path / "people.csv"
    person = a_person("Z1", "Zdenka", "=Quist", card="7010000199", email="z@example.com",
                      mails="subscribed", note="likes rye")  # fmt: skip
    people.write_text(csv_text([person], DIRECTORY))
    sales = an_export(tmp_path / "sales.csv", a_sale("1", buyer="Z1"), a_sale("2", buyer="Z1"))
    asked = ask(
        "import", people, sales, "--zone", "America/New_York", "--currency", "USD", "--json"
    )
    assert asked.code == 0
    return ask


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as told:
        return list(csv.DictReader(told))


def test_a_person_is_handed_everything_as_files_that_people_and_programs_read(
    known: Ask, tmp_path: Path
) -> None:
    out = tmp_path / "for-zdenka"
    told = known("export-person", "z@example.com", "--out", out, "--json").json
    assert told["folder"] == str(out)
    assert set(told["files"]) == {one.name for one in out.iterdir()}
    receipts = _rows(out / "receipts.csv")
    assert [(one["number"], one["goods"]) for one in receipts] == [("T1", "10.00"), ("T2", "10.00")]
    assert "stage" in {one["about"] for one in _rows(out / "conclusions.csv")}
    whole = json.loads((out / "person.json").read_text("utf-8"))
    assert whole["consents"][0]["given"] is True
    assert {"entry": "", "field": "note", "value": "likes rye"} in whole["details"]
    assert "receipts.csv: a sale or return (2)" in (out / "README.txt").read_text("utf-8")
    details = (out / "details.csv").read_text("utf-8-sig")
    assert "'=Quist" in details  # no spreadsheet runs a name
    assert known("customer", "z@example.com").code == 0


def test_a_folder_that_cannot_be_written_to_is_said_in_one_sentence(
    known: Ask, tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    said = known("export-person", "z@example.com", "--out", taken)
    assert said.code == 1
    assert "Nothing can be written" in said.err


def test_erasing_says_first_what_will_happen_if_asked(known: Ask) -> None:
    plan = known("erase", "z@example.com", "--dry-run", "--json").json
    assert (plan["erased"], plan["receipts"], plan["cards"]) == (False, 2, 1)
    assert known("customers", "--json").json["customers"] == 1


def test_an_erased_person_is_gone_and_the_sales_are_not(known: Ask) -> None:
    before = known("status", "--json").json
    told = known("erase", "z@example.com", "--json").json
    assert (told["erased"], told["receipts"], told["copies"]) == (True, 2, [])
    after = known("status", "--json").json
    assert (after["customers"], after["anonymous_receipts"]) == (0, 2)
    assert after["net_sales"] == before["net_sales"] == "20.00"
    assert known("check", "--json").json["ok"]
    assert known("erase", "z@example.com").code == 1


def test_whoever_is_not_there_cannot_be_erased(known: Ask) -> None:
    said = known("erase", "nobody@example.com")
    assert said.code == 1
    assert "Nobody is found" in said.err


def test_consent_is_counted_and_every_answer_written_out(known: Ask, tmp_path: Path) -> None:
    told = known("consents", "--takes", "email=implied", "--json").json
    assert next(one["rule"] for one in told["channels"] if one["channel"] == "email") == "implied"
    out = tmp_path / "consents.csv"
    told = known("consents", "--out", out, "--json").json
    email = next(one for one in told["channels"] if one["channel"] == "email")
    assert (told["customers"], email["yes"], email["no"], email["never"]) == (1, 1, 0, 0)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["channel"], one["answer"], one["came_by"]) for one in rows] == [
        ("email", "yes", "file")
    ]
    changed = known("consents", "--ask", "sms", "--words", "May {shop} text you?", "--json").json
    used = [one for one in changed["questions"] if one["channel"] == "sms" and one["in_use"]]
    assert [(one["version"], one["text"]) for one in used] == [(1, "May My shop text you?")]
    assert known("consents", "--ask", "sms").code == 1
