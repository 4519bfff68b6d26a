"""A copy of the books, opened and counted before anyone relies on it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from retailcrm.core.errors import StorageError, UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.counting import Counted, count_books
from retailcrm.db.rehearsal import Rehearsed, driver, opened, rehearse

PAGES_A_STEP = 4_096
STAMP = "%Y%m%d-%H%M%S"


def back_up(
    file: Path, folder: Path, now: datetime, progress: Progress = SILENT
) -> tuple[Path, Rehearsed]:
    """Copy the books into `folder` and rehearse the copy; give it and what it holds.

    Whatever carries a copy's name was opened, found whole, and holds what the books held.

    Raises:
        StorageError: the folder cannot be written to.
        UserError: the copy is no use.
        Cancelled: the person asked to stop; nothing is left behind.
    """
    target = folder / f"{file.stem}-{now.strftime(STAMP)}.db"
    unfinished = target.with_suffix(".part")
    try:
        counted = copy_books(file, unfinished, progress)
        progress.step(0, 0, say("Opening the copy"))
        found = rehearse(unfinished, progress)
        if found.counted != counted:
            raise UserError(say("The copy does not hold what the books hold; no copy was kept."))
        unfinished.replace(target)
    finally:
        drop(unfinished)
    return target, found


def copy_books(file: Path, target: Path, progress: Progress = SILENT) -> Counted:
    """Copy the books as they stand at one moment, whoever writes meanwhile; add them up.

    Raises:
        StorageError: the folder cannot be written to, or is full.
    """
    out = _made(target)
    with closing(out):
        try:
            with opened(f"{file.resolve().as_uri()}?mode=rw") as source:
                # A reader that has begun sees the same books until it ends.
                source.exec_driver_sql("BEGIN")
                counted = count_books(source)
                _pages(source, out, progress)
        except sqlite3.Error as fault:
            raise StorageError(
                say("The backup was not finished."), say("Is the disk full or unplugged?")
            ) from fault
    return counted


def drop_older(stem: str, folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove all but the newest copies of these books from a folder; give those that went.

    Copies of other books, and whatever else lies there, stay.
    """
    own = re.compile(re.escape(stem) + r"-\d{8}-\d{6}(-\d+)?\.db")
    gone = sorted(one for one in folder.iterdir() if own.fullmatch(one.name))[:-keep]
    for one in gone:
        drop(one)
    return tuple(gone)


def drop(file: Path) -> None:
    """Remove a file; one that cannot be removed is no reason to have no copy."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return


def _made(target: Path) -> sqlite3.Connection:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        drop(target)
        return sqlite3.connect(target)
    except (OSError, sqlite3.Error) as fault:
        raise StorageError(
            say("No backup can be made in {folder}.", folder=target.parent),
            say("Choose a folder that may be written to."),
        ) from fault


def _pages(source: Connection, out: sqlite3.Connection, progress: Progress) -> None:
    driver(source).backup(out, pages=PAGES_A_STEP, progress=_teller(progress))


def _teller(progress: Progress) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, say("Copying the books"))

    return tell
