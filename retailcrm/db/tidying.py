"""Making the database forget what was deleted: free pages, its log, its statistics.

A deleted row stays on the disk until its page is used again. After an erasure that is not
enough, so the whole file is written anew.
"""

import shutil
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from retailcrm.core.errors import StorageError
from retailcrm.core.words import say
from retailcrm.db.bulk import table_of
from retailcrm.db.dump_tables import DERIVED, dump_tables

BUSY_SECONDS = 15
#: rows of these hold ids and amounts alone
_NUMBERS_ONLY = frozenset({"receipt", "receipt_line"})


def tidy(url: URL, file: Path | None) -> None:
    """Write the books anew without what was deleted, and empty the log beside them.

    Args:
        url: of the books.
        file: the SQLite file; None on a server.

    Raises:
        StorageError: there is no room, or another program holds the books.
    """
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            if file is None:
                _rewrite_tables(connection)
            else:
                _rewrite_file(connection, file)
    finally:
        engine.dispose()


def _rewrite_file(connection: Connection, file: Path) -> None:
    if shutil.disk_usage(file.parent).free < 2 * file.stat().st_size:
        raise StorageError(
            say("There is not enough room on the disk to write the books anew."),
            say("Free some space, then erase again: it goes on where it stopped."),
        )
    connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    if connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'")):
        connection.exec_driver_sql("DELETE FROM sqlite_stat4")
    connection.exec_driver_sql("VACUUM")
    busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise StorageError(
            say("Another program looks into the books: what was deleted still lies in their log."),
            say("Close it, then erase again: it goes on where it stopped."),
        )


def _rewrite_tables(connection: Connection) -> None:
    """The server keeps statistics too, with the commonest words of every column in them."""
    names = {table.name for table in dump_tables()} | {table_of(one).name for one in DERIVED}
    for name in sorted(names - _NUMBERS_ONLY):
        connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {name}")
