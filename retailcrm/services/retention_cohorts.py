"""The cohort matrix, and the wait for the second visit."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.analytics.cohorts import at_age, cell, cohorts, months
from retailcrm.analytics.history import NO_DAY, Ints
from retailcrm.analytics.rates import Rate
from retailcrm.analytics.returning import second_visit
from retailcrm.analytics.survival import AGES, Waiting, second_visit_curve
from retailcrm.core.days import day_of, month_end
from retailcrm.core.figures import Figures
from retailcrm.core.periods import Step, Stretch
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.circle import Among, Circle, Circles, unknown
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.retention_rows import CohortsTold, CohortTold, CurvePoint, CurveTold
from retailcrm.services.retention_told import (
    NOBODY,
    found_amounts,
    found_count,
    found_part,
    told_count,
    told_none,
    told_rate,
)

NEW, CELL, AGE, WAIT = "retention.new", "retention.cell", "retention.age", "retention.wait"
_WRITE = Figures("USD")  # days alone; no amount is written here
DRAWN = 400
"""Points of the curve, at most."""


class CohortAnswers:
    """Answers who of each month's new customers came back, and how soon."""

    def __init__(self, circles: Circles) -> None:
        self._circles = circles

    def matrix(self, as_of: date | None, among: Among, *, rolling: bool) -> CohortsTold:
        """Tell the matrix of all months that are over."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return CohortsTold(None, rolling, (), (), say("There are no receipts yet."))
        found = cohorts(circle.visits, circle.as_of, rolling=rolling)
        kind = _kind(rolling=rolling)
        rows = tuple(
            _cohort(circle, found.first_month + place, size, line, kind)
            for place, (size, line) in enumerate(
                zip(found.sizes.tolist(), found.came.tolist(), strict=True)
            )
        )
        ages = tuple(
            told_rate("age_return", rate, circle.rows(AGE, age=age, ages=kind))
            for age, rate in enumerate(found.by_age())
        )
        lack = "" if len(rows) > 1 else _lack(circle)
        return CohortsTold(day_of(circle.as_of), rolling, rows, ages, lack)

    def curve(self, as_of: date | None, among: Among) -> CurveTold:
        """Tell how long it takes until the second visit."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return _no_curve(None, say("There are no receipts yet."))
        found = second_visit_curve(circle.visits, circle.as_of)
        if not found.waiting.size:
            return _no_curve(day_of(circle.as_of), say("No customer is known here yet."))
        behind = circle.rows(WAIT)
        marks = tuple(_mark(circle, found, days) for days in AGES)
        return CurveTold(
            as_of=day_of(circle.as_of),
            customers=int(found.waiting[0]),
            back=int(found.events.sum()),
            marks=marks,
            points=_points(found),
            half=_half(found),
            last=int(found.waiting.size) - 1,
            rows=behind,
            missing=_short(circle, found),
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people of each cell."""
        return {
            NEW: self._by(_find_new),
            CELL: self._by(_find_cell),
            AGE: self._by(_find_age),
            WAIT: self._by(_find_wait),
        }

    def _by(self, find: Callable[[Circle, RowsRef], Found]) -> Finder:
        return lambda told: find(self._circles.found(told), told)


def _kind(*, rolling: bool) -> str:
    return "days" if rolling else "months"


def _cohort(circle: Circle, month: int, size: int, line: list[int], kind: str) -> CohortTold:
    back = tuple(
        told_rate(
            "cohort_return",
            Rate(came, size),
            circle.rows(CELL, month=month, age=age, ages=kind),
        )
        for age, came in enumerate(line)
        if came >= 0
    )
    return CohortTold(month, told_count("cohort_size", size, circle.rows(NEW, month=month)), back)


def _lack(circle: Circle) -> str:
    """Say when there will be a second cohort to compare with."""
    first = circle.visits.first()
    come = first[first != NO_DAY]
    if not come.size:
        return say("No customer is known here yet.")
    begun = int(months(come).min())
    return say(
        "A table of months needs two months that are over; it will be here after {day}.",
        day=_WRITE.day_year(month_end(begun + 1)),
    )


def _mark(circle: Circle, found: Waiting, days: int) -> Told:
    key = f"second_visit_{days}"
    if not found.knows(days):
        return told_none(key, Unit.SHARE)
    low, high = found.interval(days) or (None, None)
    behind = circle.rows(WAIT, days=days)
    share = found.back_within(days)
    return Told(key, share, Unit.SHARE, behind, low, high, found.few_data(days))


def _points(found: Waiting) -> tuple[CurvePoint, ...]:
    """Thin the curve out: the ends of all steps as long as they are few, else even days."""
    days: Ints = np.unique(np.concatenate(((0,), found.days, AGES)))
    if days.size > DRAWN:
        even = np.linspace(0, int(found.days[-1]), DRAWN).astype(np.int64)
        days = np.unique(np.concatenate((even, AGES)))
    last = found.waiting.size - 1
    days = np.append(days[days < last], last)
    return tuple(_point(found, int(one)) for one in days)


def _point(found: Waiting, days: int) -> CurvePoint:
    low, high = found.interval(days) or (0.0, 0.0)
    return CurvePoint(days, found.back_within(days) or 0.0, low, high)


def _half(found: Waiting) -> int | None:
    below = np.flatnonzero(found.share <= 0.5)  # noqa: PLR2004 - half
    return int(found.days[below[0]]) if below.size else None


def _short(circle: Circle, found: Waiting) -> str:
    """Say when the first share on the curve will be known."""
    if found.knows(AGES[0]):
        return ""
    first = circle.visits.first()
    ready = int(first[first != NO_DAY].min()) + AGES[0]
    return say(
        "The first share is known when somebody has been in sight for {days} days, on {day}.",
        days=AGES[0],
        day=_WRITE.day_year(day_of(ready)),
    )


def _no_curve(as_of: date | None, why: str) -> CurveTold:
    marks = tuple(told_none(f"second_visit_{days}", Unit.SHARE) for days in AGES)
    return CurveTold(as_of, 0, 0, marks, (), None, 0, NOBODY, why)


def _asked(told: RowsRef, *names: str) -> tuple[int, ...]:
    try:
        return tuple(int(told.get(name) or "") for name in names)
    except ValueError as fault:
        raise unknown() from fault


def _find_new(circle: Circle, told: RowsRef) -> Found:
    (month,) = _asked(told, "month")
    those = months(circle.visits.first()) == month
    name = Stretch(Step.MONTH, month).name()
    return found_count(circle, those, say("First came in {month}", month=name))


def _find_cell(circle: Circle, told: RowsRef) -> Found:
    month, age = _asked(told, "month", "age")
    rolling = told.get("ages") == _kind(rolling=True)
    part = cell(circle.visits, circle.as_of, month, age, rolling=rolling)
    name = Stretch(Step.MONTH, month).name()
    title = say("First came in {month}, and whether {later}", month=name, later=_later(age, told))
    return found_part(circle, part, title, say("Came"))


def _find_age(circle: Circle, told: RowsRef) -> Found:
    (age,) = _asked(told, "age")
    rolling = told.get("ages") == _kind(rolling=True)
    part = at_age(circle.visits, circle.as_of, age, rolling=rolling)
    title = say("Everyone known for long enough, and whether they came {later}",
                later=_later(age, told))  # fmt: skip
    return found_part(circle, part, title, say("Came"))


def _later(age: int, told: RowsRef) -> str:
    if told.get("ages") == _kind(rolling=True):
        return say("{first} to {last} days later", first=30 * age, last=30 * age + 29)
    return say("in the month itself") if not age else say("{age} months later", age=age)


def _find_wait(circle: Circle, told: RowsRef) -> Found:
    """Give everyone who is followed, with the days until the second visit or until now."""
    first, second = circle.visits.first(), second_visit(circle.visits)
    waited = np.where(second == NO_DAY, circle.as_of, second).astype(np.int64) - first
    days = told.get("days")
    title = say("First visit until the second, or until now for those who came once")
    if days is not None:
        title = say("Followed for {days} days from the first visit to the second", days=days)
        waited = np.minimum(waited, _asked(told, "days")[0])
    measure = say("Days waited"), Unit.DAYS, How.MODEL
    return found_amounts(circle, first != NO_DAY, title, measure, waited)
