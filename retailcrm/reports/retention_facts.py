"""What the report about coming back says, as plain facts."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.periods import Stretch
from retailcrm.reports.facts import Fact


@dataclass(frozen=True, slots=True)
class RateFacts:
    """The headline figures; `period` is the last month or quarter that is over.

    Attributes:
        customers: who have come at least once.
        missing: why there is less to tell than one would like, empty if there is not.
    """

    customers: int
    period: Stretch | None
    repeat_rate: Fact
    repeat_soon: Fact
    loyal: Fact
    one_time: Fact
    retention_rate: Fact
    churn_rate: Fact
    stage_churn: Fact
    returning_rate: Fact
    visit_frequency: Fact
    missing: str = ""


@dataclass(frozen=True, slots=True)
class CurveFacts:
    """How long until the second visit.

    Attributes:
        customers: how many are followed.
        back: of them who came a second time so far.
        marks: the share back within so many days.
        points: (days, share, low, high) of the curve.
        half: days within which half of them are back, None if they never were.
        missing: what is missing for a curve, empty if nothing.
    """

    customers: int
    back: int
    marks: tuple[tuple[int, Fact], ...]
    points: tuple[tuple[int, float, float, float], ...]
    half: int | None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """Customers by the month of their first visit; `back` is the share that came at each age.

    Age 0 is the month itself.
    """

    month: int
    size: Fact
    back: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class CohortsFacts:
    """The months of the matrix, oldest first, and all of them together by age."""

    cohorts: tuple[CohortFacts, ...] = ()
    ages: tuple[Fact, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """One month or quarter; None where nobody bought before it."""

    period: Stretch
    returning: Fact
    stayed: Fact | None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """How often the customers of one segment came in a year; `key` is empty for everyone."""

    key: str
    customers: int
    active: int
    visits: Fact
    frequency: Fact


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Visits of those who were in a segment on a day, before it and after it."""

    key: str
    customers: int
    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class TimesFacts:
    """How long loyal customers who came so many times have stayed; `most` None is open."""

    least: int
    most: int | None
    customers: Fact
    low: Fact
    middle: Fact
    high: Fact


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """Who comes back.

    Attributes:
        periods: oldest first.
        visits: everyone first, then the segments.
        lists_on: day on which the fixed lists were made; None without them.
        list_days: days before and after it.
        lists_missing: why there are no fixed lists, empty if there are.
    """

    as_of: date | None
    rates: RateFacts
    curve: CurveFacts
    cohorts: CohortsFacts
    periods: tuple[PeriodFacts, ...] = ()
    visits: tuple[VisitFacts, ...] = ()
    lists: tuple[ListFacts, ...] = ()
    lists_on: date | None = None
    list_days: int = 0
    lists_missing: str = ""
    times: tuple[TimesFacts, ...] = ()
