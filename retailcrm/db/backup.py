"""A copy of the books, opened and counted before anyone relies on it."""

import sqlite3
from datetime import datetime
from pathlib import Path

from retailcrm.core.errors import StorageError, UserError
from retailcrm.core.words import say


def back_up(file: Path, folder: Path, now: datetime) -> Path:
    """Copy the books into `folder` in one step; give the copy.

    Raises:
        StorageError: the folder cannot be written to.
    """
    target = folder / f"{file.stem}-{now:%Y%m%d-%H%M%S}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        source, out = sqlite3.connect(file), sqlite3.connect(target)
    except (OSError, sqlite3.Error) as fault:
        raise StorageError(
            say("No backup can be made in {folder}.", folder=folder),
            say("Choose a folder that may be written to."),
        ) from fault
    try:
        source.backup(out)
    except sqlite3.Error as fault:
        raise StorageError(
            say("The backup was not finished."), say("Is the disk full or unplugged?")
        ) from fault
    finally:
        out.close()
        source.close()
    return target


def rehearse(copy: Path) -> int:
    """Open a copy, check it whole and count its receipts.

    Raises:
        UserError: the copy is no use.
    """
    connection = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
    try:
        whole = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        count = int(connection.execute("SELECT COUNT(*) FROM receipt").fetchone()[0])
    except sqlite3.Error as fault:
        raise UserError(say("The copy {file} cannot be read.", file=copy.name)) from fault
    finally:
        connection.close()
    if not whole:
        raise UserError(say("The copy {file} is damaged.", file=copy.name))
    return count
