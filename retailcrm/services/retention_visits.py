"""How often the customers of each segment come, and whether the same people came before."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.history import NO_DAY, Flags, Ints
from retailcrm.analytics.returning import visits_between
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.services.circle import EVERYONE, Circle, Circles, unknown
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.retention_rows import FixedList, SegmentVisits, VisitsTold
from retailcrm.services.retention_told import found_amounts

OFTEN, TOGETHER, LISTED = "retention.often", "retention.together", "retention.listed"
YEAR = 365
SHORTEST = 90
"""Days that a list must be followed for, before and after."""
_WRITE = Figures("USD")  # days alone; no amount is written here
BEFORE, AFTER = "before", "after"


class VisitAnswers:
    """Answers how often customers come."""

    def __init__(self, circles: Circles) -> None:
        self._circles = circles

    def told(self, as_of: date | None, compared_on: date | None) -> VisitsTold:
        """Tell visits by segment, and of the lists as they were on an earlier day."""
        circle = self._circles.circle(as_of, EVERYONE)
        if circle is None:
            return VisitsTold(None, YEAR, (), None, 0, (), say("There are no receipts yet."))
        told = _segments(circle)
        asked = None if compared_on is None else (compared_on - date(1970, 1, 1)).days
        on, days = _comparison(circle, asked)
        lists = self._lists(circle, on, days) if days >= SHORTEST else ()
        return VisitsTold(
            as_of=day_of(circle.as_of),
            days=YEAR,
            segments=told,
            compared_on=day_of(on) if lists else None,
            list_days=days if lists else 0,
            lists=lists,
            missing="" if lists else _lack(circle, days),
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people of a segment or list."""
        return {
            OFTEN: self._by(_find_often),
            TOGETHER: self._by(_find_together),
            LISTED: lambda told: self._find_listed(self._circles.found(told), told),
        }

    def _by(self, find: Callable[[Circle, RowsRef], Found]) -> Finder:
        return lambda told: find(self._circles.found(told), told)

    def _lists(self, circle: Circle, on: int, days: int) -> tuple[FixedList, ...]:
        then = self._circles.scored(day_of(on))
        if then is None or then.no_scores:
            return ()
        spans = {BEFORE: (on - days + 1, on), AFTER: (circle.as_of - days + 1, circle.as_of)}
        many = {name: visits_between(circle.visits, *span) for name, span in spans.items()}
        was = _segments_then(circle, then)
        return tuple(
            _list(circle, str(key), was == code, many, (on, days))
            for code, key in enumerate(SEGMENTS)
            if (was == code).any()
        )

    def _find_listed(self, circle: Circle, told: RowsRef) -> Found:
        try:
            on, days = int(told.get("on") or ""), int(told.get("days") or "")
            code = [str(one) for one in SEGMENTS].index(told.get("then") or "")
        except ValueError as fault:
            raise unknown() from fault
        then = self._circles.scored(day_of(on))
        if then is None:
            raise unknown()
        until = on if told.get("when") == BEFORE else circle.as_of
        many = visits_between(circle.visits, until - days + 1, until)
        words = {"segment": segment_title(str(SEGMENTS[code])), "days": days}
        title = say("{segment} then, and their visits in the {days} days before", **words)
        if until != on:
            title = say("{segment} then, and their visits in the latest {days} days", **words)
        measure = say("Visits"), Unit.COUNT, How.MEAN
        return found_amounts(circle, _segments_then(circle, then) == code, title, measure, many)


def _segments(circle: Circle) -> tuple[SegmentVisits, ...]:
    many = visits_between(circle.visits, circle.as_of - YEAR + 1, circle.as_of)
    segment = circle.scored.segment
    everyone = _segment(circle, "", circle.visits.ever() > 0, many)
    return (
        everyone,
        *(
            _segment(circle, str(key), segment == code, many)
            for code, key in enumerate(SEGMENTS)
            if (segment == code).any()
        ),
    )


def _segment(circle: Circle, key: str, those: Flags, many: Ints) -> SegmentVisits:
    visits, active = int(many[those].sum()), int(np.count_nonzero(many[those]))
    of = {"of": key or None}
    return SegmentVisits(
        key,
        int(np.count_nonzero(those)),
        active,
        Told("segment_visits", float(visits), Unit.COUNT, circle.rows(TOGETHER, **of)),
        Told(
            "segment_frequency",
            visits / active if active else None,
            Unit.RATIO,
            circle.rows(OFTEN, **of),
        ),
    )


def _comparison(circle: Circle, asked: int | None) -> tuple[int, int]:
    """Choose the day of the lists and how many days before and after it are compared.

    A year each where the books are long enough, else as many days as there are on both sides.
    """
    first = circle.visits.first()
    begun = int(first[first != NO_DAY].min(initial=circle.as_of))
    on = asked if asked is not None else max(circle.as_of - YEAR, (circle.as_of + begun) // 2)
    return on, min(YEAR, circle.as_of - on, on - begun + 1)


def _lack(circle: Circle, days: int) -> str:
    """Say why there are no lists, and when there will be."""
    first = circle.visits.first()
    come = first[first != NO_DAY]
    if not come.size:
        return say("No customer is known here yet.")
    if days >= SHORTEST:
        return say("On the day of comparison there were too few customers for segments.")
    return say(
        "The same people can be followed from {day} on: it takes {days} days before and after "
        "one day.",
        day=_WRITE.day_year(day_of(int(come.min()) + 2 * SHORTEST)),
        days=SHORTEST,
    )


def _segments_then(circle: Circle, then: Scored) -> Ints:
    """Give the segment of each of the circle on the day of the list, -1 if there was none."""
    at = np.minimum(np.searchsorted(then.ids, circle.ids), max(then.ids.size - 1, 0))
    if not then.ids.size:
        return np.full(circle.ids.size, -1, dtype=np.int64)
    return np.where(then.ids[at] == circle.ids, then.segment[at], -1).astype(np.int64)


def _list(
    circle: Circle, key: str, those: Flags, many: Mapping[str, Ints], at: tuple[int, int]
) -> FixedList:
    on, days = at
    mean = {name: float(counts[those].mean()) for name, counts in many.items()}

    def told(name: str) -> Told:
        behind = circle.rows(LISTED, then=key, on=on, days=days, when=name)
        return Told(f"list_{name}", mean[name], Unit.RATIO, behind)

    change = mean[AFTER] / mean[BEFORE] - 1 if mean[BEFORE] else None
    return FixedList(key, int(np.count_nonzero(those)), told(BEFORE), told(AFTER), change)


def _of(circle: Circle, told: RowsRef) -> tuple[Flags, Ints, str]:
    key = told.get("of") or ""
    keys = [str(one) for one in SEGMENTS]
    if key and key not in keys:
        raise unknown()
    many = visits_between(circle.visits, circle.as_of - YEAR + 1, circle.as_of)
    if not key:
        return circle.visits.ever() > 0, many, say("Everyone")
    return circle.scored.segment == keys.index(key), many, segment_title(key)


def _find_often(circle: Circle, told: RowsRef) -> Found:
    those, many, name = _of(circle, told)
    title = say("{segment}: came in the last {days} days, and how often", segment=name, days=YEAR)
    measure = say("Visits"), Unit.COUNT, How.MEAN
    return found_amounts(circle, those & (many > 0), title, measure, many)


def _find_together(circle: Circle, told: RowsRef) -> Found:
    those, many, name = _of(circle, told)
    title = say("{segment}: visits in the last {days} days", segment=name, days=YEAR)
    return found_amounts(circle, those, title, (say("Visits"), Unit.COUNT, How.SUM), many)
