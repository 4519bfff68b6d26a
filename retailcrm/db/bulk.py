"""Many rows at once, alike on SQLite and PostgreSQL.

Rows go in as columns of a frame through the driver itself: per million lines that is a
tenth of the time of the mapped classes, and the rows were checked before.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import polars as pl
from sqlalchemy import Column, Connection, DefaultClause, Table, text

_BLOCK = 5_000
# SQLite binds 32,766 values a statement; a few hundred are as quick and prepare faster.
_VALUES = 800
_STATEMENTS = 400


def table_of(model: type) -> Table:
    """Give the table of a mapped class."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def append(connection: Connection, model: type, frame: pl.DataFrame) -> None:
    """Insert the frame's rows; its columns are named as the table's."""
    if frame.is_empty():
        return
    table = table_of(model)
    frame = _without_defaults(table, frame)
    names = ", ".join(frame.columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {table.name} ({names}) FROM STDIN", frame)
        return
    _insert(connection, f"INSERT INTO {table.name} ({names}) VALUES ", "", frame)


def add(connection: Connection, model: type, frame: pl.DataFrame) -> None:
    """Add the frame's measures to the rows with the same primary key, or make them."""
    if frame.is_empty():
        return
    table = table_of(model)
    keys = [column.name for column in table.primary_key]
    frame = _without_defaults(table, frame)
    measures = [name for name in frame.columns if name not in keys]
    names = ", ".join(frame.columns)
    sums = ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in measures)
    tail = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"
    if connection.dialect.name == "postgresql":
        staging = f"added_{table.name}"
        connection.exec_driver_sql(
            f"CREATE TEMP TABLE {staging} (LIKE {table.name} INCLUDING DEFAULTS) ON COMMIT DROP"
        )
        _copy(connection, f"COPY {staging} ({names}) FROM STDIN", frame)
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {staging} {tail}"
        )
        connection.exec_driver_sql(f"DROP TABLE {staging}")
        return
    _insert(connection, f"INSERT INTO {table.name} ({names}) VALUES ", tail, frame.sort(keys))


def drop_empty(connection: Connection, model: type, keys: pl.DataFrame, counts: str) -> None:
    """Delete the rows of these keys whose `counts` (an SQL sum of columns) came to nothing."""
    if keys.is_empty():
        return
    table = table_of(model)
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    where = " AND ".join(f"{name} = {mark}" for name in keys.columns)
    statement = f"DELETE FROM {table.name} WHERE {where} AND {counts} = 0"
    _execute_many(connection, statement, keys.rows())


def fetch_all(
    connection: Connection, statement: str, values: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Fetch every row as a plain tuple; on SQLite past all wrappers, which cost most of it."""
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(text(statement), values or {})]
    cursor = _driver(connection).cursor()
    cursor.execute(statement, values or {})
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    cursor.close()
    return rows


def fetch_blocks(
    connection: Connection, statement: str, size: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Fetch every row as plain tuples, `size` at a time, so that memory stays small."""
    driver = _driver(connection)
    if connection.dialect.name == "sqlite":
        with closing(driver.cursor()) as cursor:
            cursor.execute(statement)
            while rows := cursor.fetchmany(size):
                yield rows
        return
    # The server hands rows out in parts only inside a transaction.
    with driver.transaction(), driver.cursor(name="in_blocks") as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(size):
            yield rows


def values_clause(connection: Connection, kind: str) -> str:
    """Give an SQL table `wanted(value)` of one bound list, to be followed by JOIN.

    SQLite reads it first, then looks each value up: left to itself it may walk the large
    table and search the list for every row. `kind` is text or bigint.
    """
    if connection.dialect.name == "postgresql":
        return f"(SELECT unnest(CAST(:wanted AS {kind}[])) AS value) AS wanted"
    return "(SELECT value FROM json_each(:wanted)) AS wanted CROSS"


def bound(connection: Connection, values: Sequence[Any]) -> Any:
    """Give the parameter that goes with `values_clause`."""
    if connection.dialect.name == "postgresql":
        return list(values)
    return _json(values)


def blocks(values: Sequence[Any], size: int = _BLOCK) -> Iterator[Sequence[Any]]:
    """Cut a long list into parts that a statement carries comfortably."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values if isinstance(values, list) else list(values))


def _without_defaults(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out columns that hold nothing but what the table fills in by itself."""
    empty = [
        name
        for name in frame.columns
        if (table.c[name].nullable and frame[name].null_count() == frame.height)
        or (_fills_in_nought(table.c[name]) and not (frame[name] != 0).any())
    ]
    return frame.drop(empty)


def _fills_in_nought(column: Column[Any]) -> bool:
    default = column.server_default
    return isinstance(default, DefaultClause) and str(default.arg) == "0"


def _insert(connection: Connection, head: str, tail: str, frame: pl.DataFrame) -> None:
    """Insert many rows a statement: half the time of one statement a row."""
    width = frame.width
    together = max(1, _VALUES // width)
    place = f"({', '.join('?' * width)})"
    for part in frame.iter_slices(together * _STATEMENTS):
        values: list[Any] = [None] * (part.height * width)
        for column, name in enumerate(part.columns):
            values[column::width] = part[name].to_list()
        step = together * width
        whole = part.height // together * step
        if whole:
            many = f"{head}{', '.join([place] * together)} {tail}"
            _execute_many(
                connection, many, [values[at : at + step] for at in range(0, whole, step)]
            )
        if whole < len(values):
            rest = ", ".join([place] * ((len(values) - whole) // width))
            _execute_many(connection, f"{head}{rest} {tail}", [values[whole:]])


def _execute_many(connection: Connection, statement: str, rows: list[Any]) -> None:
    """Run a statement for every row, without the collector walking the rows meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        cursor = _driver(connection).cursor()
        cursor.executemany(statement, rows)
        cursor.close()
    finally:
        if collects:
            gc.enable()


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _rows(frame: pl.DataFrame) -> Iterable[tuple[Any, ...]]:
    return frame.iter_rows(buffer_size=20_000)


def _copy(connection: Connection, statement: str, frame: pl.DataFrame) -> None:
    with _driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for row in _rows(frame):
            copy.write_row(row)
