"""What the value service tells, as facts for the printed report."""

from datetime import date

from retailcrm.reports.value_facts import TenthFacts, TrialFacts, ValueFacts, WorthFacts
from retailcrm.services.facts_of import fact_of
from retailcrm.services.value import ValueService
from retailcrm.services.value_rows import TrialRows, ValueRow

_MODELLED, _SURE = "mbg_nbd", "normal"


def value_facts(service: ValueService, as_of: date | None) -> ValueFacts:
    """Gather everything the report about value says."""
    told = service.summary(as_of)
    return ValueFacts(
        as_of=told.as_of,
        modelled=told.model == _MODELLED,
        sure=told.confidence == _SURE,
        why=told.why,
        notes=told.notes,
        customers=fact_of(told.customers),
        so_far=fact_of(told.so_far),
        expected=fact_of(told.expected),
        early=fact_of(told.early),
        by_segment=tuple(_worth(one) for one in told.by_segment),
        by_group=tuple(_worth(one) for one in told.by_group),
        trial=None if told.trial is None else _trial(told.trial),
    )


def _worth(told: ValueRow) -> WorthFacts:
    return WorthFacts(
        told.key,
        fact_of(told.customers),
        fact_of(told.so_far),
        fact_of(told.expected),
        fact_of(told.mean),
        fact_of(told.median),
        fact_of(told.share),
    )


def _trial(told: TrialRows) -> TrialFacts:
    return TrialFacts(
        since=told.since,
        until=told.until,
        wins=told.wins,
        model=fact_of(told.model),
        own=fact_of(told.own),
        actual=fact_of(told.actual),
        model_miss=fact_of(told.model_miss),
        own_miss=fact_of(told.own_miss),
        tenths=tuple(
            TenthFacts(
                one.number,
                fact_of(one.customers),
                fact_of(one.model),
                fact_of(one.own),
                fact_of(one.actual),
            )
            for one in told.tenths
        ),
    )
