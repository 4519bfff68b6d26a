"""The command about value: what customers brought and will probably bring."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json, day
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.tables import write_csv
from retailcrm.cli.typed import day_typed
from retailcrm.core.money import decimal_text
from retailcrm.core.progress import Progress
from retailcrm.services.finding import Told, Unit
from retailcrm.services.value import ValueRow, ValueSummary
from retailcrm.services.value_rows import TrialRows
from retailcrm.services.value_table import VALUE_COLUMNS
from retailcrm.wiring import Services


def value_words(command: Command) -> None:
    """Commands about value."""
    found = command("value", "tell what customers brought and will probably bring")
    found.add_argument("--as-of", metavar=DATE)
    found.add_argument("--out", type=Path, metavar="CSV", help="a row for every customer")


def run_value(services: Services, told: Namespace, progress: Progress) -> Json:
    """Tell everyone's value."""
    as_of = day_typed(told.as_of)
    digits = services.shop.settings().digits
    answer = value_answer(services.insights.value.summary(as_of), digits)
    if told.out is not None:
        write_csv(told.out, VALUE_COLUMNS, services.insights.value.table(as_of, progress))
        answer["file"] = str(told.out)
    return answer


def value_answer(found: ValueSummary, digits: int) -> Json:
    """Tell the value of everyone, by segment and by group."""
    return {
        "as_of": day(found.as_of),
        "learned_to": day(found.learned_to),
        "model": found.model or None,
        "confidence": found.confidence or None,
        "why": found.why,
        "notes": list(found.notes),
        "customers": _figure(found.customers, digits),
        "so_far": _figure(found.so_far, digits),
        "expected_12m": _figure(found.expected, digits),
        "low": _amount(found.expected.low, digits),
        "high": _amount(found.expected.high, digits),
        "worth_today": None if found.today is None else _figure(found.today, digits),
        "by_segment": {row.key: _row(row, digits) for row in found.by_segment},
        "by_group": {row.key: _row(row, digits) for row in found.by_group},
        "back_test": None if found.trial is None else _trial(found.trial, digits),
    }


def _row(row: ValueRow, digits: int) -> Json:
    return {
        "customers": _figure(row.customers, digits),
        "so_far": _figure(row.so_far, digits),
        "expected_12m": _figure(row.expected, digits),
        "low": _amount(row.expected.low, digits),
        "high": _amount(row.expected.high, digits),
        "mean": _figure(row.mean, digits),
        "median": _figure(row.median, digits),
        "share": _figure(row.share, digits),
    }


def _trial(found: TrialRows, digits: int) -> Json:
    return {
        "since": day(found.since),
        "until": day(found.until),
        "beats_naive": found.wins,
        "expected": _figure(found.model, digits),
        "low": _amount(found.model.low, digits),
        "high": _amount(found.model.high, digits),
        "naive": _figure(found.own, digits),
        "actual": _figure(found.actual, digits),
        "missed_visits": _figure(found.model_miss, digits),
        "naive_missed_visits": _figure(found.own_miss, digits),
        "tenths": [
            {
                "customers": _figure(one.customers, digits),
                "expected": _figure(one.model, digits),
                "naive": _figure(one.own, digits),
                "actual": _figure(one.actual, digits),
            }
            for one in found.tenths
        ],
    }


def _figure(found: Told, digits: int) -> str | int | float | None:
    if found.unit is Unit.MONEY:
        return _amount(found.value, digits)
    if found.value is None:
        return None
    return round(found.value) if found.unit is Unit.COUNT else round(found.value, 6)


def _amount(value: float | None, digits: int) -> str | None:
    return None if value is None else decimal_text(round(value), digits)
