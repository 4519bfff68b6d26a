"""The customers behind each figure of value, with what each adds to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import Flags
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.vocabulary import group_title, segment_title
from retailcrm.core.words import say
from retailcrm.services.finding import Finder, Found, How, Told, Unit
from retailcrm.services.value_base import ValueBase, Valued, of_rows
from retailcrm.services.value_trial import FINDING, trial_found

Floats = NDArray[np.float64]

EXPECTED_OF = "value.of"
SEGMENT, GROUP, CUSTOMER = "segment", "group", "customer"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is added up, and how.

    Attributes:
        heading: of the amounts.
        unit: of the figure.
        how: how amounts make the figure.
        amounts: one for everyone who is valued; None counts them.
    """

    heading: str
    unit: Unit
    how: How
    amounts: Callable[[Valued], Floats] | None


def measures() -> Mapping[str, Measure]:
    """Give what can be asked of a circle of customers, by the key of the figure."""
    brings = say("Expected margin in 12 months")
    return {
        "value_customers": Measure("", Unit.COUNT, How.COUNT, None),
        "value_so_far": Measure(
            say("Brought so far"), Unit.MONEY, How.SUM, lambda one: one.worths.so_far
        ),
        "value_expected": Measure(brings, Unit.MONEY, How.SUM, Valued.expected),
        "value_mean": Measure(brings, Unit.MONEY, How.MEAN, Valued.expected),
        "value_median": Measure(brings, Unit.MONEY, How.MEDIAN, Valued.expected),
        "value_share": Measure(say("Share of expected margin"), Unit.SHARE, How.SUM, _shares),
        "value_today": Measure(say("Worth today"), Unit.MONEY, How.SUM, _today),
        "value_early": Measure("", Unit.COUNT, How.COUNT, None),
    }


def told(valued: Valued, key: str, of: str = "") -> Told:
    """Tell one figure of a circle: `segment.champions`, `group.below_zero`, or everyone."""
    here, measure = those(valued, key, of), measures()[key]
    behind = rows(
        "customers",
        finding=EXPECTED_OF,
        as_of=valued.as_of.isoformat(),
        figure=key,
        of=of or None,
    )
    if measure.amounts is None:
        return Told(key, float(here.sum()), measure.unit, behind)
    amounts = measure.amounts(valued)[here]
    found = Found("", valued.ids[here], measure.heading, measure.unit, amounts, measure.how)
    return Told(key, found.figure(), measure.unit, behind)


def those(valued: Valued, key: str, of: str) -> Flags:
    """Choose who belongs to a circle."""
    if key == "value_early":
        return valued.worths.early
    kind, _, name = of.partition(".")
    if not kind:
        return np.ones(valued.ids.size, dtype=np.bool_)
    if kind == CUSTOMER:
        return np.equal(valued.ids, int(name) if name.isdigit() else -1)
    labels = {SEGMENT: tuple(map(str, SEGMENTS)), GROUP: tuple(map(str, GROUPS))}.get(kind, ())
    if name not in labels:
        raise UserError(say("The rows behind this figure cannot be told any more."))
    codes = valued.segment if kind == SEGMENT else valued.group
    return np.equal(codes, labels.index(name))


class ValueFinders:
    """Find who makes a figure of value."""

    def __init__(self, base: ValueBase) -> None:
        self._base = base

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {EXPECTED_OF: self._of, FINDING: self._trial}

    def _of(self, asked: RowsRef) -> Found:
        valued = self._valued(asked)
        key, of = asked.get("figure") or "", asked.get("of") or ""
        measure = measures().get(key)
        if measure is None:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        here = those(valued, key, of)
        ids, title = valued.ids[here], _title(key, of)
        if measure.amounts is None:
            return Found(title, ids)
        amounts = measure.amounts(valued)[here]
        return Found(title, ids, measure.heading, measure.unit, amounts, measure.how)

    def _trial(self, asked: RowsRef) -> Found:
        found = self._base.foretold(self._valued(asked))
        if found is None:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        ids, foretold = found
        return trial_found(ids, foretold, asked.get("figure") or "", asked.get("tenth"))

    def _valued(self, asked: RowsRef) -> Valued:
        valued = self._base.valued(of_rows(asked))
        if valued is None:
            raise UserError(say("There are no receipts yet."))
        return valued


def _shares(valued: Valued) -> Floats:
    amounts = valued.worths.expected
    total = float(amounts.sum())
    return amounts / total if total > 0 else np.full(amounts.size, np.nan)


def _today(valued: Valued) -> Floats:
    found = valued.worths.today
    return np.full(valued.ids.size, np.nan) if found is None else found


def _title(key: str, of: str) -> str:
    if key == "value_early":
        return say("There when the books began")
    kind, _, name = of.partition(".")
    if kind == SEGMENT:
        return segment_title(name)
    if kind == CUSTOMER:
        return say("One customer")
    return group_title(name) if kind == GROUP else say("Everyone who has bought")
