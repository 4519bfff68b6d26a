"""Are the books sound, and is there a copy?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.backup import back_up, rehearse
from retailcrm.db.books import Books
from retailcrm.db.checking import (
    dangling,
    database_sound,
    heads_that_disagree,
    sums_that_disagree,
)
from retailcrm.db.settings import write_setting
from retailcrm.db.status import totals


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the books found.

    Attributes:
        ok: nothing is wrong.
        receipts: receipts that count.
        database: the file is whole.
        heads: receipts that are not the sum of their lines.
        dangling: rows that point at nothing.
        sums: (table, rows that differ from a rebuild).
    """

    ok: bool
    receipts: int
    database: bool
    heads: int
    dangling: int
    sums: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was opened and counted."""

    file: Path
    receipts: int


class CheckService:
    """Soundness of the books, and their copies."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def check(self, progress: Progress = SILENT) -> Checked:
        """Check the file, every receipt against its lines, every sum against a rebuild."""
        with self._books.read() as connection:
            progress.step(0, 4, say("Database"))
            database = database_sound(connection)
            progress.step(1, 4, say("Receipts"))
            heads = heads_that_disagree(connection)
            progress.step(2, 4, say("References"))
            loose = dangling(connection)
            progress.step(3, 4, say("Sums"))
            sums = tuple(sums_that_disagree(connection))
            receipts = totals(connection)["receipts"]
        wrong = heads + loose + sum(count for _, count in sums)
        return Checked(database and not wrong, receipts, database, heads, loose, sums)

    def back_up(self, folder: Path, progress: Progress = SILENT) -> Outcome[BackedUp]:
        """Copy the books and rehearse the copy.

        Raises:
            UserError: the books live on a server, whose owner keeps the copies.
        """
        file = self._books.file
        if file is None:
            raise UserError(
                say("These books live on a database server."),
                say("Let the server make its backups."),
            )
        now = self._clock()
        progress.step(0, 2, say("Copying"))
        copy = back_up(file, folder, now)
        progress.step(1, 2, say("Opening the copy"))
        receipts = rehearse(copy)
        with self._books.write() as unit:
            write_setting(unit.connection, "backup.at", int(now.timestamp()))
        said = say("Backup {file} made and opened.", file=copy.name)
        return Outcome(BackedUp(copy, receipts), frozenset({Topic.SETTINGS}), said)
