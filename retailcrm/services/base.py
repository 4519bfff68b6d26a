"""The whole base in memory: everyone's days and scores, shared by all questions about it."""

import threading
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from retailcrm.analytics.base import Attributes, Scored, score_base
from retailcrm.analytics.history import DayBook
from retailcrm.analytics.rules import Rules
from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Books, Reading
from retailcrm.db.column_files import MOST_TOUCHED
from retailcrm.db.settings import version_of
from retailcrm.db.status import data_through
from retailcrm.db.vectors import VectorFiles, read_attributes, read_daybook, refresh

KEPT_SCORES = 4
_Columns = tuple[int, DayBook, Attributes]


class Keeper(Protocol):
    """Who keeps columns of the books, and must hear of every change."""

    def note(self, version: int, touched: Iterable[int]) -> None:
        """Hear who changed on the way to `version`."""

    def forget(self) -> None:
        """Read everything anew at the next question."""


class Base:
    """Everyone's days as columns, kept up with the books, and scores computed once.

    Args:
        books: the shop's books.
        files: where the columns are kept.
        shop: id of these books.
        others: columns kept by others, who must hear as well of who changed.
    """

    def __init__(
        self, books: Books, files: VectorFiles, shop: str, others: tuple[Keeper, ...] = ()
    ) -> None:
        self._books = books
        self._files = files
        self._shop = shop
        self._others = others
        self._lock = threading.RLock()
        self._columns: _Columns | None = None
        self._scored: dict[tuple[int, int, Rules, int], Scored] = {}

    def columns(self) -> tuple[DayBook, Attributes]:
        """Give everyone's days and attributes as the books now are."""
        _, book, held = self._current()
        return book, held

    def is_near(self) -> bool:
        """Say whether the columns can be brought up to date without reading everything."""
        with self._lock, self._books.read() as connection:
            version = version_of(connection)
            held = self._columns or self._files.load(self._shop)
            if held is None or held[0] > version:
                return False
            touched = self._files.touched_since(held[0], version)
            return touched is not None and touched.size <= MOST_TOUCHED

    def as_of(self) -> date | None:
        """Give the last business date that has data; None in an empty shop."""
        with self._books.read() as connection:
            last = data_through(connection)
        return None if last is None else day_of(last)

    def scored(self, as_of: date, rules: Rules, minor: int) -> Scored:
        """Score everyone as of a day; the same question again is answered from memory."""
        with self._lock:
            version, book, held = self._current()
            key = (version, day_number(as_of), rules, minor)
            if key not in self._scored:
                while len(self._scored) >= KEPT_SCORES:
                    self._scored.pop(next(iter(self._scored)))
                self._scored[key] = score_base(book, held, rules, key[1], minor=minor)
            return self._scored[key]

    def note(self, version: int, touched: Iterable[int]) -> None:
        """Hear who changed on the way to `version`."""
        told = tuple(touched)
        with self._lock:
            for one in (self._files, *self._others):
                one.note(version, told)

    def forget(self) -> None:
        """Read everything anew at the next question."""
        with self._lock:
            self._columns = None
            self._scored.clear()
            for one in (self._files, *self._others):
                one.forget()

    def _current(self) -> _Columns:
        with self._lock, self._books.read() as connection:
            version = version_of(connection)
            if self._columns is not None and self._columns[0] == version:
                return self._columns
            held = self._columns or self._files.load(self._shop)
            self._columns = self._caught_up(held, version, connection)
            return self._columns

    def _caught_up(self, held: _Columns | None, version: int, connection: Reading) -> _Columns:
        if held is not None and held[0] <= version:
            touched = self._files.touched_since(held[0], version)
            if touched is not None and touched.size == 0:
                return version, held[1], held[2]
            if touched is not None and touched.size <= MOST_TOUCHED:
                return version, *refresh(connection, held[1], held[2], touched.tolist())
        book = read_daybook(connection)
        attributes = read_attributes(connection, book.ids)
        self._files.save(self._shop, version, book, attributes)
        return version, book, attributes
