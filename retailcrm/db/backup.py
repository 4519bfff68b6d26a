"""A copy of the books, opened and counted before anyone relies on it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import Cancelled, StorageError, UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say

PAGES_A_STEP = 4_096
STEPS_A_LOOK = 1_000_000  # of SQLite's own machine, a few milliseconds


def back_up(
    file: Path, folder: Path, now: datetime, progress: Progress = SILENT
) -> tuple[Path, int]:
    """Copy the books into `folder` and rehearse the copy; give it and its receipts.

    Whatever carries a copy's name was opened and found whole.

    Raises:
        StorageError: the folder cannot be written to.
        UserError: the copy is no use.
        Cancelled: the person asked to stop; nothing is left behind.
    """
    target = folder / f"{file.stem}-{now:%Y%m%d-%H%M%S}.db"
    unfinished = target.with_suffix(".part")
    try:
        _copy(file, unfinished, progress)
        progress.step(0, 0, say("Opening the copy"))
        receipts = rehearse(unfinished, progress)
        unfinished.replace(target)
    finally:
        _drop(unfinished)
    return target, receipts


def rehearse(copy: Path, progress: Progress = SILENT) -> int:
    """Open a copy, check it whole and count its receipts.

    Raises:
        UserError: the copy is no use.
        Cancelled: the person asked to stop.
    """
    stopped: list[Cancelled] = []
    # Nobody writes to a copy: told so, SQLite leaves no files of its own beside it.
    address = f"{copy.resolve().as_uri()}?immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.set_progress_handler(_watcher(progress, stopped), STEPS_A_LOOK)
        try:
            whole = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            count = int(connection.execute("SELECT COUNT(*) FROM receipt").fetchone()[0])
        except sqlite3.Error as fault:
            if stopped:
                raise stopped[0] from fault
            raise UserError(say("The copy {file} cannot be read.", file=copy.name)) from fault
    if not whole:
        raise UserError(say("The copy {file} is damaged.", file=copy.name))
    return count


def drop_older(file: Path, folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove all but the newest copies of these books from a folder; give those that went.

    Copies of other books, and whatever else lies there, stay.
    """
    own = re.compile(re.escape(file.stem) + r"-\d{8}-\d{6}\.db")
    gone = sorted(one for one in folder.iterdir() if own.fullmatch(one.name))[:-keep]
    for one in gone:
        _drop(one)
    return tuple(gone)


def _copy(file: Path, unfinished: Path, progress: Progress) -> None:
    try:
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        source, out = sqlite3.connect(file), sqlite3.connect(unfinished)
    except (OSError, sqlite3.Error) as fault:
        raise StorageError(
            say("No backup can be made in {folder}.", folder=unfinished.parent),
            say("Choose a folder that may be written to."),
        ) from fault
    with closing(source), closing(out):
        try:
            source.backup(out, pages=PAGES_A_STEP, progress=_teller(progress))
        except sqlite3.Error as fault:
            raise StorageError(
                say("The backup was not finished."), say("Is the disk full or unplugged?")
            ) from fault


def _teller(progress: Progress) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, say("Copying the books"))

    return tell


def _watcher(progress: Progress, stopped: list[Cancelled]) -> Callable[[], int]:
    """Ask now and then whether to go on; SQLite itself hears no exceptions."""

    def look() -> int:
        try:
            progress.step(0, 0, say("Opening the copy"))
        except Cancelled as wish:
            stopped.append(wish)
        return len(stopped)

    return look


def _drop(file: Path) -> None:
    """Remove a file; one that cannot be removed is no reason to have no copy."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
