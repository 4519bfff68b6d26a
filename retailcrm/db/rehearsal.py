"""Opening a copy of the books to see that it would serve, before anyone relies on it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.checking import database_sound
from retailcrm.db.counting import Counted, count_books, ledger_of
from retailcrm.db.points_check import LedgerSums
from retailcrm.db.upgrade import revision_of

STEPS_A_LOOK = 1_000_000  # of SQLite's own machine, a few milliseconds


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a copy was found to hold.

    Attributes:
        counted: the copy added up.
        ledger: its points ledger added up, with what does not agree.
        revision: the step its tables stand at.
    """

    counted: Counted
    ledger: LedgerSums
    revision: str


def rehearse(copy: Path, progress: Progress = SILENT) -> Rehearsed:
    """Open a copy, check it whole, add it and its ledger up.

    Raises:
        UserError: the copy is no use, in one sentence.
        Cancelled: the person asked to stop.
    """
    if not copy.is_file():
        raise UserError(say("There is no file {file}.", file=copy))
    stopped: list[Cancelled] = []
    try:
        with opened(copy_address(copy), watcher(progress, stopped)) as connection:
            whole = database_sound(connection)
            found = _told(connection, copy) if whole else None
    except (sqlite3.Error, DBAPIError) as fault:
        if stopped:
            raise stopped[0] from fault
        raise UserError(say("The copy {file} cannot be read.", file=copy.name)) from fault
    if found is None:
        raise UserError(say("The copy {file} is damaged.", file=copy.name))
    return found


def copy_address(copy: Path) -> str:
    """Give the address that reads a copy and leaves no files beside it."""
    beside = copy.with_name(f"{copy.name}-wal")
    # Nobody writes to a copy: told so, SQLite needs no files of its own beside it. Books
    # copied by hand, though, may have their newest pages in one.
    has_more = beside.exists() and beside.stat().st_size
    return f"{copy.resolve().as_uri()}?{'mode=ro' if has_more else 'immutable=1'}"


@contextmanager
def opened(
    address: str, look: Callable[[], int] | None = None, wait: float = 15
) -> Iterator[Connection]:
    """Open a file past the doors of the books; transactions are the caller's own affair."""
    raw = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=wait, check_same_thread=False
    )
    raw.set_progress_handler(look, STEPS_A_LOOK)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
        raw.close()


def driver(connection: Connection) -> sqlite3.Connection:
    """Give the driver's own connection to a file."""
    own: Any = connection.connection.driver_connection
    assert isinstance(own, sqlite3.Connection)
    return own


def watcher(progress: Progress, stopped: list[Cancelled]) -> Callable[[], int]:
    """Ask now and then whether to go on; SQLite itself hears no exceptions."""

    def look() -> int:
        try:
            progress.step(0, 0, say("Opening the copy"))
        except Cancelled as wish:
            stopped.append(wish)
        return len(stopped)

    return look


def _told(connection: Connection, copy: Path) -> Rehearsed:
    revision = revision_of(connection)
    if revision is None:
        raise UserError(say("The file {file} does not hold a shop's books.", file=copy.name))
    return Rehearsed(count_books(connection), ledger_of(connection), revision)
