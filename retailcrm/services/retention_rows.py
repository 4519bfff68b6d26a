"""What is told about coming back."""

from dataclasses import dataclass
from datetime import date

from retailcrm.core.periods import Step, Stretch
from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class RetentionTold:
    """The headline figures of coming back.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        customers: who have come at least once.
        first_on: day of the first visit in the books.
        step: whether periods are months or quarters.
        period: the last one that is over.
        repeat_rate: came at least twice.
        repeat_soon: back within 90 days, of those who had 90 days.
        loyal: customers with two visits or more.
        one_time: customers with one.
        retention_rate: buyers of the period before who bought again in this one.
        churn_rate: those who did not.
        stage_churn: went missing in the period, of those who were not missing before.
        returning_rate: buyers of the period who had been there before it.
        visit_frequency: visits per customer with a visit in the period.
        missing: why there is less to tell than one would like, "" if there is not.
    """

    as_of: date | None
    customers: int
    first_on: date | None
    step: Step
    period: Stretch | None
    repeat_rate: Told
    repeat_soon: Told
    loyal: Told
    one_time: Told
    retention_rate: Told
    churn_rate: Told
    stage_churn: Told
    returning_rate: Told
    visit_frequency: Told
    missing: str

    def figures(self) -> tuple[Told, ...]:
        """List the figures."""
        return (
            self.repeat_rate, self.repeat_soon, self.loyal, self.one_time, self.retention_rate,
            self.churn_rate, self.stage_churn, self.returning_rate, self.visit_frequency,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CohortTold:
    """The customers who first came in one month.

    Attributes:
        month: its number.
        size: how many they are.
        back: who came at the ages 0, 1, 2, ... that all of them have behind them.
    """

    month: int
    size: Told
    back: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class CohortsTold:
    """The cohort matrix.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        rolling: ages are windows of 30 days from the own first visit, not calendar months.
        cohorts: a row for each month, oldest first.
        ages: the share back at each age, over all cohorts that are old enough.
        missing: what is missing for a matrix and when it will be there, "" if nothing.
    """

    as_of: date | None
    rolling: bool
    cohorts: tuple[CohortTold, ...]
    ages: tuple[Told, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class PeriodTold:
    """A rate of one period."""

    period: Stretch
    told: Told


@dataclass(frozen=True, slots=True)
class RatesTold:
    """Rates period by period, oldest first."""

    returning: tuple[PeriodTold, ...]
    retention: tuple[PeriodTold, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share back within so many days, with the ends of its interval."""

    days: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CurveTold:
    """How long until the second visit.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        customers: how many are followed.
        back: of them who came a second time so far.
        marks: the share back at each of `survival.AGES` days; no value where nobody has been
            in sight for so long.
        points: the curve, thinned out for drawing.
        half: days within which half of them are back, None if they never were.
        last: days up to which anybody has been in sight.
        rows: everyone who is followed, with how long each waited.
        missing: what is missing for a curve and when it will be there, "" if nothing.
    """

    as_of: date | None
    customers: int
    back: int
    marks: tuple[Told, ...]
    points: tuple[CurvePoint, ...]
    half: int | None
    last: int
    rows: RowsRef
    missing: str


@dataclass(frozen=True, slots=True)
class GapBar:
    """Gaps of `low` to `high` days; the last bar has no `high`."""

    low: int
    high: int | None
    told: Told


@dataclass(frozen=True, slots=True)
class RhythmTold:
    """The days between visits.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        gaps: how many there are.
        median: half are at most this long.
        mean: their mean.
        most: eight of ten are at most this long.
        bars: how often each length occurs.
        usual: what the shop's common rhythm expects of a new customer, in days.
        fitted: the common rhythm comes from the shop's own gaps, not from the owner's word.
        missing: why there is nothing to tell, "" if there is.
    """

    as_of: date | None
    gaps: int
    median: Told
    mean: Told
    most: Told
    bars: tuple[GapBar, ...]
    usual: float | None
    fitted: bool
    missing: str


@dataclass(frozen=True, slots=True)
class SegmentVisits:
    """How often the customers of one segment come.

    Attributes:
        key: of the segment, "" for everyone.
        customers: how many they are.
        active: who of them came in the period.
        visits: how often together.
        frequency: visits per customer who came.
    """

    key: str
    customers: int
    active: int
    visits: Told
    frequency: Told


@dataclass(frozen=True, slots=True)
class FixedList:
    """The customers who were in a segment on the day of comparison, whatever they are now.

    Attributes:
        key: of the segment then.
        customers: how many they were.
        before: visits of each in the days up to that day.
        after: visits of each in as many days up to now.
        change: of the second against the first, None if there were none.
    """

    key: str
    customers: int
    before: Told
    after: Told
    change: float | None


@dataclass(frozen=True, slots=True)
class VisitsTold:
    """How often customers come, by segment, and how often the same people came before.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        days: length of the period that ends with it.
        segments: everyone first, then each segment that has anybody.
        compared_on: the day on which the lists were made, None if the books are too young.
        list_days: days before and after it that are compared.
        lists: the lists of the segments then.
        missing: why there are no lists, "" if there are.
    """

    as_of: date | None
    days: int
    segments: tuple[SegmentVisits, ...]
    compared_on: date | None
    list_days: int
    lists: tuple[FixedList, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class TimesTold:
    """Loyal customers who came so many times.

    Attributes:
        least: fewest visits of this class.
        most: most visits, None if it is open.
        customers: how many they are.
        low: a quarter of them stayed at most so many days.
        middle: half of them.
        high: three quarters.
    """

    least: int
    most: int | None
    customers: Told
    low: Told
    middle: Told
    high: Told


@dataclass(frozen=True, slots=True)
class StayRow:
    """Loyal customers whose first and last visit fit into so many months, by class of visits.

    Attributes:
        months: fewest calendar months.
        until: most of them, None if it is open.
        told: how many of each class of `StaysTold.times`.
    """

    months: int
    until: int | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class AmountRow:
    """Loyal customers by what they bought for, `low` to `high` minor units, by class of visits."""

    low: int | None
    high: int | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class StaysTold:
    """How long loyal customers have stayed.

    Attributes:
        as_of: the last day that counts; None in an empty shop.
        times: the classes of how often they came.
        stays: a row for each number of months up to the longest.
        spans: the same with the longer ones put together, for showing.
        amounts: a row for each band of what they bought for ever, net.
        missing: why there is nothing to tell, "" if there is.
    """

    as_of: date | None
    times: tuple[TimesTold, ...]
    stays: tuple[StayRow, ...]
    spans: tuple[StayRow, ...]
    amounts: tuple[AmountRow, ...]
    missing: str
