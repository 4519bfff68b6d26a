"""A table of any length, fetched in pages: ids are known at once, rows when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.ui.work import Jobs, Lane

RowT = TypeVar("RowT")

PAGE = 128
KEPT = 48  # pages in memory: some six thousand rows

_NONE: NDArray[np.int64] = np.empty(0, dtype=np.int64)


class Pages(Generic[RowT]):
    """Hold the ids of a list in order and the rows of the pages that were looked at.

    Args:
        jobs: where pages are fetched, off the window's thread.
        fetch: gives the rows of up to `size` ids, in their order.
        on_page: told (first, last) row whenever a page has arrived.
        on_error: told when a page could not be fetched.
        size: rows of a page.
    """

    def __init__(
        self,
        jobs: Jobs,
        fetch: Callable[[NDArray[np.int64]], tuple[RowT, ...]],
        on_page: Callable[[int, int], None],
        on_error: Callable[[UserError], None],
        size: int = PAGE,
    ) -> None:
        self._jobs = jobs
        self._fetch = fetch
        self._on_page = on_page
        self._on_error = on_error
        self._size = size
        self._ids = _NONE
        self._kept: OrderedDict[int, tuple[RowT, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._round = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of all rows, in order."""
        return self._ids

    def show(self, ids: NDArray[np.int64]) -> None:
        """Hold another list; rows of the old one that are still on their way are dropped."""
        self._round += 1
        self._ids = ids
        self._kept.clear()
        self._asked.clear()

    def id_at(self, row: int) -> int:
        """Give the id of a row."""
        return int(self._ids[row])

    def row(self, row: int) -> RowT | None:
        """Give a row, or None while its page is on its way."""
        number, place = divmod(row, self._size)
        page = self._kept.get(number)
        if page is None:
            self._ask(number)
            page = self._kept.get(number)
        if page is None:
            return None
        self._kept.move_to_end(number)
        return page[place] if place < len(page) else None

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        wanted = self._ids[number * self._size : (number + 1) * self._size]
        asked_in = self._round

        def arrived(rows: tuple[RowT, ...]) -> None:
            if asked_in == self._round:
                self._keep(number, rows)

        def failed(error: UserError) -> None:
            if asked_in == self._round:
                self._on_error(error)

        self._jobs.start(
            lambda _progress: self._fetch(wanted),
            lane=Lane.READ,
            on_done=arrived,
            on_error=failed,
        )

    def _keep(self, number: int, rows: tuple[RowT, ...]) -> None:
        self._kept[number] = rows
        self._asked.discard(number)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        first = number * self._size
        self._on_page(first, min(first + self._size, len(self._ids)) - 1)
