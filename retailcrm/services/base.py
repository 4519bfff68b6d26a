"""The whole base in memory: everyone's days and scores, shared by all questions about it."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Attributes, Scored, score_base
from retailcrm.analytics.history import DayBook, Visits
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.value.buyers import Habits
from retailcrm.analytics.value.learning import Learned
from retailcrm.analytics.value.worth import chance_back
from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Books, Reading
from retailcrm.db.column_files import MOST_TOUCHED
from retailcrm.db.settings import version_of
from retailcrm.db.status import data_through
from retailcrm.db.vectors import VectorFiles, read_attributes, read_daybook, refresh
from retailcrm.services.learned_models import LearnedModels

Floats = NDArray[np.float64]
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
        self._models = LearnedModels(books)
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
                told = replace(held, p_return=self._chances(version, book, key[1]))
                self._scored[key] = score_base(book, told, rules, key[1], minor=minor)
            return self._scored[key]

    def learned(self, as_of: date) -> Learned:
        """Give what the days up to the last full month teach of the days to come."""
        version, book, _ = self._current()
        return self._models.learned(version, book, day_number(as_of))

    def keep_learned(self, as_of: date) -> None:
        """Keep what was learned in the books, if it is not kept yet."""
        if not self._models.is_kept(day_number(as_of)):
            version, book, _ = self._current()
            self._models.keep(version, book, day_number(as_of))

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

    def _chances(self, version: int, book: DayBook, as_of: int) -> Floats | None:
        """Give everyone's chance to come back, None where no model tells it."""
        learned = self._models.learned(version, book, as_of)
        habits = Habits.of(Visits.of(book, as_of), as_of)
        return chance_back(learned, habits, book.ids.size)

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
