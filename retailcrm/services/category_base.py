"""What everyone bought of each category and when, in memory, shared by all questions about it."""

import threading
from collections.abc import Iterable

from retailcrm.analytics.category_book import CategoryBook
from retailcrm.core.progress import SILENT, Progress
from retailcrm.db.books import Books, Reading
from retailcrm.db.category_days import (
    CategoryFiles,
    category_names,
    read_category_days,
    refresh_category_days,
)
from retailcrm.db.column_files import MOST_TOUCHED
from retailcrm.db.settings import version_of

#: So many changed customers are worth writing the files anew.
WORTH_SAVING = 2_000


class CategoryBase:
    """The columns of categories, read at the first question and then kept up with the books."""

    def __init__(self, books: Books, files: CategoryFiles, shop: str) -> None:
        self._books = books
        self._files = files
        self._shop = shop
        self._lock = threading.RLock()
        self._held: tuple[int, CategoryBook, dict[int, str]] | None = None

    def current(self, progress: Progress = SILENT) -> tuple[int, CategoryBook, dict[int, str]]:
        """Give (version of the books, what was bought, name of each category).

        Raises:
            Cancelled: the person asked to stop while all receipts are read for the first time.
        """
        with self._lock, self._books.read() as connection:
            version = version_of(connection)
            if self._held is None or self._held[0] != version:
                book = self._caught_up(version, connection, progress)
                self._held = version, book, category_names(connection)
            return self._held

    def note(self, version: int, touched: Iterable[int]) -> None:
        """Hear who changed on the way to `version`."""
        with self._lock:
            self._files.note(version, touched)

    def forget(self) -> None:
        """Read everything anew at the next question."""
        with self._lock:
            self._held = None
            self._files.forget()

    def _caught_up(self, version: int, connection: Reading, progress: Progress) -> CategoryBook:
        held = self._held or self._files.load(self._shop)
        if held is not None and held[0] <= version:
            touched = self._files.touched_since(held[0], version)
            if touched is not None and touched.size <= MOST_TOUCHED:
                if not touched.size:
                    return held[1]
                book = refresh_category_days(connection, held[1], touched.tolist())
                if touched.size > WORTH_SAVING:
                    self._files.save(self._shop, version, book)
                return book
        book = read_category_days(connection, progress)
        self._files.save(self._shop, version, book)
        return book
