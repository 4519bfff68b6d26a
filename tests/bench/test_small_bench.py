"""A small run of the bench: every case works and its answers agree with the anchor's."""

from pathlib import Path

import pytest

from bench import inside
from bench.cases import plans
from bench.cases.basket import basket
from bench.cases.campaigns import campaign
from bench.cases.points import scan
from bench.cases.questions import questions
from bench.run import CASES, run
from bench.setting import Files, Setting

LINES = 2_500


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("bench")
    (folder / "work").mkdir()
    return Setting(LINES, rounds=1, data=folder / "data", work=folder / "work")


@pytest.fixture(scope="module")
def shop(setting: Setting) -> str:
    return str(setting.shop(LINES))


@pytest.fixture(scope="module")
def files(setting: Setting) -> Files:
    return setting.files(LINES)


def test_the_same_file_again_is_measured_beside_its_first_import(setting: Setting) -> None:
    cases, failed = run(setting, ("again",))
    assert failed == []
    assert cases[0].theirs is not None


def test_the_dashboards_questions_are_asked_of_both(setting: Setting, shop: str) -> None:
    names = " ".join(case.name for case in questions(setting))
    for word in ("headline", "month", "day", "store", "category", "status"):
        assert word in names


def test_a_campaign_to_everybody_brings_what_plain_sums_say(setting: Setting) -> None:
    (asked,) = campaign(setting)
    assert asked.ours > 0


def test_a_plan_that_changes_comes_to_what_the_bare_sums_say_and_is_painted(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "PARTS", ("near",))
    monkeypatch.setattr(plans, "TIMES", 3)
    asked, painted = plans.redraw(setting)
    assert asked.theirs is not None
    assert painted.ours > 0


def test_the_next_day_comes_and_is_taken_back(shop: str, files: Files) -> None:
    first = inside.next_day(shop, str(files.next_day))
    assert first["receipts"] > 400
    assert inside.next_day(shop, str(files.next_day))["receipts"] == first["receipts"]


def test_groups_search_and_the_customer_table_are_timed_on_real_people(shop: str) -> None:
    assert inside.groups(shop)["scored"] > 20
    assert inside.search(shop, "60")["found"] > 0.5
    assert inside.customers(shop)["customers"] == 75


def test_scans_are_timed_until_the_member_is_painted(setting: Setting) -> None:
    answered, painted = scan(setting)
    assert answered.ours > 0
    assert painted.ours > 0
    assert painted.note.endswith("of 75 scans")


def test_books_that_disagree_with_the_anchor_are_not_compared(tmp_path: Path) -> None:
    setting = Setting(300, rounds=1, data=tmp_path / "data", work=tmp_path)
    setting.shop(300)
    files = setting.files(300)
    with files.items.open("a", encoding="utf-8") as file:
        file.write(files.next_day.read_text(encoding="utf-8").split("\n", 1)[1])
    cases, failed = run(setting, ("questions",))
    assert cases == []
    assert "DuckDB says" in failed[0]


def test_coming_back_is_asked_of_both(setting: Setting, shop: str) -> None:
    assert shop
    cases, failed = run(setting, ("retention",))
    assert failed == []
    assert len(cases) == 7
    assert all(case.theirs is not None for case in cases)


def test_no_case_is_forgotten() -> None:
    assert set(CASES) >= {"import", "size", "again", "next-day", "groups", "start", "gaps"}


def test_scans_the_ledger_and_a_trial_are_measured(setting: Setting, shop: str) -> None:
    assert shop
    cases, failed = run(setting, ("scan", "verify", "replay"))
    assert failed == []
    assert [case.ours > 0 for case in cases] == [True] * 4, "a scan is answered and painted"


def test_money_is_asked_of_both_and_they_agree_on_the_best_cards(
    setting: Setting, shop: str
) -> None:
    assert shop
    cases, failed = run(setting, ("concentration",))
    assert failed == []
    assert len(cases) == 3
    assert all(case.theirs is not None for case in cases)


def test_what_the_screens_ask_is_asked_of_both(setting: Setting, shop: str) -> None:
    assert shop
    cases, failed = run(setting, ("screens",))
    assert failed == []
    names = " ".join(case.name for case in cases)
    for word in ("joining", "fair", "best", "value", "places", "till", "Today"):
        assert word in names
    assert all(case.ours > 0 and case.theirs for case in cases)


def test_questions_about_categories_are_asked_of_both_and_agree(setting: Setting) -> None:
    names = " ".join(case.name for case in basket(setting))
    for word in ("buys which", "go together", "first time", "never", "show to whom", "reading"):
        assert word in names


def test_what_stands_before_a_launch_is_measured_beside_its_anchors(setting: Setting) -> None:
    cases, failed = run(setting, ("launch",))
    assert failed == []
    assert [case.anchor for case in cases] == [
        "pandas sampling each stratum",
        "a cursor over the rows",
        "DuckDB adding everyone up",
    ]
    assert all(case.ours > 0 and case.theirs for case in cases)
