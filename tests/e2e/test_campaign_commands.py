"""A campaign on the command line, from a group to the files that leave the shop."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.wiring import open_shop
from tests.asking import Ask
from tests.campaigning import buyers
from tests.conftest import clock
from tests.new_books import new_shop


@pytest.fixture
def asked(ask: Ask, tmp_path: Path) -> Ask:
    """Ask a shop of 150 buyers, who all said yes to e-mail."""
    services = new_shop(tmp_path / "shop.db", clock)
    buyers(services, tmp_path, 150)
    services.close()
    return ask


def _people(file: str) -> set[str]:
    with Path(file).open(encoding="utf-8-sig", newline="") as held:
        rows = list(csv.DictReader(held))
    column = next(name for name in rows[0] if "mail" in name.lower())
    return {row[column] for row in rows}


def test_a_campaign_goes_from_a_stage_to_its_files_and_nobody_left_alone_is_in_them(
    asked: Ask, tmp_path: Path
) -> None:
    """B1: a control group by default, kept out of every file."""
    made = asked(
        "campaign", "create", "Autumn", "--to", "active", "--arm", "Five off=money:5.00",
        "--arm", "Double=times:2", "--cost", "print=0.18/piece", "--cost", "design=60",
        "--on", "2026-11-02", "--json",
    ).json  # fmt: skip
    assert (made["state"], made["people"], made["treated"], made["control"]) == (
        "draft", 150, 120, 30,
    )  # fmt: skip
    assert [one["people"] for one in made["arms"]] == [30, 60, 60]
    assert made["held_back"] == 0.2
    assert made["costs"][0] == {"title": "Print, 120 pieces", "amount": "21.60"}
    number = made["campaign"]
    assert asked("campaign", "export", number, "--out", tmp_path / "early").code == 1
    launched = asked("campaign", "launch", number, "--json").json
    assert (launched["state"], launched["treated"], launched["control"]) == ("running", 120, 30)
    assert asked("campaign", "launch", number, "--json").json == launched

    sent: dict[str, set[str]] = {}
    for arm in ("1", "2", ""):
        words = ("--arm", arm) if arm else ()
        done = asked(
            "campaign", "export", number, *words, "--service", "constant-contact",
            "--out", tmp_path / f"out{arm}", "--json",
        ).json  # fmt: skip
        sent[arm] = _people(done["file"])
        assert len(sent[arm]) == done["included"] == (60 if arm else 120)
    assert sent["1"] | sent["2"] == sent[""]
    assert not sent["1"] & sent["2"]
    assert asked("campaign", "export", number, "--arm", "0", "--out", tmp_path / "no").code == 1
    refused = asked("campaign", "take-back", number)
    assert refused.code == 1
    assert "left the shop" in refused.err

    everyone = asked(
        "mailing", "export", "--service", "csv", "--list", "everyone", "--channel", "email",
        "--out", tmp_path / "all", "--json",
    ).json  # fmt: skip
    assert (everyone["included"], everyone["excluded"]) == (120, {"in_control": 30})
    assert _people(everyone["file"]) == sent[""]


def test_a_campaign_is_tried_before_it_is_written_down(asked: Ask) -> None:
    """B2: the owner hears before sending what the test can see."""
    words = ("--to", "everyone", "--offer", "share:10", "--control", "50", "--days", "7")
    told = asked("campaign", "preview", *words, "--json").json
    assert (told["treated"], told["control"], told["excluded"]) == (75, 75, {})
    assert told["base_rate"] is None or 0 <= told["base_rate"] <= 1
    assert told["stops"] is None
    assert asked("campaign", "list", "--json").json == {"campaigns": []}
    made = asked("campaign", "create", "Try", *words, "--json").json
    again = asked("campaign", "preview", made["campaign"], "--json").json
    assert {**again, "arms": 0} == {**told, "arms": 0}


def test_costs_come_later_and_a_wrong_one_is_taken_back(asked: Ask) -> None:
    made = asked("campaign", "create", "Autumn", "--to", "everyone", "--launch", "--json").json
    number = made["campaign"]
    assert made["state"] == "running"
    asked("campaign", "costs", number, "--add", "messages=0.002/piece")
    asked("campaign", "costs", number, "--add", "fees=25")
    asked("campaign", "costs", number, "--add", "fees=-5")
    told = asked("campaign", "costs", number, "--json").json["costs"]
    assert [(one["kind"], one["amount"], one["each"]) for one in told] == [
        ("messages", "0.002", True), ("fees", "20.00", False),
    ]  # fmt: skip
    ended = asked("campaign", "end", number, "--json").json
    assert (ended["state"], ended["ends"]) == ("ended", "2026-11-02")


def test_some_are_left_alone_for_the_year_and_are_in_no_file(asked: Ask, tmp_path: Path) -> None:
    assert asked("campaign", "standing", "--json").json == {"campaign": None}
    drawn = asked("campaign", "standing", "--draw", "--share", "10", "--json").json
    assert (drawn["kind"], drawn["control"], drawn["ends"]) == ("standing", 15, "2026-12-31")
    again = asked("campaign", "standing", "--draw", "--share", "20", "--json").json
    assert again == drawn == asked("campaign", "standing", "--json").json
    made = asked("campaign", "create", "Autumn", "--to", "everyone", "--launch", "--json").json
    assert made["excluded"] == {"standing_control": 15}
    done = asked(
        "campaign", "export", made["campaign"], "--service", "mailchimp", "--out", tmp_path / "o",
        "--json",
    ).json  # fmt: skip
    services = open_shop(str(tmp_path / "shop.db"), clock)
    with services.books.read() as connection:
        alone = connection.execute(
            text(
                "SELECT email FROM customer JOIN assignment ON customer_id = customer.id "
                "JOIN arm ON arm.id = arm_id WHERE place = 0"
            )
        )
        left = {str(email) for (email,) in alone}
    services.close()
    assert len(left) == 15 + made["control"]
    assert not left & _people(done["file"])


@pytest.mark.parametrize(
    "words",
    [
        ("create", "X"),
        ("create", "X", "--to", "nobody"),
        ("create", "X", "--to", "everyone", "--offer", "gold"),
        ("create", "X", "--to", "everyone", "--offer", "share:much"),
        ("create", "X", "--to", "everyone", "--offer", "money:0"),
        ("create", "X", "--to", "everyone", "--arm", "no offer"),
        ("create", "X", "--to", "everyone", "--control", "all"),
        ("create", "X", "--to", "everyone", "--cost", "print=cheap"),
        ("create", "X", "--to", "everyone", "--offer", "early", "--arm", "A=early"),
        ("show", "9"),
        ("launch", "9"),
        ("end", "9"),
        ("preview",),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(ask: Ask, words: tuple[str, ...]) -> None:
    refused = ask("campaign", *words)
    assert refused.code == 1
    assert refused.err.strip()
