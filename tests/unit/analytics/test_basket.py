"""Which categories are bought together is said with its counts, or not at all."""

import csv
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import fisher_exact

from retailcrm.analytics.basket import breadth, pair, pairs, together

WORKED = Path(__file__).parents[2] / "data" / "methods" / "association_groceries.csv"
BASKETS = 9_835


def _worked() -> list[dict[str, str]]:
    with WORKED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _worked(), ids=lambda row: row["lhs"])
def test_the_published_pairs_of_a_grocery_are_reproduced(row: dict[str, str]) -> None:
    found = pair(BASKETS, int(row["n_lhs"]), int(row["n_rhs"]), int(row["n_both"]))
    assert found is not None
    told = {
        "support": found.support,
        "confidence": found.confidence,
        "conf_wilson_low": found.low,
        "lift": found.lift,
        "lift_lo": found.lift_low,
        "lift_hi": found.lift_high,
        "leverage": found.leverage,
    }
    for name, value in told.items():
        assert value == pytest.approx(float(row[name]), abs=1e-7), name
    assert found.chance < 1e-8
    assert found.holds


def test_few_people_prove_no_pair_however_large_its_lift() -> None:
    found = pair(10_000, 9, 9, 9)
    assert found is not None
    assert found.lift > 1_000
    assert not found.holds


def test_nobody_buys_nothing() -> None:
    assert pair(0, 0, 0, 0) is None
    assert pair(10, 0, 4, 0) is None
    nothing = pair(10, 3, 4, 0)
    assert nothing is not None
    assert nothing.lift == 0
    assert not nothing.holds


def _fisher(people: int, first: int, second: int, both: int) -> float:
    table = [[both, first - both], [second - both, people - first - second + both]]
    return float(fisher_exact(table, alternative="greater")[1])


@given(st.integers(1, 60), st.data())
def test_the_chance_of_a_pair_is_that_of_drawing_lots(people: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, people))
    second = data.draw(st.integers(1, people))
    both = data.draw(st.integers(max(0, first + second - people), min(first, second)))
    found = pair(people, first, second, both)
    assert found is not None
    expected = _fisher(people, first, second, both)
    assert found.chance == pytest.approx(expected, rel=1e-7, abs=1e-12)


def test_the_chance_is_right_in_a_large_shop_too() -> None:
    found = pair(300_000, 120_000, 90_000, 36_300)
    assert found is not None
    expected = _fisher(300_000, 120_000, 90_000, 36_300)
    assert found.chance == pytest.approx(expected, rel=1e-6)


@given(arrays.arrays(np.bool_, st.tuples(st.integers(0, 30), st.integers(0, 5))))
def test_counts_of_any_shop_are_those_of_counting_by_hand(bought: np.ndarray) -> None:
    found = together(bought)
    assert found.people == len(bought)
    for a, b in product(range(bought.shape[1]), repeat=2):
        assert found.both[a, b] == (bought[:, a] & bought[:, b]).sum()
    assert found.each.tolist() == bought.sum(axis=0).tolist()
    assert breadth(bought).tolist() == [int(row.sum()) for row in bought]
    assert pairs(found) == ()


def test_pairs_stand_in_the_order_of_the_people_behind_them() -> None:
    bought = np.zeros((400, 4), dtype=bool)
    bought[:200, 0] = bought[:150, 1] = True
    bought[300:312, 2] = bought[300:312, 3] = True
    found = pairs(together(bought))
    assert [(a, b) for a, b, _ in found] == [(1, 0), (0, 1), (2, 3), (3, 2)]
    assert found[-1][2].lift > found[0][2].lift
    assert all(one.holds for _, _, one in found)


def test_what_is_bought_independently_makes_no_pair() -> None:
    bought = np.array([[a, b] for a in (True, False) for b in (True, False)] * 100)
    assert pairs(together(bought)) == ()
