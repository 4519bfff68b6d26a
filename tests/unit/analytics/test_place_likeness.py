"""Look-alike places come from a model that is checked by another road."""

import numpy as np
import pytest
from scipy.optimize import minimize

from retailcrm.analytics.place_likeness import Way, likeness, poisson_ridge, scaled

PLACES = 80


def _town(seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    homes = random.integers(500, 20_000, PLACES).astype(float)
    income, age = random.normal(60, 15, PLACES), random.normal(42, 6, PLACES)
    values = np.column_stack(((income - 60) / 15, (age - 42) / 6))
    counts = random.poisson(homes * np.exp(-6.5 + values @ np.array([0.7, -0.3])))
    return counts.astype(float), homes, values


def test_without_ridge_the_fit_is_the_plain_poisson_regression() -> None:
    counts, homes, values = _town()
    design = np.column_stack((np.ones(PLACES), values))

    def cost(b: np.ndarray) -> float:
        return float((homes * np.exp(design @ b)).sum() - (counts * (design @ b)).sum())

    other = minimize(cost, np.array([-6.0, 0, 0]), method="Nelder-Mead",
                     options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 5_000})  # fmt: skip
    found = poisson_ridge(counts, homes, values, ridge=0.0)
    assert found == pytest.approx(other.x, abs=1e-5)
    mean = homes * np.exp(design @ found)
    assert design.T @ (counts - mean) == pytest.approx(np.zeros(3), abs=1e-6)


def test_one_yes_or_no_column_gives_the_logarithm_of_two_rates() -> None:
    homes = np.array([1_000.0, 3_000, 2_000, 2_000])
    counts = np.array([10.0, 30, 5, 15])
    found = poisson_ridge(counts, homes, np.array([[0.0], [0], [1], [1]]), ridge=0.0)
    assert found[0] == pytest.approx(np.log(40 / 4_000), abs=1e-9)
    assert found[1] == pytest.approx(np.log((20 / 4_000) / (40 / 4_000)), abs=1e-9)


def test_the_ridge_pulls_weights_towards_nothing_and_leaves_the_level_alone() -> None:
    counts, homes, values = _town()
    free, held = (poisson_ridge(counts, homes, values, ridge) for ridge in (0.0, 400.0))
    assert (np.abs(held[1:]) < np.abs(free[1:])).all()
    mean = homes * np.exp(held[0] + values @ held[1:])
    assert mean.sum() == pytest.approx(counts.sum())


def test_places_like_the_best_customers_places_come_out_on_top() -> None:
    counts, homes, values = _town()
    held = scaled({"income": values[:, 0] * 15 + 60, "age": values[:, 1] * 6 + 42})
    learn = np.arange(PLACES) < 60
    found = likeness(counts, homes, held, learn)
    assert found.way is Way.MODEL
    assert found.weights[0][0] == "income"
    unserved = np.flatnonzero(~learn)
    truth = values[unserved] @ np.array([0.7, -0.3])
    best = unserved[np.argsort(-found.score[unserved])[:5]]
    assert truth[np.isin(unserved, best)].mean() > np.sort(truth)[-8:].mean() * 0.8


def test_with_few_places_the_profile_of_the_best_ones_decides() -> None:
    income = np.array([90.0, 88, 40, 42, 45, 89, 41])
    counts = np.array([9.0, 8, 1, 0, 1, 0, 0])
    homes = np.full(7, 1_000.0)
    learn = np.array([True] * 5 + [False] * 2)
    found = likeness(counts, homes, scaled({"income": income}), learn)
    assert found.way is Way.PROFILE
    assert np.isnan(found.rate).all()
    assert found.score[5] > found.score[6]


def test_without_columns_or_customers_nothing_is_claimed() -> None:
    homes, nobody = np.full(4, 1_000.0), np.zeros(4)
    assert likeness(nobody, homes, scaled({}), np.ones(4, dtype=bool)).way is Way.NONE
    held = scaled({"income": np.array([1.0, 2, 3, 4])})
    assert likeness(nobody, homes, held, np.ones(4, dtype=bool)).way is Way.NONE


def test_columns_that_say_nothing_are_left_out() -> None:
    held = scaled(
        {
            "income": np.array([10.0, np.nan, 30.0]),
            "same": np.array([5.0, 5.0, 5.0]),
            "unknown": np.full(3, np.nan),
            "miles": np.array([0.0, 10.0, 1_000.0]),
        },
        frozenset({"miles"}),
    )
    assert held.names == ("income", "miles")
    assert held.values[1, 0] == 0
    assert held.values[:, 1].std() == pytest.approx(1)
    assert held.values[1, 1] > -0.5
