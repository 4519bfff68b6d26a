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
_ROUNDING = 1e-9
RANKED_LEAST = 20
"""So many are ranked at least, however few may be Most Valuable."""


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What decides a customer's group, one value each; money in minor units.

    Attributes:
        contribution: net contribution in the window.
        stage: position in `rhythm.STAGES`.
        visits: visits ever.
        band: number of the band of tenure.
        category: number of the main category, -1 if unknown.
        p_return: chance of a visit in the next 90 days; None or NaN takes that of the stage.
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
        rank: place by contribution; 0 from where nobody can be Most Valuable any more.
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
    came = int(np.count_nonzero(worth.visits > 0))
    able = np.flatnonzero((value > 0) & (worth.stage != DEAD))
    rank, best = _best(value, able, came, rules)
    peers = _standing(worth, rules)
    positive = np.maximum(value, 0.0)
    gap = peers.potential - positive
    chance = _chance(worth, rules)
    growth = rules.capture * gap * chance
    future = chance * positive + growth
    because = _because(worth, best, growth, future, rules.contact_cost * minor)
    if came < rules.group_least:
        because[:] = -1
    return Grouping(
        _GROUP_OF[because],
        because,
        rank,
        peers,
        gap,
        chance,
        growth,
        future,
        nobody_earns=came > 0 and not able.size,
    )


def _standing(worth: Worth, rules: Rules) -> Standing:
    coming = (worth.stage == ACTIVE) | (worth.stage == BEEN_A_WHILE)
    kin = Kin(worth.band, np.asarray(worth.category, dtype=np.int64), coming)
    return standing(worth.contribution, kin, rules)


def _chance(worth: Worth, rules: Rules) -> Floats:
    by_stage: Floats = np.asarray(rules.returns_in)[worth.stage]
    if worth.p_return is None:
        return by_stage
    return np.where(np.isnan(worth.p_return), by_stage, worth.p_return)


def _best(value: Floats, able: Ints, came: int, rules: Rules) -> tuple[Ints, Ints]:
    """Rank the largest, and take them until they bring the wanted share, within bounds."""
    rank = np.zeros(value.size, dtype=np.int64)
    if not able.size:
        return rank, able
    brings = np.sort(value[able])[::-1]
    running = np.cumsum(brings)
    most = min(able.size, _up(rules.most_valuable_most * came))
    wanted = np.count_nonzero(running - brings < rules.most_valuable_share * running[-1])
    many = min(max(int(wanted), _up(rules.most_valuable_least * came)), most)
    ranked = min(able.size, max(many, RANKED_LEAST))
    # Sorting values is far faster than sorting customers; so these are sorted only from
    # the value on that the last one ranked has.
    upper = able[value[able] >= brings[ranked - 1]]
    first = upper[np.argsort(-value[upper], kind="stable")][:ranked]
    rank[first] = np.arange(1, first.size + 1)
    return rank, first[:many]


def _up(number: float) -> int:
    return int(np.ceil(number - _ROUNDING))


def _because(worth: Worth, best: Ints, growth: Floats, future: Floats, contact: float) -> Codes:
    rest = np.full(growth.size, _MAINTAIN, dtype=np.int8)
    np.putmask(rest, growth >= contact, _GROW)
    np.putmask(rest, future < contact, _LITTLE)
    rest[best] = _BEST
    np.putmask(rest, worth.contribution < 0, _COSTS)
    np.putmask(rest, worth.stage == DEAD, _DEAD)
    return rest
