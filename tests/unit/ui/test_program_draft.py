"""The program as a form: what is typed, what is refused, and how it reads in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retailcrm.core.figures import Figures
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Earning,
    Expiry,
    ExpiryMode,
    Goods,
    Program,
    Redeeming,
    Reward,
    Tier,
    TierRules,
)
from retailcrm.loyalty.program_text import program_to
from retailcrm.ui.screens.program.draft import check, draft_of
from retailcrm.ui.screens.program.in_words import differences, section_lines
from retailcrm.ui.screens.program.settings import LISTS, SECTIONS, SINGLE, section_of
from retailcrm.ui.screens.program.templates import templates

D = Decimal
FULL = Program(
    name="Cheese Club",
    earning=Earning(
        per_unit=D("1.5"),
        per_visit=5,
        bonuses=(
            Bonus(Goods(("Cheese, soft",), ("4711",)), D(2), 3, date(2026, 5, 1), None, "May"),
        ),
        excluded=Goods(("Tobacco",)),
        groups=(("most_growable", D("1.5")),),
        weekdays=(D(1), D(2), D(1), D(1), D(1), D(1), D(1)),
        campaigns=(
            Campaign("Back", D(3), date(2026, 5, 1), date(2026, 5, 9), ("below_zero",), (7,), "X"),
        ),
        customers=((17, D("0.5")),),
    ),
    tiers=TierRules((Tier("gold", "Gold", 100_000, D("1.5"), D("0.05")),), grace_months=2),
    rewards=(Reward("coffee", "Coffee", 50, 300, 60), Reward("tea", "Tea", 40, 250)),
    expiry=Expiry(ExpiryMode.FIXED, 18, 3, 31),
    redeeming=Redeeming(D("0.5"), 100, 50, D("0.25")),
    closed=((date(2026, 1, 7), date(2026, 2, 15)),),
    cost_factor=D("0.8"),
    urr=D("0.7"),
)


def tiers_list():
    return next(one for one in LISTS if one.path == "tiers.tiers")


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
@pytest.mark.parametrize("program", [FULL, Program()])
def test_opening_and_keeping_rules_unchanged_changes_nothing(program, currency):
    assert check(draft_of(program, currency), currency).program == program


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_every_program_to_begin_with_can_be_kept_as_it_is(currency):
    made = templates(currency)
    assert len({one.key for one in made}) == len(made) == 4
    for one in made:
        assert check(draft_of(one.program, currency), currency).program == one.program


def test_amounts_are_typed_in_the_shops_money_and_shares_in_per_cent():
    draft = draft_of(FULL, "USD")
    assert draft.texts["redeeming.value"] == "0.005"
    assert draft.texts["redeeming.cap"] == "25"
    assert draft.rows["tiers.tiers"][0]["threshold"] == "1000.00"
    assert draft.rows["closed"] == ({"first": "7 Jan 2026", "last": "15 Feb 2026"},)
    typed = draft.typed("redeeming.value", "0,01").typed_in("tiers.tiers", 0, "threshold", "900")
    program = check(typed, "USD").program
    assert program is not None
    assert program.redeeming.value == 1
    assert program.tiers.tiers[0].threshold == 90_000


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("earning.per_unit", "many", "Type a number, such as 1 or 1.5."),
        ("earning.per_visit", "1.5", "Type a whole number."),
        ("earning.per_visit", "-1", "It must be from 0 to 1000000."),
        ("redeeming.cap", "120", "Type a percentage from 0 to 100."),
        ("redeeming.value", "-1", "Type an amount, such as 5.00."),
        ("earning.weekdays.2", "1.234", "It can have 2 decimals at most."),
        ("earning.groups.below_zero", "101", "It must be from 0 to 100."),
        ("expiry.day", "32", "It must be from 1 to 31."),
    ],
)
def test_a_wrong_number_is_named_at_its_field(path, text, said):
    checked = check(draft_of(Program(), "USD").typed(path, text), "USD")
    assert checked.program is None
    assert checked.faults[path] == said
    assert any(path in {one.path for one in part.settings} for part in SECTIONS
               if part.key == section_of(path))  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name", "text", "said"),
    [
        ("tiers.tiers", "threshold", "free", "Type an amount, such as 5.00."),
        ("tiers.tiers", "key", "my tier", "It must be a short name without spaces."),
        ("earning.campaigns", "ends", "1 Apr 2026", "It must not lie before the first day."),
        ("earning.campaigns", "starts", "soon", "Type a day, such as 31 Dec 2026."),
        ("earning.campaigns", "groups", "All",
         "Type groups out of: Most Valuable; Most Growable; Below Zero."),
        ("earning.customers", "multiplier", "200", "It must be from 0 to 100."),
        ("closed", "last", "1 Jan 2026", "It must not end before it begins."),
        ("rewards", "name", " ", "It must not be empty."),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_at_its_own_field(path, name, text, said):
    checked = check(draft_of(FULL, "USD").typed_in(path, 0, name, text), "USD")
    assert checked.faults == {f"{path}[1].{name}": said}
    section = next(one for one in SECTIONS if one.key == section_of(f"{path}[1].{name}"))
    assert path in {one.path for one in section.lists}


def test_rows_come_and_go():
    draft = draft_of(FULL, "USD").added(tiers_list(), name="Silver", key="silver", threshold="300")
    program = check(draft, "USD").program
    assert program is not None
    assert [one.key for one in program.tiers.tiers] == ["gold", "silver"]
    program = check(draft.removed("tiers.tiers", 0), "USD").program
    assert program is not None
    assert [one.key for one in program.tiers.tiers] == ["silver"]


def test_every_rule_of_the_program_has_a_field():
    fields = {one.path for one in SINGLE} | {one.path for one in LISTS}

    def walk(plain, stem):
        for name, value in plain.items():
            path = f"{stem}{name}"
            if path in {"earning.groups", "earning.weekdays"} or path in fields:
                continue
            assert isinstance(value, dict), path
            walk(value, f"{path}.")

    walk(program_to(FULL), "")


def test_versions_differ_in_words():
    later = replace(
        FULL,
        earning=replace(FULL.earning, per_unit=D(2), gift_cards_earn=True, customers=()),
        tiers=TierRules(
            (Tier("gold", "Gold", 90_000, D("1.5"), D("0.05")), Tier("top", "Top", 200_000, D(2))),
            grace_months=2,
        ),
    )
    assert differences(FULL, later, "USD") == (
        "Points for each 1.00 spent: 1.5 became 2",
        "Gift cards sold earn: no became yes",
        "Customer 17 goes",
        "Tier Gold: reached at 1000.00 became 900.00",
        "New: tier Top, reached at 2000.00, points times ×2",
    )
    assert differences(FULL, FULL, "USD") == ("Nothing changed.",)
    assert differences(None, FULL, "USD") == ("The program begins.",)
    assert differences(FULL, None, "USD") == ("The program ends.",)


def test_each_section_is_said_in_one_line():
    lines = section_lines(FULL, Figures("USD"))
    assert lines.keys() == {part.key for part in SECTIONS}
    assert lines["earning"] == "1.5 for each 1.00 and 5 a visit"
    assert lines["times"] == "Most Growable ×1.5, weekdays, 1 campaign and single customers"
    assert lines["tiers"] == "Gold"
    assert lines["using"] == "a point is worth 0.005 USD"
    assert section_lines(Program(), Figures("USD"))["tiers"] == "no tiers"
