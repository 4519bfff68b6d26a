"""What the import tells: of a file, of a batch, of rows kept aside, of a mapping."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from retailcrm.core.errors import Cure
from retailcrm.core.problem import Problem
from retailcrm.importers.chunks import FileFacts


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """A wish: import these files, each in one transaction."""

    paths: tuple[Path, ...]
    dialect: str | None = None
    mapping: Mapping[str, Any] | None = None
    store: str | None = None
    currency: str | None = None
    zone: str | None = None
    date_order: str | None = None
    channel: str | None = None
    country: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What a file says of one day in one store; amounts in minor units."""

    store: str
    day: date
    receipts: int
    net_in_file: int
    net_in_books: int  # after the import
    known: bool  # all of the day's receipts were in the books already


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; the numbers the command line prints."""

    file: str
    facts: FileFacts | None
    rows: int = 0
    receipts_new: int = 0
    receipts_same: int = 0
    receipts_changed: int = 0
    lines_new: int = 0
    returns_new: int = 0
    voided: int = 0
    customers_new: int = 0
    customers_updated: int = 0
    customers_same: int = 0
    problems: int = 0
    passed: int = 0
    unnamed_ids: int = 0  # till ids without name, contact or card
    batch: int | None = None
    days: tuple[DayTotal, ...] = ()
    problem_rows: tuple[Problem, ...] = ()  # at most the first 1,000
    notes: tuple[str, ...] = ()
    refused: str = ""  # one sentence if the file was refused whole
    cure: Cure = Cure.NONE  # what would let a refused file in


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files of one call."""

    files: tuple[FileReport, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import of the past."""

    batch_id: int
    file: str
    title: str
    kind: str  # sales | customers
    imported_at: datetime
    rows: int
    receipts_new: int
    receipts_changed: int
    customers_new: int
    problems_open: int
    state: str  # done | undone


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One row in quarantine."""

    problem_id: int
    batch_id: int
    file: str
    line: int
    column: str
    value: str
    reason: str
    headings: tuple[str, ...]
    raw: tuple[str, ...]
    state: str  # open | repaired | dismissed

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ProblemRow":
        """Read a row as kept."""
        facts = json.loads(row["facts"])
        return cls(
            problem_id=row["id"],
            batch_id=row["batch_id"],
            file=row["file"],
            line=row["line"],
            column=row["column_name"],
            value=row["value"],
            reason=row["reason"],
            headings=tuple(facts["columns"]),
            raw=tuple(json.loads(row["raw"])),
            state=row["state"],
        )


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo took back."""

    batch: int
    receipts_removed: int
    receipts_restored: int
    customers_removed: int
    problems_removed: int


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """How an unknown file might be read, for the owner to correct.

    Attributes:
        kind: sales | customers.
        mapping: role to heading.
        headings: all headings of the file.
        roles: (role, title, needed) of everything that can be mapped for this kind.
        sample: first rows of the file as text, in the order of the headings.
        missing: titles of needed roles still without a heading.
    """

    path: Path
    kind: str
    mapping: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    roles: tuple[tuple[str, str, bool], ...]
    sample: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    date_order: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappedSample:
    """The first rows of a file as the mapping would read them, typed and written out."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...] = field(default=())
