"""What points are worth at the till, and how many may be used."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from retailcrm.core.words import say
from retailcrm.loyalty.program import Redeeming, Reward

_FINE = 10_000  # a point's value has four decimals at most


def value_of(points: int, redeeming: Redeeming) -> int:
    """Give the money that points stand for, in minor units, halves rounded up."""
    worth = Decimal(points) * redeeming.value
    return int(worth.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def most(balance: int, receipt_total: int | None, redeeming: Redeeming) -> int:
    """Say how many points may be used at once; 0 if not even the fewest may.

    Args:
        balance: points that may be used today.
        receipt_total: what is to be paid, in minor units; None: no receipt is at hand.
        redeeming: the rules.
    """
    points = max(0, balance)
    if receipt_total is not None:
        points = min(points, _worth_at_most(_cap(receipt_total, redeeming), redeeming))
    points -= points % redeeming.step
    return points if points >= redeeming.least else 0


def refusal(points: int, balance: int, receipt_total: int | None, redeeming: Redeeming) -> str:
    """Say in one sentence why so many points cannot be used; empty if they can."""
    if points > balance:
        return say(
            "There are {balance} points to use, not {points}.",
            balance=max(0, balance),
            points=points,
        )
    if points < max(1, redeeming.least):
        return say("At least {least} points go in one go.", least=max(1, redeeming.least))
    if points % redeeming.step:
        return say("Points go in steps of {step}.", step=redeeming.step)
    allowed = most(balance, receipt_total, redeeming)
    if points > allowed:
        return say("This receipt takes {points} points at most.", points=allowed)
    return ""


def within_reach(
    rewards: Sequence[Reward], balance: int, picked: Sequence[Reward] = ()
) -> tuple[Reward, ...]:
    """List the rewards that the balance still buys after those already picked."""
    left = balance - sum(reward.points for reward in picked)
    return tuple(reward for reward in rewards if reward.points <= left)


def next_reward(rewards: Sequence[Reward], balance: int) -> Reward | None:
    """Name the cheapest reward that is still out of reach; None if there is none."""
    ahead = [reward for reward in rewards if reward.points > balance]
    return min(ahead, key=lambda reward: reward.points, default=None)


def spread(amount: int, line_nets: Sequence[int]) -> tuple[int, ...]:
    """Share an amount over lines in proportion, to the unit, by largest remainder.

    Of equal remainders the earlier line's wins; lines without value get nothing, and without
    any value nothing is shared.
    """
    weights = [max(0, net) for net in line_nets]
    total = sum(weights)
    if not total:
        return (0,) * len(weights)
    if amount < 0:
        return tuple(-share for share in spread(-amount, line_nets))
    parts = [divmod(amount * weight, total) for weight in weights]
    shares = [whole for whole, _rest in parts]
    by_rest = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    for place in by_rest[: amount - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def _cap(receipt_total: int, redeeming: Redeeming) -> int:
    """Give the largest part of a receipt that points may pay."""
    part = Decimal(max(0, receipt_total)) * redeeming.cap
    return int(part.to_integral_value(rounding=ROUND_FLOOR))


def _worth_at_most(limit: int, redeeming: Redeeming) -> int:
    """Give the most points whose rounded value does not pass `limit`."""
    value = int(redeeming.value * _FINE)
    return ((2 * limit + 1) * _FINE - 1) // (2 * value) if value > 0 else 0
