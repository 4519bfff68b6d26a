"""A copy of books on a server: a packed dump, loaded once into a scratch file to be believed."""

import tempfile
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.backup import drop
from retailcrm.db.books import Books
from retailcrm.db.dumping import dump
from retailcrm.db.loading import load
from retailcrm.db.rehearsal import Rehearsed
from retailcrm.db.upgrade import HEAD


def back_up_server(
    books: Books, target: Path, progress: Progress = SILENT
) -> tuple[Path, Rehearsed]:
    """Dump the books of a server and load them once; give the dump and what it holds.

    Raises:
        StorageError: the folder cannot be written to.
        UserError: the dump is no use.
        Cancelled: the person asked to stop; nothing is left behind.
    """
    unfinished = target.with_name(f"unfinished-{target.name}")
    try:
        with books.read() as connection:
            taken = dump(connection, unfinished, progress)
        found = rehearse_dump(unfinished, progress)
        if found.counted != taken.counted:
            raise UserError(say("The copy does not hold what the books hold; no copy was kept."))
        unfinished.replace(target)
    finally:
        drop(unfinished)
    return target, found


def rehearse_dump(source: Path, progress: Progress = SILENT) -> Rehearsed:
    """Load a dump into a scratch file, add it and its ledger up, and throw the file away.

    Raises:
        UserError: the dump is no use.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Books(str(Path(folder) / "rehearsal.db"))
        try:
            scratch.open()
            with scratch.write(bulk=True) as unit:
                counted, ledger = load(unit.connection, source, progress)
        finally:
            scratch.close()
    return Rehearsed(counted, ledger, HEAD)
