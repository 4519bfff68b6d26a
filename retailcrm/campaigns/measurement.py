"""Differences between people treated and people left alone, with the range of the true one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isfinite, log, sqrt
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import chdtrc, ndtr, ndtri, stdtr, stdtrit
from retailcrm.analytics.rates import Rate

Floats = NDArray[np.float64]
LEVEL = 0.95
DRAWS = 2_000
FEW_PEOPLE = 200
"""With fewer people in an arm the mean of money is resampled, not assumed to be normal."""
LOPSIDED = 0.25
"""Skewness of a mean above which it is resampled as well."""
BROKEN = 0.001
"""Group sizes that chance would make this seldom tell that the assignment is broken."""
_LEAST_CASES = 5  # for an interval of a ratio
_MOST_SPENDERS = 20_000  # resampling more takes seconds and changes nothing
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its 95 % interval and how often chance alone makes one as large.

    Attributes:
        value: treated less control.
        low: lower end.
        high: upper end.
        p: 1 where the two are alike.
    """

    value: float
    low: float
    high: float
    p: float = 1.0

    @property
    def is_above(self) -> bool:
        """Say whether all of the interval lies above zero."""
        return self.low > 0

    @property
    def is_below(self) -> bool:
        """Say whether all of the interval lies below zero."""
        return self.high < 0

    def times(self, factor: float) -> "Difference":
        """Stretch it, as from a head to all of them; the factor is above zero."""
        return Difference(self.value * factor, self.low * factor, self.high * factor, self.p)

    def less(self, amount: float) -> "Difference":
        """Take off an amount that is known for certain."""
        return Difference(self.value - amount, self.low - amount, self.high - amount, self.p)


@dataclass(frozen=True, slots=True)
class Spread:
    """What is needed of a column of amounts to compare its mean; those of zero count.

    Attributes:
        people: how many amounts.
        total: their sum.
        variance: of one of them, 0 of fewer than two.
        skewness: how lopsided they are, 0 where they do not vary.
    """

    people: int
    total: float
    variance: float
    skewness: float = 0.0

    @classmethod
    def of(cls, amounts: NDArray[Any]) -> Self:
        """Sum a column up."""
        people = int(amounts.size)
        if not people:
            return cls(0, 0.0, 0.0)
        total = float(amounts.sum())
        off = amounts - total / people
        square = off * off  # sums, not dot products: these start threads for a millisecond's work
        squares = float(square.sum())
        if people == 1 or squares <= 0:
            return cls(people, total, 0.0)
        spread = squares / people
        skewness = float((square * off).sum()) / people / spread**1.5
        return cls(people, total, squares / (people - 1), skewness)

    @property
    def mean(self) -> float | None:
        """Give the amount a head, None of nobody."""
        return self.total / self.people if self.people else None

    @property
    def is_wild(self) -> bool:
        """Say whether so few or so lopsided amounts must be resampled."""
        return self.people < FEW_PEOPLE or abs(self.skewness) / sqrt(self.people) > LOPSIDED


def newcombe(treated: Rate, control: Rate) -> Difference | None:
    """Compare two shares by Newcombe's interval (his method 10); None without people."""
    upper, lower = treated.interval(), control.interval()
    share, alone = treated.value, control.value
    if upper is None or lower is None or share is None or alone is None:
        return None
    apart = share - alone
    low = apart - sqrt((share - upper[0]) ** 2 + (lower[1] - alone) ** 2)
    high = apart + sqrt((upper[1] - share) ** 2 + (alone - lower[0]) ** 2)
    return Difference(apart, max(low, -1.0), min(high, 1.0), pooled_p(treated, control))


def agresti_caffo(treated: Rate, control: Rate) -> Difference | None:
    """Compare two shares after giving each one success and one failure: a cross-check."""
    if not treated.whole or not control.whole:
        return None
    many, few = treated.whole + 2, control.whole + 2
    share, alone = (treated.part + 1) / many, (control.part + 1) / few
    half = _deviates() * sqrt(share * (1 - share) / many + alone * (1 - alone) / few)
    apart = treated.part / treated.whole - control.part / control.whole
    middle = share - alone
    return Difference(apart, middle - half, middle + half, pooled_p(treated, control))


def pooled_z(treated: Rate, control: Rate) -> float | None:
    """Say how many standard errors lie between two shares; None where neither varies."""
    if not treated.whole or not control.whole:
        return None
    both = (treated.part + control.part) / (treated.whole + control.whole)
    error = sqrt(both * (1 - both) * (1 / treated.whole + 1 / control.whole))
    if error == 0:
        return None
    return (treated.part / treated.whole - control.part / control.whole) / error


def pooled_p(treated: Rate, control: Rate) -> float:
    """Say how often chance alone sets two shares as far apart."""
    found = pooled_z(treated, control)
    return 1.0 if found is None else 2 * float(ndtr(-abs(found)))


