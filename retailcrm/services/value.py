"""What customers have brought and will probably bring, and how far that may be trusted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import Column, Ints
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.analytics.value.learning import Way
from retailcrm.core.days import day_of
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.services.base import Base
from retailcrm.services.exporting import ExportService
from retailcrm.services.finding import Finder, Told, Unit
from retailcrm.services.retention_told import told_none
from retailcrm.services.standing import Standing
from retailcrm.services.value_base import ValueBase, Valued
from retailcrm.services.value_found import GROUP, SEGMENT, ValueFinders, told
from retailcrm.services.value_rows import CustomerValue, ValueRow, ValueSummary
from retailcrm.services.value_table import value_table
from retailcrm.services.value_trial import trial_rows
from retailcrm.services.value_words import confidence, notes, of_one, why

__all__ = ["CustomerValue", "ValueRow", "ValueService", "ValueSummary"]

Floats = NDArray[np.float64]


class ValueService:
    """Questions about value; the answer is kept until the books or the rules change."""

    def __init__(
        self, books: Books, base: Base, standing: Standing, exports: ExportService
    ) -> None:
        self._books = books
        self._standing = standing
        self._exports = exports
        self._values = ValueBase(base, standing, books.version)
        self._finders = ValueFinders(self._values)
        self._summary: tuple[Valued, ValueSummary] | None = None

    def finders(self) -> Mapping[str, Finder]:
        """Give, by name, who is behind each figure."""
        return self._finders.finders()

    def summary(self, as_of: date | None = None) -> ValueSummary:
        """Tell everyone's value, by segment and by group."""
        valued = self._values.valued(as_of)
        if valued is None or not valued.ids.size:
            return _nobody(None if valued is None else valued.as_of)
        if self._summary is None or self._summary[0] is not valued:
            self._summary = valued, self._told(valued)
        return self._summary[1]

    def of_customer(self, customer: int, as_of: date | None = None) -> CustomerValue | None:
        """Tell one customer's value; None before the first visit."""
        valued = self._values.valued(as_of)
        if valued is None:
            return None
        at = int(np.searchsorted(valued.ids, customer))
        if at >= valued.ids.size or int(valued.ids[at]) != customer:
            return None
        return _one(valued, at)

    def expected(self, as_of: date) -> tuple[Ints, Floats] | None:
        """Give everyone's expected margin of the next 12 months; None without a model."""
        valued = self._values.valued(as_of)
        if valued is None or valued.learned.way is not Way.MODEL:
            return None
        return valued.ids, valued.worths.expected

    def table(
        self, as_of: date | None = None, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> list[list[Any]]:
        """Take everyone's value out as rows of `value_table.VALUE_COLUMNS`.

        Raises:
            UserError: the role does not allow it.
        """
        valued = self._values.valued(as_of)
        rows: list[list[Any]] = []
        if valued is not None:
            with self._books.read() as connection:
                rows = value_table(connection, valued, self._standing.shop().digits, progress)
        self._exports.note("value", len(rows), actor=actor)
        return rows

    def _told(self, valued: Valued) -> ValueSummary:
        learned, worths = valued.learned, valued.worths
        early = told(valued, "value_early")
        found = self._values.foretold(valued)
        trial = None
        if found is not None:
            trial = trial_rows(found, learned, valued.as_of.isoformat())
        whole = np.zeros(valued.ids.size, dtype=np.int64)
        return ValueSummary(
            as_of=valued.as_of,
            learned_to=day_of(learned.day),
            model=learned.way.value,
            confidence=confidence(learned) or "low",
            why=why(learned),
            notes=notes(learned, int(early.value or 0)),
            customers=told(valued, "value_customers"),
            so_far=told(valued, "value_so_far"),
            expected=_ranged(valued, whole, ("",), "value_expected")[0],
            today=None if worths.today is None else told(valued, "value_today"),
            early=early,
            by_segment=_by_most(_rows(valued, SEGMENT, valued.segment, tuple(map(str, SEGMENTS)))),
            by_group=_rows(valued, GROUP, valued.group, tuple(map(str, GROUPS))),
            trial=trial,
        )


def _rows(valued: Valued, kind: str, codes: Column, keys: tuple[str, ...]) -> tuple[ValueRow, ...]:
    """Give a row for each group or segment that has anybody."""
    names = tuple(f"{kind}.{key}" for key in keys)
    ranged = _ranged(valued, codes.astype(np.int64), names, "value_expected")
    some = np.bincount(codes[codes >= 0], minlength=len(keys)) > 0
    return tuple(
        ValueRow(
            key=key,
            customers=told(valued, "value_customers", name),
            so_far=told(valued, "value_so_far", name),
            expected=expected,
            mean=told(valued, "value_mean", name),
            median=told(valued, "value_median", name),
            share=told(valued, "value_share", name),
        )
        for key, name, expected, there in zip(keys, names, ranged, some.tolist(), strict=True)
        if there
    )


def _ranged(valued: Valued, codes: Ints, names: tuple[str, ...], key: str) -> list[Told]:
    ranges = valued.worths.of_groups(codes, len(names))
    plain = [told(valued, key, name) for name in names]
    if ranges is None:
        return plain
    ends = zip(ranges.low.tolist(), ranges.high.tolist(), strict=True)
    few = not valued.learned.sure
    return [
        replace(one, low=low, high=high, few_data=few)
        for one, (low, high) in zip(plain, ends, strict=True)
    ]


def _by_most(rows: tuple[ValueRow, ...]) -> tuple[ValueRow, ...]:
    return tuple(sorted(rows, key=lambda row: -(row.expected.value or 0.0)))


def _one(valued: Valued, at: int) -> CustomerValue:
    worths = valued.worths
    ranges = worths.of_each(np.array([at]))
    sure, words = of_one(valued.learned, early=bool(worths.early[at]))
    return CustomerValue(
        so_far=round(float(worths.so_far[at])),
        expected=round(float(worths.expected[at])),
        low=None if ranges is None else round(float(ranges.low[0])),
        high=None if ranges is None else round(float(ranges.high[0])),
        visits=float(worths.visits[at]),
        confidence=sure,
        words=words,
    )


def _nobody(as_of: date | None) -> ValueSummary:
    return ValueSummary(
        as_of=as_of,
        learned_to=None,
        model="",
        confidence="",
        why=say("There are no receipts of customers yet."),
        notes=(),
        customers=Told("value_customers", 0.0, Unit.COUNT, told_none("", Unit.COUNT).rows),
        so_far=told_none("value_so_far", Unit.MONEY),
        expected=told_none("value_expected", Unit.MONEY),
        today=None,
        early=told_none("value_early", Unit.COUNT),
    )
