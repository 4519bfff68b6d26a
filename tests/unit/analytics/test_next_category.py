"""Next categories follow what many people buy, not what a few happened to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from retailcrm.analytics.basket import together
from retailcrm.analytics.next_category import because, chances, shrunk, suggest

TEA, COFFEE, BISCUITS = 0, 1, 2


def _ten() -> np.ndarray:
    """Ten customers: seven buy tea, six coffee (four of both), five biscuits (three with tea)."""
    bought = np.zeros((10, 3), dtype=bool)
    bought[:7, TEA] = True
    bought[[0, 1, 2, 3, 7, 8], COFFEE] = True
    bought[[4, 5, 6, 8, 9], BISCUITS] = True
    return bought


def test_the_hand_example_of_ten_customers() -> None:
    found = together(_ten())
    assert found.both[TEA, COFFEE] / found.each[TEA] == pytest.approx(4 / 7)
    likely = shrunk(found, prior=4)
    assert likely[TEA, COFFEE] == pytest.approx(0.5818, abs=5e-5)
    assert likely[TEA, BISCUITS] == pytest.approx(0.4545, abs=5e-5)
    assert likely[BISCUITS, TEA] == pytest.approx(0.6444, abs=5e-5)


def test_a_chance_is_the_mean_over_what_is_bought() -> None:
    bought = _ten()
    likely = shrunk(together(bought), prior=4)
    first = chances(bought, likely)[0]
    assert first[BISCUITS] == pytest.approx((likely[TEA, 2] + likely[COFFEE, 2]) / 2)


def _town() -> np.ndarray:
    """Sixty tea drinkers of whom forty eat biscuits, forty coffee drinkers, three pipes."""
    bought = np.zeros((100, 4), dtype=bool)
    bought[:60, TEA] = True
    bought[60:, COFFEE] = True
    bought[20:60, BISCUITS] = True
    bought[:3, 3] = True
    return bought


def test_tea_drinkers_are_shown_biscuits_because_of_tea() -> None:
    bought = _town()
    told = suggest(bought, together(bought), np.ones(4))
    assert told.category[5, 0] == BISCUITS
    why = because(bought[5:6], shrunk(together(bought)), told.category[5:6, 0])
    assert why.tolist() == [TEA]
    assert told.chance[5, 0] == pytest.approx((40 + 20 * 0.4) / 80)


def test_nobody_is_shown_what_they_buy_or_what_hardly_anybody_buys() -> None:
    bought = _town()
    told = suggest(bought, together(bought), np.ones(4))
    assert not (told.category == 3).any()
    for row, own in zip(told.category, bought, strict=True):
        assert not any(own[one] for one in row if one >= 0)


def test_a_category_without_margin_is_not_suggested() -> None:
    bought = _town()
    told = suggest(bought, together(bought), np.array([1.0, 1.0, 0.0, 1.0]))
    assert not (told.category == BISCUITS).any()


def test_a_dearer_first_basket_goes_before_a_likelier_one() -> None:
    bought = _town()
    bought[55:60, COFFEE] = True
    alike = suggest(bought, together(bought), np.ones(4)).category[0]
    dear = suggest(bought, together(bought), np.array([1.0, 50.0, 1.0, 1.0])).category[0]
    assert (alike[0], dear[0]) == (BISCUITS, COFFEE)


def test_who_bought_nothing_is_shown_nothing() -> None:
    bought = np.vstack([_town(), np.zeros((1, 4), dtype=bool)])
    told = suggest(bought, together(bought), np.ones(4))
    assert told.category[-1].tolist() == [-1, -1, -1]
    assert because(bought[-1:], shrunk(together(bought)), told.category[-1:, 0]).tolist() == [-1]


@given(
    arrays.arrays(np.bool_, st.tuples(st.integers(0, 80), st.integers(1, 4))),
    st.lists(st.floats(-5, 5), min_size=4, max_size=4),
)
def test_any_shop_is_told_sensible_chances(bought: np.ndarray, worth: list[float]) -> None:
    width = bought.shape[1]
    told = suggest(bought, together(bought), np.array(worth[:width]))
    assert told.category.shape == (len(bought), min(3, width))
    assert ((told.chance >= 0) & (told.chance <= 1)).all()
    assert ((told.category == -1) == (told.chance == 0)).all()
    why = because(bought, shrunk(together(bought)), told.category[:, 0])
    assert ((why >= 0) == (told.category[:, 0] >= 0)).all()
