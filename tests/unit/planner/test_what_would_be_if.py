"""What would turn a choice is asked of the year's sums, and comes to what the months come to."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retailcrm.planner.comparison import break_even, compare, convert, turns
from retailcrm.planner.profit import profits, years
from retailcrm.planner.programs import BANDS, ProgramModel, Step, amounts_near, near, status_rows
from retailcrm.planner.spread import spread
from tests.unit.planner.worked import INPUTS, MODELS, bases


def test_the_years_sums_come_to_the_profit_of_its_months() -> None:
    found = profits(years(bases(), MODELS, INPUTS), INPUTS)
    for one in compare(bases(), MODELS, INPUTS).ranking:
        assert found[one.model] == pytest.approx(one.profits)


def test_each_turn_is_what_the_whole_comparison_says_of_the_changed_plan() -> None:
    halved = compare(bases(), MODELS, replace(INPUTS, margin=0.2)).ranking
    raised = compare(bases(), MODELS, replace(INPUTS, margin=INPUTS.margin * 1.5)).ranking
    (turn,) = (one for one in turns(bases(), MODELS, INPUTS) if one.what == "margin")
    assert (turn.low_choice, turn.high_choice) == (halved[0].model, raised[0].model)
    assert turn.low == pytest.approx(next(one.expected for one in halved if one.model == "M3"))
    assert turn.high == pytest.approx(next(one.expected for one in raised if one.model == "M3"))


def test_at_break_even_a_program_earns_what_it_costs() -> None:
    factor = break_even(bases(), MODELS[2], INPUTS)
    assert factor is not None
    (ranked,) = compare(bases(), MODELS[2:], convert(INPUTS, factor)).ranking
    assert ranked.expected == pytest.approx(0.0, abs=1.0)


def test_a_shrinking_that_is_raised_by_half_stops_at_nobody() -> None:
    growth = dict.fromkeys(INPUTS.growth or {}, -0.9)
    (turn,) = (
        one
        for one in turns(bases(), MODELS, replace(INPUTS, growth=growth))
        if one.what == "growth"
    )
    none = dict.fromkeys(growth, -1.0)
    wanted = compare(bases(), MODELS, replace(INPUTS, growth=none)).ranking
    assert turn.high in [pytest.approx(one.expected) for one in wanted]


amounts = st.lists(st.integers(-2_000, 60_000), min_size=1, max_size=40)
rising = st.lists(st.integers(1, 20_000), min_size=2, max_size=5, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(amounts, rising, st.integers(0, 5_000))
def test_clients_are_counted_as_one_would_count_them_by_hand(
    told: list[int], limits: list[int], small: int
) -> None:
    held = np.array(told, np.int64)
    model = ProgramModel("A", limits[0], tuple(Step(one, 0.1) for one in limits[1:]))
    found = near(model, spread(held, np.ones(held.size, np.int64)), float(small))
    lows = dict(enumerate(limits[:-1], start=1))
    for number, one in enumerate(found):
        band, low = BANDS[number % len(BANDS)], lows[one.to_status]
        way = (held - low) / (one.threshold - low)
        inside = held[(held >= low) & (way >= band.low) & (way < band.high)]
        assert one.clients == inside.size
        first, last = amounts_near(model, one.to_status, band)
        assert inside.size == int(((held >= first) & (held < last)).sum())
        if inside.size:
            gaps = one.threshold - inside
            assert one.gap == pytest.approx(gaps.mean())
            assert one.upsell == pytest.approx(np.maximum(gaps, small).mean())
    rows = status_rows(model, spread(held, np.ones(held.size, np.int64)))
    assert sum(one.buyers for one in rows) == held.size
    assert sum(one.amount for one in rows) == held.sum()
