import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from retailcrm.analytics.value.fitting import fit_visits
from retailcrm.analytics.value.sample import Sample
from retailcrm.analytics.value.visits_model import VisitModel, likelihood

PUBLISHED = {
    0: (0.242593, 4.413532, 0.792886, 2.425754, -9582.4256),
    1: (0.524838, 6.182991, 0.891356, 1.614000, -9582.1327),
}


def sample_of(cdnow):
    return Sample.of(cdnow.repeats, cdnow.last, cdnow.age)


def parameters(model):
    return np.array([model.r, model.alpha, model.a, model.b])


@pytest.mark.parametrize("once", [0, 1])
def test_the_cd_buyers_give_the_published_parameters(cdnow, once):
    gap = cdnow.last.sum() / cdnow.repeats.sum()
    fit = fit_visits(sample_of(cdnow), gap, once=once, steadied=False)
    assert fit is not None
    assert parameters(fit.model) == pytest.approx(PUBLISHED[once][:4], abs=2e-5)
    assert fit.likelihood == pytest.approx(PUBLISHED[once][4], abs=1e-3)
    assert fit.tries == 1


@pytest.mark.parametrize("once", [0, 1])
def test_the_fit_agrees_with_lifetimes(cdnow, once):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter  # type: ignore[import-untyped] # noqa: PLC0415

        other = (BetaGeoFitter, ModifiedBetaGeoFitter)[once](penalizer_coef=0.0)
        other.fit(cdnow.repeats, cdnow.last, cdnow.age)
    fit = fit_visits(sample_of(cdnow), 8.0, once=once, steadied=False)
    assert fit is not None
    theirs = [other.params_[name] for name in ("r", "alpha", "a", "b")]
    assert parameters(fit.model) == pytest.approx(theirs, rel=1e-3)


def test_steadying_moves_a_large_shop_by_little_and_a_small_one_by_more(cdnow):
    def moved(count):
        sample = Sample.of(cdnow.repeats[:count], cdnow.last[:count], cdnow.age[:count])
        free = fit_visits(sample, 8.0, steadied=False)
        held = fit_visits(sample, 8.0)
        assert free is not None
        assert held is not None
        return np.abs(np.log(parameters(held.model) / parameters(free.model))).max()

    assert moved(2_357) < 0.05
    assert moved(200) > 0.05


def test_days_instead_of_weeks_change_the_unit_of_one_parameter_only(cdnow):
    week = fit_visits(sample_of(cdnow), 8.0)
    day = fit_visits(sample_of(cdnow).scaled(7.0), 56.0)
    assert week is not None
    assert day is not None
    assert parameters(day.model) == pytest.approx(parameters(week.model) * [1, 7, 1, 1], rel=1e-5)


def test_the_order_of_customers_changes_nothing(cdnow):
    order = np.random.default_rng(3).permutation(cdnow.age.size)
    mixed = Sample.of(cdnow.repeats[order], cdnow.last[order], cdnow.age[order])
    assert fit_visits(mixed, 8.0) == fit_visits(sample_of(cdnow), 8.0)


def test_equal_customers_are_counted_once_and_weigh_what_they_are(cdnow):
    sample = sample_of(cdnow)
    assert sample.count.size < cdnow.age.size
    assert sample.size == cdnow.age.size
    back = sample.ages[sample.of_age] @ sample.count
    assert back == pytest.approx(cdnow.age.sum())


@pytest.mark.parametrize("once", [0, 1])
@settings(max_examples=30)
@given(
    logs=some.tuples(*[some.floats(-3, 3)] * 4),
    seed=some.integers(0, 1_000),
)
def test_the_slopes_are_those_of_the_likelihood(once, logs, seed):
    luck = np.random.default_rng(seed)
    age = luck.integers(1, 900, 30)
    repeats = luck.integers(0, 20, 30)
    last = np.where(repeats > 0, (age * luck.random(30)).astype(np.int64), 0)
    sample = Sample.of(repeats, last, age)
    at = np.exp(np.array(logs))

    def told(values):
        r, alpha, a, b = values
        return likelihood(VisitModel(r, alpha, a, b, once), sample)

    _, slopes = told(at)
    for place in range(4):
        step = np.zeros(4)
        step[place] = at[place] * 1e-5
        measured = (told(at + step)[0] - told(at - step)[0]) / (2 * step[place])
        assert slopes[place] == pytest.approx(measured, rel=2e-4, abs=1e-3)


def test_nobody_and_a_single_day_give_no_model():
    none = np.zeros(0, dtype=np.int64)
    assert fit_visits(Sample.of(none, none, none), 30.0) is None
    today = np.zeros(40, dtype=np.int64)
    assert fit_visits(Sample.of(today, today, today), 30.0) is None
    assert likelihood(VisitModel(1, 1, 1, 1), Sample.of(none, none, none))[0] == 0


def test_a_shop_where_nobody_ever_came_again_still_gets_finite_parameters():
    age = np.arange(1, 400)
    none = np.zeros_like(age)
    fit = fit_visits(Sample.of(none, none, age), 30.0)
    assert fit is None or np.isfinite(parameters(fit.model)).all()
