from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.loyalty.liability import (
    LiabilitySheet,
    Period,
    Worth,
    allocate,
    half_up,
    liability_sheet,
    released,
)

ONE = Worth(Decimal(1))


def share(text):
    return Decimal(text)


def standard():
    """The example of the standard: 100 000 of sales, 10 000 points, judged twice."""
    return liability_sheet(
        ONE,
        [
            Period("1", 100_000, 10_000, 4_500, 0, share("0.95")),
            Period("2", 0, 0, 4_000, 0, share("0.97")),
        ],
    )


def test_the_example_of_the_standard_comes_out_to_the_unit():
    found = allocate(100_000, 100_000, ONE.price(10_000, share("0.95")))
    assert (half_up(found.goods), half_up(found.points)) == (91_324, 8_676)
    first, second = standard().rows
    assert (first.allocated, first.revenue, first.owed) == (8_676, 4_110, 4_566)
    assert (second.allocated, second.revenue, second.owed) == (0, 3_493, 1_073)
    assert (first.expected, second.expected) == (9_500, 9_700)


def test_the_rounded_variant_of_the_handbook_comes_out_to_the_unit():
    put_aside = Fraction(9_000)
    first = half_up(released(put_aside, 4_500, 9_700))
    assert first == 4_175
    assert half_up(released(put_aside, 8_500, 9_900)) - first == 3_552
    assert half_up(released(put_aside, 4_600, 10_000)) == 4_140


def test_the_retail_example_divides_by_the_standard_and_not_by_rounded_percents():
    tenth = Worth(Decimal(10))
    found = allocate(200_000, 200_000, tenth.price(2_000, share("0.85")))
    assert (half_up(found.goods), half_up(found.points)) == (184_332, 15_668)
    row = liability_sheet(tenth, [Period("1", 200_000, 2_000, 1_000, 0, share("0.85"))]).rows[0]
    assert row.revenue == 9_217


def test_points_roll_forward_and_the_rest_is_revenue_once_all_are_gone():
    sheet = liability_sheet(
        ONE,
        [
            Period("Jan", 50_000, 500, 100, 0, share("0.8"), other=40),
            Period("Feb", 20_000, 200, 150, 30, share("0.8")),
            Period("Mar", 0, 0, 200, 260, share("0.8")),
        ],
    )
    assert [(row.opening, row.closing) for row in sheet.rows] == [(0, 440), (440, 460), (460, 0)]
    assert sheet.rows[-1].owed == 0
    total = sheet.total()
    assert total is not None
    assert total.revenue == total.allocated
    assert (total.earned, total.redeemed, total.expired, total.other) == (700, 450, 290, 40)


def test_open_points_by_the_age_of_their_lots_replace_the_share():
    periods = [Period("1", 100_000, 10_000, 4_500, 0, share("0.95"), to_come=5_500)]
    row = liability_sheet(ONE, periods).rows[0]
    assert row.expected == 10_000
    assert row.revenue == half_up(Fraction(8_676) * 4_500 / 10_000)


def test_the_cost_view_counts_open_points_by_value_share_and_cost():
    goods = Worth(Decimal("0.5"), Decimal("0.6"))
    row = liability_sheet(goods, [Period("1", 9_000, 1_000, 200, 0, share("0.75"))]).rows[0]
    assert row.cost == 180  # 800 points x 0.5 x 0.75 x 0.6


def test_a_sale_returned_whole_leaves_nothing_owed():
    sheet = liability_sheet(
        ONE,
        [
            Period("1", 10_000, 100, 0, 0, share("0.75")),
            Period("2", -10_000, -100, 0, 0, share("0.75")),
        ],
    )
    assert sheet.rows[-1].owed == 0
    assert sheet.rows[-1].closing == 0


def test_points_given_for_nothing_take_no_revenue():
    assert allocate(0, 0, Fraction(75)).points == 0
    assert allocate(500, 500, Fraction(-3)).points == 0
    row = liability_sheet(ONE, [Period("1", 0, 0, 0, 0, share("0.75"), other=1_000)]).rows[0]
    assert (row.owed, row.closing, row.cost) == (0, 1_000, 750)


def test_a_shop_without_periods_has_an_empty_sheet_that_still_says_what_it_means():
    sheet = LiabilitySheet(ONE, ())
    assert sheet.total() is None
    assert any("accountant" in note for note in sheet.notes())


@pytest.mark.parametrize(("amount", "whole"), [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("0", 0)])
def test_halves_round_away_from_zero(amount, whole):
    assert half_up(Fraction(amount)) == whole


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**7),
            st.integers(0, 10**5),
            st.integers(0, 10**4),
            st.integers(0, 10**4),
            st.integers(0, 100),
        ),
        max_size=8,
    )
)
def test_every_column_of_the_sheet_adds_up(rows):
    periods = [
        Period(str(at), sales, earned, redeemed, expired, Decimal(percent) / 100)
        for at, (sales, earned, redeemed, expired, percent) in enumerate(rows)
    ]
    owed = points = 0
    for row in liability_sheet(Worth(Decimal("0.37")), periods).rows:
        assert row.opening == points
        assert row.owed_before == owed
        points += row.earned + row.other - row.redeemed - row.expired
        owed += row.allocated - row.revenue
        assert (row.closing, row.owed) == (points, owed)
        assert row.owed >= 0
