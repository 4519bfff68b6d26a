"""How long until the second visit, counting fairly those who may still come."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.cohorts import second_visit
from retailcrm.analytics.history import NO_DAY, Ints, Visits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """The share still waiting for a second visit (Kaplan and Meier's curve).

    Attributes:
        days: days after the first visit on which someone came back, ascending.
        at_risk: customers who were then still waiting and in sight.
        events: how many came back on that day.
        share: share still waiting after it.
        error: standard error of the share (Greenwood's), 0 where nobody waits any more.
    """

    days: Ints
    at_risk: Ints
    events: Ints
    share: Floats
    error: Floats

    def back_within(self, days: int) -> float | None:
        """Give the share back within so many days, None without a customer."""
        if not self.at_risk.size:
            return None
        place = int(np.searchsorted(self.days, days, side="right"))
        return 1.0 - float(self.share[place - 1]) if place else 0.0


def second_visit_curve(visits: Visits, as_of: int) -> Waiting:
    """Follow everyone from the first visit to the second, or to `as_of` if there is none."""
    first, second = visits.first(), second_visit(visits)
    came = first != NO_DAY
    back = second != NO_DAY
    waited = np.where(back, second, as_of).astype(np.int64) - first
    return waiting(waited[came], back[came])


def waiting(waited: Ints, back: NDArray[np.bool_]) -> Waiting:
    """Build the curve from how long each waited, and whether the wait ended with a visit."""
    if not waited.size:
        none = np.zeros(0, dtype=np.int64)
        return Waiting(none, none, none, none.astype(np.float64), none.astype(np.float64))
    ended = np.bincount(waited[back], minlength=int(waited.max()) + 1)
    left = np.cumsum(np.bincount(waited)[::-1])[::-1]
    days = np.flatnonzero(ended)
    events, at_risk = ended[days], left[days]
    share = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    stay = at_risk - events
    steps = np.zeros(days.size)
    np.divide(events, at_risk * stay, out=steps, where=stay > 0)
    error: Floats = share * np.sqrt(np.cumsum(steps))
    return Waiting(days, at_risk, events, share, error)
