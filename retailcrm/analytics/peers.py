"""How customers compare with similar ones: rank among them, and what the better bring.

Similar means the same band of how long they have been customers and the same main
category; where too few share both, the band alone; where even those are few, everyone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.rules import Rules

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_FEW_CIRCLES = 2**16


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """What makes customers similar.

    Attributes:
        band: number of the band of tenure.
        category: number of the main category, -1 if unknown.
        counts: who is measured against: customers who still come.
    """

    band: Ints
    category: Ints
    counts: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where each customer stands among similar ones.

    Attributes:
        percentile: share of the peers who bring less (half of those who bring as much).
        potential: what the peers bring at the percentile within reach.
        circle: 0 compared within band and category, 1 within the band, 2 with everyone.
    """

    percentile: Floats
    potential: Floats
    circle: NDArray[np.int8]


def bands(tenure: Column, bounds: tuple[int, ...]) -> Ints:
    """Number the bands of how many days someone has been a customer."""
    found: Ints = np.searchsorted(np.asarray(bounds), tenure, side="right").astype(np.int64)
    return found


def standing(value: Floats, kin: Kin, rules: Rules) -> Standing:
    """Compare everyone with their peers.

    Args:
        value: what each customer brings.
        kin: who is similar to whom.
        rules: how far a customer could climb, and how many peers it takes.

    Returns:
        The standing of everyone.
    """
    found = Standing(
        np.zeros(value.size), np.maximum(value, 0.0), np.full(value.size, 2, dtype=np.int8)
    )
    least = max(1, rules.peers_least)
    cells = kin.band * (int(kin.category.max(initial=-1)) + 1) + kin.category
    cell = np.where(kin.category >= 0, _pack(cells, kin.counts & (kin.category >= 0), least), -1)
    band = _pack(kin.band, kin.counts, least)
    everyone = np.zeros(value.size, dtype=np.int64)
    order = np.argsort(value)
    left = np.ones(value.size, dtype=np.bool_)
    for number, circle in enumerate((cell, band, _pack(everyone, kin.counts, 1))):
        mine = left & (circle >= 0)
        if not mine.any():
            continue
        line = _line_up(value, order, circle, _Part(mine | kin.counts, kin.counts))
        share = _percentile(line)
        wanted = np.flatnonzero(mine[line.at])
        at = line.at[wanted]
        found.circle[at] = number
        found.percentile[at] = share[wanted]
        found.potential[at] = np.maximum(_reach(line, share, rules)[wanted], found.potential[at])
        left &= ~mine
    return found


def _pack(label: Ints, counts: Flags, least: int) -> Ints:
    """Renumber the circles that have enough peers from 0 on; -1 is in none."""
    peers = np.bincount(label[np.flatnonzero(counts)], minlength=int(label.max(initial=0)) + 1)
    enough = peers >= least
    number = np.where(enough, np.cumsum(enough) - 1, -1)
    # A label of -1 reads the last entry; the caller masks it out.
    return number[label]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Who takes part in a comparison, and who of them is measured against."""

    takes: Flags
    counts: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """Customers lined up by circle, then by rising value.

    Attributes:
        at: their positions in the base.
        value: what each brings.
        counts: who is measured against.
        edges: where each circle starts, and the end of the last one.
        before: how many who count stand before each, and in all.
    """

    at: Ints
    value: Floats
    counts: Flags
    edges: Ints
    before: Ints

    def starts(self) -> Ints:
        """Give how many who count stand before each one's circle."""
        return np.repeat(self.before[self.edges[:-1]], np.diff(self.edges))

    def peers(self) -> Ints:
        """Give how many who count are in each one's circle."""
        return np.repeat(np.diff(self.before[self.edges]), np.diff(self.edges))


def _line_up(value: Floats, order: Ints, circle: Ints, part: _Part) -> _Line:
    at = order[np.flatnonzero((part.takes & (circle >= 0))[order])]
    label = circle[at]
    if label.max() > 0:
        # Few circles fit 16 bits, for which NumPy's stable sort takes one pass.
        small = label.astype(np.uint16) if label.max() < _FEW_CIRCLES else label
        by = np.argsort(small, kind="stable")
        at, label = at[by], label[by]
    counts = part.counts[at]
    before = np.zeros(at.size + 1, dtype=np.int64)
    np.cumsum(counts, out=before[1:])
    edges = np.searchsorted(label, np.arange(int(label[-1]) + 2))
    return _Line(at, value[at], counts, edges, before)


def _percentile(line: _Line) -> Floats:
    """Give the share of the peers below each, with half of those who are equal."""
    fresh = np.ones(line.at.size + 1, dtype=np.bool_)
    np.not_equal(line.value[1:], line.value[:-1], out=fresh[1:-1])
    fresh[line.edges] = True
    # Running counts only rise, so the one at the start of a run of equals is the largest
    # so far, and the one at its end the smallest still to come.
    below = np.maximum.accumulate(np.where(fresh[:-1], line.before[:-1], 0))
    ends = np.where(fresh[1:], line.before[1:], line.before[-1])
    upto = np.minimum.accumulate(ends[::-1])[::-1]
    share: Floats = (0.5 * (below + upto) - line.starts()) / line.peers()
    return share


def _reach(line: _Line, share: Floats, rules: Rules) -> Floats:
    """Give what the peers bring at the percentile within reach, between two of them if need be."""
    last = line.peers() - 1
    place = np.minimum(rules.target_cap, share + rules.stretch) * last
    lower = place.astype(np.int64)
    first = line.starts()
    values = line.value[np.flatnonzero(line.counts)]
    low = values[first + lower]
    high = values[first + np.minimum(lower + 1, last)]
    found: Floats = low + (high - low) * (place - lower)
    return found
