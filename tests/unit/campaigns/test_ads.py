"""What an ad brought, by zones, by season and by codes, and where the data cannot tell."""

from itertools import combinations
from math import exp, log
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.special import stdtrit

from retailcrm.campaigns.ads import (
    Brought,
    Seasons,
    Shown,
    Way,
    Why,
    Zones,
    break_even_visits,
    by_codes,
    by_season,
    by_zones,
    payback,
    returned,
)


def of(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def zones(**changed: object) -> Zones:
    told = {
        "before": of(4000, 5000, 4600), "during": of(4480, 5550, 5060),
        "other_before": of(4200, 3900, 5100, 4700), "other_during": of(4300, 3980, 5180, 4750),
        "weeks": 4,
    }  # fmt: skip
    return Zones(**{**told, **changed})  # type: ignore[arg-type]


def test_zones_with_a_flyer_are_held_against_zones_without() -> None:
    told = by_zones(zones())
    assert isinstance(told, Brought)
    mine = [log(4480 / 4000), log(5550 / 5000), log(5060 / 4600)]
    theirs = [log(4300 / 4200), log(3980 / 3900), log(5180 / 5100), log(4750 / 4700)]
    ahead = np.mean(mine) - np.mean(theirs)
    assert told.uplift == pytest.approx(exp(ahead) - 1)
    assert told.p == pytest.approx(stats.ttest_ind(mine, theirs, equal_var=False).pvalue)
    grown = exp(np.mean(theirs))
    weekly = 4480 + 5550 + 5060 - (4000 + 5000 + 4600) * grown
    assert told.sales == pytest.approx(4 * weekly)
    assert told.low is not None
    assert told.high is not None
    assert told.low < told.sales < told.high


def test_of_thirty_five_ways_to_draw_three_zones_of_seven_one_is_as_far_ahead() -> None:
    told = by_zones(zones())
    assert isinstance(told, Brought)
    assert told.casts == pytest.approx(1 / 35)
    mixed = by_zones(zones(during=of(4480, 5000, 4600)))
    assert isinstance(mixed, Brought)
    pool = np.log(np.concatenate((of(4480 / 4000, 1, 1), of(4300, 3980, 5180, 4750)
                                  / of(4200, 3900, 5100, 4700))))  # fmt: skip
    seen = pool[:3].mean() - pool[3:].mean()
    ways = [pool[list(one)].mean() - np.delete(pool, one).mean()
            for one in combinations(range(7), 3)]  # fmt: skip
    assert mixed.casts == pytest.approx(np.mean([one >= seen - 1e-12 for one in ways]))


def test_one_zone_each_shows_the_ratio_without_saying_how_sure() -> None:
    told = by_zones(zones(before=of(4000), during=of(4400), other_before=of(5000),
                          other_during=of(5000)))  # fmt: skip
    brought: Any = pytest.approx(1600)
    uplift: Any = pytest.approx(0.10)
    assert told == Brought(Way.ZONES, brought, uplift=uplift)


def test_zones_that_sold_nothing_before_cannot_tell() -> None:
    assert by_zones(zones(before=of(0, 5000, 4600))) is Why.NO_SALES
    assert by_zones(zones(other_before=of(), other_during=of())) is Why.NO_ZONES


def seasons(rng: np.random.Generator, lift: float = 0.0) -> Seasons:
    then = rng.uniform(9_000, 11_000, 16)
    now = then * 1.05 + rng.normal(0, 300, 16)
    return Seasons(now[:12], then[:12], now[12:] + lift, then[12:])


def test_a_season_grows_as_the_weeks_before_the_ad_did() -> None:
    then, now = np.full(12, 10_000.0), np.tile([10_400.0, 10_600.0], 6)
    told = by_season(Seasons(now, then, np.full(4, 11_000.0), np.full(4, 10_000.0)))
    assert isinstance(told, Brought)
    assert told.growth == pytest.approx(1.05)
    assert told.sales == pytest.approx(2_000)
    spread = np.sqrt(12 * 100**2 / 11)
    error = spread * np.sqrt(4 + 40_000**2 / (12 * 10_000**2))
    reach = stdtrit(11, 0.975) * error
    assert told.low == pytest.approx(2_000 - reach)
    assert told.high == pytest.approx(2_000 + reach)


def test_the_interval_of_the_season_covers_no_effect_as_often_as_it_says() -> None:
    rng = np.random.default_rng(6)
    told = [by_season(seasons(rng)) for _ in range(1_000)]
    covers = [one.low < 0 < one.high for one in told if isinstance(one, Brought)]  # type: ignore[operator]
    assert 0.93 <= np.mean(covers) <= 0.97


def test_few_weeks_before_the_ad_cannot_tell() -> None:
    few = of(1, 2, 3)
    assert by_season(Seasons(few, few, few, few)) is Why.FEW_WEEKS
    none = np.zeros(12)
    assert by_season(Seasons(none, none, few, few)) is Why.NO_SALES


def test_the_worked_season_pays_less_than_it_cost() -> None:
    """2,121.20 more sold with an error of 146.68 over 11 degrees of freedom, for 1,500."""
    reach = stdtrit(11, 0.975) * 146.68
    told = Brought(Way.SEASON, 2_121.20, 2_121.20 - reach, 2_121.20 + reach)
    assert (round(told.low), round(told.high)) == (1_798, 2_444)  # type: ignore[arg-type]
    made = returned(told, 0.40, 1_500)
    assert made.on_spend == pytest.approx(1.414, abs=5e-4)
    assert made.gain == pytest.approx(-0.434, abs=5e-4)
    assert made.low_gain < made.gain < made.high_gain  # type: ignore[operator]


def test_the_worked_codes_bring_less_than_all_who_showed_one_spent() -> None:
    """84 codes of 5 off, tickets of 52, 600 spent: 4,004 more sold, not 4,368."""
    told = by_codes(Shown(84, 0, 52.0, extra=0.55))
    assert isinstance(told, Brought)
    assert told.people == pytest.approx(77)
    assert told.sales == pytest.approx(4_004)
    made = returned(told, 0.40, 600, given=84 * 5)
    assert made.on_spend == pytest.approx(6.67, abs=5e-3)
    assert made.gain == pytest.approx(0.969, abs=5e-4)
    assert pytest.approx(7.28) == 84 * 52 / 600
    assert break_even_visits(52, 0.40, 600, given=84 * 5) == pytest.approx(49.04, abs=5e-3)


def test_new_and_long_gone_customers_count_in_full() -> None:
    told = by_codes(Shown(10, 4, 20.0, capture=1.0))
    assert isinstance(told, Brought)
    assert told.people == 7
    assert by_codes(Shown(0, 0, 0.0)) is Why.NO_CODE


def test_an_ad_has_paid_for_itself_in_the_month_its_new_members_bring_its_cost() -> None:
    assert payback(of(100, 60, 50), 200) == 3
    assert payback(of(100, 60, 30), 200) is None
    assert payback(of(), 200) is None


def test_an_ad_without_cost_has_no_return() -> None:
    made = returned(Brought(Way.CODES, 100.0), 0.4, 0)
    assert (made.margin, made.gain, made.on_spend) == (40.0, None, None)
