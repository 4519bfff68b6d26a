"""Printed reports, and the references that open the rows behind their figures."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.rows import RowsRef


@dataclass(frozen=True, slots=True)
class PrintReport:
    """A wish: print a report of a month to a file."""

    key: str  # monthly
    month: int  # core.days month number
    out: Path
    paper: str = "a4"  # a4 | letter


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A printed report."""

    file: Path
    pages: int
    figures: tuple[tuple[str, str], ...]  # name -> value as plain text


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report that was printed before."""

    key: str
    month: int
    printed_at: datetime
    file: str
    pages: int


class ReportService:
    """Reports of the shop."""

    def months(self) -> tuple[int, ...]:
        """List the months that can be printed, newest first."""
        raise NotImplementedError

    def print_report(
        self, wish: PrintReport, progress: Progress = SILENT
    ) -> Outcome[PrintedReport]:
        """Write the PDF; equal books and rules give equal bytes."""
        raise NotImplementedError

    def open_reference(self, text: str) -> RowsRef | None:
        """Resolve a printed reference such as `2026-10/3` to its rows."""
        raise NotImplementedError

    def history(self) -> tuple[ReportRow, ...]:
        """List what was printed, newest first."""
        raise NotImplementedError


__all__ = ["PrintReport", "PrintedReport", "ReportRow", "ReportService", "date"]
