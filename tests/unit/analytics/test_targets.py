"""The way to a target, told as an owner would."""

from datetime import date

import pytest

from retailcrm.analytics.targets import Target

NEW_YEAR = date(2026, 1, 1)


def test_half_the_way_is_half_the_difference() -> None:
    assert Target("ticket", 3_000, 2_000, NEW_YEAR).way(2_500) == pytest.approx(0.5)


def test_a_figure_that_fell_is_behind_where_it_began() -> None:
    assert Target("retention", 0.5, 0.4, NEW_YEAR).way(0.38) == pytest.approx(-0.2)


def test_wanting_no_more_than_there_is_is_reached_as_long_as_it_lasts() -> None:
    low = Target("retention", 0.5, 0.65, NEW_YEAR)
    assert (low.way(0.6), low.way(0.49)) == (1.0, 0.0)


def test_a_target_past_its_goal_says_by_how_much() -> None:
    assert Target("ticket", 3_000, 2_000, NEW_YEAR).way(3_200) == pytest.approx(1.2)


def test_keeping_what_one_has_is_done_or_lost() -> None:
    held = Target("ticket", 2_000, 2_000, NEW_YEAR)
    assert (held.way(2_000), held.way(1_999)) == (1.0, 0.0)


def test_nothing_is_said_of_a_figure_without_a_value() -> None:
    assert Target("retention", 0.5, 0.4, NEW_YEAR).way(None) is None
    assert Target("retention", 0.5, None, NEW_YEAR).way(0.4) is None


def test_time_gone_stays_between_nothing_and_all() -> None:
    target = Target("ticket", 3_000, 2_000, NEW_YEAR, date(2026, 12, 31))
    assert target.time_gone(date(2025, 6, 1)) == 0.0
    assert target.time_gone(date(2026, 7, 2)) == pytest.approx(0.5)
    assert target.time_gone(date(2027, 6, 1)) == 1.0
    assert Target("ticket", 3_000, 2_000, NEW_YEAR).time_gone(NEW_YEAR) is None
