"""Models of a month's data: fitted once, kept in the books, fitted anew when the data change."""

import hashlib
import threading
from typing import TypeVar

import numpy as np

from retailcrm.analytics.history import DayBook
from retailcrm.analytics.value.kept import learned_from, plain
from retailcrm.analytics.value.learning import Learned, last_day, learn
from retailcrm.db.books import Books
from retailcrm.db.fitted import has_fit, read_fit, write_fit

NAME = "value"
EDITION = "value-1"
"""Changes with the method, so that nothing fitted or labelled by an older one is mixed in."""
Key = TypeVar("Key")
Value = TypeVar("Value")
_KEPT = 12
_DAY = 86_400


class LearnedModels:
    """What each month's data teach; the same data always teach the same.

    Only `keep` writes. A question that comes before it learns by itself and remembers, so no
    figure depends on whether something ran before.
    """

    def __init__(self, books: Books) -> None:
        self._books = books
        self._lock = threading.Lock()
        self._learned: dict[tuple[int, str], Learned] = {}
        self._inputs: dict[tuple[int, int], str] = {}

    def learned(self, version: int, book: DayBook, as_of: int) -> Learned:
        """Give what the days up to the last full month before `as_of` teach.

        Args:
            version: of the books that `book` was read from.
            book: everyone's days.
            as_of: day number.
        """
        day = last_day(as_of)
        with self._lock:
            inputs = self._hashed(version, book, day)
            found = self._learned.get((day, inputs))
            if found is None:
                found = self._read(day, inputs) or learn(book, day)
                _put(self._learned, (day, inputs), found)
            return found

    def is_kept(self, as_of: int) -> bool:
        """Say whether the books hold the model that `as_of` needs."""
        with self._books.read() as connection:
            return has_fit(connection, NAME, last_day(as_of))

    def keep(self, version: int, book: DayBook, as_of: int) -> None:
        """Keep the model that `as_of` needs in the books."""
        found = self.learned(version, book, as_of)
        with self._lock:
            inputs = self._hashed(version, book, found.day)
        at = (found.day + 1) * _DAY  # dated by its data, like all that rests on nothing else
        with self._books.write() as unit:
            write_fit(unit.connection, NAME, found.day, inputs, plain(found), at)

    def _read(self, day: int, inputs: str) -> Learned | None:
        with self._books.read() as connection:
            told = read_fit(connection, NAME, day, inputs)
        return None if told is None else learned_from(told)

    def _hashed(self, version: int, book: DayBook, day: int) -> str:
        key = (version, day)
        if key not in self._inputs:
            _put(self._inputs, key, hashed(book, day))
        return self._inputs[key]


def hashed(book: DayBook, day: int) -> str:
    """Give a hash of exactly the days a model of `day` is fitted to: who came, when, for what."""
    rows = np.flatnonzero(book.day <= day)
    found = hashlib.blake2b(f"{EDITION} {day} {rows.size}".encode(), digest_size=16)
    found.update(np.ascontiguousarray(book.ids[book.customer[rows]], dtype="<i8").data)
    found.update(np.ascontiguousarray(book.day[rows], dtype="<i4").data)
    found.update(np.ascontiguousarray(book.sales_with_value[rows] > 0, dtype="u1").data)
    found.update(np.ascontiguousarray(book.net[rows], dtype="<i8").data)
    return found.hexdigest()


def _put(held: dict[Key, Value], key: Key, value: Value) -> None:
    while len(held) >= _KEPT:
        held.pop(next(iter(held)))
    held[key] = value
