"""The customers behind the figures of places."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.finding import Finder, Found, How, Unit
from retailcrm.services.place_state import Places

KNOWN, WITHOUT, CUSTOMERS, BEST = (
    "place.known", "place.without", "place.customers", "place.best",
)  # fmt: skip
SPENT, AREA, PER_THOUSAND, INDEX, FOUND, ALIKE = (
    "place.net_sales", "place.area", "place.per_thousand", "place.index", "place.found",
    "place.alike",
)  # fmt: skip


def behind(finding: str, as_of: date, **inputs: str) -> RowsRef:
    """Name the rows of a figure about places."""
    return rows("customers", finding=finding, as_of=as_of.isoformat(), **inputs)


class PlaceFinders:
    """Find who makes a figure of places.

    Args:
        places: gives what is known as of a day; None in an empty shop.
    """

    def __init__(self, places: Callable[[date | None], Places | None]) -> None:
        self._places = places

    def finders(self) -> Mapping[str, Finder]:
        """Give the finders by name."""
        return {
            KNOWN: self._known,
            WITHOUT: self._without,
            CUSTOMERS: self._customers,
            BEST: self._best,
            SPENT: self._spent,
            AREA: self._area,
            PER_THOUSAND: self._per_household,
            INDEX: self._against_area,
            FOUND: self._against_area,
            ALIKE: self._against_area,
        }

    def _known(self, ref: RowsRef) -> Found:
        held = self._of(ref)
        return Found(say("Came in the year, postcode known"), held.scored.ids[held.people])

    def _without(self, ref: RowsRef) -> Found:
        held = self._of(ref)
        came = held.scored.ids[held.scored.frequency > 0]
        nobody_told = ~np.isin(came, held.scored.ids[held.people], assume_unique=True)
        return Found(say("Came in the year, without a postcode"), came[nobody_told])

    def _customers(self, ref: RowsRef) -> Found:
        held, at, code = self._place(ref)
        here = held.people[held.place == at]
        return Found(say("Live in {postcode}", postcode=code), held.scored.ids[here])

    def _best(self, ref: RowsRef) -> Found:
        held, at, code = self._place(ref)
        here = held.people[(held.place == at) & held.best]
        title = say("Best customers in {postcode}", postcode=code)
        return Found(title, held.scored.ids[here])

    def _spent(self, ref: RowsRef) -> Found:
        held, at, code = self._place(ref)
        here = held.people[held.place == at]
        amounts = held.scored.monetary[here].astype(np.float64)
        title = say("Live in {postcode}", postcode=code)
        ids = held.scored.ids[here]
        return Found(title, ids, say("Net sales of the year"), Unit.MONEY, amounts, How.SUM)

    def _area(self, ref: RowsRef) -> Found:
        held = self._of(ref)
        here = held.people[held.inside[held.place]]
        return Found(say("Live in the trade area"), held.scored.ids[here])

    def _per_household(self, ref: RowsRef) -> Found:
        held, at, code = self._place(ref)
        ids = held.scored.ids[held.people[held.place == at]]
        ones = np.ones(ids.size)
        title = say("Live in {postcode}", postcode=code)
        return Found(title, ids, say("Counted"), Unit.COUNT, ones, How.MODEL)

    def _against_area(self, ref: RowsRef) -> Found:
        held, at, code = self._place(ref)
        rests_on = held.inside[held.place] | (held.place == at)
        here = held.people[rests_on]
        best = held.best[rests_on].astype(np.float64)
        title = say("{postcode} against the trade area", postcode=code)
        ids = held.scored.ids[here]
        return Found(title, ids, say("One of the best"), Unit.COUNT, best, How.MODEL)

    def _of(self, ref: RowsRef) -> Places:
        told = ref.get("as_of")
        held = self._places(None if told is None else date.fromisoformat(told))
        if held is None:
            raise UserError(say("There are no receipts yet."))
        return held

    def _place(self, ref: RowsRef) -> tuple[Places, int, str]:
        held = self._of(ref)
        code = ref.get("postcode") or ""
        if code not in held.codes:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        return held, held.codes.index(code), code