def relative_lift(treated: Rate, control: Rate) -> Difference | None:
    """Say by how much more people came, as a share of those who come anyway.

    Returns:
        Its ends are infinite where fewer than five came on either side; None where nobody
        came by himself, for then there is nothing to be a share of.
    """
    if not treated.whole or not control.part:
        return None
    share, alone = treated.part / treated.whole, control.part / control.whole
    p = pooled_p(treated, control)
    if min(treated.part, control.part) < _LEAST_CASES:
        return Difference(share / alone - 1, -1.0, float("inf"), p)
    error = sqrt(1 / treated.part - 1 / treated.whole + 1 / control.part - 1 / control.whole)
    middle, half = log(share / alone), _deviates() * error
    return Difference(share / alone - 1, exp(middle - half) - 1, exp(middle + half) - 1, p)


def welch(treated: Spread, control: Spread) -> Difference | None:
    """Compare two means that may vary differently; None of fewer than two people a side."""
    if treated.people < 2 or control.people < 2:  # noqa: PLR2004 - one has no spread
        return None
    apart = treated.total / treated.people - control.total / control.people
    parts = (treated.variance / treated.people, control.variance / control.people)
    return with_error(apart, parts, (treated.people - 1, control.people - 1))


def with_error(apart: float, parts: Sequence[float], freedom: Sequence[float]) -> Difference:
    """Put an interval around a sum of independent means.

    Args:
        apart: the sum.
        parts: the variance that each mean adds.
        freedom: the degrees of freedom of each.
    """
    error = sqrt(sum(parts))
    if error == 0:
        return Difference(apart, apart, apart, float(apart == 0))
    weights = sum(one**2 / max(of, 1) for one, of in zip(parts, freedom, strict=True))
    free = sum(parts) ** 2 / weights if weights > 0 else float("inf")
    if not isfinite(free):
        half, p = _deviates() * error, 2 * float(ndtr(-abs(apart) / error))
    else:
        half = float(stdtrit(free, (1 + LEVEL) / 2)) * error
        p = 2 * float(stdtr(free, -abs(apart) / error))
    return Difference(apart, apart - half, apart + half, p)


def resampled(treated: Floats, control: Floats, seed: int) -> Difference | None:
    """Compare two means by drawing the same people again and again; the seed makes it repeat."""
    if treated.size < 2 or control.size < 2:  # noqa: PLR2004 - one has no spread
        return None
    chance = np.random.default_rng(seed)
    apart = float(treated.mean() - control.mean())
    found = _drawn_means(treated, chance) - _drawn_means(control, chance)
    low, high = np.quantile(found, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    # The share of draws beyond zero, on both sides; never quite nothing.
    beyond = min(np.count_nonzero(found <= 0), np.count_nonzero(found >= 0)) + 1
    return Difference(apart, float(low), float(high), min(2 * beyond / (DRAWS + 1), 1.0))


def money_difference(treated: Floats, control: Floats, seed: int) -> Difference | None:
    """Compare money a head: by Welch, and by drawing again where few or very uneven.

    Args:
        treated: what each treated person brought, zeros as well.
        control: what each person left alone brought.
        seed: for the draws.
    """
    one, other = Spread.of(treated), Spread.of(control)
    spenders = np.count_nonzero(treated) + np.count_nonzero(control)
    if (one.is_wild or other.is_wild) and spenders <= _MOST_SPENDERS:
        return resampled(treated, control, seed)
    return welch(one, other)


def holm(told: Sequence[float]) -> tuple[float, ...]:
    """Make up for looking several times: raise each p as Holm does, in the order told."""
    order = sorted(range(len(told)), key=lambda place: (told[place], place))
    raised = [0.0] * len(told)
    most = 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, (len(told) - rank) * told[place]))
        raised[place] = most
    return tuple(raised)


def sample_ratio(people: Sequence[int], shares: Sequence[float]) -> float:
    """Say how often chance makes group sizes that far from the shares they should have."""
    whole, parts = sum(people), sum(shares)
    if not whole or not parts:
        return 1.0
    wanted = [whole * one / parts for one in shares]
    if any(of == 0 and many for many, of in zip(people, wanted, strict=True)):
        return 0.0
    off = sum((many - of) ** 2 / of for many, of in zip(people, wanted, strict=True) if of)
    free = sum(1 for of in wanted if of) - 1
    return float(chdtrc(free, off)) if free > 0 else 1.0


def _deviates() -> float:
    """Give how many mean errors of a normal mean an interval reaches on each side."""
    return float(ndtri((1 + LEVEL) / 2))


def _drawn_means(amounts: Floats, chance: np.random.Generator) -> Floats:
    """Give the mean of many draws of as many people; zeros are drawn as a count only."""
    spent = amounts[amounts != 0]
    if not spent.size:
        return np.zeros(DRAWS)
    many = chance.binomial(amounts.size, spent.size / amounts.size, DRAWS)
    ends = np.cumsum(many)
    sums = np.zeros(DRAWS)
    first = 0
    while first < DRAWS:
        begin = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, begin + _AT_ONCE, "right")), first + 1)
        drawn = spent[chance.integers(0, spent.size, int(ends[last - 1]) - begin)]
        running = np.concatenate((np.zeros(1), np.cumsum(drawn)))
        inner = np.concatenate(([begin], ends[first:last])) - begin
        sums[first:last] = np.diff(running[inner])
        first = last
    return sums / amounts.size
