import csv
from decimal import Decimal
from pathlib import Path

import pytest

from retailcrm.loyalty.program import Earning, Program, Redeeming
from retailcrm.loyalty.rates import PointsRate, points_per_unit, rate_of

DATA = Path(__file__).parents[2] / "data" / "loyalty"


def worked():
    with (DATA / "points_effective_rate.csv").open(encoding="utf-8") as file:
        return [[float(cell) for cell in row] for row in list(csv.reader(file))[1:]]


@pytest.mark.parametrize("row", worked())
def test_the_cost_of_points_is_as_worked_out_to_the_digit(row):
    found = PointsRate(*row[:5])
    assert [found.nominal, found.effective] == row[5:]


def test_a_program_costs_what_its_terms_say():
    program = Program(
        earning=Earning(per_unit=Decimal(10)),
        redeeming=Redeeming(value=Decimal("0.5")),
        cost_factor=Decimal("0.6"),
        urr=Decimal("0.7"),
    )
    found = rate_of(program, 2, multiplier=1.5)
    assert found.nominal == pytest.approx(0.075)
    assert found.effective == pytest.approx(0.0315)
    assert rate_of(program, 2, 1.5, redeemed=1.0).effective == pytest.approx(0.045)


def test_a_currency_without_decimals_has_the_same_rate():
    program = Program(earning=Earning(per_unit=Decimal("0.01")), redeeming=Redeeming(Decimal(1)))
    assert rate_of(program, 0).nominal == pytest.approx(0.01)


def test_the_points_that_make_a_rate_give_that_rate_back():
    per_unit = points_per_unit(0.03, Decimal("0.5"), 2)
    assert per_unit == pytest.approx(6)
    assert PointsRate(per_unit, 0.005).nominal == pytest.approx(0.03)
