import json
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from retailcrm.core.errors import UserError
from retailcrm.loyalty.program import (
    Bonus,
    Campaign,
    Earning,
    Expiry,
    ExpiryMode,
    GiveBack,
    Goods,
    Program,
    Redeeming,
    Reward,
    Stacking,
    Tier,
    TierRules,
    Who,
)
from retailcrm.loyalty.program_text import program_from, program_to

DOCUMENT = Path(__file__).parents[3] / "docs" / "program.md"

FULL = Program(
    name="Club",
    earning=Earning(
        per_unit=Decimal("0.5"),
        bonuses=(
            Bonus(Goods(("Cheese",), ("4711",)), Decimal("1.25"), 5, date(2024, 5, 1), None, "May"),
        ),
        excluded=Goods(categories=("Tobacco",)),
        groups=(("most_growable", Decimal("1.2")), ("most_valuable", Decimal(2))),
        weekdays=(Decimal(1),) * 6 + (Decimal(2),),
        campaigns=(
            Campaign("Spring", Decimal(3), date(2024, 4, 1), date(2024, 4, 7), customers=(7,)),
        ),
        customers=((7, Decimal("1.5")), (12, Decimal(2))),
        stacking=Stacking.PRODUCT,
        who=Who.CUSTOMERS,
    ),
    tiers=TierRules(tiers=(Tier("gold", "Gold", 50_000, Decimal("1.5"), Decimal("0.05")),)),
    rewards=(Reward("coffee", "Coffee", 50, 300, 90), Reward("bag", "Bag", 120, 900)),
    expiry=Expiry(mode=ExpiryMode.FIXED, month=2, day=29),
    redeeming=Redeeming(value=Decimal("0.25"), cap=Decimal("0.5"), give_back=GiveBack.ASK),
    closed=((date(2024, 12, 1), date(2025, 2, 28)),),
)


def test_c59_opening_and_saving_a_program_changes_nothing():
    for program in (Program(), FULL):
        kept = json.loads(json.dumps(program_to(program), sort_keys=True))
        assert program_from(kept) == program
        assert program_to(program_from(kept)) == program_to(program)


def test_what_a_file_leaves_out_is_as_usual():
    assert program_from({}) == Program()
    assert program_from({"expiry": {"months": 24}}) == replace(Program(), expiry=Expiry(months=24))


def test_numbers_may_be_written_with_and_without_quotes():
    for per_unit in ("0.1", 0.1, Decimal("0.1"), " 0.10 "):
        found = program_from({"earning": {"per_unit": per_unit}})
        assert found.earning.per_unit == Decimal("0.1")
    assert program_from({"urr": 1}).urr == 1


def test_days_may_be_toml_days_or_text():
    by_text = program_from({"closed": [["2024-12-01", "2025-02-28"]]})
    by_toml = program_from(tomllib.loads("closed = [[2024-12-01, 2025-02-28]]"))
    assert by_text == by_toml == Program(closed=FULL.closed)


def test_the_program_of_the_documentation_is_one():
    text = DOCUMENT.read_text("utf-8")
    by_toml = program_from(tomllib.loads(text.split("```toml\n")[1].split("```")[0]))
    by_json = program_from(json.loads(text.split("```json\n")[1].split("```")[0]))
    assert by_toml == by_json
    assert by_toml.tiers.tiers


def test_every_setting_is_in_the_documentation():
    text = DOCUMENT.read_text("utf-8")
    written = program_to(FULL)
    names = set(written) | {
        name for part in written.values() if isinstance(part, dict) for name in part
    }
    for rows in (written["rewards"], written["tiers"]["tiers"]):
        names |= set(rows[0])
    names |= set(written["earning"]["bonuses"][0]) | set(written["earning"]["campaigns"][0])
    assert sorted(name for name in names - {"club"} if f"`{name}`" not in text) == []


