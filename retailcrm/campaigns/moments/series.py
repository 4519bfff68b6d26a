"""Steps of one series: what was drawn at its beginning, and what followed from that."""

import numpy as np

from retailcrm.analytics.history import Flags, Ints
from retailcrm.campaigns.moments.moment import MOST_STEPS


def at_step(occasion: Ints, step: int) -> Flags:
    """Say which occasions are of a step, counted from 0."""
    found: Flags = occasion % MOST_STEPS == step
    return found


def begins(customer: Ints, occasion: Ints) -> Flags:
    """Say which entries are the first of their series: only there chance draws anew."""
    series = occasion // MOST_STEPS
    order = np.lexsort((occasion, series, customer))
    who, series = customer[order], series[order]
    first = np.ones(who.size, dtype=np.bool_)
    first[1:] = (who[1:] != who[:-1]) | (series[1:] != series[:-1])
    found = np.zeros(who.size, dtype=np.bool_)
    found[order] = first
    return found
