"""Everything out of the books, as files that any program reads and this one loads back."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.resources import resource
from retailcrm.core.words import say
from retailcrm.db.counting import Counted
from retailcrm.db.dump_cells import heading, written
from retailcrm.db.dump_manifest import FILE, FilePart, manifest_text, sums_of
from retailcrm.db.dump_places import Place, new_place
from retailcrm.db.dump_tables import DumpTable, count_query, dump_tables, rows_query
from retailcrm.db.points_check import LedgerSums

ROWS_A_STEP = 20_000
README = "README.txt"


@dataclass(frozen=True, slots=True)
class Dumped:
    """What was taken out.

    Attributes:
        place: the folder or packed file.
        files: how many files of rows.
        rows: how many rows.
        counted: the books added up at that moment.
        ledger: the points ledger added up at that moment.
    """

    place: Path
    files: int
    rows: int
    counted: Counted
    ledger: LedgerSums


def dump(connection: Connection, target: Path, progress: Progress = SILENT) -> Dumped:
    """Write everything as it stands at one moment, whoever works on meanwhile.

    Raises:
        UserError: the folder is not empty.
        StorageError: nothing can be written there; nothing is left behind.
        Cancelled: the person asked to stop; nothing is left behind.
    """
    tables = dump_tables()
    with steady(connection), new_place(target) as place:
        sums = sums_of(connection)
        rows = [int(connection.scalar(text(count_query(one))) or 0) for one in tables]
        bar = _Bar(progress, sum(rows))
        parts = tuple(_table(connection, one, place, bar) for one in tables)
        _write(place, README, _readme(parts))
        _write(place, FILE, manifest_text(sums, parts))
    total = sum(part.rows for part in parts)
    return Dumped(target, len(parts), total, sums.counted, sums.ledger)


@contextmanager
def steady(connection: Connection) -> Iterator[None]:
    """See the books as they are at one moment; on SQLite a reading door always does."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


class _Bar:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, rows: int) -> None:
        self._done += rows
        self._progress.step(self._done, self._total, say("Writing everything out"))


def _table(connection: Connection, table: DumpTable, place: Place, bar: _Bar) -> FilePart:
    seen, rows, size = hashlib.sha256(), 0, 0
    with place.write(table.file) as out:
        for lines, count in _lines(connection, table):
            seen.update(lines)
            size += out.write(lines)
            rows += count
            bar.add(count)
    names = tuple(one.name for one in table.columns())
    return FilePart(table, rows, size, seen.hexdigest(), names)


def _lines(connection: Connection, table: DumpTable) -> Iterator[tuple[bytes, int]]:
    yield heading(table), 0
    for rows in _rows(connection, rows_query(connection, table)):
        yield written(table, rows), len(rows)


def _rows(connection: Connection, statement: str) -> Iterator[list[tuple[Any, ...]]]:
    """Fetch rows some at a time; a server would else send all of them at once."""
    driver = connection.connection.driver_connection
    assert driver is not None
    is_server = connection.dialect.name == "postgresql"
    cursor = driver.cursor(name="dump") if is_server else driver.cursor()
    try:
        cursor.execute(statement)
        while rows := cursor.fetchmany(ROWS_A_STEP):
            yield rows
    finally:
        cursor.close()


def _write(place: Place, name: str, words: str) -> None:
    with place.write(name) as out:
        out.write(words.encode())


def _readme(parts: tuple[FilePart, ...]) -> str:
    width = max(len(part.table.file) for part in parts)
    listed = "\n".join(
        f"{part.table.file:<{width}}  {part.rows:>10}  {part.table.words}" for part in parts
    )
    about = resource("dump", "README.txt").read_text(encoding="utf-8")
    return f"{about}\n{listed}\n"
