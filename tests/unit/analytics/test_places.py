"""Places are ranked by what is almost certain of them, so that luck wins nothing."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.analytics.places import Areas, fit_strength, rank, shrink, trade_area

WORKED = Path(__file__).parents[2] / "data" / "methods" / "geo_worked.csv"


def _worked() -> list[dict[str, str]]:
    with WORKED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _areas(rows: list[dict[str, str]]) -> Areas:
    def column(name: str) -> np.ndarray:
        return np.array([float(row[name]) for row in rows])

    return Areas(
        column("households"),
        column("customers").astype(np.int64),
        column("best_customers").astype(np.int64),
        column("revenue"),
    )


def test_the_worked_town_of_eight_postcodes_is_reproduced() -> None:
    rows = _worked()
    found = rank(_areas(rows), np.ones(len(rows), dtype=bool))
    assert found.strength == pytest.approx(0.4207, abs=5e-5)
    assert found.rate == pytest.approx(0.0015115, abs=5e-8)
    told = {
        "penetration_per_1000": found.per_thousand,
        "penetration_index": found.index,
        "best_index": found.best_index,
        "best_among_customers_index": found.among_index,
        "revenue_per_household": found.per_household,
        "expected_best": found.expected,
        "best_index_shrunk": found.likely,
        "index_lo": found.low,
        "prospects": found.prospects,
        "expected_new_best_per_1000_mailed": found.found,
    }
    for name, values in told.items():
        for row, value in zip(rows, values, strict=True):
            if not row[name]:
                assert np.isnan(value)
            else:
                assert value == pytest.approx(float(row[name]), rel=1e-4, abs=6e-6), name


def test_a_tiny_place_with_three_good_customers_does_not_win_by_luck() -> None:
    rows = _worked()
    found = rank(_areas(rows), np.ones(len(rows), dtype=bool))
    named = [row["zip"] for row in rows]
    lucky, sound = named.index("10006"), named.index("10002")
    assert found.best_index[lucky] > 2 * found.best_index[sound]
    order = [named[at] for at in np.argsort(-found.low)]
    assert order[:2] == ["10004", "10001"]
    assert found.low[lucky] < 60


def test_without_households_only_shares_among_customers_are_told() -> None:
    areas = Areas(
        np.array([np.nan, np.nan]), np.array([30, 10]), np.array([3, 3]), np.array([10.0, 4.0])
    )
    found = rank(areas, np.array([True, True]))
    assert np.isnan(found.per_thousand).all()
    assert np.isnan(found.likely).all()
    assert found.among_index == pytest.approx(
        [100 * (3 / 30) / (6 / 40), 100 * (3 / 10) / (6 / 40)]
    )


def test_nobody_anywhere_makes_no_figures_and_no_noise() -> None:
    nothing = rank(
        Areas(np.array([0.0]), np.array([0]), np.array([0]), np.array([0.0])), np.array([True])
    )
    assert np.isnan(nothing.best_index).all()
    none = rank(
        Areas(np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)),
        np.empty(0, dtype=bool),
    )
    assert none.likely.size == 0


def test_the_trade_area_is_the_fewest_places_that_hold_nine_in_ten() -> None:
    assert trade_area(np.array([50, 30, 10, 10, 0])).tolist() == [True, True, True, False, False]
    assert trade_area(np.array([1, 99])).tolist() == [False, True]
    assert not trade_area(np.zeros(3, dtype=np.int64)).any()


@given(
    st.lists(
        st.tuples(st.integers(1, 50_000), st.integers(0, 400), st.integers(0, 40)),
        min_size=1,
        max_size=30,
    )
)
def test_shrinking_keeps_every_place_between_its_own_and_the_average(
    told: list[tuple[int, int, int]],
) -> None:
    homes, buy, best = (np.array(one) for one in zip(*told, strict=True))
    areas = Areas(homes.astype(float), buy, np.minimum(best, buy), buy * 10.0)
    found = rank(areas, np.ones(homes.size, dtype=bool))
    if not areas.best.sum():
        assert np.isnan(found.likely).all()
        return
    least = np.minimum(found.best_index, 100.0) - 1e-6
    most = np.maximum(found.best_index, 100.0) + 1e-6
    assert ((found.likely >= least) & (found.likely <= most)).all()
    assert (found.low <= found.likely + 1e-9).all()
    assert (found.high >= found.low).all()


def test_the_lower_end_covers_the_truth_as_often_as_it_promises() -> None:
    random = np.random.default_rng(5)
    expected = random.gamma(2.0, 6.0, 4_000) + 0.2
    truth = random.gamma(1.7, 1 / 1.7, 4_000)
    seen = random.poisson(expected * truth).astype(float)
    strength = fit_strength(seen, expected)
    assert strength == pytest.approx(1.7, rel=0.15)
    _, low, high = shrink(seen, expected, strength)
    assert (truth > low).mean() == pytest.approx(0.95, abs=0.015)
    assert (truth < high).mean() == pytest.approx(0.95, abs=0.015)
