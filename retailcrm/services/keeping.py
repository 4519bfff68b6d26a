"""Keeping the books: copies put back, everything taken out, and everything loaded again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.words import say
from retailcrm.db.audit import note_event
from retailcrm.db.backup import drop_older
from retailcrm.db.books import Books
from retailcrm.db.counting import Counted
from retailcrm.db.dumping import dump
from retailcrm.db.loading import holds_nothing, load
from retailcrm.db.restoring import COPIED_AT, PutBack, aside_stem, copies_of, put_back
from retailcrm.db.settings import VERSION, read_setting, version_of, write_setting
from retailcrm.services.base import Base
from retailcrm.services.checking import COPIES, KEPT
from retailcrm.services.points import verified
from retailcrm.services.points_rows import Verified

EVERYTHING = frozenset(Topic)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy of the books that can be put back.

    Attributes:
        file: the copy.
        made: when, in the shop's local time, without a zone.
        size: bytes on the disk.
        is_aside: it holds the books as they were before a copy was put back.
    """

    file: Path
    made: datetime
    size: int
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a copy back led to.

    Attributes:
        file: the copy.
        kept: the books as they were before; None if there were none.
        counted: what the books hold now.
        ledger: the points ledger of the copy added up again.
    """

    file: Path
    kept: Path | None
    counted: Counted
    ledger: Verified


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Everything as files.

    Attributes:
        file: the folder or packed file.
        files: how many tables.
        rows: how many rows.
        counted: what the books held at that moment.
        ledger: the points ledger added up again.
    """

    file: Path
    files: int
    rows: int
    counted: Counted
    ledger: Verified


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a dump brought into empty books, equal to what it said it holds."""

    file: Path
    counted: Counted
    ledger: Verified


class KeepService:
    """Copies and dumps of open books."""

    def __init__(self, books: Books, base: Base, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._base = base
        self._clock = clock

    def copies(self) -> tuple[CopyRow, ...]:
        """List the copies beside the books, newest first; none on a server."""
        file = self._books.file
        if file is None:
            return ()
        start = aside_stem(file)
        return tuple(
            CopyRow(path, made, path.stat().st_size, path.name.startswith(start))
            for path, made in copies_of(file, aside_folder(file))
        )

    def is_empty(self) -> bool:
        """Say whether a dump can be loaded: the books hold nothing but settings."""
        with self._books.read() as connection:
            return holds_nothing(connection)

    def restore(
        self, copy: Path, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Restored]:
        """Put a copy in the place of the books, which are kept aside.

        Raises:
            UserError: the copy is damaged or newer, or the books live on a server; nothing
                has changed.
        """
        outcome = restore_books(self._books, copy, self._clock, progress, actor=actor)
        self._base.forget()
        return outcome

    def dump(
        self, target: Path, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[TakenOut]:
        """Take everything out, into a new folder or a packed file.

        Raises:
            UserError: the role does not allow it, or nothing can be written there.
        """
        actor.need(Right.BOOKS)
        with self._books.read() as connection:
            found = dump(connection, target, progress)
        self._note(actor, "dump", {"file": target.name, "rows": found.rows})
        told = TakenOut(target, found.files, found.rows, found.counted, verified(found.ledger))
        said = say("Everything is in {file}: {rows} rows.", file=target.name, rows=found.rows)
        return Outcome(told, frozenset(), said)

    def load(
        self, source: Path, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Loaded]:
        """Bring everything that was taken out into these empty books.

        Raises:
            UserError: the books are not empty, or the dump is damaged or newer; nothing has
                changed.
        """
        actor.need(Right.BOOKS)
        with self._books.write(bulk=True) as unit:
            counted, ledger = load(unit.connection, source, progress)
        self._base.forget()
        said = say("{receipts} receipts and {customers} customers are in.",
                   receipts=counted.receipts, customers=counted.customers)  # fmt: skip
        return Outcome(Loaded(source, counted, verified(ledger)), EVERYTHING, said)

    def _note(self, actor: Actor, action: str, detail: dict[str, object]) -> None:
        with self._books.write() as unit:
            note_event(
                unit.connection,
                at=int(self._clock().timestamp()),
                actor=actor.name,
                action=action,
                detail=detail,
            )


def aside_folder(file: Path) -> Path:
    """Give the folder that holds the copies of these books."""
    return file.resolve().parent / COPIES


def restore_books(
    books: Books,
    copy: Path,
    clock: Callable[[], datetime],
    progress: Progress = SILENT,
    *,
    actor: Actor = OWNER,
) -> Outcome[Restored]:
    """Put a copy in the place of books that need not open any more.

    Raises:
        UserError: the copy is damaged or newer, or the books live on a server; nothing has
            changed.
    """
    actor.need(Right.BOOKS)
    file = books.file
    if file is None:
        raise UserError(
            say("These books live on a database server, where no copy is put back."),
            say("Load the .zip of a backup into an empty database: retailcrm load."),
        )
    now = clock()
    done = put_back(copy, file, aside_folder(file), now, progress)
    books.open()  # a copy of an earlier version is brought up to date
    if done.kept is not None:
        drop_older(aside_stem(file), done.kept.parent, KEPT)
    with books.write() as unit:
        # Whoever remembers something of the books as they were must see that they changed.
        version = max(done.version, version_of(unit.connection)) + 1
        write_setting(unit.connection, VERSION, version)
        if done.copied_at > read_setting(unit.connection, COPIED_AT, 0):
            write_setting(unit.connection, COPIED_AT, done.copied_at)
        detail = {"copy": copy.name, "kept": done.kept.name if done.kept else ""}
        note_event(
            unit.connection,
            at=int(now.timestamp()),
            actor=actor.name,
            action="restore",
            detail=detail,
        )
    told = Restored(copy, done.kept, done.found.counted, verified(done.found.ledger))
    return Outcome(told, EVERYTHING, _said(copy, done))


def _said(copy: Path, done: PutBack) -> str:
    if done.kept is None:
        return say("{file} holds the books now.", file=copy.name)
    return say(
        "{file} is put back; the books as they were are kept as {kept}.",
        file=copy.name,
        kept=done.kept.name,
    )
