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


def standing(value: Floats, order: Ints, kin: Kin, rules: Rules) -> Standing:
    """Compare everyone with their peers.

    Args:
        value: what each customer brings.
        order: positions of the customers by rising value.
        kin: who is similar to whom.
        rules: how far a customer could climb, and how many peers it takes.

    Returns:
        The standing of everyone.
    """
    cells = kin.band * (int(kin.category.max(initial=-1)) + 1) + kin.category
    whole = np.zeros(value.size, dtype=np.int64)
    found = Standing(
        np.zeros(value.size), np.maximum(value, 0.0), np.full(value.size, 2, dtype=np.int8)
    )
    open_ = np.ones(value.size, dtype=np.bool_)
    levels = ((cells, kin.category >= 0), (kin.band, open_), (whole, open_))
    left = open_.copy()
    for circle, (label, known) in enumerate(levels):
        least = max(1, rules.peers_least if circle < len(levels) - 1 else 1)
        packed = _pack(label, kin.counts & known, known, least)
        mine = left & (packed >= 0)
        if mine.any():
            _compare(value, order, packed, kin.counts & known, (found, mine, rules))
            found.circle[mine] = circle
            left &= ~mine
    return found


def _pack(label: Ints, counts: Flags, known: Flags, least: int) -> NDArray[np.int32]:
    """Renumber the circles with enough peers from 0 on; -1 is in none."""
    size = int(label.max(initial=0)) + 1
    peers = np.bincount(label[counts], minlength=size)
    enough = peers >= least
    number = np.where(enough, np.cumsum(enough) - 1, -1).astype(np.int32)
    return np.where(known, number[np.maximum(label, 0)], np.int32(-1))


def _compare(
    value: Floats,
    order: Ints,
    packed: NDArray[np.int32],
    counts: Flags,
    out: tuple[Standing, Flags, Rules],
) -> None:
    """Fill in the standing of those whose circle this is."""
    found, mine, rules = out
    circle = packed[order]
    inside = order[circle >= 0]
    circle = circle[circle >= 0]
    if circle.max() != circle.min():
        # Few circles fit 16 bits, for which NumPy's stable sort is a linear one.
        small = circle.astype(np.uint16) if circle.max() < 2**16 else circle
        by = np.argsort(small, kind="stable")
        inside, circle = inside[by], circle[by]
    ranked = _ranked(value[inside], circle, counts[inside])
    wanted = mine[inside]
    at = inside[wanted]
    share, reach = _reach(ranked, circle, wanted, rules)
    found.percentile[at] = share
    found.potential[at] = np.maximum(found.potential[at], reach)


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Customers by circle and value: peers below, peers equal, and the peers' values."""

    less: Ints
    equal: Ints
    start: Ints  # per circle, where its peers start in `peers`
    many: Ints  # per circle, how many peers
    peers: Floats


def _ranked(value: Floats, circle: NDArray[np.int32], counts: Flags) -> _Ranked:
    running = np.zeros(value.size + 1, dtype=np.int64)
    np.cumsum(counts, out=running[1:])
    edges = np.searchsorted(circle, np.arange(int(circle[-1]) + 2))
    start = running[edges]
    fresh = np.flatnonzero(
        np.concatenate(([True], (value[1:] != value[:-1]) | (circle[1:] != circle[:-1])))
    )
    length = np.diff(fresh, append=value.size)
    below = running[fresh] - start[circle[fresh]]
    equal = running[fresh + length] - running[fresh]
    return _Ranked(
        np.repeat(below, length),
        np.repeat(equal, length),
        start[:-1],
        np.diff(start),
        value[counts],
    )


def _reach(
    ranked: _Ranked, circle: NDArray[np.int32], wanted: Flags, rules: Rules
) -> tuple[Floats, Floats]:
    """Give the percentile of those wanted, and the value at the percentile within reach."""
    mine = circle[wanted]
    many, start = ranked.many[mine], ranked.start[mine]
    share = (ranked.less[wanted] + 0.5 * ranked.equal[wanted]) / many
    place = np.minimum(rules.target_cap, share + rules.stretch) * (many - 1)
    lower = place.astype(np.int64)
    upper = np.minimum(lower + 1, many - 1)
    low, high = ranked.peers[start + lower], ranked.peers[start + upper]
    return share, low + (high - low) * (place - lower)
