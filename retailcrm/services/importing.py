"""Importing what tills export: preview, apply, undo, quarantine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from retailcrm.core.outcome import Outcome
from retailcrm.core.problem import Problem
from retailcrm.core.progress import SILENT, Progress
from retailcrm.importers.chunks import FileFacts


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """A wish: import these files, each in one transaction."""

    paths: tuple[Path, ...]
    dialect: str | None = None
    mapping: Mapping[str, str] | None = None
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
    kept_aside: int  # problems on that day
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


class ImportService:
    """Everything the shop does with files."""

    def run(self, wish: ImportFiles, progress: Progress = SILENT) -> Outcome[ImportReport]:
        """Import the files (or with `dry_run` only say what would happen)."""
        raise NotImplementedError

    def proposal(self, path: Path, mapping: Mapping[str, str] | None = None) -> MappingProposal:
        """Propose how to read an unknown file."""
        raise NotImplementedError

    def mapped_sample(self, path: Path, mapping: Mapping[str, str], kind: str) -> MappedSample:
        """Read the first rows by a mapping."""
        raise NotImplementedError

    def undo(self, batch_id: int, progress: Progress = SILENT) -> Outcome[UndoReport]:
        """Take a batch back entirely."""
        raise NotImplementedError

    def batches(self) -> tuple[BatchRow, ...]:
        """List the imports, newest first."""
        raise NotImplementedError

    def problems(
        self, *, batch_id: int | None = None, state: str = "open"
    ) -> tuple[ProblemRow, ...]:
        """List rows in quarantine."""
        raise NotImplementedError

    def repair(
        self, cells: Mapping[int, Mapping[str, str]], progress: Progress = SILENT
    ) -> Outcome[ImportReport]:
        """Retry rows with corrected cells: problem id to (heading to new text)."""
        raise NotImplementedError

    def dismiss(self, problem_ids: tuple[int, ...]) -> Outcome[int]:
        """Set rows aside for good; they stay listed as dismissed."""
        raise NotImplementedError
