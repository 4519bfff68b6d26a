import numpy as np
import pytest

from retailcrm.analytics.value.lifetime import (
    discounted_visits,
    own_rate,
    simple_year,
    worth_by_age,
    worth_if_kept,
)
from retailcrm.analytics.value.spend import SpendModel, expected_spend
from retailcrm.analytics.value.visits_model import VisitModel

BG = VisitModel(0.24259289953626761, 4.413531504066977, 0.7928862463159423,
                2.4257538783272934, once=0)  # fmt: skip
MBG = VisitModel(0.5248378961149742, 6.18299132983977, 0.8913564179942974, 1.614000170318231)
SPEND = SpendModel(6.248802487960446, 3.7445884526870934, 15.447748010437587)
MONTH_IN_WEEKS = 30.4375 / 7


def worth(model, cdnow):
    known = (cdnow.repeats, cdnow.last, cdnow.age)
    visits = discounted_visits(model, known, month=MONTH_IN_WEEKS)
    return visits * expected_spend(SPEND, cdnow.repeats, cdnow.spend)


@pytest.mark.parametrize(("model", "column", "total"), [
    (BG, "clv_bg", 71_552.15),
    (MBG, "clv_mbg", 67_814.51),
])  # fmt: skip
def test_the_cd_buyers_are_worth_what_was_worked_out(cdnow, rows_of, model, column, total):
    found = worth(model, cdnow)
    first = [float(row[column]) for row in rows_of("value_first_ten.csv")]
    assert found[:10] == pytest.approx(first, abs=6e-5)
    assert found.sum() == pytest.approx(total, abs=0.01)


def test_without_waiting_costs_a_year_is_the_visits_of_twelve_months(cdnow):
    from retailcrm.analytics.value.forecast import expected_visits  # noqa: PLC0415

    known = (cdnow.repeats, cdnow.last, cdnow.age)
    plain = discounted_visits(MBG, known, discount=0.0, month=MONTH_IN_WEEKS)
    assert plain == pytest.approx(expected_visits(MBG, *known, 12 * MONTH_IN_WEEKS))


def test_cohorts_add_up_to_the_worth_of_a_customer_by_age():
    nan = np.nan
    margins = np.array([[30, 4, 3, 2], [28, 5, 3.5, nan], [31, 4, nan, nan]])
    sizes = np.array([100.0, 120.0, 90.0])
    found = worth_by_age(margins * sizes[:, None], sizes)
    assert np.diff(found, prepend=0) == pytest.approx([29.5161, 4.3871, 3.2727, 2.0], abs=5e-5)
    assert found[-1] == pytest.approx(39.1760, abs=5e-5)


def test_an_age_that_nobody_has_lived_has_no_value():
    found = worth_by_age(np.array([[30.0, np.nan]]), np.array([3.0]))
    assert found[0] == 10
    assert np.isnan(found[1])


def test_a_customer_kept_with_86_percent_a_month_is_worth_47():
    assert worth_if_kept(9.6, 0.86, 0.01, 12) == pytest.approx(47.0453, abs=5e-5)
    assert worth_if_kept(9.6, 0.86, 0.01) == pytest.approx(55.04)


def test_the_own_rate_goes_on_for_ever_but_not_from_a_week():
    visits = own_rate(np.array([4, 4, 0]), np.array([365, 7, 100]), 365)
    assert visits == pytest.approx([4.0, 4 * 365 / (3 * 30.4375), 0.0])
    assert own_rate(np.array([3]), np.array([0]), 30, least=0.0) == 0


def test_the_simple_rule_takes_off_who_rarely_returns():
    year = simple_year(np.array([6, 1]), np.array([365.25, 0.0]), np.array([0.6, 0.3]))
    assert year == pytest.approx([6 * 0.6, 1 / 3 * 12 * 0.3])
