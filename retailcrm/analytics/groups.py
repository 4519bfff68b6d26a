"""The three groups: whom to keep, whom to grow, and on whom to spend nothing.

The rules are asked in a fixed order and the first that holds decides, so everyone is in
exactly one group for exactly one reason.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.peers import Kin, Standing, standing
from retailcrm.analytics.rhythm import ACTIVE, BEEN_A_WHILE, DEAD
from retailcrm.analytics.rules import Rules
from retailcrm.core.words import say

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


class Group(StrEnum):
    """What a customer is worth looking after for."""

    MOST_VALUABLE = "most_valuable"
    MOST_GROWABLE = "most_growable"
    BELOW_ZERO = "below_zero"


class Because(StrEnum):
    """The rule that put a customer into the group."""

    DEAD = "dead"
    COSTS = "costs"
    BEST = "best"
    GROW = "grow"
    MAINTAIN = "maintain"
    LITTLE = "little"


GROUPS = tuple(Group)
BECAUSE = tuple(Because)
MOST_VALUABLE, MOST_GROWABLE, BELOW_ZERO = range(3)
_DEAD, _COSTS, _BEST, _GROW, _MAINTAIN, _LITTLE = range(6)
_GROUP_OF = np.array(
    [BELOW_ZERO, BELOW_ZERO, MOST_VALUABLE, MOST_GROWABLE, MOST_GROWABLE, BELOW_ZERO, -1],
    dtype=np.int8,
)
_NAMES = {
    Group.MOST_VALUABLE: "Most Valuable",
    Group.MOST_GROWABLE: "Most Growable",
    Group.BELOW_ZERO: "Below Zero",
}
_ROUNDING = 1e-9


def group_name(key: str) -> str:
    """Name a group for people."""
    return say(_NAMES[Group(key)])


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What decides a customer's group, one value each; money in minor units.

    Attributes:
        contribution: net contribution in the window.
        stage: position in `rhythm.STAGES`.
        visits: visits ever.
        band: number of the band of tenure.
        category: number of the main category, -1 if unknown.
        p_return: chance of a visit in the next 90 days; None takes that of the stage.
    """

    contribution: Floats
    stage: Codes
    visits: Column
    band: Ints
    category: Column
    p_return: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Everyone's group and the figures behind it.

    Attributes:
        group: position in `GROUPS`, -1 if there are no groups.
        because: position in `BECAUSE`, -1 likewise.
        rank: place by contribution among those who bring something, 0 for the others.
        standing: place among similar customers.
        gap: what similar customers bring beyond this one.
        p_return: chance of a visit in the next 90 days.
        growth: what good care is expected to win.
        future: expected contribution of the coming year.
        nobody_earns: no customer brings anything, so the margin is probably set too low.
    """

    group: Codes
    because: Codes
    rank: Ints
    standing: Standing
    gap: Floats
    p_return: Floats
    growth: Floats
    future: Floats
    nobody_earns: bool


def classify(worth: Worth, rules: Rules, minor: int = 100) -> Grouping:
    """Put everyone in exactly one group; in none with too few customers."""
    value = worth.contribution
    order = np.argsort(-value, kind="stable")
    came = int(np.count_nonzero(worth.visits > 0))
    rank = _ranks(worth, order)
    peers = _standing(worth, order, rules)
    gap = peers.potential - np.maximum(value, 0.0)
    chance = _chance(worth, rules)
    growth = rules.capture * gap * chance
    future = chance * np.maximum(value, 0.0) + growth
    best = _best(worth, rank, order, came, rules)
    because = _because(worth, best, growth, future, rules.contact_cost * minor)
    if came < rules.group_least:
        because = np.full(value.size, -1, dtype=np.int8)
    return Grouping(
        _GROUP_OF[because],
        because,
        rank,
        peers,
        gap,
        chance,
        growth,
        future,
        nobody_earns=came > 0 and not bool((rank > 0).any()),
    )


def _ranks(worth: Worth, order: Ints) -> Ints:
    """Number those who may be Most Valuable: not dead and bringing something."""
    able = (worth.contribution > 0) & (worth.stage != DEAD)
    rank = np.zeros(order.size, dtype=np.int64)
    able_order = order[able[order]]
    rank[able_order] = np.arange(1, able_order.size + 1)
    return rank


def _standing(worth: Worth, order: Ints, rules: Rules) -> Standing:
    coming = (worth.stage == ACTIVE) | (worth.stage == BEEN_A_WHILE)
    kin = Kin(worth.band, np.asarray(worth.category, dtype=np.int64), coming)
    return standing(worth.contribution, order[::-1], kin, rules)


def _chance(worth: Worth, rules: Rules) -> Floats:
    if worth.p_return is not None:
        return worth.p_return
    return np.asarray(rules.returns_in)[worth.stage]


def _best(worth: Worth, rank: Ints, order: Ints, came: int, rules: Rules) -> Flags:
    """Take the largest until they bring the wanted share, within the bounds on how many."""
    able = order[rank[order] > 0]
    brings = np.cumsum(worth.contribution[able])
    before = np.concatenate(([0.0], brings[:-1]))[: able.size]
    total = brings[-1] if brings.size else 0.0
    many = int(np.count_nonzero(before < rules.most_valuable_share * total))
    many = max(many, _up(rules.most_valuable_least * came))
    many = min(many, _up(rules.most_valuable_most * came), able.size)
    chosen: Flags = (rank > 0) & (rank <= many)
    return chosen


def _up(number: float) -> int:
    return int(np.ceil(number - _ROUNDING))


def _because(worth: Worth, best: Flags, growth: Floats, future: Floats, contact: float) -> Codes:
    rest = np.where(growth >= contact, _GROW, _MAINTAIN).astype(np.int8)
    rest[future < contact] = _LITTLE
    rest[best] = _BEST
    rest[worth.contribution < 0] = _COSTS
    rest[worth.stage == DEAD] = _DEAD
    return rest
