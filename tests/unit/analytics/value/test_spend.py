import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from retailcrm.analytics.value.spend import (
    PlainSpend,
    SpendModel,
    expected_spend,
    expected_squares,
    fit_spend,
)

PUBLISHED = SpendModel(6.25, 3.74, 15.44)


def test_the_cd_buyers_spend_as_published(cdnow):
    fit = fit_spend(cdnow.repeats, cdnow.spend, 0.0)
    assert isinstance(fit.spending, SpendModel)
    found = (fit.spending.p, fit.spending.q, fit.spending.v)
    assert found == pytest.approx((6.25, 3.74, 15.44), abs=0.02)
    assert found == pytest.approx((6.248802, 3.744588, 15.447748), rel=1e-5)
    assert fit.likelihood == pytest.approx(-4055.9232, abs=1e-3)
    assert fit.likelihood == pytest.approx(-4055.9177, abs=0.02)
    assert fit.correlation == pytest.approx(0.114, abs=1e-3)
    assert not fit.rough


def test_each_worked_customer_spends_as_worked_out():
    repeats, spend = np.array([2, 1, 7]), np.array([22.35, 11.77, 73.74])
    assert expected_spend(PUBLISHED, repeats, spend) == pytest.approx(
        [24.6637, 18.9169, 71.4697], abs=1e-4
    )


def test_who_came_once_spends_what_the_shop_does():
    assert PUBLISHED.mean == pytest.approx(35.22, abs=5e-3)
    assert expected_spend(PUBLISHED, np.array([0]), np.array([0.0])) == pytest.approx(
        PUBLISHED.mean
    )


def test_the_unit_of_money_changes_nothing_but_the_unit(cdnow):
    dollars = fit_spend(cdnow.repeats, cdnow.spend, 0.0).spending
    cents = fit_spend(cdnow.repeats, cdnow.spend * 100, 0.0).spending
    assert isinstance(dollars, SpendModel)
    assert isinstance(cents, SpendModel)
    assert cents.p == pytest.approx(dollars.p, rel=1e-6)
    assert cents.mean == pytest.approx(dollars.mean * 100, rel=1e-6)


def test_who_returned_more_than_they_bought_is_left_out_and_still_gets_a_figure(cdnow):
    repeats = np.append(cdnow.repeats, [3, 2])
    spend = np.append(cdnow.spend, [-40.0, 0.0])
    fit = fit_spend(repeats, spend, 0.0)
    assert fit.left_out == 2
    assert fit.spending == fit_spend(cdnow.repeats, cdnow.spend, 0.0).spending
    told = expected_spend(fit.spending, repeats[-2:], spend[-2:])
    assert ((told > 0) & (told < fit.spending.mean)).all()


@pytest.mark.parametrize(
    "spend",
    [[], [-5.0, -1.0], [0.0, 0.0], [30.0], [30.0, 30.0, 30.0, 30.0]],
    ids=["nobody", "returns", "nothing", "one", "all the same"],
)
def test_where_no_pattern_holds_own_and_shop_are_mixed(spend):
    repeats = np.full(len(spend), 2)
    fit = fit_spend(repeats, np.array(spend), 12.0)
    assert isinstance(fit.spending, PlainSpend)
    positive = [one for one in spend if one > 0]
    mean = float(np.mean(positive)) if positive else 12.0
    assert fit.spending.mean == pytest.approx(mean)
    mixed = expected_spend(fit.spending, np.array([2]), np.array([60.0]))
    assert mixed == pytest.approx((2 * 60 + 2 * mean) / 4)


def test_spending_that_grows_with_visits_is_called_rough():
    luck = np.random.default_rng(2)
    repeats = luck.integers(1, 30, 300)
    assert fit_spend(repeats, repeats * 10 + luck.random(300), 0.0).rough


def test_squares_are_those_of_a_hundred_thousand_baskets():
    luck, model, repeats, spend = (
        np.random.default_rng(5),
        SpendModel(3.0, 5.0, 4_000.0),
        4,
        2_500.0,
    )
    rate = luck.gamma(model.p * repeats + model.q, 1 / (model.v + repeats * spend), 100_000)
    means = model.p / rate
    within, square = expected_squares(model, np.array([repeats]), np.array([spend]))
    assert square[0] == pytest.approx((means**2).mean(), rel=0.02)
    assert within[0] == pytest.approx((means**2 / model.p).mean(), rel=0.02)


@settings(max_examples=25)
@given(
    repeats=some.lists(some.integers(0, 60), min_size=1, max_size=40),
    seed=some.integers(0, 500),
)
def test_whatever_was_spent_every_figure_is_finite(repeats, seed):
    luck = np.random.default_rng(seed)
    many = np.array(repeats)
    spend = np.where(many > 0, np.round(luck.normal(500, 900, many.size)), 0.0)
    fit = fit_spend(many, spend, 100.0)
    told = expected_spend(fit.spending, many, spend)
    within, square = expected_squares(fit.spending, many, spend)
    for one in (told, within, square):
        assert np.isfinite(one).all()
        assert (one >= 0).all()
