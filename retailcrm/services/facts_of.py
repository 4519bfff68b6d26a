"""Figures of the services as facts that reports print."""

from retailcrm.reports.facts import Fact, Kind
from retailcrm.services.finding import Told


def fact_of(told: Told) -> Fact:
    """Hand a figure to a report."""
    kind = Kind(told.unit.value)
    return Fact(told.key, told.value, kind, told.rows, told.low, told.high, told.few_data)


def fact_or_none(told: Told | None) -> Fact | None:
    """Hand over a figure that may be missing."""
    return None if told is None else fact_of(told)
