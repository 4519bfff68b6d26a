"""The books: open them, write in one unit, read without ever writing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from retailcrm.core.errors import StorageError
from retailcrm.db.engines import reading_engine, shop_url, writing_engine
from retailcrm.db.settings import bump_version, version_of
from retailcrm.db.tidying import tidy
from retailcrm.db.upgrade import upgrade

# Two writers on PostgreSQL hand out ids one after the other, as SQLite's write lock makes them.
_WRITER_LOCK = 7_240_611

#: What questions are asked of; services name it without knowing the library behind it.
Reading = Connection

_SAID = (
    ("database or disk is full", "The disk is full.", "Free some space and try again."),
    ("readonly", "The books are write-protected.", "Check the rights of the file and its folder."),
    ("database is locked", "Another program holds the books.", "Close it and try again."),
    ("not a database", "This file does not hold a shop's books.", "Choose another file."),
    ("malformed", "The books are damaged.", "Restore the newest backup."),
    (
        "unable to open",
        "The books cannot be opened.",
        "Check that the folder exists and may be written to.",
    ),
    ("connection", "The database server does not answer.", "Check the address and the network."),
)


class Unit:
    """One change of the books: everything in it is kept, or nothing."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def touch(self) -> int:
        """Say that receipts or customers change; give the books' new version."""
        return bump_version(self.connection)

    def abandon(self) -> None:
        """Leave the books as they were before the unit."""
        self.connection.rollback()


class Books:
    """A shop's books behind two doors."""

    def __init__(self, shop: str) -> None:
        self.url: URL = shop_url(shop)
        self._writer = writing_engine(self.url)
        self._importer = writing_engine(self.url, bulk=True)
        self._reader = reading_engine(self.url)

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on a server."""
        is_file = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(self.url.database) if is_file and self.url.database else None

    def open(self) -> Path | None:
        """Make or bring up to date; give the copy that was made before an upgrade.

        Raises:
            StorageError: the file or server cannot be used, in one sentence.
        """
        if self.file is not None:
            self._check_folder(self.file)
        try:
            with _spoken():
                return upgrade(self._writer, self.file)
        except BaseException:
            self.close()  # whoever is refused holds no connection
            raise

    @contextmanager
    def write(self, *, bulk: bool = False) -> Iterator[Unit]:
        """Open a unit that holds the write lock until it ends; `bulk` is for imports."""
        engine = self._importer if bulk else self._writer
        with _spoken(), engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK}
                )
            yield Unit(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a view of the books as they are now."""
        with _spoken(), self._reader.connect() as connection:
            yield connection

    def version(self) -> int:
        """Give the number that grows with every change of receipts or customers."""
        with self.read() as connection:
            return version_of(connection)

    def tidy(self) -> None:
        """Write the books anew, so that nothing is left on the disk of what was deleted.

        Raises:
            StorageError: there is no room, or another program holds the books.
        """
        self._reader.dispose()  # no page of the old file stays mapped
        with _spoken():
            tidy(self.url, self.file)

    def close(self) -> None:
        """Let go of the file or server."""
        self._reader.dispose()
        self._importer.dispose()
        self._writer.dispose()

    def _check_folder(self, file: Path) -> None:
        if file.is_dir():
            raise StorageError(f"{file} is a folder.", "Name a file in it, for example shop.db.")
        if not file.parent.is_dir():
            raise StorageError(
                f"The folder {file.parent} does not exist.", "Make it, or choose another place."
            )
        if file.exists() and not os.access(file, os.R_OK):
            raise StorageError(f"{file.name} may not be read.", "Check the rights of the file.")


@contextmanager
def _spoken() -> Iterator[None]:
    """Turn what the driver says into one sentence a person can act on."""
    try:
        yield
    except (DBAPIError, DatabaseError) as fault:
        said = str(fault.orig).lower()
        for mark, message, hint in _SAID:
            if mark in said:
                raise StorageError(message, hint) from fault
        raise
