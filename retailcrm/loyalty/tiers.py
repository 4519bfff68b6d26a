"""Which tier a member's spending reaches, and how long it is kept.

Only net sales count. Points used are no part of them, so redeeming never lowers a tier.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from retailcrm.core.days import add_months
from retailcrm.core.words import say
from retailcrm.loyalty.expiry import Seasons, joined
from retailcrm.loyalty.program import Tier, TierRules


@dataclass(frozen=True, slots=True)
class TierStanding:
    """Where a member stands.

    Attributes:
        tier: key; empty: none.
        until: last day it holds; None: until the next review.
        cause: why, in the shop's words; an event is due where the tier has changed.
    """

    tier: str
    until: date | None
    cause: str


def tier_for(rules: TierRules, spend: int) -> str:
    """Give the key of the highest tier that spending reaches; exactly the threshold is enough."""
    reached = [tier for tier in rules.tiers if tier.threshold <= spend]
    return max(reached, key=lambda tier: tier.threshold).key if reached else ""


def tier_at_sale(rules: TierRules, held: str, before: int, amount: int) -> str:
    """Give the tier at whose rate a receipt earns.

    Args:
        rules: how tiers are reached.
        held: the member's tier before the receipt.
        before: net sales of the window without it.
        amount: its own net sales.
    """
    if not rules.crossing_at_new:
        return held
    reached = tier_for(rules, before + max(0, amount))
    return reached if _rank(rules, reached) > _rank(rules, held) else held


def window_start(rules: TierRules, day: date, closed: Seasons = ()) -> date:
    """Give the first day whose sales count on `day`; closed days make the window longer."""
    start = add_months(day, -rules.window_months) + timedelta(days=1)
    for first, last in reversed(joined(closed) if rules.pause_closed else []):
        shut = min(last, day)
        if first <= shut and shut >= start:
            start -= shut - first + timedelta(days=1)
    return start


def standing(
    rules: TierRules, held: str, until: date | None, spend: int, day: date
) -> TierStanding:
    """Review a member's tier.

    Args:
        rules: how tiers are reached and kept.
        held: the tier so far; empty: none.
        until: last day it holds as reviewed before.
        spend: net sales within the window that ends on `day`.
        day: business date of the review.
    """
    reached = tier_for(rules, spend)
    if held and _rank(rules, held) < 0:
        cause = say("{tier} is no tier any more.", tier=held)
        return TierStanding(reached, _kept_until(rules, reached, day), cause)
    if _rank(rules, reached) > _rank(rules, held):
        cause = say("Spending reached {tier}.", tier=_name(rules, reached))
        return TierStanding(reached, _kept_until(rules, reached, day), cause)
    if reached == held:
        return TierStanding(held, _kept_until(rules, held, day, until), _same(rules, held))
    return _below(rules, held, until, reached, day)


def ahead(rules: TierRules, held: str, spend: int) -> tuple[Tier, int] | None:
    """Give the next tier up and the sales still missing; None at the top."""
    above = [tier for tier in rules.tiers if tier.threshold > max(spend, _threshold(rules, held))]
    if not above:
        return None
    following = min(above, key=lambda tier: tier.threshold)
    return following, following.threshold - spend


def _below(
    rules: TierRules, held: str, until: date | None, reached: str, day: date
) -> TierStanding:
    """Keep or lower a tier that spending does not reach any more."""
    name = _name(rules, held)
    if until is None and rules.grace_months:
        until = add_months(day, rules.grace_months)
    if until is not None and day <= until:
        return TierStanding(held, until, say("Spending is below {tier}, kept for now.", tier=name))
    cause = say("Spending fell below {tier}.", tier=name)
    return TierStanding(reached, _kept_until(rules, reached, day), cause)


def _kept_until(rules: TierRules, tier: str, day: date, known: date | None = None) -> date | None:
    """Give the last day a tier reached today is kept, never earlier than was promised."""
    if not tier or not rules.keep_to_year_end:
        return None
    end = add_months(date(day.year + 1, 12, 31), rules.grace_months)
    return end if known is None else max(end, known)


def _same(rules: TierRules, held: str) -> str:
    return say("Spending keeps {tier}.", tier=_name(rules, held)) if held else ""


def _rank(rules: TierRules, key: str) -> int:
    """Order tiers; 0 is none, -1 one that the rules do not know."""
    if not key:
        return 0
    rising = sorted(rules.tiers, key=lambda tier: tier.threshold)
    return next((place for place, tier in enumerate(rising, 1) if tier.key == key), -1)


def _threshold(rules: TierRules, key: str) -> int:
    return next((tier.threshold for tier in rules.tiers if tier.key == key), 0)


def _name(rules: TierRules, key: str) -> str:
    return next((tier.name for tier in rules.tiers if tier.key == key), key)
