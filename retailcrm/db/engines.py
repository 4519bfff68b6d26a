"""Two doors to the books: one that writes, one that cannot."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool, QueuePool

from retailcrm.core.errors import UserError

BUSY_SECONDS = 15
CACHE_KIB = 64_000
MAPPED = 256 * 1024 * 1024


def shop_url(shop: str) -> URL:
    """Turn a path or a database address into an engine's address.

    Raises:
        UserError: the address is of no database that the books can live in.
    """
    if "://" not in shop:
        return URL.create("sqlite+pysqlite", database=str(Path(shop).expanduser()))
    url = make_url(shop)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite+pysqlite")
    raise UserError(
        f"The books cannot live in a {url.get_backend_name()} database.",
        "Give a file, or an address that begins with postgresql://.",
    )


def writing_engine(url: URL, *, bulk: bool = False) -> Engine:
    """Open the door that writes: every transaction takes the write lock before it reads.

    Args:
        url: of the books.
        bulk: for imports, whose keys were resolved in memory just before: SQLite need not
            look every one of them up again. The check of the books looks at them all.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=2, pool_pre_ping=True)
    engine = create_engine(url, poolclass=NullPool, connect_args=_sqlite_arguments())
    event.listen(engine, "connect", _prepare_bulk if bulk else _prepare_writer)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(url: URL) -> Engine:
    """Open the door that only reads; the database itself refuses a write through it."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=6, pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgres_reader)
        return engine
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=6, max_overflow=4, connect_args=_sqlite_arguments()
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin_deferred)
    return engine


def _sqlite_arguments() -> dict[str, Any]:
    return {"timeout": BUSY_SECONDS, "check_same_thread": False}


def _prepare(connection: sqlite3.Connection) -> None:
    # Without this the driver begins a transaction only at the first write: too late for
    # a rule that reads a balance first.
    connection.isolation_level = None
    for pragma in (
        f"cache_size=-{CACHE_KIB}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _prepare_bulk(connection: sqlite3.Connection, record: object) -> None:
    _prepare_writer(connection, record)
    connection.execute("PRAGMA foreign_keys=OFF")


def _prepare_reader(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute(f"PRAGMA mmap_size={MAPPED}")
    connection.execute("PRAGMA query_only=ON")


def _prepare_postgres_reader(connection: Any, _record: object) -> None:
    # An upgrade waits until nobody reads, so a reader must never rest inside a transaction.
    # Reading only is then said of the whole session, not of each transaction.
    connection.autocommit = True
    connection.execute("SET default_transaction_read_only = on")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
