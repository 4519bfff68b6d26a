"""Importing what tills export: preview, apply, undo, quarantine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.money import minor_digits
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.words import say
from retailcrm.db import batches as kept
from retailcrm.db.books import Books, Unit
from retailcrm.db.books import Reading as Seen
from retailcrm.db.first_fill import ScatteredReceipt
from retailcrm.db.settings import version_of
from retailcrm.db.snapshots import drop_snapshots
from retailcrm.db.undoing import Undoing
from retailcrm.importers.chunks import FileFacts, Reading
from retailcrm.importers.mapping import fingerprint
from retailcrm.importers.order import reading_order
from retailcrm.importers.source import Source, open_sources
from retailcrm.services.again import Waiting, book_again, remember, waiting
from retailcrm.services.base import Base
from retailcrm.services.catching_up import PointsPosting
from retailcrm.services.code_matching import free_codes_of_batch, look_again
from retailcrm.services.file_booking import Booked, book_file, forget_labels
from retailcrm.services.import_rows import (
    BatchRow,
    DayTotal,
    FileReport,
    ImportFiles,
    ImportReport,
    MappedSample,
    MappingProposal,
    ProblemRow,
    UndoReport,
)
from retailcrm.services.mapping import propose_mapping, read_sample
from retailcrm.services.own_currency import adopt, check_currency, reading_for, told_by_files
from retailcrm.services.repairing import repair_rows
from retailcrm.services.standing import Standing
from retailcrm.services.wishes import checked

__all__ = [
    "BatchRow",
    "DayTotal",
    "FileReport",
    "ImportFiles",
    "ImportReport",
    "ImportService",
    "MappedSample",
    "MappingProposal",
    "ProblemRow",
    "UndoReport",
]

CHANGED = frozenset({Topic.RECEIPTS, Topic.CUSTOMERS, Topic.GROUPS, Topic.PROBLEMS})
_Told = tuple[Path, list[Source], UserError | None]


class ImportService:
    """Everything the shop does with files.

    Args:
        copy: copies the books before an import is taken back, if anything is new in them, and
            gives what changed by it.
    """

    def __init__(
        self,
        books: Books,
        base: Base,
        standing: Standing,
        posting: PointsPosting,
        clock: Callable[[], datetime],
        copy: Callable[[Progress], frozenset[Topic]],
    ) -> None:
        self._books = books
        self._base = base
        self._standing = standing
        self._posting = posting
        self._clock = clock
        self._copy = copy

    def run(self, wish: ImportFiles, progress: Progress = SILENT) -> Outcome[ImportReport]:
        """Import the files (or with `dry_run` only say what would happen).

        Customer lists go first, so that receipts find their people; each file is one
        transaction, and a refused one does not keep the others out.

        Raises:
            UserError: what was told with the files makes no sense, whatever is in them.
        """
        wish = checked(wish)
        reading, told, taken = self._open(wish)
        found = [one for path, sources, _ in told for one in waiting(path, sources)]
        ordered = sorted(found, key=lambda one: reading_order(one.source.facts))
        reports = self._try_all(ordered, reading, progress) if wish.dry_run else self._book_all(
            ordered, reading, wish, progress
        )  # fmt: skip
        if taken:
            reports = _noted(reports, taken)
        report = ImportReport(tuple(_in_order(told, ordered, reports)), dry_run=wish.dry_run)
        changed = CHANGED | {Topic.SETTINGS} if taken else CHANGED
        return Outcome(report, frozenset() if wish.dry_run else changed, _summary(report))

    def proposal(
        self, path: Path, mapping: Mapping[str, str] | None = None, kind: str = ""
    ) -> MappingProposal:
        """Propose how to read an unknown file, as `kind` if the owner said sales or customers.

        Raises:
            UserError: the file cannot be read at all.
        """
        return propose_mapping(path, self._reading(ImportFiles((path,))), mapping, kind)

    def mapped_sample(self, path: Path, mapping: Mapping[str, str], kind: str) -> MappedSample:
        """Read the first rows by a mapping."""
        return read_sample(path, mapping, kind, self._reading(ImportFiles((path,))))

    def take_back(self, batches: Sequence[int], progress: Progress = SILENT) -> Outcome[UndoReport]:
        """Take imports back one after the other, once the books have been copied as they are.

        Raises:
            UserError: there is no such import, it was undone before, or no copy can be made.
        """
        with self._books.read() as connection:
            for batch in batches:
                _standing_batch(connection, batch)
        copied = self._copy(progress)
        *earlier, last = [self.undo(batch, progress) for batch in batches]
        touched = frozenset(topic for one in (*earlier, last) for topic in one.touched)
        return Outcome(
            last.value, touched | copied, " ".join(one.summary for one in (*earlier, last))
        )

    def undo(self, batch_id: int, progress: Progress = SILENT) -> Outcome[UndoReport]:
        """Take a batch back entirely.

        Raises:
            UserError: there is no such import, or it was undone before.
        """
        progress.step(0, 1, say("Undo"))
        with self._books.write() as unit:
            batch = _standing_batch(unit.connection, batch_id)
            freed = free_codes_of_batch(unit.connection, batch_id, self._now())
            undoing = Undoing(unit.connection, batch_id, self._now())
            undone = undoing.run()
            look_again(unit.connection, freed, self._now())
            self._posting.follow(unit, undoing.touched)
            drop_snapshots(unit.connection)
            version = unit.touch()
        self._base.note(version, undoing.touched)
        report = UndoReport(batch=batch_id, **asdict(undone))
        said = say("{file} taken back: {count} receipts removed.", file=batch.file,
                   count=report.receipts_removed)  # fmt: skip
        return Outcome(report, CHANGED, said)

    def batches(self) -> tuple[BatchRow, ...]:
        """List the imports, newest first."""
        with self._books.read() as connection:
            open_by_batch: dict[int, int] = {}
            for row in kept.quarantined(connection):
                open_by_batch[row["batch_id"]] = open_by_batch.get(row["batch_id"], 0) + 1
            return tuple(
                BatchRow(
                    batch_id=batch.id,
                    file=batch.file,
                    title=batch.title,
                    kind=batch.kind,
                    imported_at=datetime.fromtimestamp(batch.at, tz=UTC),
                    rows=batch.counts.get("rows", 0),
                    receipts_new=batch.counts.get("receipts_new", 0),
                    receipts_changed=batch.counts.get("receipts_changed", 0),
                    customers_new=batch.counts.get("customers_new", 0),
                    problems_open=open_by_batch.get(batch.id, 0),
                    state=batch.state,
                )
                for batch in kept.batches(connection)
            )

    def problems(
        self, *, batch_id: int | None = None, state: str = "open"
    ) -> tuple[ProblemRow, ...]:
        """List rows in quarantine."""
        with self._books.read() as connection:
            return tuple(
                ProblemRow.of(row)
                for row in kept.quarantined(connection, batch=batch_id, state=state)
            )

    def repair(
        self, cells: Mapping[int, Mapping[str, str]], progress: Progress = SILENT
    ) -> Outcome[ImportReport]:
        """Retry rows with corrected cells: problem id to (heading to new text)."""
        with self._books.write() as unit:
            repaired = repair_rows(unit, cells, at=self._now(), progress=progress)
            self._posting.follow(unit, repaired.touched)
            drop_snapshots(unit.connection)
            version = unit.touch()
        self._base.note(version, repaired.touched)
        report = ImportReport(repaired.reports)
        said = say("{good} rows repaired, {bad} still kept aside.", good=repaired.good,
                   bad=repaired.bad)  # fmt: skip
        return Outcome(report, CHANGED, said)

    def dismiss(self, problem_ids: tuple[int, ...]) -> Outcome[int]:
        """Set rows aside for good; they stay listed as dismissed."""
        with self._books.write() as unit:
            kept.settle(unit.connection, problem_ids, "dismissed")
        said = say("{count} rows set aside for good.", count=len(problem_ids))
        return Outcome(len(problem_ids), frozenset({Topic.PROBLEMS}), said)

    def _reading(self, wish: ImportFiles) -> Reading:
        with self._books.read() as connection:
            return reading_for(wish, connection)

    def _open(self, wish: ImportFiles) -> tuple[Reading, list[_Told], str]:
        """Recognise the files; a new shop takes the currency that the first of them states."""
        reading = self._reading(wish)
        told = [self._recognise(path, wish, reading) for path in wish.paths]
        sources = [source for _, found, _ in told for source in found]
        with self._books.read() as connection:
            taken = told_by_files(wish, sources, connection)
        if taken:
            reading = replace(reading, currency=taken, digits=minor_digits(taken))
            told = [self._recognise(path, wish, reading) for path in wish.paths]
        return reading, told, taken

    def _recognise(self, path: Path, wish: ImportFiles, reading: Reading) -> _Told:
        with self._books.read() as connection:
            remembered = kept.remembered(connection)
        try:
            found = open_sources(
                path,
                reading,
                dialect=wish.dialect,
                mapping=wish.mapping,
                remembered=remembered,
            )
        except UserError as refusal:
            return path, [], refusal
        return path, found, None

    def _book_all(
        self, ordered: list[Waiting], reading: Reading, wish: ImportFiles, progress: Progress
    ) -> list[FileReport]:
        reports = []
        for one in ordered:
            try:
                version, booked = self._book_one(one, reading, wish, progress)
            except UserError as refusal:
                reports.append(_refused(one.source.facts.name, refusal))
                continue
            self._base.note(version, booked.touched)
            reports.append(booked.report)
        if any(not report.refused for report in reports) and self._base.is_near():
            self._standing.keep()
        return reports

    def _book_one(
        self, one: Waiting, reading: Reading, wish: ImportFiles, progress: Progress
    ) -> tuple[int, Booked]:
        """Write one file in one transaction, the quick way first."""
        for careful in (False, True):
            try:
                with self._books.write(bulk=True) as unit:
                    version, booked = self._book(unit, one, reading, progress, careful=careful)
                    forget_labels(unit, booked)
                    self._posting.follow(unit, booked.touched)
                    adopt(unit, wish, reading)
                    return version, booked
            except ScatteredReceipt:
                continue
        raise AssertionError(one.path)

    def _try_all(
        self, ordered: list[Waiting], reading: Reading, progress: Progress
    ) -> list[FileReport]:
        """Write everything and abandon it: what is told is what would happen."""
        reports = []
        with self._books.write(bulk=True) as unit:
            for one in ordered:
                try:
                    reports.append(self._book(unit, one, reading, progress)[1].report)
                except UserError as refusal:
                    reports.append(_refused(one.source.facts.name, refusal))
            unit.abandon()
        return [report if report.refused else _unbooked(report) for report in reports]

    def _book(
        self,
        unit: Unit,
        one: Waiting,
        reading: Reading,
        progress: Progress,
        *,
        careful: bool = True,
    ) -> tuple[int, Booked]:
        """Write one file, or note that nothing is new in it; give the books' version then."""
        check_currency(unit, reading, one.source.facts)
        now, before = self._now(), version_of(unit.connection)
        booked = book_again(unit, one, reading, at=now, progress=progress)
        if booked is None:
            booked = book_file(
                unit, one.source, reading, at=now, progress=progress, careful=careful
            )
            remember(unit, one, booked, before)
        self._keep_mapping(unit, one.source.facts)
        return unit.touch(), booked

    def _keep_mapping(self, unit: Unit, facts: FileFacts) -> None:
        """Keep how a file was read for the next one with its headings."""
        if facts.mapping:
            remembered = {
                "kind": facts.kind,
                "date_order": facts.date_order,
                "columns": dict(facts.mapping),
                "by_person": facts.by_person,
            }
            kept.remember(unit.connection, fingerprint(facts.columns), remembered, self._now())

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _refused(name: str, refusal: UserError) -> FileReport:
    return FileReport(file=name, facts=None, refused=str(refusal), cure=refusal.cure)


