"""Whether a customer comes in the same month each year: a note beside the rhythm, never a rule."""

from collections.abc import Iterable, Sequence

from retailcrm.analytics.base import Scored
from retailcrm.core.days import day_of, month_end, month_index
from retailcrm.core.figures import Figures
from retailcrm.core.words import say

YEAR = 12
OFTEN_ENOUGH = 2
"""Years in a row that make a habit."""
MOST = 2
_WRITE = Figures("USD")  # months alone; no amount is written here


def seasons(days: Sequence[int], as_of: int) -> tuple[int, ...]:
    """Find the months of the year in which a customer came every year.

    A month counts if they came in it each time since their first visit, twice at least, and if
    it is no smaller a part of their months than all others together: who comes all year round
    has no season.

    Args:
        days: days of the visits.
        as_of: the last day that counts; a month that still runs has not been missed.

    Returns:
        Months, January as 0; empty without a season.
    """
    came = {month_index(day_of(one)) for one in days}
    if len(came) < OFTEN_ENOUGH:
        return ()
    over = _over(as_of)
    found = tuple(
        month for month in range(YEAR) if _each_year([one for one in came if one % YEAR == month],
                                                     min(came), over)
    )  # fmt: skip
    inside = sum(one % YEAR in found for one in came)
    return found if len(found) <= MOST and 2 * inside >= len(came) else ()


def season_note(days: Sequence[int], as_of: int) -> str:
    """Say when a customer comes each year: "Came each December."; empty without a season."""
    names = [_WRITE.month_name(month) for month in seasons(days, as_of)]
    if not names:
        return ""
    if len(names) == 1:
        return say("Came each {month}.", month=names[0])
    return say("Came each {month} and {other}.", month=names[0], other=names[1])


def season_notes(scored: Scored, index: Iterable[int]) -> tuple[str, ...]:
    """Say it of the customers at some positions."""
    calendar, as_of = scored.calendar, scored.as_of
    return tuple(
        season_note(calendar.day[calendar.starts[at] : calendar.starts[at + 1]].tolist(), as_of)
        for at in index
    )


def _over(as_of: int) -> int:
    """Give the last month that is over."""
    month = month_index(day_of(as_of))
    return month if day_of(as_of) == month_end(month) else month - 1


def _each_year(came: list[int], first: int, over: int) -> bool:
    if len(came) < OFTEN_ENOUGH:
        return False
    since = first + (came[0] - first) % YEAR
    due = set(range(since, over + 1, YEAR))
    return due <= set(came)
