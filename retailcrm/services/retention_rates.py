"""Rates of coming back: ever, from period to period, and who went missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from retailcrm.analytics.history import NO_DAY, Days, Ints
from retailcrm.analytics.intervals import gap_days, intervals
from retailcrm.analytics.leaving import went_missing
from retailcrm.analytics.rates import Part, Rate
from retailcrm.analytics.returning import (
    by_period,
    came_between,
    kept,
    repeated,
    repeated_within,
    returning,
    visits_between,
)
from retailcrm.core.days import day_of, month_index
from retailcrm.core.periods import Step, Stretch, last_whole
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.circle import Among, Circle, Circles, unknown
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.retention_rows import PeriodTold, RatesTold, RetentionTold
from retailcrm.services.retention_told import (
    found_amounts,
    found_count,
    found_part,
    told_count,
    told_none,
    told_rate,
)

REPEATED, SOON, LOYAL, ONE_TIME, KEPT, LOST, MISSING, RETURNING, FREQUENCY = (
    "retention.repeated", "retention.soon", "retention.loyal", "retention.one_time",
    "retention.kept", "retention.lost", "retention.missing", "retention.returning",
    "retention.frequency",
)  # fmt: skip
OFTEN = 21
"""A shop whose usual gap is at most so many days is asked month by month."""
PERIODS = 13
"""Periods of a series, at most."""


class RateAnswers:
    """Answers how many come back."""

    def __init__(self, circles: Circles) -> None:
        self._circles = circles

    def told(self, as_of: date | None, among: Among, step: Step | None) -> RetentionTold:
        """Tell the headline figures; without a step the shop's own gaps decide it."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return _nothing(step or Step.QUARTER, None, say("There are no receipts yet."))
        step = step or usual_step(circle)
        if not (circle.visits.ever() > 0).any():
            return _nothing(step, day_of(circle.as_of), say("No customer is known here yet."))
        return _told(circle, last_whole(step, day_of(circle.as_of)))

    def series(self, as_of: date | None, among: Among, step: Step | None) -> RatesTold:
        """Tell the rates period by period."""
        circle = self._circles.circle(as_of, among)
        if circle is None:
            return RatesTold((), ())
        step = step or usual_step(circle)
        found = by_period(circle.visits, step.months)
        periods = _periods(circle, step)
        return RatesTold(
            tuple(
                PeriodTold(one, _returning(circle, one, found.returning(one.number)))
                for one in periods
            ),
            tuple(
                PeriodTold(one, _stayed(circle, one, found.retention(one.number)))
                for one in periods[1:]
            ),
        )

    def finders(self) -> Mapping[str, Finder]:
        """Give what finds the people behind each rate."""
        return {
            REPEATED: self._by(_find_repeated),
            SOON: self._by(_find_soon),
            LOYAL: self._by(_find_loyal),
            ONE_TIME: self._by(_find_one_time),
            KEPT: self._by(_find_kept),
            LOST: self._by(_find_lost),
            MISSING: self._by(_find_missing),
            RETURNING: self._by(_find_returning),
            FREQUENCY: self._by(_find_frequency),
        }

    def _by(self, find: Callable[[Circle, RowsRef], Found]) -> Finder:
        return lambda told: find(self._circles.found(told), told)


def usual_step(circle: Circle) -> Step:
    """Choose months for goods that are bought often, else quarters."""
    found = intervals(gap_days(circle.visits))
    return Step.MONTH if found is not None and found.median <= OFTEN else Step.QUARTER


def period_of(told: RowsRef) -> Stretch:
    """Read a period from a reference.

    Raises:
        UserError: there is none in it.
    """
    try:
        return Stretch(Step(told.get("step") or ""), int(told.get("period") or ""))
    except ValueError as fault:
        raise unknown() from fault