def _unbooked(report: FileReport) -> FileReport:
    return replace(report, batch=None)


def _standing_batch(connection: Seen, number: int) -> kept.Batch:
    batch = kept.batch_of(connection, number)
    if batch is None or batch.state != "done":
        raise UserError(
            say("There is no import {number} to take back.", number=number),
            say("The list of imports shows what can be undone."),
        )
    return batch


def _in_order(
    told: list[_Told], ordered: list[Waiting], reports: list[FileReport]
) -> list[FileReport]:
    """Put the reports in the order in which the person named the files."""
    by_source = {id(one.source): report for one, report in zip(ordered, reports, strict=True)}
    result: list[FileReport] = []
    for path, sources, refusal in told:
        if refusal:
            result.append(_refused(path.name, refusal))
        result.extend(by_source[id(source)] for source in sources)
    return result


def _noted(reports: list[FileReport], currency: str) -> list[FileReport]:
    """Say, with the first file that told it and went in, whose currency the books are kept in."""
    at = next((n for n, one in enumerate(reports) if one.facts and one.facts.currency), None)
    if at is None:
        return reports
    note = say("The books are kept in {currency}, as the file states.", currency=currency)
    noted = replace(reports[at], notes=(*reports[at].notes, note))
    return [*reports[:at], noted, *reports[at + 1 :]]


def _summary(report: ImportReport) -> str:
    new = sum(one.receipts_new for one in report.files)
    changed = sum(one.receipts_changed for one in report.files)
    people = sum(one.customers_new for one in report.files)
    aside = sum(one.problems for one in report.files)
    parts = [say("1 new receipt") if new == 1 else say("{count} new receipts", count=new)]
    if changed:
        parts.append(say("{count} changed", count=changed))
    if people:
        parts.append(
            say("1 new customer") if people == 1 else say("{count} new customers", count=people)
        )
    if aside:
        parts.append(
            say("1 row kept aside") if aside == 1 else say("{count} rows kept aside", count=aside)
        )
    return ", ".join(parts) + "."
