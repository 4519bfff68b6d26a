"""How long until the second visit, counting fairly those who may still come."""

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, Flags, Ints, Visits
from retailcrm.analytics.rates import FEW, wilson
from retailcrm.analytics.returning import second_visit

Floats = NDArray[np.float64]
AGES = (30, 60, 90, 180, 365)
"""Days after the first visit at which the share back is told."""
_NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """The share still waiting for a second visit (Kaplan and Meier's curve).

    Attributes:
        days: days after the first visit on which someone came back, ascending.
        at_risk: customers who were then still waiting and in sight.
        events: how many came back on that day.
        share: share still waiting after it.
        error: standard error of the share (Greenwood's), 0 where nobody waits any more.
        waiting: customers who were still waiting and in sight after 0, 1, 2, ... days.
    """

    days: Ints
    at_risk: Ints
    events: Ints
    share: Floats
    error: Floats
    waiting: Ints

    def back_within(self, days: int) -> float | None:
        """Give the share back within so many days, None without a customer."""
        if not self.waiting.size:
            return None
        place = self._place(days)
        return 1.0 - float(self.share[place]) if place >= 0 else 0.0

    def knows(self, days: int) -> bool:
        """Say whether anybody has been in sight for so long, or everybody is back before."""
        everybody = self.share.size > 0 and float(self.share[-1]) == 0
        return days < self.waiting.size or everybody

    def few_data(self, days: int) -> bool:
        """Say whether few customers have been waiting and in sight for so long."""
        return days >= self.waiting.size or int(self.waiting[days]) < FEW

    def interval(self, days: int) -> tuple[float, float] | None:
        """Give the 95 % interval of the share back within so many days, None without a customer.

        Greenwood's error on the scale of log(-log), which stays between 0 and 1.
        """
        if not self.waiting.size:
            return None
        place = self._place(days)
        if place < 0:
            return wilson(0, int(self.waiting[min(days, self.waiting.size - 1)]))
        share = float(self.share[place])
        if share == 0:  # everybody is back: at least as many as before the last of them
            return (self._spread(place - 1)[0] if place else 0.0), 1.0
        return self._spread(place)

    def _spread(self, place: int) -> tuple[float, float]:
        share, error = float(self.share[place]), float(self.error[place])
        width = exp(_NORMAL_95 * error / abs(share * log(share)))
        return 1.0 - share ** (1.0 / width), 1.0 - share**width

    def _place(self, days: int) -> int:
        return int(np.searchsorted(self.days, days, side="right")) - 1


def second_visit_curve(visits: Visits, as_of: int, among: Flags | None = None) -> Waiting:
    """Follow everyone from the first visit to the second, or to `as_of` if there is none.

    Args:
        visits: visits up to `as_of`.
        as_of: the last day with data.
        among: a flag for each customer to follow; None follows all.
    """
    first, second = visits.first(), second_visit(visits)
    came = first != NO_DAY if among is None else among & (first != NO_DAY)
    back = second != NO_DAY
    waited = np.where(back, second, as_of).astype(np.int64) - first
    return waiting(waited[came], back[came])


def waiting(waited: Ints, back: Flags) -> Waiting:
    """Build the curve from how long each waited, and whether the wait ended with a visit."""
    if not waited.size:
        none = np.zeros(0, dtype=np.int64)
        return Waiting(none, none, none, none.astype(np.float64), none.astype(np.float64), none)
    ended = np.bincount(waited[back], minlength=int(waited.max()) + 1)
    left = np.cumsum(np.bincount(waited)[::-1])[::-1]
    days = np.flatnonzero(ended)
    events, at_risk = ended[days], left[days]
    share = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    stay = at_risk - events
    steps = np.zeros(days.size)
    np.divide(events, at_risk * stay, out=steps, where=stay > 0)
    error: Floats = share * np.sqrt(np.cumsum(steps))
    return Waiting(days, at_risk, events, share, error, left)
