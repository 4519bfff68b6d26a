"""Everyone's value, worked out once for each state of the books and shared by all questions."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.history import Ints
from retailcrm.analytics.value.learning import Learned
from retailcrm.analytics.value.trial import Foretold, foretold
from retailcrm.analytics.value.worth import Worths, worths
from retailcrm.core.days import day_of
from retailcrm.core.rows import RowsRef
from retailcrm.services.base import Base
from retailcrm.services.standing import Standing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """Everyone with a visit, in the order of `ids`.

    Attributes:
        ids: customer ids, ascending.
        as_of: the day it holds for.
        learned: what it was told by.
        worths: what everyone brought and will bring.
        segment: position in `segments.SEGMENTS`, -1 if none.
        group: position in `groups.GROUPS`, -1 if none.
        back: chance of a visit in the next 90 days.
    """

    ids: Ints
    as_of: date
    learned: Learned
    worths: Worths
    segment: NDArray[np.int8]
    group: NDArray[np.int8]
    back: Floats

    def expected(self) -> Floats:
        """Give the margin expected of each in the next 12 months."""
        return self.worths.expected


class ValueBase:
    """Works values out, and keeps the latest."""

    def __init__(self, base: Base, standing: Standing, version: Callable[[], int]) -> None:
        self._base = base
        self._standing = standing
        self._version = version
        self._lock = threading.Lock()
        self._valued: tuple[tuple[object, ...], Valued] | None = None
        self._told: tuple[tuple[object, ...], Foretold] | None = None

    def valued(self, as_of: date | None = None) -> Valued | None:
        """Value everyone; None in an empty shop."""
        scored = self._standing.scored(as_of)
        if scored is None:
            return None
        with self._lock:
            key = (self._version(), scored.as_of, scored.rules, scored.minor)
            if self._valued is None or self._valued[0] != key:
                self._valued = key, self._worked_out(scored)
            return self._valued[1]

    def foretold(self, valued: Valued) -> tuple[Ints, Foretold] | None:
        """Give customers and what was foretold of the held-out months; None without a check."""
        trial = valued.learned.trial
        if trial is None:
            return None
        book, _ = self._base.columns()
        with self._lock:
            key = (self._version(), trial)
            if self._told is None or self._told[0] != key:
                days = (trial.cut, trial.until)
                self._told = key, foretold(book, days, trial.visits, trial.spend)
            return book.ids[self._told[1].at], self._told[1]

    def _worked_out(self, scored: Scored) -> Valued:
        as_of = day_of(scored.as_of)
        learned, (book, _) = self._base.learned(as_of), self._base.columns()
        places = np.searchsorted(book.ids, scored.ids)
        back = np.zeros(book.ids.size)
        back[places] = scored.p_return
        found = worths(book, learned, scored.rules, scored.as_of, back, scored.minor)
        at = np.searchsorted(scored.ids, book.ids[found.at])
        return Valued(
            book.ids[found.at],
            as_of,
            learned,
            found,
            scored.segment[at],
            scored.group[at],
            scored.p_return[at],
        )


def of_rows(rows: RowsRef) -> date | None:
    """Read the day of a reference."""
    told = rows.get("as_of")
    return None if told is None else date.fromisoformat(told)
