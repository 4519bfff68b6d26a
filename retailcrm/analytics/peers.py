"""How customers compare with similar ones: rank among them, and what the better bring.

Similar means the same band of how long they have been customers and the same main
category; where too few share both, the band alone; where even those are few, everyone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.rules import Rules

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Labels = NDArray[np.int32]
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
    """

    percentile: Floats
    potential: Floats


def bands(tenure: Column, bounds: tuple[int, ...]) -> Ints:
    """Number the bands of how many days someone has been a customer."""
    found = np.zeros(np.shape(tenure), dtype=np.int64)
    for bound in bounds:
        found += tenure >= bound
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
    found = Standing(np.zeros(value.size), np.maximum(value, 0.0))
    left = np.ones(value.size, dtype=np.bool_)
    for circle in _circles(kin, max(1, rules.peers_least)):
        mine = left & (circle >= 0)
        if not mine.any():
            continue
        whole = bool(left.all())
        for members in _members(circle):
            brings = value[members]
            peers = np.sort(brings[kin.counts[members]])
            at = members
            if not whole:
                own = np.flatnonzero(mine[members])
                at, brings = members[own], brings[own]
            found.percentile[at], found.potential[at] = _compare(brings, peers, rules)
        left &= ~mine
        if not left.any():
            break
    return found


def _circles(kin: Kin, least: int) -> Iterator[Labels]:
    """Number the circles by band and category, by band, and of everyone; -1 is in none."""
    cells = kin.band * (int(kin.category.max(initial=-1)) + 1) + kin.category
    known = kin.category >= 0
    cell = _pack(cells, kin.counts & known, least)
    np.putmask(cell, ~known, -1)
    yield cell
    yield _pack(kin.band, kin.counts, least)
    yield _pack(np.zeros_like(kin.band), kin.counts, 1)


def _pack(label: Ints, counts: Flags, least: int) -> Labels:
    """Renumber the circles that have enough peers from 0 on; -1 is in none."""
    peers = np.bincount(label[np.flatnonzero(counts)], minlength=int(label.max(initial=0)) + 1)
    enough = peers >= least
    number = np.where(enough, np.cumsum(enough) - 1, -1).astype(np.int32)
    # A label of -1 reads the last entry; the caller masks it out.
    return number[label]


def _members(circle: Labels) -> Iterator[Ints]:
    """Give the positions in each circle, one circle after the other."""
    many = int(circle.max()) + 2
    # Circles that fit 16 bits are sorted in one pass.
    packed = (circle + 1).astype(np.uint16 if many < _FEW_CIRCLES else np.uint32)
    order = np.argsort(packed, kind="stable")
    edges = np.cumsum(np.bincount(packed, minlength=many))
    for begin, end in pairwise(edges):
        yield order[begin:end]


def _compare(value: Floats, peers: Floats, rules: Rules) -> tuple[Floats, Floats]:
    """Give each value's percentile among sorted peers, and what is within reach."""
    # Values in order are found several times faster than values at random.
    order = np.argsort(value)
    risen = value[order]
    less = np.searchsorted(peers, risen)
    share = (less + 0.5 * _equal(risen, peers, less)) / peers.size
    place = np.minimum(rules.target_cap, share + rules.stretch) * (peers.size - 1)
    lower = place.astype(np.int64)
    low = peers[lower]
    high = peers[np.minimum(lower + 1, peers.size - 1)]
    shares, reach = np.empty_like(value), np.empty_like(value)
    shares[order] = share
    reach[order] = low + (high - low) * (place - lower)
    return shares, np.maximum(np.maximum(reach, value), 0.0)


def _equal(value: Floats, peers: Floats, less: Ints) -> Ints | Flags:
    """Count the peers equal to each value, given how many are less."""
    at = np.minimum(less, peers.size - 1)
    found: Flags = peers[at] == value
    fresh = np.ones(peers.size + 1, dtype=np.bool_)
    np.not_equal(peers[1:], peers[:-1], out=fresh[1:-1])
    if fresh.all():
        return found
    edges = np.flatnonzero(fresh)
    run = np.zeros(peers.size, dtype=np.int64)
    run[edges[:-1]] = edges[1:] - edges[:-1]
    # Where a peer is equal, `less` is the start of its run.
    many: Ints = run[at] * found
    return many
