"""Customers behind a figure: who they are, and what each of them adds to it.

A figure about customers carries a `RowsRef` of kind `customers` whose filter `finding` names one
of the finders that the services offer; the other filters are its inputs. The table of customers
shows those people with the amount of each, so that anyone can add the figure up again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say

FINDING = "finding"


class Unit(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"  # minor units
    COUNT = "count"
    SHARE = "share"  # 0.05 is 5 %
    DAYS = "days"
    RATIO = "ratio"


class How(StrEnum):
    """How the amounts of the rows make the figure."""

    COUNT = "count"  # how many they are
    SUM = "sum"
    MEAN = "mean"  # a rate is the mean of ones and zeros
    MEDIAN = "median"
    MODEL = "model"  # computed from all of them by the formula in the definition


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The customers behind a figure.

    Attributes:
        title: who they are ("Came in March 2026, and again a month later").
        ids: ascending.
        measure: heading of `amounts`, empty where the figure counts people.
        unit: of `amounts`.
        amounts: in the order of `ids`; None where the figure counts people.
        how: how the amounts make the figure.
    """

    title: str
    ids: NDArray[np.int64]
    measure: str = ""
    unit: Unit = Unit.COUNT
    amounts: NDArray[np.float64] | None = None
    how: How = How.COUNT

    def figure(self) -> float | None:
        """Make the figure from the rows; None of nobody, and where a model makes it."""
        if self.how is How.COUNT:
            return float(self.ids.size)
        if self.amounts is None or self.how is How.MODEL:
            return None
        if self.how is How.SUM:
            return float(self.amounts.sum())
        if not self.amounts.size:
            return None
        return float(np.mean(self.amounts) if self.how is How.MEAN else np.median(self.amounts))


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a screen or page.

    Attributes:
        key: of its definition in `core.definitions`.
        value: minor units, a count, a share, days or a ratio; None if there is no value.
        rows: the rows that add up to it.
        low: lower end of its interval, None without one.
        high: upper end, likewise.
        few_data: it rests on few cases.
    """

    key: str
    value: float | None
    unit: Unit
    rows: RowsRef
    low: float | None = None
    high: float | None = None
    few_data: bool = False


Finder = Callable[[RowsRef], Found]
"""Finds the customers that a reference means.

Raises:
    UserError: the reference means nobody that can be found any more, in one sentence.
"""


def find(finders: Mapping[str, Finder], rows: RowsRef) -> Found | None:
    """Give the customers behind a figure; None for a reference without a finding.

    Raises:
        UserError: no finder knows the reference.
    """
    name = rows.get(FINDING)
    if name is None:
        return None
    if name not in finders:
        raise UserError(say("The rows behind this figure cannot be told any more."))
    return finders[name](rows)
