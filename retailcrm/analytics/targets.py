"""How far the shop has come on the way to a figure that the owner wants."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Target:
    """A figure the owner wants to reach.

    Attributes:
        key: of the figure, such as `retention`.
        goal: where it should be, in the unit of the figure.
        start: where it was when the target was set, None if it had no value then.
        since: day on which it was set.
        until: day by which it should be reached, None without one.
    """

    key: str
    goal: float
    start: float | None
    since: date
    until: date | None = None

    def way(self, now: float | None) -> float | None:
        """Give the share of the way from the start to the goal that is done.

        More is better for every figure that can have a target. Negative when it went the wrong
        way, above 1 when it is past the goal. A target that was met when it was set is done as
        long as it is met. None without a value.
        """
        if now is None or self.start is None:
            return None
        if self.goal <= self.start:
            return 1.0 if now >= self.goal else 0.0
        return (now - self.start) / (self.goal - self.start)

    def time_gone(self, today: date) -> float | None:
        """Give the share of the time that has passed; None without a day to reach it by."""
        if self.until is None or self.until <= self.since:
            return None
        gone = (today - self.since).days / (self.until - self.since).days
        return min(max(gone, 0.0), 1.0)
