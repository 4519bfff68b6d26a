"""Days on which the whole shop was shut: nobody could come, so they count for no silence."""

import numpy as np

from retailcrm.analytics.history import NO_DAY, Column, Ints
from retailcrm.core.days import joined_spans

Closed = tuple[tuple[int, int], ...]
"""Spans of days, first and last, both shut."""


def closed_between(after: Column | int, until: Column | int, closed: Closed) -> Ints:
    """Count the closed days after one day up to another, that one with it.

    Days that several spans name count once; where a day is unknown nothing counts.
    """
    since, to = np.asarray(after, dtype=np.int64), np.asarray(until, dtype=np.int64)
    found: Ints = np.zeros(np.broadcast(since, to).shape, dtype=np.int64)
    for first, last in joined_spans(closed):
        overlap = np.minimum(to, last) - np.maximum(since + 1, first) + 1
        found += np.maximum(overlap, 0)
    found[np.broadcast_to((since == NO_DAY) | (to == NO_DAY), found.shape)] = 0
    return found
