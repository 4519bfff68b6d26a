"""Bounds that keep a program sensible and its arithmetic in whole numbers."""

import calendar
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from retailcrm.core.errors import UserError
from retailcrm.core.vocabulary import GROUPS
from retailcrm.core.words import say
from retailcrm.loyalty.program import (
    ZERO,
    Bonus,
    Campaign,
    Earning,
    Expiry,
    Program,
    Redeeming,
    Reward,
    Tier,
    TierRules,
)

_MOST_POINTS = 1_000_000
_MOST_MONEY = 10**12
_MOST_TIMES = Decimal(100)
_MOST_DAYS = 3_650
_LEAP_YEAR = 2024
_WEEK, _YEAR = 7, 12


class _Number(NamedTuple):
    """A number with its bounds, and how many decimals it may have."""

    field: str
    value: Decimal | int
    least: Decimal | int
    most: Decimal | int
    places: int = 0


_Wrong = tuple[str, str]


def check(program: Program) -> None:
    """Refuse a program with a setting out of bounds, naming the first one found.

    Raises:
        UserError: with the name of the setting and what it must be.
    """
    for field, what in wrongs(program):
        raise UserError(say('The program\'s setting "{field}" {what}.', field=field, what=what))


def wrongs(program: Program) -> Iterator[_Wrong]:
    """Give each setting that is out of bounds, with what it must be."""
    for number in _numbers(program):
        yield from _bounded(number)
    yield from _named(program)
    yield from _dated(program)
    if len(program.earning.weekdays) not in (0, _WEEK):
        yield "earning.weekdays", say("must have seven multipliers, Monday first, or none")


def _bounded(number: _Number) -> Iterator[_Wrong]:
    field, value, least, most, places = number
    if not least <= value <= most:
        yield field, say("must be from {least} to {most}", least=least, most=most)
    elif isinstance(value, Decimal) and value != round(value, places):
        yield field, say("can have {places} decimals at most", places=places)


def _numbers(program: Program) -> Iterator[_Number]:
    yield _Number("cost_factor", program.cost_factor, 0, 100, 6)
    yield _Number("urr", program.urr, 0, 1, 6)
    yield from _of_earning(program.earning)
    yield from _of_tiers(program.tiers)
    for place, reward in enumerate(program.rewards, 1):
        yield from _of_reward(f"rewards[{place}]", reward)
    yield from _of_expiry(program.expiry)
    yield from _of_redeeming(program.redeeming)


def _of_earning(earning: Earning) -> Iterator[_Number]:
    yield _Number("earning.per_unit", earning.per_unit, 0, _MOST_POINTS, 6)
    yield _Number("earning.per_visit", earning.per_visit, 0, _MOST_POINTS)
    yield _Number("earning.per_item", earning.per_item, 0, _MOST_POINTS)
    yield _Number("earning.pending_days", earning.pending_days, 0, _MOST_DAYS)
    for place, bonus in enumerate(earning.bonuses, 1):
        yield _times(f"earning.bonuses[{place}].multiplier", bonus.multiplier)
        yield _Number(f"earning.bonuses[{place}].per_item", bonus.per_item, 0, _MOST_POINTS)
    for place, campaign in enumerate(earning.campaigns, 1):
        yield _times(f"earning.campaigns[{place}].multiplier", campaign.multiplier)
    for place, value in enumerate(earning.weekdays, 1):
        yield _times(f"earning.weekdays[{place}]", value)
    for key, value in (*earning.groups, *earning.customers):
        table = "groups" if isinstance(key, str) else "customers"
        yield _times(f"earning.{table}.{key}", value)


def _of_tiers(rules: TierRules) -> Iterator[_Number]:
    yield _Number("tiers.window_months", rules.window_months, 1, 120)
    yield _Number("tiers.grace_months", rules.grace_months, 0, 120)
    for place, tier in enumerate(rules.tiers, 1):
        yield _Number(f"tiers.tiers[{place}].threshold", tier.threshold, 1, _MOST_MONEY)
        yield _times(f"tiers.tiers[{place}].multiplier", tier.multiplier)
        yield _Number(f"tiers.tiers[{place}].discount", tier.discount, 0, 1, 6)


