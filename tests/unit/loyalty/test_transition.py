import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retailcrm.loyalty.transition import (
    Before,
    GroupShare,
    Phase,
    base_rate,
    discount_cost,
    gentle_phases,
    mix_of,
    schedule,
    too_much,
    work_out,
)

DATA = Path(__file__).parents[2] / "data" / "loyalty"
MIX = (
    GroupShare("champions", 0.42, 2.0),
    GroupShare("loyal", 0.28, 1.5),
    GroupShare("potential", 0.15, 1.25),
    GroupShare("at_risk", 0.05, 1.5),
    GroupShare("new", 0.10, 1.0),
)
SHOP = Before(0.05, MIX, redeemed=0.8)
PHASES = (Phase(0.04, 2), Phase(0.03, 2), Phase(0.015, 2), Phase(0.0, None, 0.9))


def ints(*values: int):
    return np.array(values, dtype=np.int64)


def worked():
    with (DATA / "points_transition.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def months(terms):
    if not terms.first_month:
        return "before"
    return f"{terms.first_month}-{terms.last_month}" if terms.last_month else "7+"


def test_the_worked_move_to_points_comes_out_as_worked_out():
    found = work_out(SHOP, PHASES)
    assert len(found) == len(worked())
    for terms, row in zip(found, worked(), strict=True):
        value = {one.group: one for one in terms.groups}
        assert months(terms) == row["months"]
        assert [
            terms.phase.discount,
            terms.phase.budget,
            terms.base,
            terms.base / 0.01,
            value["champions"].points,
            terms.cost,
            terms.value,
            value["champions"].value,
            value["new"].value,
        ] == pytest.approx([float(cell) for cell in list(row.values())[2:]], abs=1e-15)


def test_points_cost_what_the_discount_cost():
    assert SHOP.multiplier == pytest.approx(1.6225)
    rate = base_rate(SHOP, 0.0)
    assert rate * SHOP.multiplier * SHOP.redeemed == pytest.approx(0.05)
    assert base_rate(Before(0.05, (), 0.8), 0.0) == 0.0


def test_the_worked_move_hurts_nobody_too_much():
    assert too_much(work_out(SHOP, PHASES)) == ()


def test_an_abrupt_move_names_who_would_lose():
    found = too_much(work_out(SHOP, [Phase(0.0, None, 0.9)]))
    assert [(one.group, one.phase) for one in found] == [("new", 1)]
    assert found[0].loss == pytest.approx(0.05 - 0.03467, abs=1e-5)


def test_a_loss_of_exactly_the_limit_is_allowed():
    half = Before(0.03, (GroupShare("all", 1.0),), redeemed=1.0)
    terms = work_out(half, [Phase(0.0, None, 0.5)])
    assert terms[1].groups[0].change == pytest.approx(-0.015)
    assert too_much(terms) == ()


def test_the_gentlest_plan_takes_as_many_steps_as_the_worst_off_need():
    phases = gentle_phases(SHOP, budget=0.9)
    assert phases is not None
    assert len(phases) == 2
    assert [one.discount for one in phases] == pytest.approx([0.025, 0.0])
    assert phases[-1].months is None
    steep = Before(0.5, MIX, redeemed=0.8)
    assert gentle_phases(steep, months=6) is None


def test_phases_have_dates_and_letters_go_out_before_each():
    steps = schedule(work_out(SHOP, PHASES), date(2025, 1, 31), value=0.01)
    assert [(one.first, one.last) for one in steps] == [
        (date(2025, 1, 31), date(2025, 3, 30)),
        (date(2025, 3, 31), date(2025, 5, 30)),
        (date(2025, 5, 31), date(2025, 7, 30)),
        (date(2025, 7, 31), None),
    ]
    assert steps[0].letters_by == date(2025, 1, 1)
    assert steps[3].per_unit == pytest.approx(3.466872)


def test_what_the_discount_costs_is_added_up_by_group():
    cost = discount_cost(
        ("champions", "new"),
        ints(0, 0, 1, -1, 1),
        ints(10_000, 30_000, 5_000, 1_000, 0),
        ints(500, 1_500, 250, 0, 0),
    )
    assert [(one.group, one.members, one.list_amount, one.discount) for one in cost] == [
        ("champions", 2, 40_000, 2_000),
        ("new", 1, 5_000, 250),
        ("", 4, 46_000, 2_250),
    ]
    assert (cost[0].rate, cost[0].per_member) == (0.05, 1_000)
    mix = mix_of(cost, {"champions": 2.0})
    assert [(one.share, one.multiplier) for one in mix] == [(40 / 45, 2.0), (5 / 45, 1.0)]


def test_a_group_nobody_buys_in_has_no_rate():
    cost = discount_cost(("gone",), ints(-1), ints(0), ints(0))
    assert [one.rate for one in cost] == [None, None]
    assert cost[0].per_member is None
    assert mix_of(cost, {})[0].share == 0
