import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from retailcrm.analytics.value.forecast import (
    back_within,
    expected_visits,
    first_visits,
    moments_if_there,
    share_with,
    still_there,
    visits_if_there,
)
from retailcrm.analytics.value.visits_model import VisitModel

OWN = {
    "BG": VisitModel(0.24259289953626761, 4.413531504066977, 0.7928862463159423,
                     2.4257538783272934, once=0),
    "MBG": VisitModel(0.5248378961149742, 6.18299132983977, 0.8913564179942974,
                      1.614000170318231),
}  # fmt: skip
PUBLISHED = VisitModel(0.243, 4.414, 0.793, 2.426, once=0)


def test_each_worked_customer_comes_out_as_worked_out(rows_of):
    for row in rows_of("value_worked_customers.csv"):
        model = OWN[row["model"]]
        who = (np.array([int(row["x"])]), np.array([float(row["tx"])]), np.array([float(row["T"])]))
        there = still_there(model, *who)
        assert there == pytest.approx(float(row["p_alive"]), abs=1e-9)
        assert expected_visits(model, *who, 39.0) == pytest.approx(float(row["E39_2f1"]), abs=1e-9)
        other = there * moments_if_there(model, who[0], who[2], 39.0).visits
        assert other == pytest.approx(float(row["E39_quad"]), abs=1e-9)
        none = 1.0 - back_within(model, *who, 13.0)
        assert none == pytest.approx(float(row["p_none_13w"]), abs=1e-9)


def test_the_published_figures_of_new_customers_come_out(rows_of):
    for row in rows_of("value_published.csv"):
        words = row["quantity"].replace("(", " ").replace(")", " ").replace("=", " ").split()
        if words[0] == "E[X":
            days = float(words[1].rstrip("]"))
            assert first_visits(PUBLISHED, days) == pytest.approx(float(row["published"]), abs=3e-3)
            assert first_visits(PUBLISHED, days) == pytest.approx(float(row["computed"]), abs=1e-9)
        elif words[0] == "P":
            share = share_with(PUBLISHED, int(words[3].rstrip("]")), float(words[2]))
            assert share == pytest.approx(float(row["published"]), rel=1e-4, abs=1e-10)


def test_the_published_customer_is_expected_to_come_1_226_times():
    who = (np.array([2]), np.array([30.43]), np.array([38.86]))
    assert expected_visits(PUBLISHED, *who, 39.0)[0] == pytest.approx(1.226, abs=5e-4)


def test_a_year_is_finite_where_the_closed_form_is_not():
    many, age = np.array([0, 3, 40]), np.array([300, 300, 300])
    at_one = visits_if_there(VisitModel(0.5, 40.0, 1.0, 1.6), many, age, 365.0)
    below = visits_if_there(VisitModel(0.5, 40.0, 0.99, 1.6), many, age, 365.0)
    above = visits_if_there(VisitModel(0.5, 40.0, 1.01, 1.6), many, age, 365.0)
    assert np.isfinite(at_one).all()
    assert ((at_one < below) & (at_one > above)).all()


def test_a_customer_of_two_thousand_visits_gets_a_figure():
    who = (np.array([2_000]), np.array([699]), np.array([700]))
    expected = expected_visits(VisitModel(0.5, 40.0, 1.0, 1.6), *who, 365.0)
    assert 500 < expected[0] < 1_100


def test_visits_spread_as_a_hundred_thousand_lives_do():
    model, luck = OWN["MBG"], np.random.default_rng(7)
    many, age, days = 3, 20.0, 39.0
    rate = luck.gamma(model.r + many, 1 / (model.alpha + age), 100_000)
    leaves = luck.geometric(luck.beta(model.a, model.b + many + 1, 100_000))
    came = np.minimum(luck.poisson(rate * days), leaves).astype(float)
    told = moments_if_there(model, np.array([many]), np.array([age]), days)
    assert told.visits[0] == pytest.approx(came.mean(), rel=0.02)
    assert told.pairs[0] == pytest.approx((came * (came - 1)).mean(), rel=0.04)


@settings(max_examples=40)
@given(
    logs=some.tuples(*[some.floats(-4, 4)] * 4),
    repeats=some.integers(0, 900),
    age=some.integers(0, 3_000),
    share=some.floats(0, 1),
    days=some.floats(1, 800),
)
def test_every_figure_is_sane_whoever_it_is(logs, repeats, age, share, days):
    r, alpha, a, b = np.exp(logs)
    model = VisitModel(r, alpha * 30, a, b)
    who = (np.array([repeats]), np.array([share * age if repeats else 0.0]), np.array([age]))
    there, back = still_there(model, *who), back_within(model, *who, days)
    assert 0 <= back[0] <= there[0] <= 1
    visits = expected_visits(model, *who, days)
    assert np.isfinite(visits[0])
    assert visits[0] >= 0
    assert visits[0] <= (r + repeats) * days / (model.alpha + age) * (1 + 1e-6) + 1e-9
