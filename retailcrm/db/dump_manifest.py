"""The list of what is in a dump, by which a damaged one is told from a whole one."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.checking import dangling
from retailcrm.db.counting import Counted, count_books, ledger_of
from retailcrm.db.dump_places import Place
from retailcrm.db.dump_tables import DumpTable, dump_tables, kind_of
from retailcrm.db.points_check import LedgerSums
from retailcrm.db.upgrade import HEAD, check_step

FILE = "manifest.json"
FORMAT = "retailcrm dump"
VERSION = 1
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file of a dump.

    Attributes:
        table: what it holds.
        rows: how many rows.
        size: how many bytes.
        sha256: checksum of the bytes.
        columns: names of the columns in their order.
    """

    table: DumpTable
    rows: int
    size: int
    sha256: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DumpSums:
    """What the books came to when they were taken out; equal once they are loaded.

    Attributes:
        counted: the books added up.
        ledger: the points ledger added up, with what did not agree.
        dangling: rows that pointed at nothing.
    """

    counted: Counted
    ledger: LedgerSums
    dangling: int


def sums_of(connection: Connection) -> DumpSums:
    """Add up everything that a dump must bring back."""
    return DumpSums(count_books(connection), ledger_of(connection), dangling(connection))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dump says it holds."""

    schema: str
    sums: DumpSums
    parts: tuple[FilePart, ...]

    @property
    def rows(self) -> int:
        """Rows of all files."""
        return sum(part.rows for part in self.parts)


def manifest_text(sums: DumpSums, parts: tuple[FilePart, ...]) -> str:
    """Write the list; the same books give the same text."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "schema": HEAD,
        "totals": asdict(sums.counted),
        "ledger": asdict(sums.ledger),
        "rows_that_point_at_nothing": sums.dangling,
        "tables": [_part_told(part) for part in parts],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def read_manifest(place: Place) -> Manifest:
    """Read the list of a dump.

    Raises:
        UserError: there is none, it is damaged, or a newer program wrote it.
    """
    told = _told(place)
    if told.get("format") != FORMAT:
        raise _damaged()
    if told.get("version") != VERSION:
        raise UserError(
            say("This dump was written by a newer version of the program."),
            say("Install the newer version on this computer too."),
        )
    check_step(str(told.get("schema")))
    try:
        sums = _sums(told)
        parts = tuple(_part(one) for one in told["tables"])
    except (KeyError, TypeError, ValueError) as fault:
        raise _damaged() from fault
    missing = {table.name for table in dump_tables()} - {part.table.name for part in parts}
    if told["schema"] == HEAD and missing:
        raise _damaged()
    return Manifest(str(told["schema"]), sums, parts)


def _sums(told: Mapping[str, Any]) -> DumpSums:
    ledger = told["ledger"]
    faults = tuple((str(name), int(count)) for name, count in ledger["faults"])
    return DumpSums(
        Counted(**{one.name: told["totals"][one.name] for one in fields(Counted)}),
        LedgerSums(int(ledger["members"]), int(ledger["entries"]), faults),
        int(told["rows_that_point_at_nothing"]),
    )


def _told(place: Place) -> Mapping[str, Any]:
    try:
        with place.read(FILE) as file:
            told = json.loads(file.read(MOST_BYTES))
    except (OSError, KeyError) as fault:
        raise UserError(
            say("There is no {file} here, so this is no dump.", file=FILE),
            say("Name the folder or the .zip file that was taken out."),
        ) from fault
    except (ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError) as fault:
        raise _damaged() from fault
    if not isinstance(told, dict):
        raise _damaged()
    return told


def _part_told(part: FilePart) -> dict[str, Any]:
    return {
        "file": part.table.file,
        "table": part.table.name,
        "a_row_is": part.table.words,
        "rows": part.rows,
        "bytes": part.size,
        "sha256": part.sha256,
        "columns": [
            {"name": one.name, "holds": kind_of(one), "may_be_nothing": bool(one.nullable)}
            for one in part.table.columns()
        ],
    }


def _part(told: Mapping[str, Any]) -> FilePart:
    """Read one file's entry; the tables are ours, the names of files are never the dump's."""
    table = {one.file: one for one in dump_tables()}[told["file"]]
    columns = tuple(str(one["name"]) for one in told["columns"])
    if not set(columns) <= {one.name for one in table.columns()} or not columns:
        raise ValueError(columns)
    if len(set(columns)) < len(columns):
        raise ValueError(columns)
    return FilePart(table, int(told["rows"]), int(told["bytes"]), str(told["sha256"]), columns)


def _damaged() -> UserError:
    return UserError(say("The list of this dump is damaged."), say("Nothing was loaded."))
