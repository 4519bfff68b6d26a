"""Moments about points and tiers: who is close to something, and whose points end."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retailcrm.campaigns.moments.moment import Kind, Moment, Step
from retailcrm.loyalty.program import Expiry, ExpiryMode, Reward, Tier, TierRules
from retailcrm.services.moment_rows import MomentWish
from retailcrm.services.points_rows import Change
from retailcrm.wiring import Services
from tests.builders import HONEY, a_directory, a_person, taken_in
from tests.club import SIMPLE, START, ana, bought, sales

ANA = a_person("ANA", card="7010000140", email="ana@example.org", mails="Subscribed")


def a_club(shop: Services, folder: Path, program: object) -> Services:
    shop.program.save(program, START)  # type: ignore[arg-type]
    taken_in(shop, a_directory(folder / "people.csv", ANA))
    return shop


def due(shop: Services, moment: Moment) -> int:
    triggers = shop.campaigns.triggers
    number = triggers.add(MomentWish(moment.kind, moment, held_back=0)).value.id
    triggers.start(number, date(2026, 10, 1))
    return triggers.due().ready


@pytest.mark.parametrize(("cents", "ready"), [(8_900, 0), (9_000, 1), (9_900, 1), (10_000, 0)])
def test_whoever_lacks_a_tenth_of_a_reward_hears_of_it_the_next_day(
    shop: Services, tmp_path: Path, cents: int, ready: int
) -> None:
    mug = Reward("mug", "A mug", 100, 500)
    a_club(shop, tmp_path, replace(SIMPLE, rewards=(mug,)))
    sales(shop, tmp_path, bought("1", replace(HONEY, cents=cents), day="2026-11-01"))
    assert due(shop, Moment(Kind.NEAR_REWARD, (Step(1),))) == ready


@pytest.mark.parametrize(("cents", "ready"), [(8_900, 0), (9_500, 1), (10_000, 0)])
def test_whoever_lacks_a_tenth_of_a_tier_hears_of_it_the_next_day(
    shop: Services, tmp_path: Path, cents: int, ready: int
) -> None:
    gold = TierRules((Tier("gold", "Gold", 10_000),))
    a_club(shop, tmp_path, replace(SIMPLE, tiers=gold))
    sales(shop, tmp_path, bought("1", replace(HONEY, cents=cents), day="2026-11-01"))
    assert due(shop, Moment(Kind.NEAR_TIER, (Step(1),))) == ready


def test_points_that_end_are_announced_so_many_days_before(shop: Services, tmp_path: Path) -> None:
    a_club(shop, tmp_path, SIMPLE)
    shop.points.open_balance(
        Change(
            customer_id=ana(shop), points=40, reason="brought along", source="Old cards",
            day=date(2026, 2, 1), expires=date(2026, 12, 2),
        )
    )  # fmt: skip
    sales(shop, tmp_path, bought("1", HONEY, day="2026-11-01"))
    assert due(shop, Moment(Kind.EXPIRING, (Step(29),))) == 0  # tomorrow
    assert due(shop, Moment(Kind.EXPIRING, (Step(30),), least=41)) == 0  # not worth a word
    assert due(shop, Moment(Kind.EXPIRING, (Step(30), Step(7)), least=20)) == 1


def test_points_that_end_with_the_silence_are_announced_as_well(
    shop: Services, tmp_path: Path
) -> None:
    idle = Expiry(mode=ExpiryMode.INACTIVITY, months=1, notice_days=0)
    a_club(shop, tmp_path, replace(SIMPLE, expiry=idle))
    sales(shop, tmp_path, bought("1", HONEY, day="2026-11-01"))
    assert due(shop, Moment(Kind.EXPIRING, (Step(29),))) == 1


def test_without_a_program_nobody_is_near_anything(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, a_directory(tmp_path / "people.csv", ANA))
    sales(shop, tmp_path, bought("1", HONEY, day="2026-11-01"))
    for kind in (Kind.NEAR_REWARD, Kind.NEAR_TIER, Kind.EXPIRING):
        assert due(shop, Moment(kind, (Step(1),))) == 0
