"""The program without a window: set, shown, tried on the past, ended."""

import json
from pathlib import Path

import pytest

from tests.asking import Ask, Said, is_money, is_refused
from tests.builders import HONEY, PAN, Goods, a_directory, a_person, a_sale, an_export

CLUB = """
name = "Club"
[earning]
per_unit = 2
[earning.groups]
most_valuable = "1.5"
[[tiers.tiers]]
key = "gold"
name = "Gold"
threshold = 50000
multiplier = "1.25"
"""

UNREADABLE: tuple[tuple[str | bytes, str, str], ...] = (
    ("", "club.toml", "club.toml"),
    ("name = ", "club.toml", "club.toml"),
    ("[" * 100_000, "club.json", "club.json"),
    ("[1, 2]", "club.json", "club.json"),
    ("\ud83d\ude00".encode("utf-16", "surrogatepass"), "club.toml", "club.toml"),
    ('name = "Club"\ncolour = "red"', "club.toml", "colour"),
    ('{"earning": {"per_unit": NaN}}', "club.json", "earning.per_unit"),
    ("[earning]\nper_unit = inf", "club.toml", "earning.per_unit"),
    ("[redeeming]\nvalue = -1", "club.toml", "value"),
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Write a program."""
    path = tmp_path / "club.toml"
    path.write_text(CLUB, encoding="utf-8")
    return path


@pytest.fixture
def shop(ask: Ask, tmp_path: Path) -> Ask:
    """Sell something to Ana in May and June."""
    people = a_directory(tmp_path / "people.csv", a_person("ANA", card="7010000140"))
    sales = an_export(
        tmp_path / "sales.csv",
        a_sale("1", HONEY, buyer="ANA"),
        a_sale("2", PAN, Goods(discount=250), buyer="ANA", day="2026-06-04"),
    )
    assert ask("import", people, sales, "--currency", "USD").code == 0
    return ask


def test_rules_are_set_shown_and_set_again_from_what_was_shown(
    ask_each: Ask, rules: Path, tmp_path: Path
) -> None:
    assert ask_each("program", "show", "--json").json["program"] is None
    said = ask_each("program", "set", rules, "--note", "As voted", "--json").json
    assert (said["starts"], said["state"], said["note"]) == ("2026-11-02", "in force", "As voted")
    shown = ask_each("program", "show", "--json").json
    assert (shown["number"], shown["program"]["name"]) == (said["number"], "Club")
    assert shown["program"]["earning"]["groups"] == {"most_valuable": "1.5"}
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(shown["program"]), encoding="utf-8")
    again = ask_each("program", "set", copy, "--json").json
    assert (again["said"], again["number"]) == ("These rules hold already.", said["number"])
    assert len(ask_each("program", "show", "--json").json["versions"]) == 1


def test_receipts_since_the_first_day_are_booked_at_once(shop: Ask, rules: Path) -> None:
    said = shop("program", "set", rules, "--from", "2026-06-01", "--json").json
    assert said["booked"] == 1
    # (21.00 + 7.50) x 2, by the rules of everyone: nobody is grouped before the first month ends.
    assert shop("points", "balance", "7010000140", "--json").json["balance"] == 57
    assert shop("program", "set", rules, "--from", "2026-06-01", "--json").json["booked"] == 0


def test_a_program_ends_on_its_day_and_its_past_stays(shop: Ask, rules: Path) -> None:
    shop("program", "set", rules, "--from", "2026-06-01")
    told = shop("program", "end", "--from", "2026-12-01", "--json").json
    assert (told["state"], told["name"]) == ("ahead", None)
    assert shop("program", "show", "--json").json["program"]["name"] == "Club"
    assert shop("program", "show", "--on", "2026-12-01", "--json").json["program"] is None
    assert shop("points", "balance", "7010000140", "--json").json["balance"] == 57


def test_a_replay_tells_what_the_past_would_have_earned(shop: Ask, rules: Path) -> None:
    told = shop("program", "replay", rules, "--from", "2026-05-01", "--json").json
    assert (told["members"], told["receipts"], told["points"]) == (1, 2, 77)
    assert (told["net_sales"], told["discounts"], told["value"]) == ("38.50", "2.50", "0.77")
    assert {one["month"]: one["points"] for one in told["months"]} == {
        "2026-05": 20,
        "2026-06": 57,
    }
    assert told["groups"]["all"]["losers"] == 1
    may = shop("program", "replay", rules, "--from", "2026-05-01", "--to", "2026-05-31", "--json")
    assert may.json["points"] == 20
    assert shop("program", "show", "--json").json["versions"] == []


def test_a_preview_tells_before_and_after(shop: Ask, rules: Path, tmp_path: Path) -> None:
    shop("program", "set", rules, "--from", "2026-05-01")
    meaner = tmp_path / "meaner.toml"
    meaner.write_text(CLUB.replace("per_unit = 2", "per_unit = 1"), encoding="utf-8")
    told = shop("program", "preview", meaner, "--json").json
    assert (told["more"], told["less"], told["lost"]) == (0, 1, "0.39")
    assert (told["before"]["points"], told["after"]["points"]) == (77, 38)
    assert (told["open_points"], told["announce_on"]) == (77, "2026-12-02")
    assert is_money(told["liability_before"])


def test_the_way_from_a_discount_to_points_has_dates_and_names(shop: Ask, rules: Path) -> None:
    told = shop("program", "transition", rules, "--from", "2027-01-01", "--json").json
    assert told["groups"]["all"]["discount"] == "2.50"
    assert told["discount"] == pytest.approx(2.5 / 41, abs=1e-6)
    first = told["phases"][0]
    assert (first["first"], first["letters_by"]) == ("2027-01-01", "2026-12-02")
    assert told["phases"][-1]["discount"] == 0
    own = shop(
        "program", "transition", rules, "--from", "2027-01-01", "--phase", "0.03:3",
        "--phase", "0", "--json",
    ).json["phases"]  # fmt: skip
    assert [(one["first"], one["last"], one["discount"]) for one in own] == [
        ("2027-01-01", "2027-03-31", 0.03),
        ("2027-04-01", None, 0.0),
    ]


def test_letters_tell_members_of_the_move_and_its_weeks_are_counted(
    shop: Ask, rules: Path, tmp_path: Path
) -> None:
    words = ("program", "transition", rules, "--letters", tmp_path / "letters.pdf")
    assert is_refused(shop(*words))  # the till told no address of Ana
    assert is_refused(shop("program", "progress"))
    member = a_person("ANA", card="7010000140") | {"Street Address 1": "1 Elm St", "City": "Salem"}
    people = a_directory(tmp_path / "again.csv", member)
    assert shop("import", people).code == 0
    told = shop(*words, "--list", tmp_path / "list.csv", "--json").json
    assert (told["letters"], told["without_address"]) == (1, 0)
    assert (tmp_path / "letters.pdf").read_bytes().startswith(b"%PDF-")
    assert "Salem" in (tmp_path / "list.csv").read_text(encoding="utf-8")
    shop("program", "set", rules, "--from", "2026-06-01")
    (week,) = shop("program", "progress", "--json").json["weeks"]
    assert (week["first"], week["last"], week["earned"]) == ("2026-06-01", "2026-06-04", 57)
    assert (week["buyers"], week["net_sales"], week["moved"]) == (1, "28.50", 1)


def test_rules_that_cannot_be_read_are_refused_by_name_and_nothing_changes(
    ask: Ask, tmp_path: Path
) -> None:
    for text, name, named in UNREADABLE:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        for action in ("set", "preview", "replay", "transition"):
            said = ask("program", action, path)
            assert is_refused(said), text[:40]
            assert named in said.err
    assert ask("program", "show", "--json").json["versions"] == []


def _refusals(shop: Ask, rules: Path) -> list[Said]:
    return [
        shop("program", "set", rules, "--from", "2026-05-01"),
        shop("program", "set", rules.with_name("none.toml")),
        shop("program", "set", rules.parent),
        shop("program", "end", "--from", "2020-01-01"),
        shop("program", "replay", rules, "--from", "2026-07-01", "--to", "2026-06-01"),
        shop("program", "show", "--on", "tomorrow"),
    ]


def test_rules_that_were_in_force_are_never_changed(shop: Ask, rules: Path) -> None:
    shop("program", "set", rules, "--from", "2026-06-01")
    assert all(is_refused(said) for said in _refusals(shop, rules))
    assert len(shop("program", "show", "--json").json["versions"]) == 1


def test_without_receipts_there_is_nothing_to_try_rules_on(ask: Ask, rules: Path) -> None:
    for action in ("preview", "replay", "transition"):
        assert is_refused(ask("program", action, rules))
    assert is_refused(ask("points", "liability"))
