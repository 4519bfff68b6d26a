"""Scores 1 to 5 for recency, frequency and spend.

A score depends on the value alone: equal values always score alike, whatever the order
of the rows. So it is enough to know where each score begins, and those cut points are
what the screens show.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints

SCORES = (1, 2, 3, 4, 5)
Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Cuts = tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Scores of everyone; 0 where not scored.

    Attributes:
        r: recency score.
        f: frequency score.
        m: spend score.
        column: grid column.
        cuts: per measure, what the scores 1 to 5 begin with (NaN: nobody gets that far).
        few_data: so few customers that the scores say little.
    """

    r: Codes
    f: Codes
    m: Codes
    column: Codes
    cuts: Cuts = ()
    few_data: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What is scored, one value for each customer.

    Attributes:
        recency: days since the latest visit.
        frequency: visits in the window; those without one are not scored.
        monetary: net sales in the window.
        visits: visits ever.
    """

    recency: Column
    frequency: Column
    monetary: Column
    visits: Column


def score(measures: Measures, least: int = 5, few: int = 50) -> Scores:
    """Score everyone with a visit in the window; nobody if fewer than `least` have one."""
    scored = np.flatnonzero(measures.frequency > 0)
    many = scored.size
    if many < max(least, 1):
        nothing = np.zeros(measures.frequency.size, dtype=np.int8)
        return Scores(nothing, nothing, nothing, nothing)
    freshness = -measures.recency[scored].astype(np.int64)
    spend = measures.monetary[scored]
    often = measures.frequency[scored]
    by_recency, by_spend = begins(freshness, 5, 1), begins(spend, 5, 1)
    by_often = _frequency_begins(often)
    r, m, f = _rank(freshness, by_recency), _rank(spend, by_spend), _rank(often, by_often)
    c = np.maximum((f + m + 1) >> 1, 2)
    c[measures.visits[scored] == 1] = 1
    cuts = (
        ("recency", _shown(0.0 - by_recency)),
        ("frequency", _shown(by_often)),
        ("monetary", _shown(by_spend)),
    )
    wide = [_spread(part, scored, measures.frequency.size) for part in (r, f, m, c)]
    return Scores(wide[0], wide[1], wide[2], wide[3], cuts, few_data=many < few)


def begins(values: Column, steps: int, lowest: int) -> Floats:
    """Give the smallest value that earns at least each score, infinity if none does.

    The score of a value is `lowest` plus the whole part of `steps` times its mid-rank
    percentile. All in whole numbers, so no rounding decides a score.
    """
    found = np.full(steps, np.inf)
    if not values.size:
        return found
    ordered = np.sort(values)
    less = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    equal = np.diff(less, append=ordered.size)
    step = np.minimum(steps - 1, steps * (2 * less + equal) // (2 * ordered.size))
    first = np.searchsorted(step, np.arange(steps))
    there = first < less.size
    found[there] = ordered[less[first[there]]]
    return np.concatenate((np.full(lowest - 1, -np.inf), found))


def recency_ranges(cuts: Cuts) -> tuple[tuple[int, int, int], ...]:
    """Give (score, from days, to days) for the recency scores that occur, 5 first."""
    edges = dict(cuts).get("recency", ())
    ranges = []
    nearest = 0
    for points, farthest in zip(reversed(SCORES), reversed(edges), strict=bool(edges)):
        if not np.isnan(farthest) and farthest >= nearest:
            ranges.append((points, nearest, int(farthest)))
            nearest = int(farthest) + 1
    return tuple(ranges)


def codes(scores: Scores) -> Ints:
    """Write each customer's scores as one number such as 543, 0 where not scored."""
    return scores.r.astype(np.int64) * 100 + scores.f.astype(np.int64) * 10 + scores.m


def code_counts(scores: Scores) -> tuple[tuple[str, int], ...]:
    """Count the customers of each code that occurs, best code first."""
    counts = np.bincount(codes(scores), minlength=556)
    return tuple((str(code), int(counts[code])) for code in range(555, 110, -1) if counts[code])


def _frequency_begins(often: Column) -> Floats:
    """One visit scores 1; the others share the scores 2 to 5."""
    found = begins(often[often > 1], 4, 2)
    found = found if found.size == len(SCORES) else np.concatenate(([1.0], found))
    found[0] = 1.0
    return found


def _rank(values: Column, starts: Floats) -> Codes:
    ranks: Codes = (values >= starts[0]).astype(np.int8)
    for start in starts[1:]:
        ranks += values >= start
    return ranks


def _spread(part: Codes, scored: Ints, size: int) -> Codes:
    whole = np.zeros(size, dtype=np.int8)
    whole[scored] = part
    return whole


def _shown(starts: Floats) -> tuple[float, ...]:
    return tuple(float(value) if np.isfinite(value) else float("nan") for value in starts)
