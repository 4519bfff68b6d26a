"""Putting a copy in the place of the books, which stand as before or as after, never between."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from retailcrm.core.errors import StorageError, UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.backup import PAGES_A_STEP, STAMP, drop
from retailcrm.db.rehearsal import Rehearsed, copy_address, opened, rehearse
from retailcrm.db.settings import read_setting, version_of
from retailcrm.db.storing import storing
from retailcrm.db.upgrade import check_step

COPIED_AT = "backup.at"
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
MOST_WAITS = 12  # a little more than a second each
_NO_BOOKS = ("not a database", "malformed", "corrupt", "unsupported file format", "encrypted")


@dataclass(frozen=True, slots=True)
class PutBack:
    """A copy that is now the books.

    Attributes:
        kept: the books as they were before, under a name of their own; None if there were none.
        found: what the copy was found to hold.
        version: that the books had reached before, as far as they could be read.
        copied_at: when they were copied last, as epoch seconds; 0 if never.
    """

    kept: Path | None
    found: Rehearsed
    version: int
    copied_at: int


def put_back(
    copy: Path, file: Path, aside: Path, now: datetime, progress: Progress = SILENT
) -> PutBack:
    """Look the copy over, keep the present books in `aside`, then swap in one step.

    Whoever has the books open meanwhile sees the old ones, then the new ones.

    Raises:
        UserError: the copy is damaged, newer than this program, or the books themselves.
        StorageError: the disk is full, or another program holds the books.
        Cancelled: the person asked to stop; the books stand as before.
    """
    if file.exists() and copy.exists() and copy.samefile(file):
        raise UserError(say("{file} holds the present books already.", file=copy.name))
    found = rehearse(copy, progress)
    check_step(found.revision)
    _check_room(copy, file)
    version, copied_at = _known_of(file) if file.exists() else (0, 0)
    progress.step(0, 0, say("Keeping the present books aside"))
    kept = _keep_aside(file, aside, now, progress) if file.exists() else None
    try:
        progress.step(0, 0, say("Putting the copy in place"))
        _swap(copy, file, progress)
    except BaseException:
        if kept is not None:
            drop(kept)  # the books stand as before
        raise
    return PutBack(kept, found, version, copied_at)


def aside_stem(file: Path) -> str:
    """Give how the names begin of books that were kept aside."""
    return f"{file.stem}-before-restore"


def copies_of(file: Path, folder: Path) -> tuple[tuple[Path, datetime], ...]:
    """List the copies of these books in a folder with their local time, newest first."""
    own = re.compile(
        f"(?:{re.escape(file.stem)}|{re.escape(aside_stem(file))})"
        r"-(\d{8}-\d{6})(?:-\d+)?\.db"
    )
    try:
        names = sorted(one.name for one in folder.iterdir())
    except OSError:
        return ()
    matches = [match for name in names if (match := own.fullmatch(name))]
    found = [(folder / one[0], _moment(one[1])) for one in matches]
    dated = [(path, at) for path, at in found if at is not None]
    return tuple(sorted(dated, key=lambda one: (one[1], one[0].name), reverse=True))


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, STAMP)  # noqa: DTZ007 - names carry the shop's own time
    except ValueError:
        return None


def _known_of(file: Path) -> tuple[int, int]:
    try:
        with opened(f"{file.resolve().as_uri()}?mode=rw") as connection:
            return version_of(connection), int(read_setting(connection, COPIED_AT, 0))
    except (sqlite3.Error, DBAPIError):
        return 0, 0


def _check_room(copy: Path, file: Path) -> None:
    """The books are kept aside, then written anew through the log beside them."""
    folder = file.parent
    if not folder.is_dir():
        raise StorageError(say("The folder {folder} does not exist.", folder=folder))
    size = file.stat().st_size if file.exists() else 0
    if shutil.disk_usage(folder).free < size + 2 * copy.stat().st_size:
        raise StorageError(
            say("There is not enough room on the disk to keep the present books aside."),
            say("Free some space and try again."),
        )


def _keep_aside(file: Path, folder: Path, now: datetime, progress: Progress) -> Path:
    target = _free(folder / f"{aside_stem(file)}-{now.strftime(STAMP)}.db")
    unfinished = target.with_suffix(".part")
    try:
        with storing(say("The present books cannot be kept aside in {folder}.", folder=folder)):
            folder.mkdir(parents=True, exist_ok=True)
            drop(unfinished)
            if not _copied(f"{file.resolve().as_uri()}?mode=rw", unfinished, progress):
                shutil.copy2(file, unfinished)  # damaged books are kept as they are
            unfinished.replace(target)
    finally:
        drop(unfinished)
    return target


def _free(wanted: Path) -> Path:
    """Give a name that nothing has yet."""
    found, number = wanted, 2
    while found.exists():
        found = wanted.with_stem(f"{wanted.stem}-{number}")
        number += 1
    return found


def _swap(copy: Path, file: Path, progress: Progress) -> None:
    if not _copied(copy_address(copy), file, progress):
        _replace(copy, file, progress)


def _copied(address: str, target: Path, progress: Progress) -> bool:
    """Copy pages in one transaction of the target; False if one of them is no database.

    Raises:
        StorageError: another program holds the target, or the disk is full.
    """
    try:
        with (
            closing(sqlite3.connect(address, uri=True)) as held,
            closing(sqlite3.connect(target, timeout=1)) as out,
        ):
            held.backup(out, pages=PAGES_A_STEP, progress=_teller(progress))
    except sqlite3.Error as fault:
        if any(mark in str(fault) for mark in _NO_BOOKS):
            return False
        raise StorageError(
            say("The books could not be put in place; they stand as before."),
            say("Is the disk full, or does another program hold the books?"),
        ) from fault
    return True


def _teller(progress: Progress) -> Callable[[int, int, int], None]:
    waits = 0

    def tell(status: int, remaining: int, total: int) -> None:
        nonlocal waits
        waits = waits + 1 if status in BUSY else 0
        if waits > MOST_WAITS:
            raise StorageError(
                say("Another program holds the books; they stand as before."),
                say("Close it and try again."),
            )
        if status != sqlite3.SQLITE_DONE:  # then it is too late to stop
            progress.step(total - remaining, total, say("Copying the books"))

    return tell


def _replace(copy: Path, file: Path, progress: Progress) -> None:
    """Take the place of books that are no database any more."""
    unfinished = file.with_name(f"{file.name}.part")
    drop(unfinished)
    try:
        with storing(say("The copy cannot take the place of {file}.", file=file.name)):
            _copied(copy_address(copy), unfinished, progress)
            for name in (f"{file.name}-wal", f"{file.name}-shm"):
                # What is left of the damaged books' log must not be taken for the copy's.
                file.with_name(name).unlink(missing_ok=True)
            unfinished.replace(file)
    finally:
        drop(unfinished)
