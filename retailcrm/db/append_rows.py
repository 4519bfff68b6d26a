"""Many rows that are tuples already, into a table, alike on SQLite and PostgreSQL."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from retailcrm.db.bulk import table_of

# SQLite binds 32,766 values a statement; a few hundred are as quick and prepare faster.
_VALUES = 800


def append_rows(
    connection: Connection, model: type, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows whose cells stand in the order of `names`; other columns fill themselves."""
    if not rows:
        return
    table, listed = table_of(model).name, ", ".join(names)
    driver: Any = connection.connection.driver_connection
    with_cursor = driver.cursor()
    if connection.dialect.name == "postgresql":
        with with_cursor as cursor, cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    together = max(1, _VALUES // len(names))
    place = f"({', '.join('?' * len(names))})"
    whole = len(rows) // together * together
    parts = [
        list(chain.from_iterable(rows[at : at + together])) for at in range(0, whole, together)
    ]
    head = f"INSERT INTO {table} ({listed}) VALUES "
    with_cursor.executemany(head + ", ".join([place] * together), parts)
    if whole < len(rows):
        rest = rows[whole:]
        with_cursor.execute(head + ", ".join([place] * len(rest)), list(chain.from_iterable(rest)))
    with_cursor.close()
