"""A dump loaded into an empty shop: everything, with equal totals, or nothing."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import polars as pl
from sqlalchemy import Connection, delete, text

from retailcrm.core.errors import UserError
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db.bulk import append, fetch_all
from retailcrm.db.counting import Counted
from retailcrm.db.dump_cells import read
from retailcrm.db.dump_manifest import FilePart, Manifest, read_manifest, sums_of
from retailcrm.db.dump_places import Place, found_place
from retailcrm.db.dump_tables import OF_THE_PLACE, dump_tables
from retailcrm.db.first_fill import WORTH_IT, FirstFill, ScatteredReceipt
from retailcrm.db.measures import Sums
from retailcrm.db.points_check import LedgerSums
from retailcrm.db.receipt_frames import in_blocks, take
from retailcrm.db.search_terms import terms
from retailcrm.db.storing import storing
from retailcrm.models.people import SearchTerm
from retailcrm.models.receipts import Receipt
from retailcrm.models.schema import metadata
from retailcrm.models.shop import IdRange, Setting

BLOCK = 4_000_000
LONGEST = 64_000_000  # one row of a dump that was not made by hand is far shorter
SUMS_AT_ONCE = 500_000
PEOPLE_AT_ONCE = 20_000
_NEW_BOOKS_HAVE = (Setting, IdRange)
_ALL = "SELECT id, first_name, last_name, company, card, email, phone FROM customer ORDER BY id"


def load(
    connection: Connection, source: Path, progress: Progress = SILENT
) -> tuple[Counted, LedgerSums]:
    """Fill empty books from a dump, inside the caller's one transaction.

    Raises:
        UserError: the books are not empty, or the dump is damaged or newer.
        Cancelled: the person asked to stop.
    """
    check_empty(connection)
    with found_place(source) as place:
        manifest = read_manifest(place)
        _check_files(place, manifest, progress)
        refusal = connection.dialect.loaded_dbapi.OperationalError
        try:
            with storing(say("The dump was not loaded."), refusal):
                _fill(connection, place, manifest, progress)
        except (ScatteredReceipt, connection.dialect.loaded_dbapi.Error) as fault:
            raise _damaged(source.name) from fault
    _derive(connection, progress)
    sums = sums_of(connection)
    if sums != manifest.sums:
        raise _damaged(source.name)
    return sums.counted, sums.ledger


def holds_nothing(connection: Connection) -> bool:
    """Say whether books are as new: settings, and nothing else."""
    return not any(
        connection.execute(text(f"SELECT 1 FROM {table.name} LIMIT 1")).first()
        for table in dump_tables()
        if table.model not in _NEW_BOOKS_HAVE
    )


def check_empty(connection: Connection) -> None:
    """Refuse books that hold anything but settings.

    Raises:
        UserError: they do.
    """
    if not holds_nothing(connection):
        raise UserError(
            say("These books are not empty."),
            say("Load a dump into a new shop file or an empty database."),
        )


def _check_files(place: Place, manifest: Manifest, progress: Progress) -> None:
    """Read every file once, no further than it says it goes, and hold its checksum to it."""
    total, done = sum(part.size for part in manifest.parts), 0
    for part in manifest.parts:
        seen, size = hashlib.sha256(), 0
        for block in _blocks(place, part):
            seen.update(block)
            size += len(block)
            progress.step(done + size, total, say("Checking the dump"))
            if size > part.size:
                break
        done += part.size
        if size != part.size or seen.hexdigest() != part.sha256:
            raise _damaged(part.table.file)


def _fill(connection: Connection, place: Place, manifest: Manifest, progress: Progress) -> None:
    parts = {part.table.name: part for part in manifest.parts}
    done = 0
    for table in metadata().sorted_tables:
        part = parts.get(table.name)
        if part is None:
            continue
        if part.table.model is Setting:
            connection.execute(delete(Setting).where(Setting.key.not_in(OF_THE_PLACE)))
        elif part.table.model is IdRange:
            connection.execute(delete(IdRange))
        filling = _is_first_fill(part) and FirstFill(connection)
        for rows in _fill_table(connection, place, part):
            done += rows
            progress.step(done, manifest.rows, say("Loading everything"))
        if filling:
            filling.end()


def _is_first_fill(part: FilePart) -> bool:
    return part.table.model is Receipt and part.size > WORTH_IT


def _fill_table(connection: Connection, place: Place, part: FilePart) -> Iterator[int]:
    rows = 0
    for lines in _whole_lines(place, part):
        frame = read(part.table, part.columns, lines)
        _check_texts(connection, part, frame)
        append(connection, part.table.model, frame)
        rows += frame.height
        yield frame.height
    if rows != part.rows:
        raise _damaged(part.table.file)


def _check_texts(connection: Connection, part: FilePart, frame: pl.DataFrame) -> None:
    """PostgreSQL keeps no zero bytes in a text; say so before it does."""
    if connection.dialect.name != "postgresql":
        return
    for name in frame.select(pl.col(pl.String)).columns:
        if frame[name].str.contains("\x00", literal=True).any():
            raise UserError(
                say("{file} holds a sign that PostgreSQL cannot keep.", file=part.table.file),
                say("Load the dump into a shop file."),
            )


def _whole_lines(place: Place, part: FilePart) -> Iterator[bytes]:
    """Give the rows of a file in parts that end where a row ends."""
    rest = b""
    is_first = True
    for block in _blocks(place, part):
        rest += block
        end = _row_end(rest)
        if end == 0 and len(rest) > LONGEST:
            raise _damaged(part.table.file)
        lines, rest = rest[:end], rest[end:]
        if lines and is_first:
            lines, is_first = _without_heading(lines, part), False
        if lines:
            yield lines
    if rest:
        raise _damaged(part.table.file)


def _without_heading(lines: bytes, part: FilePart) -> bytes:
    heading, _, rows = lines.partition(b"\n")
    if heading != ",".join(part.columns).encode():
        raise _damaged(part.table.file)
    return rows


def _row_end(lines: bytes) -> int:
    """Give where the last whole row ends: after a line feed outside of quotes."""
    quotes, end = lines.count(b'"'), len(lines)
    while (feed := lines.rfind(b"\n", 0, end)) >= 0:
        quotes -= lines.count(b'"', feed, end)
        if quotes % 2 == 0:
            return feed + 1
        end = feed
    return 0


def _blocks(place: Place, part: FilePart) -> Iterator[bytes]:
    try:
        with place.read(part.table.file) as file:
            yield from _read_blocks(file)
    except (OSError, KeyError, EOFError, RuntimeError) as fault:
        raise _damaged(part.table.file) from fault
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as fault:
        raise _damaged(part.table.file) from fault


def _read_blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _derive(connection: Connection, progress: Progress) -> None:
    """Make anew what follows from the rest: sums, and the words people are found by."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
    ids = [int(row[0]) for row in fetch_all(connection, "SELECT id FROM receipt ORDER BY id")]
    sums, done = Sums(), 0
    for block in in_blocks(ids):
        take(connection, sums, block, 1)
        done += len(block)
        if sums.rows > SUMS_AT_ONCE:
            sums.flush(connection)
        progress.step(done, len(ids), say("Adding everything up"))
    sums.flush(connection)
    _tell_terms(connection, progress)


def _tell_terms(connection: Connection, progress: Progress) -> None:
    names = ("id", "first_name", "last_name", "company", "card", "email", "phone")
    rows = fetch_all(connection, _ALL)
    for start in range(0, len(rows), PEOPLE_AT_ONCE):
        progress.step(start, len(rows), say("Learning names"))
        found: list[tuple[int, str]] = []
        for row in rows[start : start + PEOPLE_AT_ONCE]:
            face: Any = SimpleNamespace(**dict(zip(names, row, strict=True)))
            found += [(face.id, term) for term in terms(face)]
        frame = pl.DataFrame(
            found, schema={"customer_id": pl.Int64, "term": pl.String}, orient="row"
        )
        append(connection, SearchTerm, frame)


def _damaged(name: str) -> UserError:
    return UserError(say("{file} is damaged.", file=name), say("Nothing was loaded."))
