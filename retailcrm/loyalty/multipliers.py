"""What the several multipliers of a program make of a line, and how they are told."""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.codes import plain_code
from retailcrm.loyalty.goods import covers
from retailcrm.loyalty.program import ONE, Bonus, Campaign, Program, Stacking

FINE = 10_000
"""A factor counts ten-thousandths."""
Named = tuple[str, Decimal]
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def factor(
    basket: Basket, bonuses: Sequence[Bonus], program: Program
) -> tuple[int, tuple[Named, ...]]:
    """Give the factor in ten-thousandths and the multipliers that made it.

    A multiplier of exactly 1 changes nothing, so it lifts none below 1 either. Several
    decimals that a product leaves beyond four are rounded once, halves up.
    """
    found = [one for one in (*_of_receipt(basket, program), *_of(bonuses)) if one[1] != ONE]
    if not found:
        return FINE, ()
    if program.earning.stacking is Stacking.GREATEST:
        best = max(found, key=lambda one: one[1])
        return _fine(best[1]), (best,)
    return _fine(math.prod((value for _name, value in found), start=ONE)), tuple(found)


def bonuses_for(line: Line, basket: Basket, program: Program) -> tuple[Bonus, ...]:
    """List the bonuses in force that day for this line's goods."""
    return tuple(
        bonus
        for bonus in program.earning.bonuses
        if (bonus.starts is None or bonus.starts <= basket.day)
        and (bonus.ends is None or basket.day <= bonus.ends)
        and covers(bonus.goods, line)
    )


def number_text(value: Decimal) -> str:
    """Write a rate or multiplier without idle zeros: 1.50 as "1.5"."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _of_receipt(basket: Basket, program: Program) -> Iterator[Named]:
    """Give the multipliers that hold for the whole receipt."""
    yield from _of_member(basket, program)
    earning = program.earning
    if earning.weekdays:
        weekday = basket.day.weekday()
        yield say(_WEEKDAYS[weekday]), earning.weekdays[weekday]
    for campaign in earning.campaigns:
        if _joins(basket, campaign):
            yield campaign.name, campaign.multiplier


def _of_member(basket: Basket, program: Program) -> Iterator[Named]:
    """Give the multipliers of the member's group, tier and person."""
    for key, value in program.earning.groups:
        if basket.group and key == basket.group:
            yield group_title(key), value
    if program.earning.tiers_multiply:
        for tier in program.tiers.tiers:
            if tier.key == basket.tier:
                yield tier.name, tier.multiplier
    for customer, value in program.earning.customers:
        if customer == basket.customer:
            yield say("Personal"), value


def _of(bonuses: Sequence[Bonus]) -> Iterator[Named]:
    for bonus in bonuses:
        yield bonus.name or say("Bonus"), bonus.multiplier


def _joins(basket: Basket, campaign: Campaign) -> bool:
    if not campaign.starts <= basket.day <= campaign.ends:
        return False
    if campaign.groups and basket.group not in campaign.groups:
        return False
    if campaign.customers and basket.customer not in campaign.customers:
        return False
    coupon = plain_code(campaign.coupon)
    return not coupon or any(coupon == plain_code(code) for code in basket.coupons)


def _fine(value: Decimal) -> int:
    return int((value * FINE).quantize(ONE, rounding=ROUND_HALF_UP))
