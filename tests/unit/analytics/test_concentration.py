import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.concentration import Concentration, gini_by_area

DATA = Path(__file__).parents[2] / "data" / "methods"
FIVE = np.array([3, 90, 1, 4, 2])


def test_five_cards_are_as_uneven_as_worked_out_by_hand():
    with (DATA / "concentration.csv").open(encoding="utf-8") as file:
        told = next(csv.DictReader(file))
    found = Concentration.of(FIVE)
    assert found.cards == int(told["cards"])
    for name, share in (("top1", 0.01), ("top8", 0.08), ("top10", 0.1), ("top20", 0.2)):
        assert found.top_share(share) == pytest.approx(float(told[name]))
    assert found.for_half() == 1
    assert 1 / found.cards == pytest.approx(float(told["cards_for_half"]))
    assert found.gini() == pytest.approx(float(told["gini"]))
    assert gini_by_area(FIVE) == pytest.approx(float(told["gini"]))
    assert FIVE[found.order].tolist() == [90, 4, 3, 2, 1]


def test_the_best_cards_are_counted_up_to_whole_ones():
    hundred = Concentration.of(np.ones(100, dtype=np.int64))
    assert [hundred.best(share) for share in (0.07, 0.08, 0.071, 1.0, 0.0)] == [7, 8, 8, 100, 0]


def test_who_brought_more_back_than_bought_counts_as_nothing():
    found = Concentration.of(np.array([100, -40, 100]))
    assert found.turnover == 200
    assert found.top_share(1.0) == 1.0
    assert found.gini() == pytest.approx(1 / 3)


def test_sales_without_a_card_are_part_of_all_sales_but_of_no_card():
    found = Concentration.of(FIVE, besides=100)
    assert found.top_share(0.2) == pytest.approx(0.45)
    assert found.top_share(1.0) == pytest.approx(0.5)
    assert found.for_half() == 5
    assert Concentration.of(FIVE, besides=101).for_half() is None
    assert found.gini() == Concentration.of(FIVE).gini()


@pytest.mark.parametrize("net", [[], [0, 0], [-5]])
def test_nothing_sold_has_no_shares(net):
    found = Concentration.of(np.array(net, dtype=np.int64))
    assert found.top_share(0.08) is None
    assert found.for_half() is None
    assert found.gini() is None
    assert gini_by_area(np.array(net)) is None
    assert found.curve()[1].tolist() == [0.0]


def test_cards_that_were_not_used_can_be_left_out():
    every = Concentration.of(np.array([5, 0, 100, 0, 20]), besides=25)
    used = every.only(np.array([True, False, True, False, True]))
    assert (used.cards, used.turnover) == (3, 150)
    assert used.spend.tolist() == [100, 20, 5]
    assert np.array([5, 100, 20])[used.order].tolist() == [100, 20, 5]
    assert used.top_share(0.2) == pytest.approx(100 / 150)


@given(st.lists(st.integers(-1_000, 10**9), max_size=40), st.integers(0, 10**9))
def test_both_ways_to_tell_unevenness_agree_and_shares_never_fall(net, besides):
    column = np.array(net, dtype=np.int64)
    found = Concentration.of(column, besides)
    one, other = found.gini(), gini_by_area(column)
    assert (one is None) == (other is None)
    if one is not None:
        assert one == pytest.approx(other, abs=1e-9)
        assert -1e-12 <= one < 1
    across, up = found.curve(7)
    assert np.all(np.diff(up) >= 0)
    assert np.all(np.diff(across) > 0)
    if found.turnover and net:
        assert up[-1] == pytest.approx(found.top_share(1.0))
