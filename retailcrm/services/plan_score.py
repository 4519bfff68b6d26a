"""What the monthly report says of chosen plans: this year's so far, and last year's whole."""

from datetime import date

from retailcrm.core.days import month_end, month_start
from retailcrm.core.rows import RowsRef, rows
from retailcrm.reports.forecast_facts import ForecastFacts, ScoredBand, ScoredMonth
from retailcrm.services.plan_tracking import Tracking
from retailcrm.services.plans import KeptPlans

YEAR = 12
_MOST = 2


def forecasts_of_month(
    plans: KeptPlans, month: int, as_of: date | None
) -> tuple[ForecastFacts, ...]:
    """Score the forecasts that a month can be held against, the newest first.

    A plan is scored from the first month that is over until a year after its last one.
    """
    if as_of is None:
        return ()
    found = []
    for one in plans.plans():
        held = None if one.chosen is None else plans.track(one.id, as_of)
        if held is not None and held.whole.months and month <= held.last + YEAR:
            found.append(held)
    newest = sorted(found, key=lambda held: (-held.first, -held.plan))
    return tuple(_facts(one) for one in newest[:_MOST])


def _facts(held: Tracking) -> ForecastFacts:
    why = held.whole.why
    return ForecastFacts(
        plan=held.name,
        program=held.model,
        chosen_on=held.chosen_on,
        is_over=held.is_over,
        months=tuple(
            ScoredMonth(
                one.month,
                one.forecast_sales,
                one.low,
                one.high,
                one.sales,
                one.signal,
                _rows(one.month, one.month),
            )
            for one in held.whole.months
        ),
        year_low=held.year_low,
        year_high=held.year_high,
        holds=held.holds,
        is_off=held.whole.is_off,
        clients=0.0 if why is None else why.clients,
        purchases=0.0 if why is None else why.conversion,
        average=0.0 if why is None else why.check,
        bands=tuple(
            ScoredBand(
                one.band.name,
                one.band.conversion,
                one.now.of,
                one.now.reached,
                one.before.share,
                None if one.learned is None else one.learned.rate,
            )
            for one in held.conversions
        ),
        rows=_rows(held.first, held.through),
    )


def _rows(first: int, last: int) -> RowsRef:
    return rows(
        "receipts",
        from_=month_start(first).isoformat(),
        to=month_end(last).isoformat(),
        member="yes",
    )
