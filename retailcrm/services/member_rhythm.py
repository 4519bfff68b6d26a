"""How often a member comes, in words, without scoring the whole base for one look."""

from collections.abc import Callable
from datetime import date

import numpy as np

from retailcrm.analytics.base import Scored
from retailcrm.analytics.reasons import stage_evidence
from retailcrm.core.days import day_number
from retailcrm.db.books import Reading
from retailcrm.db.members import visits_until


class Rhythms:
    """The latest scores, kept for as long as they say the same of the member asked for.

    Everyone who is enrolled changes the books, and scoring hundreds of thousands anew takes
    longer than a member waits at the counter.

    Args:
        as_of: gives the last business date with data.
        scored: scores everyone on that day.
    """

    def __init__(
        self, as_of: Callable[[], date | None], scored: Callable[[], Scored | None]
    ) -> None:
        self._as_of = as_of
        self._scored = scored
        self._kept: Scored | None = None

    def warm(self) -> None:
        """Score everyone beforehand, so that the first look is as quick as the others."""
        self._kept = self._scored()

    def told(self, connection: Reading, customer: int) -> str:
        """Tell a customer's rhythm; empty for whoever is newer than the last import."""
        day = self._as_of()
        if day is None:
            return ""
        visits, last = visits_until(connection, customer, day_number(day))
        kept = self._kept
        if kept is None or kept.as_of != day_number(day) or not _agrees(
            kept, customer, visits, last
        ):  # fmt: skip
            self.warm()
        return _words(self._kept, customer)


def _agrees(scored: Scored, customer: int, visits: int, last: int | None) -> bool:
    at = _place(scored, customer)
    if at is None:
        return visits == 0
    same = int(scored.visits[at]) == visits
    return same and (last is None or int(scored.last[at]) == last)


def _words(scored: Scored | None, customer: int) -> str:
    at = None if scored is None else _place(scored, customer)
    return "" if scored is None or at is None else stage_evidence(scored, [at])[0]


def _place(scored: Scored, customer: int) -> int | None:
    at = int(np.searchsorted(scored.ids, customer))
    return at if at < scored.ids.size and int(scored.ids[at]) == customer else None
