"""What a plan rests on too little of is said in one breath with its choice."""

from dataclasses import replace

import pytest

from retailcrm.core.figures import Figures
from retailcrm.planner.baseline import Backtest
from retailcrm.planner.comparison import compare, turns
from retailcrm.planner.doubts import doubts, history_notes
from retailcrm.planner.purchases import LoyalRatio
from retailcrm.planner.verdict import verdict
from tests.unit.planner.worked import INPUTS, MODELS, base, bases

MANY = LoyalRatio(1000, 600, 400, 0.6, 1.5)
STORE = base("offline")


def test_a_shop_of_three_years_to_which_people_come_back_leaves_no_doubt() -> None:
    assert doubts(36, bases(), [MANY]) == ()


def test_four_months_are_too_few_and_the_choice_says_so_at_once() -> None:
    (said,) = doubts(4, (replace(STORE, errors=None),), [MANY])
    assert "4 months of receipts: too few" in said
    rich = replace(INPUTS, margin=0.9, fixed=0.0)
    found = compare(bases(), MODELS, rich)
    first, *_ = verdict(found, turns(bases(), MODELS, rich), {}, Figures("EUR").money, (said,))
    assert "is expected to leave" in first
    assert first.endswith(said)
    poor, *_ = verdict(compare(bases(), MODELS, INPUTS), (), {}, Figures("EUR").money, (said,))
    assert poor.startswith("None of these programs")
    assert poor.endswith(said)


def test_sales_without_a_range_are_a_doubt_too() -> None:
    (said,) = doubts(30, (replace(STORE, errors=None), STORE), [MANY])
    assert "How far" in said


@pytest.mark.parametrize(("back", "is_said"), [(49, True), (50, False), (600, False)])
def test_statuses_that_rest_on_few_people_are_a_doubt(back: int, is_said: bool) -> None:  # noqa: FBT001
    few = LoyalRatio(1000, back, 1000 - back, back / 1000, None)
    said = doubts(36, bases(), [few])
    assert bool(said) == is_said
    if is_said:
        assert "Only 49 of 1,000 customers ever came back" in said[0]


def test_how_a_short_history_is_forecast_is_said_with_its_test() -> None:
    held = Backtest("mean", 1, 6, 0.09, 0.09, -0.02, (("theta", 0.15), ("last_year", 0.18)))
    (said,) = history_notes(24, (replace(STORE, tested=held, direct=None),))
    assert said.startswith(
        "Mean of the usual forecast and of last year: over the last 6 months off by 9%, alone "
        "they were off by 15% and 18%."
    )
    kept = replace(held, method="theta", others=(("mean", 0.10), ("last_year", 0.18)))
    (said,) = history_notes(30, (replace(STORE, tested=kept, direct=None),))
    assert "tried on the last 6 months only: it erred by 9%, last year repeated by 18%" in said
    assert history_notes(36, bases()) == ()


def test_two_ways_to_forecast_that_come_to_different_years_are_both_told() -> None:
    year = float(STORE.revenue.sum())
    (more,) = history_notes(36, (replace(STORE, direct=1.2 * year),))
    assert more == "All sales forecast at once, the year ahead would come to 20% more."
    store, online = bases()
    (less,) = history_notes(36, (replace(store, direct=0.8 * year), online))
    assert less == "Store: All sales forecast at once, the year ahead would come to 20% less."
