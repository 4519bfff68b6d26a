"""Which categories are bought by whom, and which of them by the same people.

A category is popular or not; whether two of them go together is another question, and is
answered only where enough people bought both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import gammaln
from retailcrm.analytics.history import Ints
from retailcrm.analytics.rates import wilson

Flags2 = NDArray[np.bool_]

#: A pair bought by fewer people than this says nothing.
LEAST_BOTH = 10
#: The two deviations of the usual tables, by which published lifts are given.
_DEVIATES = 1.96
_AT_ONCE = 1 << 16
#: Beyond so many deviations the chances of a count are nothing.
_FAR = 13


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """How many bought each category, and each two of them.

    Attributes:
        people: all who could (customers of the window, or visits).
        each: buyers of each category.
        both: buyers of the category of the row and of the column; the diagonal is `each`.
    """

    people: int
    each: Ints
    both: Ints


@dataclass(frozen=True, slots=True)
class Pair:
    """How buying one category goes with buying another.

    Attributes:
        people: all who could.
        first: buyers of the one.
        second: buyers of the other.
        both: buyers of both.
        support: share of all who bought both.
        confidence: share of the one's buyers who bought the other.
        low: lower end of its 95 % interval (Wilson).
        high: upper end.
        lift: confidence against the share of all who bought the other.
        lift_low: lower end of its 95 % interval.
        lift_high: upper end.
    """

    people: int
    first: int
    second: int
    both: int
    support: float
    confidence: float
    low: float
    high: float
    lift: float
    lift_low: float
    lift_high: float

    @property
    def leverage(self) -> float:
        """Give the share of all who bought both beyond what chance would bring."""
        return self.support - self.first * self.second / self.people**2

    @property
    def chance(self) -> float:
        """Give the probability of so many in common, or more, by accident (Fisher, one-sided)."""
        return _in_common(self.people, self.first, self.second, self.both)

    @property
    def holds(self) -> bool:
        """Say whether enough people stand behind it, and it is no accident."""
        return self.both >= LEAST_BOTH and self.lift_low > 1


def together(bought: Flags2) -> Together:
    """Count from who (row) bought what (column)."""
    width = bought.shape[1]
    both = np.zeros((width, width), dtype=np.float64)
    for start in range(0, bought.shape[0], _AT_ONCE):
        # Counts of a block fit single precision exactly, at twice the speed.
        part = bought[start : start + _AT_ONCE].astype(np.float32)
        both += part.T @ part
    counts = np.rint(both).astype(np.int64)
    return Together(bought.shape[0], np.diag(counts).copy(), counts)


def breadth(bought: Flags2) -> Ints:
    """Count the categories that each person bought."""
    counts: Ints = bought.sum(axis=1, dtype=np.int64)
    return counts


def pair(people: int, first: int, second: int, both: int) -> Pair | None:
    """Weigh two categories by their counts; None where nobody bought one of them.

    Args:
        people: all who could.
        first: buyers of the one.
        second: buyers of the other.
        both: buyers of both.
    """
    if not (people and first and second):
        return None
    confidence = both / first
    low, high = wilson(both, first) or (0.0, 1.0)
    lift = confidence * people / second
    spread = _spread(people, first, second, both)
    return Pair(
        people=people,
        first=first,
        second=second,
        both=both,
        support=both / people,
        confidence=confidence,
        low=low,
        high=high,
        lift=lift,
        lift_low=lift / spread,
        lift_high=lift * spread,
    )


def pairs(found: Together) -> tuple[tuple[int, int, Pair], ...]:
    """List the pairs that hold, those that most people bought first.

    They are never ordered by lift: the largest lifts are those of rare categories.
    """
    least = np.triu(found.both >= LEAST_BOTH, k=1)
    told = []
    for a, b in np.argwhere(least | least.T):
        one = _quick(found, int(a), int(b))
        if one is not None:
            told.append((int(a), int(b), one))
    return tuple(sorted(told, key=lambda row: (-row[2].both, -row[2].confidence, row[:2])))


def _quick(found: Together, a: int, b: int) -> Pair | None:
    counts = found.people, int(found.each[a]), int(found.each[b]), int(found.both[a, b])
    people, first, second, both = counts
    if both * people / (first * second) <= _spread(*counts):
        return None
    return pair(people, first, second, both)


def _spread(people: int, first: int, second: int, both: int) -> float:
    """Give the factor between the lift and either end of its interval."""
    if not both:
        return float("nan")
    variance = 1 / both - 1 / first + 1 / second - 1 / people
    return float(np.exp(_DEVIATES * np.sqrt(max(variance, 0.0))))


def _in_common(people: int, first: int, second: int, both: int) -> float:
    """Add up the chances of `both` in common or more (hypergeometric)."""
    mean = first * second / people
    deviation = np.sqrt(mean * (1 - first / people) * (1 - second / people)) + 1
    least, most = max(0, first + second - people), min(first, second)
    low = max(both, least, int(mean - _FAR * deviation))
    high = min(most, int(max(mean, both) + _FAR * deviation))
    if low > high:
        return 0.0
    count = np.arange(low, high + 1, dtype=np.float64)
    logs = _ways(first, count) + _ways(people - first, second - count) - _ways(people, second)
    return float(min(1.0, np.exp(logs).sum()))


def _ways(whole: int, part: NDArray[np.float64] | int) -> NDArray[np.float64]:
    """Give the logarithm of the number of ways to choose `part` of `whole`."""
    found: NDArray[np.float64] = (
        gammaln(whole + 1.0) - gammaln(part + 1.0) - gammaln(whole - part + 1.0)
    )
    return found
