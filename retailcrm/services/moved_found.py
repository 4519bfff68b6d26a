"""The members behind each figure of the ledger by month, with the points of each."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.points_refs import MOVED
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.kin import heirs
from retailcrm.db.points_moves import points_between
from retailcrm.services.finding import Finder, Found, How, Unit

_EARNED = frozenset({"earn", "reverse", "correct"})
_USED = frozenset({"redeem", "give_back"})
_LOST = frozenset({"expire"})
_OUT = frozenset({"redeemed", "expired"})
_MODELS = frozenset({"owed", "allocated", "revenue", "share", "to_come"})


class MovedFinders:
    """Find whose points came and went."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def finders(self) -> Mapping[str, Finder]:
        """Give the finder by name."""
        return {MOVED: self._moved}

    def _moved(self, asked: RowsRef) -> Found:
        first, last, what = asked.get("from"), asked.get("to"), asked.get("what") or ""
        if last is None or what not in _TITLES:
            raise UserError(say("The rows behind this figure cannot be told any more."))
        sums = self._sums(what, first, last)
        ids = np.array(list(sums), dtype=np.int64)
        points = np.array(list(sums.values()), dtype=np.float64)
        title, how = say(_TITLES[what]), How.MODEL if what in _MODELS else How.SUM
        if what == "cost":
            each = float(asked.get("each") or 0)
            return Found(title, ids, say("Cost of open points"), Unit.MONEY, points * each, how)
        return Found(title, ids, say("Points"), Unit.COUNT, points, how)

    def _sums(self, what: str, first: str | None, last: str) -> dict[int, int]:
        begin = None if first is None else day_number(date.fromisoformat(first))
        found: dict[int, int] = {}
        with self._books.read() as connection:
            into = heirs(connection)
            moves = points_between(connection, begin, day_number(date.fromisoformat(last)))
        for who, kind, points in moves:
            if _counts(what, kind):
                heir = into.get(who, who)
                found[heir] = found.get(heir, 0) + (-points if what in _OUT else points)
        return {who: points for who, points in sorted(found.items()) if points}


def _counts(what: str, kind: str) -> bool:
    """Say whether an entry of a kind belongs to a figure."""
    if what in ("earned", "allocated", "share"):
        return kind in _EARNED
    if what == "redeemed":
        return kind in _USED
    if what == "expired":
        return kind in _LOST
    if what == "revenue":
        return kind in _USED | _LOST
    if what == "other":
        return kind not in _EARNED | _USED | _LOST
    return True


_TITLES: Mapping[str, str] = {
    "open": "Hold points",
    "cost": "Hold points",
    "owed": "Hold points",
    "to_come": "Hold points",
    "earned": "Earned points",
    "allocated": "Earned points",
    "share": "Have ever earned points",
    "redeemed": "Used points",
    "expired": "Lost points",
    "revenue": "Used or lost points",
    "other": "Points given or taken otherwise",
}
