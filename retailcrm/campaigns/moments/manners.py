"""How often and on which days the shop may speak at all, whatever the moment."""

from dataclasses import dataclass

from retailcrm.core.days import day_of

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Manners:
    """What holds for all campaigns and moments of a channel together.

    Attributes:
        most: pieces that one person gets by one channel within `within` days.
        within: those days.
        weekdays: days of the week on which nothing goes out, 0 is Monday.
        quiet: spans of day numbers, first and last, in which nothing goes out.
        in_seasons: something may go out while the shop is closed for a season.
        shut: spans of those seasons, which the shop tells elsewhere; never kept with the rest.
    """

    most: int = 1
    within: int = A_WEEK
    weekdays: tuple[int, ...] = ()
    quiet: tuple[tuple[int, int], ...] = ()
    in_seasons: bool = False
    shut: tuple[tuple[int, int], ...] = ()

    def is_quiet(self, day: int) -> bool:
        """Say whether nothing goes out on a day."""
        spans = self.quiet if self.in_seasons else (*self.quiet, *self.shut)
        in_span = any(first <= day <= last for first, last in spans)
        return in_span or day_of(day).weekday() in self.weekdays

    def next_day(self, day: int, look: int = 400) -> int | None:
        """Give the first day from `day` on that is not quiet; None if there is none in sight."""
        return next((one for one in range(day, day + look) if not self.is_quiet(one)), None)
