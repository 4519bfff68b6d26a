"""Plans on the command line, from nothing to the year that is scored."""

import re
from pathlib import Path

import openpyxl

from tests.asking import Ask
from tests.db.test_planning import worked_export


def test_a_plan_goes_from_nothing_to_a_choice_that_is_scored(ask: Ask, tmp_path: Path) -> None:
    ask("import", worked_export(tmp_path / "receipts.csv"))
    made = ask("plan", "save", "--name", "First", "--json").json
    assert len(made["plan"]["models"]) == 3
    assert [one["name"] for one in ask("plan", "list", "--json").json["plans"]] == ["First"]

    run = ask("plan", "run", "First", "--out", tmp_path / "plan.xlsx", "--json").json
    assert len(run["rows"]) == 9
    assert openpyxl.load_workbook(run["file"]).sheetnames[0] == "Inputs"
    printed = ask("plan", "run", "First", "--out", tmp_path / "plan.pdf", "--paper", "letter",
                  "--json").json  # fmt: skip
    assert Path(printed["file"]).read_bytes().startswith(b"%PDF")
    near = next(one for one in run["near"] if one["band"] == "near" and one["customers"])
    saved = ask("lists", "add", "Nearly there", "--of", near["list"], "--json").json
    assert saved["people"] == near["customers"]

    file = tmp_path / "generous.toml"
    file.write_text(
        'as_of = "2023-12-31"\nmargin = 0.5\n[models.A]\ngift_limit = 40\n'
        "steps = [[150, 0.02], [400, 0.04]]\n",
        encoding="utf-8",
    )
    ask("plan", "save", file, "--name", "Generous")
    rows = ask("plan", "compare", "First", "Generous", "--json").json["rows"]
    assert {one["plan"] for one in rows} == {"First", "Generous"}
    assert rows[0]["expected_profit"] is not None
    copy = ask("plan", "duplicate", "Generous", "--name", "Copy", "--json").json
    assert (copy["name"], copy["chosen"]) == ("Copy", None)
    assert ask("plan", "remove", "Copy", "--json").json == {"removed": "Copy"}

    assert ask("plan", "track").code == 1, "nothing is chosen yet"
    assert ask("plan", "choose", "Generous", "A", "--json").json["chosen"] == "A"
    found = ask("plan", "track", "--json").json
    assert (found["plan"], found["first"], found["is_over"]) == ("Generous", "2024-01", True)
    assert len(found["all"]["months"]) == 12
    assert {"offline", "online"} == set(found["channels"])
    part = ask("plan", "track", "Generous", "--as-of", "2024-04-30", "--json").json
    assert (part["through"], len(part["all"]["months"])) == ("2024-04", 4)


def test_people_read_shares_in_per_cent_and_programs_all_their_digits(
    ask: Ask, tmp_path: Path
) -> None:
    ask("import", worked_export(tmp_path / "receipts.csv"))
    ask("plan", "save", "--name", "First")
    told = ask("plan", "run", "First", "--json").json["rows"]
    shown = ask("plan", "run", "First").out
    assert not re.search(r"\d\.\d{5}", shown)
    for one in told:
        assert f"{one['uplift_pct']:.1%}" in shown
        assert round(one["uplift_pct"], 3) != one["uplift_pct"]


def test_a_wish_about_plans_that_cannot_be_met_is_refused_in_a_sentence(
    ask: Ask, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("margin = 2\n[models.A]\nsteps = [[10, 0.1]]\n", encoding="utf-8")
    for words, said in (
        (("run", "Nothing"), "There is no plan Nothing"),
        (("run", tmp_path / "missing.toml"), "cannot be read"),
        (("run", wrong), "margin lies above 0"),
        (("save",), "no receipts"),
        (("choose", "Nothing", "A"), "There is no plan Nothing"),
    ):
        refused = ask("plan", *words)
        assert refused.code == 1
        assert said in refused.err, words