def _of_reward(field: str, reward: Reward) -> Iterator[_Number]:
    yield _Number(f"{field}.points", reward.points, 1, 10**9)
    yield _Number(f"{field}.value", reward.value, 0, _MOST_MONEY)
    if reward.cost is not None:
        yield _Number(f"{field}.cost", reward.cost, 0, _MOST_MONEY)


def _of_expiry(expiry: Expiry) -> Iterator[_Number]:
    yield _Number("expiry.months", expiry.months, 1, 600)
    yield _Number("expiry.month", expiry.month, 1, 12)
    yield _Number("expiry.day", expiry.day, 1, 31)
    yield _Number("expiry.notice_days", expiry.notice_days, 0, _MOST_DAYS)
    yield _Number("expiry.returned_days", expiry.returned_days, 1, _MOST_DAYS)


def _of_redeeming(redeeming: Redeeming) -> Iterator[_Number]:
    yield _Number("redeeming.value", redeeming.value, 0, _MOST_POINTS, 4)
    yield _Number("redeeming.least", redeeming.least, 1, _MOST_POINTS)
    yield _Number("redeeming.step", redeeming.step, 1, _MOST_POINTS)
    yield _Number("redeeming.cap", redeeming.cap, 0, 1, 6)


def _times(field: str, value: Decimal) -> _Number:
    return _Number(field, value, ZERO, _MOST_TIMES, 2)


def _named(program: Program) -> Iterator[_Wrong]:
    """Look at names, at keys and at what they refer to."""
    earning, tiers = program.earning, program.tiers.tiers
    named: tuple[tuple[str, tuple[Tier | Reward | Campaign, ...]], ...] = (
        ("tiers.tiers", tiers),
        ("rewards", program.rewards),
        ("earning.campaigns", earning.campaigns),
    )
    for field, rows in named:
        for place, row in enumerate(rows, 1):
            if not row.name.strip():
                yield f"{field}[{place}].name", say("must not be empty")
    yield from _keys("tiers.tiers", (tier.key for tier in tiers))
    yield from _keys("rewards", (reward.key for reward in program.rewards))
    yield from _twice("tiers.tiers", "threshold", [tier.threshold for tier in tiers])
    yield from _groups("earning.groups", (key for key, _value in earning.groups))
    for place, campaign in enumerate(earning.campaigns, 1):
        yield from _groups(f"earning.campaigns[{place}].groups", campaign.groups)


def _keys(field: str, keys: Iterable[str]) -> Iterator[_Wrong]:
    found = list(keys)
    for place, key in enumerate(found, 1):
        if not key or any(letter.isspace() for letter in key):
            yield f"{field}[{place}].key", say("must be a short name without spaces")
    yield from _twice(field, "key", found)


def _twice(field: str, name: str, values: list[str] | list[int]) -> Iterator[_Wrong]:
    seen = set[object]()
    for place, value in enumerate(values, 1):
        if value in seen:
            yield f"{field}[{place}].{name}", say("must not stand there twice")
        seen.add(value)


def _groups(field: str, keys: Iterable[str]) -> Iterator[_Wrong]:
    for key in keys:
        if key not in GROUPS:
            yield field, say("must name groups out of {names}", names=", ".join(GROUPS))


def _dated(program: Program) -> Iterator[_Wrong]:
    dated: tuple[tuple[str, tuple[Bonus | Campaign, ...]], ...] = (
        ("earning.bonuses", program.earning.bonuses),
        ("earning.campaigns", program.earning.campaigns),
    )
    for field, rows in dated:
        for place, row in enumerate(rows, 1):
            if row.starts is not None and row.ends is not None and row.ends < row.starts:
                yield f"{field}[{place}].ends", say("must not lie before the first day")
    for place, (first, last) in enumerate(program.closed, 1):
        if last < first:
            yield f"closed[{place}]", say("must not end before it begins")
    if program.expiry.day > _days(program.expiry.month):
        yield "expiry.day", say("must be a day of its month")


def _days(month: int) -> int:
    known = 1 <= month <= _YEAR
    return calendar.monthrange(_LEAP_YEAR, month)[1] if known else 31
