"""The part of each line that earns, and why the rest does not.

Every share is taken of what is kept, so that goods which came back in any number of steps
leave the same amount behind, and nothing at all once everything is back.
"""

from collections.abc import Sequence

from retailcrm.core.words import say
from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.goods import covers
from retailcrm.loyalty.program import Earning
from retailcrm.loyalty.redeeming import spread


def amounts(basket: Basket, lines: Sequence[Line], earning: Earning) -> tuple[int, ...]:
    """Give the eligible amount of each line in minor units; below zero on a return.

    Points pay goods and tax alike, so each line's share of them is taken from what the line
    cost with tax, and the rest of the line earns.
    """
    paid = _paid(basket, lines, earning)
    return tuple(
        0 if barred(line, earning) else _amount(line, share, earning)
        for line, share in zip(lines, paid, strict=True)
    )


def tip_amount(basket: Basket, earning: Earning) -> int:
    """Give the part of the tip that earns; points pay the goods before the tip."""
    if not earning.tips_earn:
        return 0
    over = max(0, basket.points_paid - sum(_charged(line) for line in basket.lines))
    return max(0, basket.tip - (0 if earning.points_paid_earn else over))


def barred(line: Line, earning: Earning) -> str:
    """Say in the shop's words why a line earns nothing; empty if it may earn."""
    if line.gift and not earning.gift_cards_earn:
        return say("Gift card, earns nothing")
    if covers(earning.excluded, line):
        return say("Excluded goods")
    reduced = line.discount < 0 if line.net < 0 else line.discount > 0
    if reduced and not earning.discounted_earn:
        return say("Already reduced")
    return ""


def _paid(basket: Basket, lines: Sequence[Line], earning: Earning) -> tuple[int, ...]:
    """Spread the points that paid over the lines, never more than a line cost."""
    charged = [_charged(line) for line in lines]
    paid = 0 if earning.points_paid_earn else max(0, basket.points_paid)
    return spread(min(paid, sum(charged)), charged)


def _charged(line: Line) -> int:
    return max(0, line.net + line.tax) if line.net > 0 else 0


def _amount(line: Line, paid: int, earning: Earning) -> int:
    base = line.net + line.tax if earning.tax_earns else line.net
    if line.net <= 0:
        return min(0, base)
    charged = _charged(line)
    # One division at the end: sharing in steps would round in steps.
    whole = charged * line.net
    return max(0, base) * (charged - paid) * line.kept // whole if whole else 0
