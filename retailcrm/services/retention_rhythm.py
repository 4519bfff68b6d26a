"""The days between visits, of the shop and of each customer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np

from retailcrm.analytics.history import Days
from retailcrm.analytics.intervals import Intervals, bars, gap_days, gaps_of, intervals, mean_gaps
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.circle import Among, Circle, Circles, unknown
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.retention_rows import GapBar, RhythmTold
from retailcrm.services.retention_told import found_amounts, told_none

GAPS, BAR = "retention.gaps", "retention.gap_bar"


class RhythmAnswers:
    """Answers how many days lie between visits."""

    def __init__(self, circles: Circles) -> None:
        self._circles = circles

    def told(self, as_of: date | None, among: Among) -> RhythmTold:
        """Tell what is usual, and how often each length occurs."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return _nothing(None, say("There are no receipts yet."))
        gaps = gap_days(circle.visits)
        found = intervals(gaps)
        if found is None:
            return _nothing(day_of(circle.as_of), say("Nobody has come a second time yet."))
        prior = circle.scored.prior
        usual = prior.rate / (prior.shape - 1) if prior.shape > 1 else None
        behind = circle.rows(GAPS)
        return RhythmTold(
            as_of=day_of(circle.as_of),
            gaps=found.gaps,
            median=_told("gap_median", found.median, behind, found),
            mean=_told("gap_mean", found.mean, behind, found),
            most=_told("gap_most", found.most, behind, found),
            bars=_bars(circle, gaps),
            usual=usual,
            fitted=prior.fitted,
            missing="",
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people behind the gaps."""
        return {GAPS: self._by(_find_gaps), BAR: self._by(_find_bar)}

    def _by(self, find: Callable[[Circle, RowsRef], Found]) -> Finder:
        return lambda told: find(self._circles.found(told), told)


def _told(key: str, days: float, behind: RowsRef, found: Intervals) -> Told:
    few = found.gaps < 30  # noqa: PLR2004 - as for rates
    return Told(key, days, Unit.DAYS, behind, few_data=few)


def _bars(circle: Circle, gaps: Days) -> tuple[GapBar, ...]:
    found = bars(gaps)
    ends: list[Any] = [int(one) - 1 for one in found.edges[1:]] + [None]
    return tuple(
        GapBar(
            low,
            high,
            Told("gap_bar", float(count), Unit.COUNT, circle.rows(BAR, low=low, high=high)),
        )
        for low, high, count in zip(found.edges.tolist(), ends, found.counts.tolist(), strict=True)
    )


def _nothing(as_of: date | None, why: str) -> RhythmTold:
    median, mean, most = (
        told_none(key, Unit.DAYS) for key in ("gap_median", "gap_mean", "gap_most")
    )
    return RhythmTold(as_of, 0, median, mean, most, (), None, fitted=False, missing=why)


def _find_gaps(circle: Circle, _told: RowsRef) -> Found:
    title = say("Came twice or more, and the mean days between their visits")
    those = circle.visits.ever() > 1
    measure = say("Mean days between visits"), Unit.DAYS, How.MODEL
    return found_amounts(circle, those, title, measure, mean_gaps(circle.visits))


def _find_bar(circle: Circle, told: RowsRef) -> Found:
    try:
        low = int(told.get("low") or "")
        high = int(told.get("high") or 2**31)
    except ValueError as fault:
        raise unknown() from fault
    gaps = gaps_of(circle.visits)
    inside = (gaps.days >= low) & (gaps.days <= high)
    many = np.bincount(gaps.owner[inside], minlength=circle.ids.size)
    title = say("Stayed away {low} days or more between two visits", low=low)
    if told.get("high"):
        title = say("Stayed away {low} to {high} days between two visits", low=low, high=high)
    return found_amounts(circle, many > 0, title, (say("Gaps"), Unit.COUNT, How.SUM), many)
