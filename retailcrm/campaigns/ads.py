"""What a flyer or a newspaper page brought, as far as sales can tell (methods 6.6).

Nobody in particular received an ad, so there is nobody who was left alone. Three ways remain to
tell what it brought, the strongest first: places that it went to beside places that it did not,
the season before it and a year ago, and codes shown at the till. Where the data carry none of
them, the answer is that they cannot tell.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import comb, exp, sqrt

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import stdtr, stdtrit

Floats = NDArray[np.float64]
CONFIDENCE = 0.95
FEWEST_ZONES = 2
FEWEST_WEEKS = 6
BASE_WEEKS = 12
MOST_CASTS = 50_000
CAPTURE = 0.60
EXTRA = 0.50


class Way(StrEnum):
    """How it was told what an ad brought, the strongest first."""

    ZONES = "zones"
    SEASON = "season"
    CODES = "codes"


class Why(StrEnum):
    """Why it cannot be told."""

    NO_ZONES = "no_zones"
    ONE_ZONE = "one_zone"
    NO_SALES = "no_sales"
    FEW_WEEKS = "few_weeks"
    NO_CODE = "no_code"
    NOT_OVER = "not_over"
    NOT_ALONE = "not_alone"


@dataclass(frozen=True, slots=True)
class Brought:
    """Sales that an ad brought, in the unit of the sales given.

    Attributes:
        way: how it was told.
        sales: more than there would have been.
        low: lower end of the interval; None where chance cannot be weighed.
        high: upper end, likewise.
        uplift: share more than there would have been; None for codes.
        p: how likely chance alone gives as much; None where it cannot be weighed.
        casts: share of all ways to draw the zones that give as much; zones alone.
        growth: how sales grew against a year ago before the ad; season alone.
        people: visits that would not have been; codes alone.
    """

    way: Way
    sales: float
    low: float | None = None
    high: float | None = None
    uplift: float | None = None
    p: float | None = None
    casts: float | None = None
    growth: float | None = None
    people: float | None = None


@dataclass(frozen=True, slots=True)
class Zones:
    """Average sales a week of each place, before the ad and while it ran.

    Attributes:
        before: of the places it went to.
        during: of the same places.
        other_before: of the places it did not go to.
        other_during: of the same places.
        weeks: how long it ran.
    """

    before: Floats
    during: Floats
    other_before: Floats
    other_during: Floats
    weeks: int


@dataclass(frozen=True, slots=True)
class Seasons:
    """Sales of weeks, this year and the same weeks a year ago.

    Attributes:
        before: weeks before the ad, without those of other ads.
        before_then: the same weeks a year ago.
        during: weeks of the ad.
        during_then: the same weeks a year ago.
    """

    before: Floats
    before_then: Floats
    during: Floats
    during_then: Floats


@dataclass(frozen=True, slots=True)
class Shown:
    """Codes of an ad shown at the till.

    Attributes:
        uses: how often.
        sure: of these, by customers who were new or long gone: they count in full.
        ticket: average net sales of their receipts.
        capture: share of those who came because of it that show the code.
        extra: share of the others who would not have come without it.
    """

    uses: int
    sure: int
    ticket: float
    capture: float = CAPTURE
    extra: float = EXTRA


def by_zones(told: Zones) -> Brought | Why:
    """Compare places that the ad went to with places that it did not."""
    if not told.before.size or not told.other_before.size:
        return Why.NO_ZONES
    every = (told.before, told.during, told.other_before, told.other_during)
    if any((one <= 0).any() for one in every):
        return Why.NO_SALES
    mine, theirs = np.log(told.during / told.before), np.log(told.other_during / told.other_before)
    expected = told.before * exp(float(theirs.mean()))
    sales = float((told.during - expected).sum()) * told.weeks
    difference = float(mine.mean() - theirs.mean())
    if min(mine.size, theirs.size) < FEWEST_ZONES:
        return Brought(Way.ZONES, sales, uplift=exp(difference) - 1)
    p, reach = _welch(mine, theirs, difference)
    # The interval of the growth, put through the same sum.
    ends = (difference - reach, difference + reach)
    low, high = (float((told.during * (1 - exp(-end))).sum()) * told.weeks for end in ends)
    return Brought(
        Way.ZONES,
        sales,
        min(low, sales),
        max(high, sales),
        uplift=exp(difference) - 1,
        p=p,
        casts=_casts(mine, theirs),
    )


def by_season(told: Seasons) -> Brought | Why:
    """Compare the weeks of the ad with a year ago, grown as the weeks before it did."""
    base = told.before.size
    if base < FEWEST_WEEKS or not told.during.size:
        return Why.FEW_WEEKS
    if told.before_then.sum() <= 0 or told.during_then.sum() <= 0:
        return Why.NO_SALES
    growth = float(told.before.sum() / told.before_then.sum())
    usual = told.during_then * growth
    sales = float((told.during - usual).sum())
    left = told.before - growth * told.before_then
    spread = float(np.sqrt((left**2).sum() / (base - 1)))
    weight = told.during.size + float(told.during_then.sum() ** 2 / (told.before_then**2).sum())
    error = spread * sqrt(weight)
    reach = float(stdtrit(base - 1, (1 + CONFIDENCE) / 2)) * error
    p = 1.0 if error == 0 else float(2 * stdtr(base - 1, -abs(sales) / error))
    return Brought(
        Way.SEASON, sales, sales - reach, sales + reach,
        uplift=sales / float(usual.sum()), p=p, growth=growth,
    )  # fmt: skip


def by_codes(told: Shown) -> Brought | Why:
    """Count those who showed a code, more who did not show it, less who came anyway."""
    if not told.uses:
        return Why.NO_CODE
    came = told.sure + (told.uses - told.sure) * told.extra
    people = came / told.capture
    return Brought(Way.CODES, people * told.ticket, people=people)


@dataclass(frozen=True, slots=True)
class Return:
    """What an ad brought after its costs, in minor units and as multiples of its cost.

    Attributes:
        margin: of the sales it brought, after what its codes gave away.
        low: lower end; None where the sales have none.
        high: upper end, likewise.
        gain: return on spend, (margin less cost) / cost; None without cost.
        low_gain: lower end, likewise.
        high_gain: upper end, likewise.
        on_spend: sales brought for each unit of cost; None without cost.
    """

    margin: float
    low: float | None
    high: float | None
    gain: float | None
    low_gain: float | None
    high_gain: float | None
    on_spend: float | None


def returned(told: Brought, rate: float, cost: float, given: float = 0.0) -> Return:
    """Put the sales, and the ends of their interval, through the same sum.

    Args:
        told: the sales that the ad brought.
        rate: margin as a share of sales.
        cost: of the ad.
        given: what its codes gave away to everyone who used one.
    """

    def margin(sales: float | None) -> float | None:
        return None if sales is None else sales * rate - given

    def gain(value: float | None) -> float | None:
        return None if value is None or cost <= 0 else (value - cost) / cost

    middle, low, high = told.sales * rate - given, margin(told.low), margin(told.high)
    return Return(
        middle, low, high, gain(middle), gain(low), gain(high),
        told.sales / cost if cost > 0 else None,
    )  # fmt: skip


def break_even_visits(ticket: float, rate: float, cost: float, given: float = 0.0) -> float | None:
    """Give how many visits more an ad must bring to pay for itself."""
    each = ticket * rate
    return (cost + given) / each if each > 0 else None


def payback(margins: Floats, cost: float) -> int | None:
    """Give after how many months the margin of new members has paid for the ad; 1 is the first.

    Args:
        margins: of the first, second, … month after each one's first visit, of all together.
        cost: of the ad.
    """
    paid = np.cumsum(margins) >= cost
    return int(paid.argmax()) + 1 if cost > 0 and paid.any() else None


def _welch(mine: Floats, theirs: Floats, difference: float) -> tuple[float, float]:
    """Give how likely chance alone gives the difference, and how far its interval reaches."""
    parts = [float(one.var(ddof=1)) / one.size for one in (mine, theirs)]
    error = sqrt(sum(parts))
    if error == 0:
        return (1.0 if difference == 0 else 0.0), 0.0
    freedom = sum(parts) ** 2 / (
        parts[0] ** 2 / (mine.size - 1) + parts[1] ** 2 / (theirs.size - 1)
    )
    p = float(2 * stdtr(freedom, -abs(difference) / error))
    return p, float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * error


def _casts(mine: Floats, theirs: Floats) -> float | None:
    """Give the share of all ways to choose as many zones whose growth is as far ahead.

    The ways are counted one by one, so there must not be too many.
    """
    pool = np.concatenate((mine, theirs))
    if comb(pool.size, mine.size) > MOST_CASTS:
        return None
    chosen = np.array(list(combinations(range(pool.size), mine.size)))
    sums = pool[chosen].sum(axis=1)
    ahead = sums / mine.size - (pool.sum() - sums) / theirs.size
    seen = float(mine.mean() - theirs.mean())
    slack = 1e-12 * max(1.0, abs(seen))
    return float((ahead >= seen - slack).mean() if seen >= 0 else (ahead <= seen + slack).mean())
