"""Figures are written the way people read them."""

from datetime import date

import pytest

from retailcrm.core.days import month_index
from retailcrm.core.figures import Figures, half_up
from retailcrm.core.resources import resource

DOLLARS = Figures("USD")
HALLOWEEN = date(2025, 10, 31)


def test_amounts_carry_the_decimals_of_their_currency():
    assert DOLLARS.amount(128460) == "1,284.60"
    assert Figures("JPY").amount(128460) == "128,460"
    assert Figures("KWD").amount(128460) == "128.460"


def test_whole_amounts_are_rounded_half_up_when_shown():
    assert DOLLARS.whole(11674250) == "116,743"
    assert DOLLARS.whole(11674249) == "116,742"
    assert DOLLARS.whole(-250) == "−3"


def test_a_change_says_its_direction_and_nothing_changed_says_nothing():
    assert [DOLLARS.change(n) for n in (23, -11, 0)] == ["+23", "−11", "0"]
    assert DOLLARS.change_percent(0.068) == "+6.8\u202f%"
    assert DOLLARS.change_percent(-0.0004) == "0.0\u202f%"
    assert DOLLARS.change_percent(0.0004) == "0.0\u202f%"
    assert DOLLARS.change_whole(950649) == "+9,506"


def test_halves_that_binary_fractions_hide_are_still_rounded_up():
    assert DOLLARS.percent(0.145, places=0) == "15\u202f%"
    assert DOLLARS.percent(0.0125) == "1.3\u202f%"
    assert half_up(-2.5) == -3


def test_a_head_with_a_percent_sign_spares_its_cells_theirs():
    assert DOLLARS.bare_percent(0.584) == "58.4"
    assert DOLLARS.bare_change(0.068) == "+6.8"


def test_the_difference_of_two_shares_is_in_points():
    assert DOLLARS.points(0.013) == "+1.3\u202fpt"
    assert DOLLARS.points(-0.045) == "−4.5\u202fpt"


def test_no_value_is_a_dash_everywhere():
    values = (DOLLARS.count(None), DOLLARS.amount(None), DOLLARS.whole(None), DOLLARS.money(None))
    changes = (DOLLARS.change(None), DOLLARS.change_whole(None), DOLLARS.points(None))
    shares = (DOLLARS.percent(None), DOLLARS.bare_percent(None), DOLLARS.change_percent(None))
    days = (DOLLARS.days(None), DOLLARS.day(None), DOLLARS.short_day(None), DOLLARS.month(None))
    assert set(values + changes + shares + days) == {"–"}


def test_dates_put_the_day_before_the_month():
    assert DOLLARS.day(HALLOWEEN) == "Fri 31 Oct 2025"
    assert DOLLARS.day_year(HALLOWEEN) == "31 Oct 2025"
    assert DOLLARS.short_day(HALLOWEEN) == "31 Oct"
    assert DOLLARS.month(month_index(HALLOWEEN)) == "October 2025"
    assert DOLLARS.short_month(month_index(HALLOWEEN)) == "Oct 2025"
    assert DOLLARS.short_month_name(month_index(HALLOWEEN)) == "Oct"


def test_money_in_a_sentence_has_its_sign():
    assert DOLLARS.money(2419000, whole=True) == "$24,190"
    assert DOLLARS.money(-531000) == "−$5,310.00"
    assert Figures("EUR", "de_DE").money(531000) == "5.310,00\u202f€"
    assert Figures("CHF", "de_CH").money(531000) == "CHF\u202f5’310.00"


@pytest.mark.parametrize(
    ("locale", "amount", "percent", "day"),
    [
        ("de_DE", "1.234.567,89", "5,0\u202f%", "Fr 31. Okt 2025"),
        ("fr_FR", "1\u202f234\u202f567,89", "5,0\u202f%", "ven 31 oct 2025"),
        ("en_IN", "12,34,567.89", "5.0\u202f%", "Fri 31 Oct 2025"),
        ("it-IT", "1.234.567,89", "5,0%", "ven 31 ott 2025"),
        ("xx_ZZ", "1,234,567.89", "5.0\u202f%", "Fri 31 Oct 2025"),
    ],
)
def test_each_language_keeps_its_own_signs(locale, amount, percent, day):
    figures = Figures("EUR", locale)
    assert figures.amount(123456789) == amount
    assert figures.percent(0.05) == percent
    assert figures.day(HALLOWEEN).replace(".,", "").replace(",", "") == day


def test_spans_of_days_know_one_from_many():
    assert [DOLLARS.days(n) for n in (1, 23, 22.5)] == ["1 day", "23 days", "23 days"]


def test_fonts_travel_with_their_licence():
    names = {path.name for path in resource("fonts").iterdir()}
    assert {"NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf"} <= names
    assert {"OFL.txt", "SOURCE.md"} <= names