def _told(circle: Circle, period: Stretch) -> RetentionTold:
    visits, first = circle.visits, circle.visits.first()
    once = repeated(visits)
    latest = _latest(circle, period, first)
    stayed = latest.stayed.rate()
    when: dict[str, str | int] = {"step": str(period.step), "period": period.month}
    rate = once.rate()
    return RetentionTold(
        as_of=day_of(circle.as_of),
        customers=rate.whole,
        first_on=day_of(int(first[first != NO_DAY].min())),
        step=period.step,
        period=period,
        repeat_rate=told_rate("repeat_rate", rate, circle.rows(REPEATED)),
        repeat_soon=told_rate(
            "repeat_rate_90", repeated_within(visits, circle.as_of).rate(), circle.rows(SOON)
        ),
        loyal=told_count("loyal_customers", rate.part, circle.rows(LOYAL)),
        one_time=told_count("one_time_customers", rate.whole - rate.part, circle.rows(ONE_TIME)),
        retention_rate=_stayed(circle, period, stayed),
        churn_rate=told_rate("churn_rate", stayed.other(), circle.rows(LOST, **when)),
        stage_churn=told_rate("stage_churn", latest.gone.rate(), circle.rows(MISSING, **when)),
        returning_rate=_returning(circle, period, latest.returned.rate()),
        visit_frequency=_frequency(circle, period, latest.many),
        missing=_lack(circle, period, stayed),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Latest:
    """What everyone did in one period, read from the few visits since the period before.

    Attributes:
        many: visits of each customer.
        stayed: of the buyers of the period before, who bought.
        returned: of the buyers, who had been there before.
        gone: of those in sight when it began, who went missing.
    """

    many: Ints
    stayed: Part
    returned: Part
    gone: Part


def _latest(circle: Circle, period: Stretch, first: Days) -> _Latest:
    visits, scored = circle.visits, circle.scored
    earlier, since = period.before().days, period.days[0]
    recent = visits.since(earlier[0])
    within = recent.since(since)
    many = visits_between(within, *period.days)
    came = many > 0
    return _Latest(
        many,
        Part.of(came_between(recent, *earlier), came),
        Part.of(came, first < since),
        went_missing(visits, *period.days, scored.prior, scored.rules, recent=within),
    )


def _lack(circle: Circle, period: Stretch, stayed: Rate) -> str:
    """Say what the period's rates still wait for."""
    if stayed.whole:
        return ""
    first = circle.visits.first()
    begun = Stretch(period.step, _start(int(first[first != NO_DAY].min()), period.step))
    second = Stretch(period.step, begun.month + period.step.months)
    if period.month >= second.month:
        return say(
            "Nobody bought in {period}, so nobody could stay.", period=period.before().name()
        )
    return say(
        "Who stays from one period to the next is known after {period}, when two are over.",
        period=second.name(),
    )


def _start(day: int, step: Step) -> int:
    month = month_index(day_of(day))
    return month - month % step.months


def _returning(circle: Circle, period: Stretch, rate: Rate) -> Told:
    behind = circle.rows(RETURNING, step=str(period.step), period=period.month)
    return told_rate("returning_rate", rate, behind)


def _stayed(circle: Circle, period: Stretch, rate: Rate) -> Told:
    behind = circle.rows(KEPT, step=str(period.step), period=period.month)
    return told_rate("retention_rate", rate, behind)


def _frequency(circle: Circle, period: Stretch, many: Ints) -> Told:
    came = int(np.count_nonzero(many))
    behind = circle.rows(FREQUENCY, step=str(period.step), period=period.month)
    value = float(many.sum()) / came if came else None
    return Told("visit_frequency", value, Unit.RATIO, behind)


def _periods(circle: Circle, step: Step) -> tuple[Stretch, ...]:
    """Give the latest whole periods, none before the first visit."""
    first = circle.visits.first()
    come = first[first != NO_DAY]
    period = last_whole(step, day_of(circle.as_of))
    found: list[Stretch] = []
    while come.size and len(found) < PERIODS and period.last >= int(come.min()):
        found.append(period)
        period = period.before()
    return tuple(reversed(found))


def _nothing(step: Step, as_of: date | None, why: str) -> RetentionTold:
    share = {
        name: told_none(key, Unit.SHARE)
        for name, key in (
            ("repeat_rate", "repeat_rate"),
            ("repeat_soon", "repeat_rate_90"),
            ("retention_rate", "retention_rate"),
            ("churn_rate", "churn_rate"),
            ("stage_churn", "stage_churn"),
            ("returning_rate", "returning_rate"),
        )
    }
    return RetentionTold(
        as_of=as_of,
        customers=0,
        first_on=None,
        step=step,
        period=None,
        loyal=told_none("loyal_customers", Unit.COUNT),
        one_time=told_none("one_time_customers", Unit.COUNT),
        visit_frequency=told_none("visit_frequency", Unit.RATIO),
        missing=why,
        **share,
    )


def _find_repeated(circle: Circle, _told: RowsRef) -> Found:
    title = say("Everyone who ever came, and whether they came again")
    return found_part(circle, repeated(circle.visits), title, say("Came again"))


def _find_soon(circle: Circle, _told: RowsRef) -> Found:
    part = repeated_within(circle.visits, circle.as_of)
    title = say("First came at least 90 days ago, and whether they were back within 90 days")
    return found_part(circle, part, title, say("Back within 90 days"))


def _find_loyal(circle: Circle, _told: RowsRef) -> Found:
    return found_count(circle, circle.visits.ever() > 1, say("Came twice or more"))


def _find_one_time(circle: Circle, _told: RowsRef) -> Found:
    return found_count(circle, circle.visits.ever() == 1, say("Came once"))


def _find_kept(circle: Circle, told: RowsRef) -> Found:
    period = period_of(told)
    part = kept(circle.visits, period.before().days, period.days)
    title = say(
        "Bought in {before}, and whether again in {period}",
        before=period.before().name(),
        period=period.name(),
    )
    return found_part(circle, part, title, say("Bought again"))


def _find_lost(circle: Circle, told: RowsRef) -> Found:
    period = period_of(told)
    part = kept(circle.visits, period.before().days, period.days).other()
    title = say(
        "Bought in {before}, and whether they stayed away in {period}",
        before=period.before().name(),
        period=period.name(),
    )
    return found_part(circle, part, title, say("Stayed away"))


def _find_missing(circle: Circle, told: RowsRef) -> Found:
    period = period_of(told)
    scored = circle.scored
    part = went_missing(circle.visits, *period.days, scored.prior, scored.rules)
    title = say("Not missing before {period}, and whether they went missing", period=period.name())
    return found_part(circle, part, title, say("Went missing"))


def _find_returning(circle: Circle, told: RowsRef) -> Found:
    period = period_of(told)
    title = say("Bought in {period}, and whether they had been there before", period=period.name())
    part = returning(circle.visits, *period.days)
    return found_part(circle, part, title, say("Been there before"))


def _find_frequency(circle: Circle, told: RowsRef) -> Found:
    period = period_of(told)
    many = visits_between(circle.visits, *period.days)
    title = say("Bought in {period}, and how often", period=period.name())
    return found_amounts(circle, many > 0, title, (say("Visits"), Unit.COUNT, How.MEAN), many)
