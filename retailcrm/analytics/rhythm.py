"""When each customer is due, by their own rhythm and that of the shop's others.

A customer's gaps between visits are taken as random with a rate of their own; the rates
of all customers spread like a Gamma distribution, the prior. What is known of one customer
pulls the prior towards their gaps, so a single visit already gives a sensible limit.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Column, Ints
from retailcrm.analytics.prior import Prior
from retailcrm.analytics.rules import Rules

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


class Stage(StrEnum):
    """How a customer's silence compares with what is usual."""

    ACTIVE = "active"
    BEEN_A_WHILE = "been_a_while"
    MIA = "mia"
    DEAD = "dead"
    NEW = "new"


STAGES = tuple(Stage)
ACTIVE, BEEN_A_WHILE, MIA, DEAD, NEW = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class Silence:
    """What is known of each customer's silence.

    Attributes:
        gap: days since the latest visit; negative without one.
        gaps: number of gaps that make the rhythm.
        days: their sum.
        enrolled: day enrolled, NO_DAY if unknown.
        as_of: the day it holds for.
    """

    gap: Column
    gaps: Ints
    days: Ints
    enrolled: Column
    as_of: int


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """When each customer is due; NaN without a visit.

    Attributes:
        usual: expected days between visits.
        remind: days of silence from which it has been a while.
        limit: from which the customer is missing.
        dead: from which the card is dead.
        stage: position in `STAGES`.
    """

    usual: Floats
    remind: Floats
    limit: Floats
    dead: Floats
    stage: Codes


def rhythm(silence: Silence, prior: Prior, rules: Rules) -> Rhythm:
    """Find each customer's limits and stage."""
    many = silence.gaps
    days = np.where(silence.gap >= 0, silence.days, np.nan)
    usual = expected_interval(many, days, prior)
    remind = deadline(rules.remind_at, many, days, prior)
    limit = deadline(rules.missing_at, many, days, prior)
    dead = np.maximum(deadline(rules.dead_at, many, days, prior), rules.dead_days)
    # Comparisons with NaN are false, so customers without a visit come out as 0.
    late = (silence.gap >= remind).astype(np.int8)
    late += silence.gap >= limit
    late += silence.gap >= dead
    unused = silence.gap < 0
    late[unused] = _unused(silence.enrolled[unused], silence.as_of, rules)
    return Rhythm(usual, remind, limit, dead, late)


def deadline(share: float, gaps: Column, days: Column | Floats, prior: Prior) -> Floats:
    """Give the days within which `share` of similar customers come back."""
    most = int(gaps.max(initial=0))
    stretch = (1.0 - share) ** (-1.0 / (prior.shape + np.arange(most + 1))) - 1.0
    found: Floats = (prior.rate + days) * stretch[gaps]
    return found


def expected_interval(gaps: Column, days: Column | Floats, prior: Prior) -> Floats:
    """Give the mean days to the next visit, NaN where no mean exists."""
    freedom = prior.shape + np.arange(int(gaps.max(initial=0)) + 1) - 1.0
    each = np.full(freedom.size, np.nan)
    np.divide(1.0, freedom, out=each, where=freedom > 0)
    found: Floats = (prior.rate + days) * each[gaps]
    return found


def still_away(gap: Column | Floats, gaps: Column, days: Column, prior: Prior) -> Floats:
    """Give the share of similar customers whose silence lasts longer than `gap` days."""
    known = prior.rate + days
    share: Floats = (known / (known + gap)) ** (prior.shape + gaps)
    return share


def _unused(enrolled: Column, as_of: int, rules: Rules) -> Codes:
    days = as_of - enrolled.astype(np.int64)
    old = (enrolled != NO_DAY) & (days >= rules.unused_days)
    return np.where(old, DEAD, NEW).astype(np.int8)
