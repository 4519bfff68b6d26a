import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import lomax  # type: ignore[attr-defined]

from retailcrm.analytics.history import NO_DAY
from retailcrm.analytics.prior import Prior, default_prior, fit_prior
from retailcrm.analytics.rhythm import (
    STAGES,
    Silence,
    deadline,
    expected_interval,
    rhythm,
    still_away,
)
from retailcrm.analytics.rules import Rules

DATA = Path(__file__).parents[2] / "data" / "methods"
DEFAULT = Prior(3.0, 90.0)


def worked():
    with (DATA / "mia_final_deadlines.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", worked(), ids=lambda row: f"{row['prior']}-{row['n']}-{row['s_days']}"
)
def test_deadlines_are_as_worked_out(row):
    # The table writes the fitted priors with six decimals.
    exact = row["prior"].startswith("default")
    prior = Prior(float(row["r0"]), float(row["alpha0"]))
    n, s = np.array([int(row["n"])]), np.array([int(row["s_days"])])
    for name, share in (("q50", 0.5), ("remind_q80", 0.8), ("mia_q90", 0.9), ("q99", 0.99)):
        found = deadline(share, n, s, prior)[0]
        assert found == pytest.approx(float(row[name]), abs=1e-6 if exact else 1e-4)
        assert found == pytest.approx(lomax.ppf(share, prior.shape + n[0], scale=prior.rate + s[0]))
    assert expected_interval(n, s, prior)[0] == pytest.approx(
        float(row["expected_interval"]), abs=1e-6 if exact else 1e-4
    )


def test_the_share_still_away_agrees_with_the_deadline():
    n, s = np.array([0, 4, 10]), np.array([0, 100, 70])
    assert still_away(deadline(0.9, n, s, DEFAULT), n, s, DEFAULT) == pytest.approx([0.1] * 3)


def shop(seed, customers, shape, rate):
    """Customers whose rates spread by the prior, each with up to ten whole-day gaps."""
    draw = np.random.default_rng(seed)
    own = draw.gamma(shape, 1 / rate, customers)
    many = draw.integers(0, 11, customers)
    days = np.array(
        [np.ceil(draw.exponential(1 / one, n)).sum() for one, n in zip(own, many, strict=True)]
    )
    return many, days.astype(np.int64)


def likelihood(at, n, s):
    r, a = np.exp(at)
    return -np.sum(r * np.log(a) - gammaln(r) + gammaln(r + n) - (r + n) * np.log(a + s))


@pytest.mark.parametrize(
    ("seed", "shape", "rate"), [(1, 3.0, 90.0), (2, 0.7, 20.0), (3, 12.0, 600.0)]
)
def test_the_fit_finds_what_a_library_finds(seed, shape, rate):
    n, s = shop(seed, 3000, shape, rate)
    found = fit_prior(n, s)
    again = n > 0
    by_library = minimize(
        likelihood,
        np.log([1.5, 1.5 * s.sum() / n.sum()]),
        args=(n[again], s[again]),
        method="L-BFGS-B",
        bounds=[(-3, 6), (-3, 12)],
        options={"ftol": 1e-15, "gtol": 1e-10},
    )
    assert found.fitted
    assert (found.shape, found.rate) == pytest.approx(tuple(np.exp(by_library.x)), rel=1e-3)
    assert (
        likelihood(np.log([found.shape, found.rate]), n[again], s[again]) <= by_library.fun + 1e-6
    )
    assert (found.shape, found.rate) == pytest.approx((shape, rate), rel=0.25)


def test_a_shop_where_all_share_one_rhythm_stops_at_the_bound():
    found = fit_prior(np.full(200, 10), np.full(200, 300))
    assert found.shape == pytest.approx(np.exp(6.0))
    assert found.rate / (found.shape - 1) == pytest.approx(30, rel=0.01)


@pytest.mark.parametrize(
    ("gaps", "days"),
    [
        (np.full(29, 10), np.full(29, 100)),
        (np.full(30, 1), np.full(30, 20)),
        (np.zeros(9, int),) * 2,
    ],
)
def test_too_little_history_takes_the_owners_word(gaps, days):
    assert fit_prior(gaps, days, 14) == default_prior(14) == Prior(3.0, 28.0)


def silence(gap, gaps=0, days=0, enrolled=NO_DAY):
    def one(value):
        return np.array([value], dtype=np.int64)

    return Silence(one(gap), one(gaps), one(days), one(enrolled), as_of=20_000)


@pytest.mark.parametrize(
    ("gap", "stage"),
    [
        (0, "active"),
        (49, "active"),  # 8 of 10 are back by 49.11
        (50, "been_a_while"),
        (73, "been_a_while"),
        (75, "mia"),  # 9 of 10 by 74.004
        (364, "mia"),
        (365, "dead"),
    ],
)
def test_stages_follow_the_customers_own_limits(gap, stage):
    found = rhythm(silence(gap, 4, 100), DEFAULT, Rules())
    assert STAGES[found.stage[0]] == stage


def test_a_yearly_customer_is_not_dead_after_a_year():
    found = rhythm(silence(400, 4, 1460), DEFAULT, Rules())
    assert found.dead[0] > 365
    assert STAGES[found.stage[0]] == "active"


@pytest.mark.parametrize(
    ("enrolled", "stage"), [(NO_DAY, "new"), (19_821, "new"), (19_820, "dead"), (20_000, "new")]
)
def test_a_card_never_used_is_new_for_180_days(enrolled, stage):
    found = rhythm(silence(-1, enrolled=enrolled), DEFAULT, Rules())
    assert STAGES[found.stage[0]] == stage
    assert np.isnan(found.usual[0])
    assert np.isnan(found.limit[0])


def test_no_usual_interval_where_no_mean_exists():
    assert np.isnan(expected_interval(np.array([0]), np.array([0]), Prior(0.8, 20.0))[0])
