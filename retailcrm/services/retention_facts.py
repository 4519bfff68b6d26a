"""What the retention service tells, as facts for the printed report."""

from datetime import date

from retailcrm.core.periods import Step
from retailcrm.reports.retention_facts import (
    CohortFacts,
    CohortsFacts,
    CurveFacts,
    ListFacts,
    PeriodFacts,
    RateFacts,
    RetentionFacts,
    TimesFacts,
    VisitFacts,
)
from retailcrm.services.facts_of import fact_of
from retailcrm.services.retention import RetentionService
from retailcrm.services.retention_rows import (
    CohortsTold,
    CurveTold,
    FixedList,
    RatesTold,
    RetentionTold,
    SegmentVisits,
    TimesTold,
)


def retention_facts(service: RetentionService, as_of: date | None) -> RetentionFacts:
    """Gather everything the report about coming back says."""
    overview = service.overview(as_of)
    visits = service.visits(as_of)
    return RetentionFacts(
        as_of=overview.as_of,
        rates=_rates(overview),
        curve=_curve(service.second_visit(as_of)),
        cohorts=_cohorts(service.cohorts(as_of)),
        periods=_periods(service.rates(as_of, step=_step(overview))),
        visits=tuple(_visits(one) for one in visits.segments),
        lists=tuple(_list(one) for one in visits.lists),
        lists_on=visits.compared_on,
        list_days=visits.list_days,
        lists_missing=visits.missing,
        times=tuple(_times(one) for one in service.stays(as_of).times),
    )


def _step(told: RetentionTold) -> Step:
    return told.step


def _rates(told: RetentionTold) -> RateFacts:
    return RateFacts(
        customers=told.customers,
        period=told.period,
        repeat_rate=fact_of(told.repeat_rate),
        repeat_soon=fact_of(told.repeat_soon),
        loyal=fact_of(told.loyal),
        one_time=fact_of(told.one_time),
        retention_rate=fact_of(told.retention_rate),
        churn_rate=fact_of(told.churn_rate),
        stage_churn=fact_of(told.stage_churn),
        returning_rate=fact_of(told.returning_rate),
        visit_frequency=fact_of(told.visit_frequency),
        missing=told.missing,
    )


def _curve(told: CurveTold) -> CurveFacts:
    return CurveFacts(
        customers=told.customers,
        back=told.back,
        marks=tuple((_days(one.key), fact_of(one)) for one in told.marks),
        points=tuple((one.days, one.share, one.low, one.high) for one in told.points),
        half=told.half,
        missing=told.missing,
    )


def _days(key: str) -> int:
    return int(key.rpartition("_")[2])


def _cohorts(told: CohortsTold) -> CohortsFacts:
    return CohortsFacts(
        tuple(
            CohortFacts(one.month, fact_of(one.size), tuple(fact_of(back) for back in one.back))
            for one in told.cohorts
        ),
        tuple(fact_of(one) for one in told.ages),
        told.missing,
    )


def _periods(told: RatesTold) -> tuple[PeriodFacts, ...]:
    stayed = {one.period: fact_of(one.told) for one in told.retention}
    return tuple(
        PeriodFacts(one.period, fact_of(one.told), stayed.get(one.period)) for one in told.returning
    )


def _visits(told: SegmentVisits) -> VisitFacts:
    visits, frequency = fact_of(told.visits), fact_of(told.frequency)
    return VisitFacts(told.key, told.customers, told.active, visits, frequency)


def _list(told: FixedList) -> ListFacts:
    return ListFacts(told.key, told.customers, fact_of(told.before), fact_of(told.after))


def _times(told: TimesTold) -> TimesFacts:
    return TimesFacts(
        told.least,
        told.most,
        fact_of(told.customers),
        fact_of(told.low),
        fact_of(told.middle),
        fact_of(told.high),
    )
