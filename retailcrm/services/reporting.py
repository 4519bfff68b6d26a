"""Printed reports, and the references that open the rows behind their figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retailcrm.core.days import month_key
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.rows import RowsRef, parse_rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.printed import note_report, printed_figures, printed_reports
from retailcrm.db.status import open_problems
from retailcrm.reports.monthly import Printed, monthly_document, write_monthly
from retailcrm.services.month_facts import MonthFactsBuilder
from retailcrm.services.sales import SalesService

KEYS = ("monthly",)
_REFERENCE = re.compile(r"(\d{4})-(\d{2})/(\d{1,3})")


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

    def __init__(
        self,
        books: Books,
        sales: SalesService,
        builder: MonthFactsBuilder,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._sales = sales
        self._builder = builder
        self._clock = clock

    def months(self) -> tuple[int, ...]:
        """List the months that can be printed, newest first."""
        return self._sales.months()

    def print_report(
        self, wish: PrintReport, progress: Progress = SILENT
    ) -> Outcome[PrintedReport]:
        """Write the PDF; equal books and rules give equal bytes.

        Raises:
            UserError: there is no such report, or the file cannot be written.
        """
        if wish.key not in KEYS:
            raise UserError(
                say("There is no report {key}.", key=wish.key),
                say("There are: {keys}.", keys=", ".join(KEYS)),
            )
        progress.step(0, 2, say("Gathering figures"))
        with self._books.read() as connection:
            problems = open_problems(connection)
        facts = self._builder.gather(wish.month, wish.paper, problems)
        progress.step(1, 2, say("Printing"))
        try:
            printed = write_monthly(facts, wish.out)
        except OSError as fault:
            raise UserError(
                say("{file} cannot be written.", file=wish.out.name),
                say("Close it if it is open, or choose another folder."),
            ) from fault
        self._note(wish, printed)
        report = PrintedReport(
            wish.out, printed.pages, tuple((one.name, one.value) for one in printed.figures)
        )
        said = say("{month} printed to {file}.", month=month_key(wish.month), file=wish.out.name)
        return Outcome(report, frozenset({Topic.REPORTS}), said)

    def open_reference(self, text: str) -> RowsRef | None:
        """Resolve a printed reference such as `2026-10/3` to its rows.

        A report printed before answers as it was printed; any other month as it would be.
        """
        found = _REFERENCE.fullmatch(text.strip())
        if found is None:
            return None
        month = (int(found[1]) - 1970) * 12 + int(found[2]) - 1
        number = int(found[3])
        with self._books.read() as connection:
            kept = printed_figures(connection, "monthly", month)
        if kept is None:
            if month not in self.months():
                return None
            with self._books.read() as connection:
                problems = open_problems(connection)
            figures = monthly_document(self._builder.gather(month, "a4", problems)).figures
            kept = {one.number: one.rows.text() for one in figures}
        told = kept.get(number)
        return None if told is None else parse_rows(told)

    def history(self) -> tuple[ReportRow, ...]:
        """List what was printed, newest first."""
        with self._books.read() as connection:
            return tuple(
                ReportRow(
                    key=row["key"],
                    month=row["month"],
                    printed_at=datetime.fromtimestamp(row["at"], tz=UTC),
                    file=row["file"],
                    pages=row["pages"],
                )
                for row in printed_reports(connection)
            )

    def _note(self, wish: PrintReport, printed: Printed) -> None:
        with self._books.write() as unit:
            note_report(
                unit.connection,
                key=wish.key,
                month=wish.month,
                file=str(wish.out),
                pages=printed.pages,
                at=int(self._clock().timestamp()),
                figures={one.number: one.rows.text() for one in printed.figures},
            )
