"""Printed reports, and the references that open the rows behind their figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from retailcrm.core.days import month_index, month_key
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor
from retailcrm.core.rows import RowsRef, parse_rows
from retailcrm.core.words import say
from retailcrm.db.books import Books
from retailcrm.db.printed import note_report, printed_figures, printed_reports
from retailcrm.db.status import open_problems
from retailcrm.reports.issue import Issue
from retailcrm.reports.letter_facts import Wording
from retailcrm.reports.liability import write_liability
from retailcrm.reports.monthly import monthly_document, write_monthly
from retailcrm.reports.printed import Printed
from retailcrm.reports.program import write_program
from retailcrm.reports.statement import write_statement
from retailcrm.reports.topic_reports import TOPICS, topic_document_of, write_topic
from retailcrm.reports.topics.campaign import write_campaign
from retailcrm.services.exporting import ExportService
from retailcrm.services.letter_facts import save_letter_list
from retailcrm.services.loyalty_facts import LoyaltyFacts
from retailcrm.services.month_facts import MonthFactsBuilder
from retailcrm.services.program_facts import Trial
from retailcrm.services.sales import SalesService
from retailcrm.services.transition import Move

MONTHLY = "monthly"
KEYS = (MONTHLY, *TOPICS)
_REFERENCE = re.compile(r"(?:([a-z]+(?:-\d+)?)-)?(\d{4})-(\d{2})/(\d{1,4})")
_XLSX = ".xlsx"
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class PrintReport:
    """A wish: print a report of a month to a file."""

    key: str  # monthly, retention, value, roi or concentration
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
class PrintLetters:
    """A wish: print letters to the members whose discount becomes points.

    Attributes:
        move: what the owner wants of the move.
        out: the PDF.
        listed: a CSV list of everyone, also those without an address; None: no list.
        wording: None: the words the program brings along.
    """

    move: Move
    out: Path
    listed: Path | None = None
    wording: Wording | None = None
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class PrintedLetters:
    """Letters printed; `members` are all who change, `without` have no address."""

    file: Path
    pages: int
    members: int
    without: int


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
        loyalty: LoyaltyFacts,
        exports: ExportService,
        clock: Callable[[], datetime],
    ) -> None:
        self._books = books
        self._exports = exports
        self._sales = sales
        self._builder = builder
        self._loyalty = loyalty
        self._clock = clock

    def months(self) -> tuple[int, ...]:
        """List the months that can be printed, newest first."""
        return self._sales.months()

    def print_report(
        self, wish: PrintReport, progress: Progress = SILENT, *, actor: Actor = OWNER
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
        write = self._gathered(wish)
        progress.step(1, 2, say("Printing"))
        printed = _written(wish.out, lambda: write(wish.out))
        self._note(wish.key, wish.month, wish.out, printed, actor)
        said = say("{month} printed to {file}.", month=month_key(wish.month), file=wish.out.name)
        return _told(wish.out, printed, said)

    def _gathered(self, wish: PrintReport) -> Callable[[Path], Printed]:
        """Gather everything a report says, and give what prints it."""
        if wish.key != MONTHLY:
            report = self._builder.topics.report(wish.key, wish.month, wish.paper)
            return lambda out: write_topic(report, out)
        facts = self._builder.gather(wish.month, wish.paper, self._problems())
        return lambda out: write_monthly(facts, out)

    def _figures(self, key: str, month: int) -> dict[int, str]:
        """Give the rows behind the figures of a report as it would be printed now."""
        if key == MONTHLY:
            facts = self._builder.gather(month, "a4", self._problems())
            figures = monthly_document(facts).figures
        else:
            figures = topic_document_of(self._builder.topics.report(key, month, "a4")).figures
        return {one.number: one.rows.text() for one in figures}

    def _problems(self) -> int:
        with self._books.read() as connection:
            return open_problems(connection)

    def statement(
        self,
        customer_id: int,
        out: Path,
        *,
        first: date | None = None,
        paper: str = "a4",
        actor: Actor = OWNER,
    ) -> Outcome[PrintedReport]:
        """Print a member's points, every movement, and why the balance is what it is.

        Args:
            customer_id: whose.
            out: the PDF.
            first: the first day that is shown; None: twelve months ago.
            paper: a4 or letter.
            actor: who prints it.

        Raises:
            UserError: there is no such customer, or the file cannot be written.
        """
        facts = self._loyalty.statement(customer_id, first, paper)
        return self._print(facts.issue, out, lambda: write_statement(facts, out), actor)

    def liability(
        self, out: Path, *, paper: str = "a4", actor: Actor = OWNER
    ) -> Outcome[PrintedReport]:
        """Print what the shop owes in points as PDF, or as an Excel file by the file's ending.

        Raises:
            UserError: there is no program, or the file cannot be written.
        """
        facts = self._loyalty.liability(paper)
        if out.suffix.lower() != _XLSX:
            return self._print(facts.issue, out, lambda: write_liability(facts, out), actor)
        from retailcrm.reports.xlsx.liability import save_liability  # noqa: PLC0415 - heavy

        self._exports.note("report.liability", 0, actor=actor)
        _written(out, lambda: save_liability(facts, out))
        said = say("Written to {file}.", file=out.name)
        return Outcome(PrintedReport(out, 0, ()), frozenset(), said)

    def program(
        self,
        out: Path,
        trial: Trial | None = None,
        *,
        paper: str = "a4",
        progress: Progress = SILENT,
        actor: Actor = OWNER,
    ) -> Outcome[PrintedReport]:
        """Print a program tried on the past, for whoever must agree; by default that in force.

        Raises:
            UserError: there is no program, nothing to try it on, or the file cannot be written.
        """
        facts = self._loyalty.program(trial or Trial(), paper, progress)
        return self._print(facts.issue, out, lambda: write_program(facts, out), actor)

    def campaign(
        self, campaign: int, out: Path, *, paper: str = "a4", actor: Actor = OWNER
    ) -> Outcome[PrintedReport]:
        """Print what a campaign brought, against the people left alone.

        Args:
            campaign: its number.
            out: the PDF.
            paper: a4 or letter.
            actor: who prints it.

        Raises:
            UserError: there is no such campaign, or the file cannot be written.
        """
        report = self._builder.topics.campaign(campaign, paper)
        return self._print(report.issue, out, lambda: write_campaign(report, out), actor)

    def letters(
        self, wish: PrintLetters, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[PrintedLetters]:
        """Print a letter to each member whose discount becomes points, by postcode.

        Raises:
            UserError: there is nothing to move away from, nobody has an address, the words do
                not fit a page, or a file cannot be written.
        """
        from retailcrm.reports.pdf.letters import write_letters  # noqa: PLC0415 - heavy

        facts, every = self._loyalty.letters(wish.move, wish.wording, wish.paper)
        self._exports.note("letters", len(every), actor=actor)
        said = say("Printing letters")
        pages = _written(
            wish.out,
            lambda: write_letters(facts, wish.out, lambda at, of: progress.step(at, of, said)),
        )
        listed = wish.listed
        if listed is not None:
            _written(listed, lambda: save_letter_list(every, facts.issue.currency, listed))
        told = PrintedLetters(wish.out, pages, len(every), len(every) - pages)
        said = say("{count} letters printed to {file}.", count=pages, file=wish.out.name)
        return Outcome(told, frozenset(), said)

    def open_reference(self, text: str) -> RowsRef | None:
        """Resolve a printed reference such as `2026-10/3` or `liability-2026-11/1` to its rows.

        A report printed before answers as it was printed; any other month as it would be.
        """
        found = _REFERENCE.fullmatch(text.strip())
        if found is None:
            return None
        key, month = found[1] or MONTHLY, (int(found[2]) - 1970) * 12 + int(found[3]) - 1
        number = int(found[4])
        with self._books.read() as connection:
            kept = printed_figures(connection, key, month)
        if kept is None:
            if key not in KEYS or month not in self.months():
                return None
            kept = self._figures(key, month)
        told = kept.get(number)
        return None if told is None else parse_rows(told)

    def history(self) -> tuple[ReportRow, ...]:
        """List the reports of months that were printed, newest first."""
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
                if row["key"] in KEYS
            )

    def _print(
        self, issue: Issue, out: Path, write: Callable[[], Printed], actor: Actor
    ) -> Outcome[PrintedReport]:
        printed = _written(out, write)
        key = issue.reference.removesuffix(f"-{issue.day:%Y-%m}")
        self._note(key, month_index(issue.day), out, printed, actor)
        return _told(out, printed, say("Printed to {file}.", file=out.name))

    def _note(self, key: str, month: int, out: Path, printed: Printed, actor: Actor) -> None:
        self._exports.note(f"report.{key}", len(printed.figures), actor=actor)
        with self._books.write() as unit:
            note_report(
                unit.connection,
                key=key,
                month=month,
                file=str(out),
                pages=printed.pages,
                at=int(self._clock().timestamp()),
                figures={one.number: one.rows.text() for one in printed.figures},
            )


def _written(out: Path, write: Callable[[], _Made]) -> _Made:
    try:
        return write()
    except OSError as fault:
        raise UserError(
            say("{file} cannot be written.", file=out.name),
            say("Close it if it is open, or choose another folder."),
        ) from fault


def _told(out: Path, printed: Printed, said: str) -> Outcome[PrintedReport]:
    figures = tuple((one.name, one.value) for one in printed.figures)
    report = PrintedReport(out, printed.pages, figures)
    return Outcome(report, frozenset({Topic.REPORTS}), said)
