"""New customers that a medium brought, by their own word or by its code."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import NO_DAY, DayBook
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.folding import fold
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.db.ads import Used, ads, told_sources, used_codes
from retailcrm.db.books import Books
from retailcrm.services.ad_reading import is_fresh
from retailcrm.services.ad_rows import AdRow
from retailcrm.services.finding import FINDING, Found, How, Unit
from retailcrm.services.standing import Standing

NEW, BROUGHT, USED = "ads.new", "ads.brought", "ads.used"
MONTH = 30
MOST_MONTHS = 36
Ids = NDArray[np.int64]
Floats = NDArray[np.float64]


class AdPeople:
    """Who is behind the figures of ads.

    Args:
        books: the shop's books.
        standing: everyone's days.
    """

    def __init__(self, books: Books, standing: Standing) -> None:
        self._books, self._standing = books, standing

    def by_medium(self, rows: Sequence[AdRow]) -> Mapping[str, Ids]:
        """Give the new customers of each medium, by its folded name."""
        with self._books.read() as connection:
            sources, used = told_sources(connection), used_codes(connection)
        book = self._standing.book()
        first = _first_visits(book)
        return {
            medium: self._of(medium, rows, sources, used, book, first)
            for medium in dict.fromkeys(fold(one.medium) for one in rows)
        }

    def margins(self, ids: Ids) -> Floats:
        """Give the margin that customers have brought so far, in their order."""
        book, margin = self._standing.book(), self._margins()
        sums: Floats = np.zeros(book.ids.size)
        np.add.at(sums, book.customer, margin)
        return sums[np.searchsorted(book.ids, ids)]

    def by_month(self, ids: Ids) -> Floats:
        """Give the margin of all of them in the first, second, … month after the first visit."""
        book, margin = self._standing.book(), self._margins()
        first = _first_visits(book)[book.customer]
        mine = np.isin(book.ids, ids)[book.customer] & (book.day >= first) & (first != NO_DAY)
        month = ((book.day - first) // MONTH)[mine]
        kept = month < MOST_MONTHS
        return np.bincount(month[kept], weights=margin[mine][kept]).astype(np.float64)

    def found(self, rows: RowsRef) -> Found:
        """Find the people behind a figure of ads."""
        with self._books.read() as connection:
            held, used = ads(connection), used_codes(connection)
        if rows.get(FINDING) == USED:
            return _users(used, rows.get("ad") or "")
        medium = rows.get("medium") or ""
        known = [one for one in held if fold(one.medium) == medium]
        if not known:
            raise UserError(say("There is no ad of this medium any more."))
        with self._books.read() as connection:
            sources = told_sources(connection)
        book = self._standing.book()
        names = frozenset({medium, *(fold(one.name) for one in known)})
        numbers = frozenset(one.id for one in known)
        starts = min(one.starts for one in known)
        ids = _new(names, numbers, starts, sources, used, book, _first_visits(book))
        title = say("New through {medium}", medium=known[0].medium)
        if rows.get(FINDING) == NEW:
            return Found(title, ids)
        return Found(title, ids, say("Margin"), Unit.MONEY, self.margins(ids), How.SUM)

    def _of(
        self,
        medium: str,
        rows: Sequence[AdRow],
        sources: Mapping[str, tuple[int, ...]],
        used: Sequence[Used],
        book: DayBook,
        first: Ids,
    ) -> Ids:
        mine = [one for one in rows if fold(one.medium) == medium]
        names = frozenset({medium, *(fold(one.name) for one in mine)})
        starts = min(day_number(one.starts) for one in mine)
        numbers = frozenset(one.ad_id for one in mine)
        return _new(names, numbers, starts, sources, used, book, first)

    def _margins(self) -> Floats:
        book, assumed = self._standing.book(), self._standing.shop().margin
        return np.asarray(book.net - book.cost - book.list_uncosted * (1 - assumed), dtype=float)


def _new(
    names: frozenset[str],
    numbers: frozenset[int],
    starts: int,
    sources: Mapping[str, tuple[int, ...]],
    used: Sequence[Used],
    book: DayBook,
    first: Ids,
) -> Ids:
    """Give who first came after the first ad and named it, or showed its code on that visit."""
    told = np.array([one for name in names for one in sources.get(name, ())], dtype=np.int64)
    found = np.unique(told[np.isin(told, book.ids)])
    came = first[np.searchsorted(book.ids, found)] if found.size else np.zeros(0, dtype=np.int64)
    kept = found[(came >= starts) & (came != NO_DAY)]
    by_code = [
        one.customer
        for one in used
        if one.ad in numbers and one.customer is not None and is_fresh(book, one)
        and _came_first(book, first, one)
    ]  # fmt: skip
    return np.union1d(kept, np.array(by_code, dtype=np.int64))


def _came_first(book: DayBook, first: Ids, used: Used) -> bool:
    place = int(np.searchsorted(book.ids, used.customer or 0))
    return int(first[place]) in (used.day, NO_DAY)


def _first_visits(book: DayBook) -> Ids:
    """Give everyone's first visit, in the order of the ids; `NO_DAY` without one."""
    found = np.full(book.ids.size, NO_DAY, dtype=np.int64)
    rows = np.flatnonzero(book.sales_with_value > 0)[::-1]
    found[book.customer[rows]] = book.day[rows]  # the earliest is written last
    return found


def _users(used: Sequence[Used], ad: str) -> Found:
    mine = [one for one in used if str(one.ad) == ad and one.customer is not None]
    ids = np.array(
        sorted({one.customer for one in mine if one.customer is not None}), dtype=np.int64
    )
    times = [float(sum(1 for one in mine if one.customer == who)) for who in ids.tolist()]
    return Found(say("Showed the code"), ids, say("Times"), Unit.COUNT, np.array(times), How.SUM)
