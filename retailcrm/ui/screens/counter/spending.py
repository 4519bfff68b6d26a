"""What typed points come to, told while they are typed."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program, Reward
from retailcrm.loyalty.redeeming import most, refusal, value_of, within_reach
from retailcrm.services.points_rows import AccountRow

_LARGEST = 10**9
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Typed:
    """Points as typed, in words.

    Attributes:
        points: how many; 0 if they cannot be booked.
        words: what they come to, or why they cannot be booked.
        is_wrong: they cannot.
    """

    points: int
    words: str
    is_wrong: bool = False


def whole(text: str) -> int | None:
    """Read a whole number of points; None for anything else."""
    plain = "".join(text.split())
    if not _WHOLE.fullmatch(plain):
        return None
    number = int(plain.replace(",", "")[:12])
    return number if number <= _LARGEST else None


def money(text: str, digits: int) -> int | None:
    """Read an amount in minor units; None for anything else."""
    plain = "".join(text.split())
    if "," in plain and "." not in plain and len(plain.rsplit(",", 1)[1]) == digits:
        plain = plain.replace(",", ".")
    try:
        told = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    if not told.is_finite() or not 0 <= told < _LARGEST:
        return None
    minor = told.scaleb(digits)
    return int(minor) if minor == minor.to_integral_value() else None


def awarding(text: str, account: AccountRow, figures: Figures) -> Typed:
    """Say what an award would leave the member with."""
    points = whole(text)
    if not text.strip():
        return Typed(0, say("How many points, and what for?"))
    if not points:
        return Typed(0, say("Type a whole number of points."), is_wrong=True)
    after = figures.count(account.available + points)
    return Typed(points, say("There will be {points} points to use.", points=after))


def redeeming(
    text: str, total: str, account: AccountRow, program: Program, figures: Figures
) -> Typed:
    """Say what points are worth, how many may be used, and what stays."""
    paid = money(total, figures.digits) if total.strip() else None
    if total.strip() and paid is None:
        return Typed(0, say("Type what is to be paid as an amount, or leave it empty."), True)
    rules = program.redeeming
    cap = most(account.available, paid, rules)
    if not text.strip():
        return Typed(0, cap_words(cap, program, figures))
    points = whole(text)
    if not points:
        return Typed(0, say("Type a whole number of points."), is_wrong=True)
    why = refusal(points, account.available, paid, rules)
    if why:
        return Typed(0, why, is_wrong=True)
    return Typed(
        points,
        say(
            "Worth {value}. {left} points stay; up to {cap} may be used.",
            value=figures.money(value_of(points, rules)),
            left=figures.count(account.available - points),
            cap=figures.count(cap),
        ),
    )


def cap_words(cap: int, program: Program, figures: Figures) -> str:
    """Say how many points may be used and what they are worth."""
    if not cap:
        return say("No points can be used now.")
    value = figures.money(value_of(cap, program.redeeming))
    return say("Up to {points} points, worth {value}.", points=figures.count(cap), value=value)


def rewards_for(account: AccountRow, program: Program) -> tuple[Reward, ...]:
    """List the rewards that the points buy now, dearest first."""
    found = within_reach(program.rewards, account.available)
    return tuple(sorted(found, key=lambda one: -one.points))


def reward_words(reward: Reward, figures: Figures) -> str:
    """Name a reward with its price."""
    return say("{name} · {points} points", name=reward.name, points=figures.count(reward.points))
