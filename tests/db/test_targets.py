"""Targets are kept with the day and the figure they began with, on any database."""

from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.targets import Goals
from retailcrm.wiring import Services
from tests.builders import Goods, a_sale, an_export, taken_in


def sold(shop: Services, folder: Path) -> None:
    months = [
        a_sale(f"{month}-{n}", Goods("Teapot", 2_000), buyer="", day=f"2026-{month:02}-{n + 1:02}")
        for month in (4, 5, 6)
        for n in range(3)
    ]
    taken_in(shop, an_export(folder / "sales.csv", *months))


def test_a_target_remembers_where_the_figure_stood(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path)
    (made,) = shop.insights.targets.save(Goals({"ticket": 2_500.0}, date(2030, 1, 1))).value
    assert (made.key, made.goal, made.start) == ("ticket", 2_500.0, 2_000.0)
    (row,) = shop.insights.targets.read()
    assert (row.now.value, row.way) == (2_000.0, 0.0)


def test_another_day_keeps_where_a_target_began(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path)
    (first,) = shop.insights.targets.save(Goals({"ticket": 2_500.0}, date(2030, 1, 1))).value
    (again,) = shop.insights.targets.save(Goals({"ticket": 2_500.0}, date(2031, 1, 1))).value
    assert (again.start, again.since) == (first.start, first.since)
    assert again.until == date(2031, 1, 1)


def test_no_goals_are_no_targets(shop: Services, tmp_path: Path) -> None:
    sold(shop, tmp_path)
    shop.insights.targets.save(Goals({"ticket": 2_500.0}))
    shop.insights.targets.save(Goals({}))
    assert shop.insights.targets.read() == ()


@pytest.mark.parametrize("goal", [{"member_share": 1.2}, {"ticket": 0.0}])
def test_a_goal_that_makes_no_sense_is_refused(
    shop: Services, tmp_path: Path, goal: dict[str, float | None]
) -> None:
    sold(shop, tmp_path)
    with pytest.raises(UserError):
        shop.insights.targets.save(Goals(goal))
    assert shop.insights.targets.targets() == ()


def test_staff_set_no_targets(shop: Services) -> None:
    with pytest.raises(UserError):
        shop.insights.targets.save(Goals({}), actor=Actor("Ben", Role.STAFF))


def test_a_target_in_an_empty_shop_has_no_figure_yet(shop: Services) -> None:
    assert shop.insights.targets.save(Goals({"best_visits": 12.0})).value[0].start is None
    (row,) = shop.insights.targets.read()
    assert (row.now.value, row.way) == (None, None)