@pytest.mark.parametrize(
    ("held", "field"),
    [
        ({"ernaing": {}}, "ernaing"),
        ({"earning": {"rate": 1}}, "earning.rate"),
        ({"earning": 5}, "earning"),
        ({"earning": {"per_unit": "much"}}, "earning.per_unit"),
        ({"earning": {"per_unit": "NaN"}}, "earning.per_unit"),
        ({"earning": {"per_unit": True}}, "earning.per_unit"),
        ({"earning": {"per_unit": "0.0000001"}}, "earning.per_unit"),
        ({"earning": {"per_unit": -1}}, "earning.per_unit"),
        ({"earning": {"per_visit": 1.5}}, "earning.per_visit"),
        ({"earning": {"carry": "yes"}}, "earning.carry"),
        ({"earning": {"stacking": "sum"}}, "earning.stacking"),
        ({"earning": {"groups": {"champions": 2}}}, "earning.groups"),
        ({"earning": {"groups": {"most_valuable": "1.255"}}}, "earning.groups.most_valuable"),
        ({"earning": {"groups": ["most_valuable"]}}, "earning.groups"),
        ({"earning": {"customers": {"Anna": 2}}}, "earning.customers"),
        ({"earning": {"weekdays": [1, 2]}}, "earning.weekdays"),
        ({"earning": {"weekdays": 2}}, "earning.weekdays"),
        ({"earning": {"excluded": {"categories": "Tobacco"}}}, "earning.excluded.categories"),
        ({"earning": {"bonuses": [{}]}}, "earning.bonuses[1].goods"),
        ({"earning": {"campaigns": [{"name": "x", "multiplier": 2, "starts": "2024-05-02",
          "ends": "2024-05-01"}]}}, "earning.campaigns[1].ends"),
        ({"earning": {"campaigns": [{"name": "", "multiplier": 2, "starts": "2024-05-02",
          "ends": "2024-05-03", "groups": ["all"]}]}}, "earning.campaigns[1].name"),
        ({"tiers": {"tiers": [{"key": "a b", "name": "A", "threshold": 5}]}}, "tiers.tiers[1].key"),
        ({"tiers": {"tiers": [{"key": "a", "name": "A", "threshold": 0}]}},
         "tiers.tiers[1].threshold"),
        ({"tiers": {"tiers": [{"key": "a", "name": "A", "threshold": 5},
                              {"key": "b", "name": "B", "threshold": 5}]}},
         "tiers.tiers[2].threshold"),
        ({"rewards": [{"key": "a", "name": "A", "points": 0, "value": 1}]}, "rewards[1].points"),
        ({"rewards": [{"key": "a", "name": "A", "points": 1, "value": 1},
                      {"key": "a", "name": "B", "points": 1, "value": 1}]}, "rewards[2].key"),
        ({"rewards": [{"key": "a", "name": "A", "points": 1, "value": 1, "cost": -1}]},
         "rewards[1].cost"),
        ({"expiry": {"month": 13}}, "expiry.month"),
        ({"expiry": {"month": 2, "day": 30}}, "expiry.day"),
        ({"expiry": {"months": 0}}, "expiry.months"),
        ({"redeeming": {"step": 0}}, "redeeming.step"),
        ({"redeeming": {"cap": "1.1"}}, "redeeming.cap"),
        ({"redeeming": {"value": "0.00001"}}, "redeeming.value"),
        ({"closed": [["2025-02-28", "2024-12-01"]]}, "closed[1]"),
        ({"closed": [["2025-02-28"]]}, "closed[1]"),
        ({"closed": [["soon", "later"]]}, "closed[1]"),
        ({"name": 5}, "name"),
        ({"urr": 2}, "urr"),
    ],
)  # fmt: skip
def test_a_setting_that_does_not_fit_is_named(held: dict[str, Any], field):
    with pytest.raises(UserError) as caught:
        program_from(held)
    assert f'"{field}"' in caught.value.message


def test_an_unknown_setting_is_told_with_those_there_are():
    with pytest.raises(UserError, match="months") as caught:
        program_from({"expiry": {"month_count": 12}})
    assert caught.value.message == 'The program has no setting "expiry.month_count".'
    assert "notice_days" in caught.value.hint
