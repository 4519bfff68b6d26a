"""Moments and time: midnight, changed clocks, leap years, data that are too old."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from retailcrm.campaigns.moments.moment import Kind, Moment, Step
from retailcrm.core.errors import UserError
from retailcrm.wiring import Services
from tests.builders import (
    a_sale,
    an_export,
    one_value,
    taken_in,
)
from tests.moment_shop import BIRTHDAY, WELCOME, a_member, people, switched_on, visits
from tests.new_books import new_shop


def test_nothing_goes_out_while_the_data_of_a_store_are_old(tmp_path: Path) -> None:
    """Ruling 20: a late file makes everybody look missing."""
    now = [datetime(2026, 11, 2, 9, 30, tzinfo=UTC)]
    shop = new_shop(tmp_path / "late.db", lambda: now[0])
    try:
        people(tmp_path, shop, *(a_member(one) for one in (1, 2)))
        visits(tmp_path, shop, (1, date(2026, 10, 31)), (2, date(2026, 11, 1)))
        patient = replace(WELCOME, moment=Moment(Kind.WELCOME, (Step(0),), late=30))
        switched_on(shop, patient, date(2026, 10, 1))
        triggers = shop.campaigns.triggers
        now[0] += timedelta(days=7)
        late = triggers.due()
        assert "Main Street" in late.held_up
        assert (late.ready, dict(late.moments[0].waiting)) == (0, {"stale": 2})
        with pytest.raises(UserError, match="Nothing goes out"):
            triggers.run()
        assert one_value(shop, "SELECT COUNT(*) FROM assignment") == 0
    finally:
        shop.close()


def test_c44_the_day_is_the_shops_own_one_minute_before_and_after_midnight(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 3, 4, 59, tzinfo=UTC)]  # 23:59 in New York on 2 November
    shop = new_shop(tmp_path / "night.db", lambda: now[0])
    try:
        people(tmp_path, shop, a_member(1, birthday="11-10"))
        visits(tmp_path, shop, (1, date(2026, 11, 1)))
        switched_on(shop, BIRTHDAY, date(2026, 11, 1))
        triggers = shop.campaigns.triggers
        assert (triggers.due().as_of, triggers.due().ready) == (date(2026, 11, 2), 0)
        now[0] += timedelta(minutes=2)  # 00:01 on the 3rd, a week before the 10th
        assert (triggers.due().as_of, triggers.due().ready) == (date(2026, 11, 3), 1)
    finally:
        shop.close()


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_c44_the_nights_on_which_clocks_change_have_one_day_each(tmp_path: Path, day: date) -> None:
    """New York: one night has 23 hours, the other 25; a birthday is due once all the same."""
    now = [datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)]
    shop = new_shop(tmp_path / "clocks.db", lambda: now[0])
    try:
        kept = day + timedelta(days=7)
        people(tmp_path, shop, a_member(1, birthday=f"{kept:%m-%d}"))
        visits(tmp_path, shop, (1, day - timedelta(days=2)))
        switched_on(shop, BIRTHDAY, day - timedelta(days=30))
        sent = []
        for _ in range(13):
            ran = shop.campaigns.triggers.run().value
            sent += [ran.as_of] * ran.sent
            now[0] += timedelta(hours=5)
        assert sent == [day]
    finally:
        shop.close()


def test_c44_born_on_the_29_february_she_gets_a_card_each_year(tmp_path: Path) -> None:
    now = [datetime(2027, 2, 18, 12, tzinfo=UTC)]
    shop = new_shop(tmp_path / "leap.db", lambda: now[0])
    try:
        people(tmp_path, shop, a_member(1, birthday="02-29"))
        switched_on(shop, BIRTHDAY, date(2027, 1, 1))
        days = []
        for year, last in ((2027, 28), (2028, 29)):
            visits(tmp_path, shop, (1, date(year, 2, 18)), name=f"y{year}")
            for day in range(20, 24):
                now[0] = datetime(year, 2, day, 12, tzinfo=UTC)
                ran = shop.campaigns.triggers.run().value
                days += [ran.as_of] * ran.sent
            assert days[-1] == date(year, 2, last - 7)
        assert len(days) == 2
    finally:
        shop.close()


def test_c55_a_bare_till_id_that_is_nobodys_hears_of_nothing(
    shop: Services, tmp_path: Path
) -> None:
    """Another shop's member once paid with a card of the same last digits: no word to him."""
    people(tmp_path, shop, a_member(1))
    sale = a_sale("77", day="2026-11-01", buyer="UNKNOWN-CARD")
    taken_in(shop, an_export(tmp_path / "stranger.csv", sale))
    visits(tmp_path, shop, (1, date(2026, 11, 1)))
    switched_on(shop, WELCOME, date(2026, 10, 29))
    ran = shop.campaigns.triggers.run().value
    assert (ran.sent, ran.waiting) == (1, ())
