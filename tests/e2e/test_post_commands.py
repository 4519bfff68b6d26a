"""A campaign by post from the command line: letters, labels, a mail house's table, and codes."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.asking import Ask, Said, is_refused
from tests.builders import ORDERS, an_export, an_order
from tests.unit.cards.printed import text_of

HEADINGS = "Customer Code,First Name,Last Name,Email,Street,City,State,Zip,Country"
REFUSED = (
    ("campaign", "letters", "99", "--out", "l.pdf"),
    ("campaign", "letters", "1", "--out", "no/such/folder/l.pdf"),
    ("campaign", "letters", "1", "--out", "l.pdf", "--words", "none.json"),
    ("campaign", "labels", "1", "--out", "l.pdf", "--sheet", "parchment"),
    ("campaign", "labels", "1", "--out", "l.pdf", "--sheet", "avery-5160", "--start", "31"),
    ("campaign", "house", "1", "--out", "no/such/folder/h.csv"),
    ("campaign", "codes", "99"),
    ("campaign", "codes", "1", "--word", "FRÜHLING"),
    ("campaign", "codes", "1", "--uses", "often"),
    ("campaign", "codes", "1", "--until", "soon"),
    ("campaign", "seeds", "--set", "none.json"),
    ("code", "use", "NOSUCHCODE"),
    ("code", "take-back", "NOSUCHCODE"),
    ("code", "withdraw", "NOSUCHCODE"),
)


Told = Callable[..., dict[str, Any]]


@pytest.fixture
def posted(ask: Ask, tmp_path: Path) -> Told:
    """Launch a campaign by post to forty people who live two in a house."""
    lines = [
        f"C{n:03},Ana{n},Lima{n // 2},a{n}@example.com,{n // 2} Main Street,Cambridge,MA,02138,US"
        for n in range(40)
    ]
    people = tmp_path / "people.csv"
    people.write_text("\n".join((HEADINGS, *lines, "")), encoding="utf-8")
    ask("import", str(people), "--country", "US")

    def told(*words: str) -> dict[str, Any]:
        said: Said = ask("--json", *words)
        assert said.code == 0, said.err
        return said.json

    made = told(
        "campaign", "create", "Spring", "--to", "everyone", "--channel", "post",
        "--offer", "share:10", "--control", "20", "--launch",
    )  # fmt: skip
    assert made["campaign"] == 1
    return told


def test_letters_labels_and_the_mail_house_reach_the_same_homes(
    posted: Told, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds.json"
    seeds.write_text(json.dumps([{"name": "Olga Owner", "street": "1 Home St"}]), encoding="utf-8")
    assert posted("campaign", "seeds", "--set", str(seeds))["seeds"][0]["name"] == "Olga Owner"
    house = posted("campaign", "house", "1", "--out", str(tmp_path / "house.csv"))
    letters = posted("campaign", "letters", "1", "--out", str(tmp_path / "l.pdf"), "--capitals")
    labels = posted(
        "campaign", "labels", "1", "--sheet", "avery-5160", "--out", str(tmp_path / "labels.pdf")
    )
    with (tmp_path / "house.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert house["pieces"] == letters["pieces"] == labels["pieces"] == 16
    assert len(rows) == letters["pages"] == 17
    assert labels["pages"] == 1
    assert all(row["ZIP"] == "02138" for row in rows if row["Last Name"] != "Owner")
    assert letters["codes_made"] > 0
    assert "CAMBRIDGE MA" in text_of((tmp_path / "l.pdf").read_bytes())


def test_a_code_is_checked_used_and_taken_back(posted: Told, ask: Ask, tmp_path: Path) -> None:
    out, sheet = tmp_path / "codes.csv", tmp_path / "codes.pdf"
    made = posted("campaign", "codes", "1", "--until", "2099-12-31", "--out", str(out),
                  "--sheet", str(sheet))  # fmt: skip
    assert made["made"] == made["codes"] == made["people"] > 0
    with out.open(newline="", encoding="utf-8-sig") as file:
        code = next(csv.DictReader(file))["code"]
    assert code in text_of(sheet.read_bytes())
    glance = posted("code", "check", code.lower())
    assert (glance["good"], glance["until"]) == (True, "2099-12-31")
    assert posted("code", "use", code)["code"] == code
    assert posted("code", "check", code)["state"] == "used"
    assert is_refused(ask("code", "use", code.replace("-", " ")))
    posted("code", "take-back", code)
    assert posted("code", "check", code)["good"]
    rows = [one | {"Discount Code": f" {code.lower()} "} for one in an_order("1001")]
    told = posted("import", str(an_export(tmp_path / "a.csv", rows, columns=ORDERS)))
    assert told["files"][0]["problems"] == 0
    assert posted("campaign", "codes", "1")["uses"] == 1
    assert posted("code", "withdraw", code)["code"] == code
    assert posted("code", "check", code)["state"] == "withdrawn"


def test_other_words_are_kept_and_unknown_fields_refused(
    posted: Told, ask: Ask, tmp_path: Path
) -> None:
    words = tmp_path / "words.json"
    words.write_text(json.dumps({"subject": "Hello {first_name}", "body": "New: tea."}))
    out = tmp_path / "l.pdf"
    posted("campaign", "letters", "1", "--words", str(words), "--paper", "letter", "--out",
           str(out))  # fmt: skip
    assert "New: tea." in text_of(out.read_bytes())
    words.write_text(json.dumps({"body": "Dear {nickname}"}))
    assert is_refused(ask("campaign", "letters", "1", "--words", str(words), "--out", str(out)))


@pytest.mark.usefixtures("posted")
@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    ask: Ask, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_refused(ask(*words))
