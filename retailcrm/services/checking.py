"""Are the books sound, and is there a copy?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.backup import STAMP, back_up, drop_older
from retailcrm.db.books import Books
from retailcrm.db.checking import (
    dangling,
    database_sound,
    heads_that_disagree,
    sums_that_disagree,
)
from retailcrm.db.counting import Counted, ledger_of
from retailcrm.db.dump_rehearsal import back_up_server
from retailcrm.db.rehearsal import Rehearsed
from retailcrm.db.settings import read_setting, version_of, write_setting
from retailcrm.db.status import totals
from retailcrm.services.exporting import ExportService
from retailcrm.services.points import verified
from retailcrm.services.points_rows import Verified

COPIED = "backup.version"
COPIES = "backups"
KEPT = 7
NO_LEDGER = Verified(ok=True, members=0, entries=0, faults=())


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
        ledger: the points ledger added up again.
    """

    ok: bool
    receipts: int
    database: bool
    heads: int
    dangling: int
    sums: tuple[tuple[str, int], ...]
    ledger: Verified = NO_LEDGER


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was opened, added up and found to hold what the books hold.

    Attributes:
        file: the copy.
        receipts: sales and returns in it.
        counted: everything in it.
        ledger: its points ledger added up again.
    """

    file: Path
    receipts: int
    counted: Counted
    ledger: Verified = NO_LEDGER


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the books are.

    Attributes:
        address: path of the file, or the server's address without its password.
        folder: of the file; None on a server.
        size: bytes on the disk; None on a server.
        copies: folder of the copies made on the way out; None on a server.
    """

    address: str
    folder: Path | None = None
    size: int | None = None
    copies: Path | None = None


class CheckService:
    """Soundness of the books, and their copies."""

    def __init__(self, books: Books, exports: ExportService, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._exports = exports
        self._clock = clock

    def check(self, progress: Progress = SILENT) -> Checked:
        """Check the file, every receipt against its lines, every sum against a rebuild."""
        with self._books.read() as connection:
            progress.step(0, 5, say("Database"))
            database = database_sound(connection)
            progress.step(1, 5, say("Receipts"))
            heads = heads_that_disagree(connection)
            progress.step(2, 5, say("References"))
            loose = dangling(connection)
            progress.step(3, 5, say("Sums"))
            sums = tuple(sums_that_disagree(connection))
            progress.step(4, 5, say("Points"))
            ledger = verified(ledger_of(connection))
            receipts = totals(connection)["receipts"]
        wrong = heads + loose + sum(count for _, count in sums)
        sound = database and not wrong and ledger.ok
        return Checked(sound, receipts, database, heads, loose, sums, ledger)

    def whereabouts(self) -> Whereabouts:
        """Say where the books are and how large they have grown."""
        file = self._books.file
        if file is None:
            return Whereabouts(self._books.url.render_as_string(hide_password=True))
        whole = file.resolve()
        parts = (whole, whole.with_name(f"{whole.name}-wal"))
        size = sum(one.stat().st_size for one in parts if one.exists())
        return Whereabouts(str(whole), whole.parent, size, whole.parent / COPIES)

    def copy_is_due(self, *, changed: bool = False) -> bool:
        """Say whether there is anything that the last copy does not hold.

        Args:
            changed: something was kept that the books' version does not count, as settings.
        """
        if self._books.file is None:
            return False
        with self._books.read() as connection:
            version, copied = version_of(connection), read_setting(connection, COPIED)
        return version > 0 and (changed or version != copied)

    def copy_if_due(self, progress: Progress = SILENT) -> frozenset[Topic]:
        """Copy the books beside them, unless the newest copy holds everything or a server does.

        Returns:
            What changed by it.

        Raises:
            UserError: there is no room.
        """
        return self.back_up_beside(progress).touched if self.copy_is_due() else frozenset()

    def back_up_beside(self, progress: Progress = SILENT) -> Outcome[BackedUp]:
        """Copy the books into the folder beside them, where the newest seven are kept.

        Raises:
            UserError: the books live on a server, or there is no room.
        """
        copies = self.whereabouts().copies
        if copies is None:
            raise UserError(
                say("These books live on a database server."),
                say("Name a folder for the copy, or let the server make its backups."),
            )
        made = self._back_up(copies, progress)
        if self._books.file is not None:
            drop_older(self._books.file.stem, copies, KEPT)
        return made

    def back_up(
        self, folder: Path, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[BackedUp]:
        """Copy the books and rehearse the copy; books on a server become a packed dump.

        Raises:
            UserError: the role does not allow it, the folder cannot be written to, or the copy
                is no use.
        """
        actor.need(Right.EXPORT)
        made = self._back_up(folder, progress)
        self._exports.note("backup", made.value.receipts, actor=actor)
        return made

    def _back_up(self, folder: Path, progress: Progress) -> Outcome[BackedUp]:
        now = self._clock()
        version = self._books.version()
        copy, found = self._copied(folder, now, progress)
        with self._books.write() as unit:
            write_setting(unit.connection, "backup.at", int(now.timestamp()))
            write_setting(unit.connection, COPIED, version)
        said = say("Backup {file} made and opened.", file=copy.name)
        told = BackedUp(copy, found.counted.receipts, found.counted, verified(found.ledger))
        return Outcome(told, frozenset({Topic.SETTINGS}), said)

    def _copied(self, folder: Path, now: datetime, progress: Progress) -> tuple[Path, Rehearsed]:
        file = self._books.file
        if file is not None:
            return back_up(file, folder, now, progress)
        name = f"{self._books.url.database or 'shop'}-{now.strftime(STAMP)}.zip"
        return back_up_server(self._books, folder / name, progress)
