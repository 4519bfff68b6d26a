"""One recognised file into the books: inside a unit that the caller keeps or abandons."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import polars as pl

from retailcrm.core.ahead import ahead
from retailcrm.core.days import day_number, day_of
from retailcrm.core.problem import Problem
from retailcrm.core.progress import Progress
from retailcrm.db.batches import end_batch, keep_aside, start_batch
from retailcrm.db.booking import Booking
from retailcrm.db.books import Unit
from retailcrm.db.dimensions import family_id
from retailcrm.db.enlisting import Enlisting
from retailcrm.db.sales_sums import day_nets
from retailcrm.db.snapshots import drop_snapshots, drop_snapshots_since, first_corrected
from retailcrm.importers.chunks import Chunk, Reading
from retailcrm.importers.source import Source
from retailcrm.services.code_matching import use_codes_of_batch
from retailcrm.services.import_rows import DayTotal, FileReport

SHOWN_PROBLEMS = 1_000
DEFAULT_STORE = "Main"
_NOT_KEPT = frozenset({"facts", "days", "problem_rows", "file", "refused", "cure"})


@dataclass(slots=True)
class Booked:
    """A file as written: what the report says, and whose days changed."""

    report: FileReport
    touched: set[int] = field(default_factory=set)


def book_file(
    unit: Unit,
    source: Source,
    reading: Reading,
    *,
    at: int,
    progress: Progress,
    careful: bool = True,
) -> Booked:
    """Write one file into the unit.

    Args:
        unit: keeps or abandons everything.
        source: the recognised file.
        reading: what the file itself did not say.
        at: now, as epoch seconds.
        progress: told after each chunk.
        careful: look every receipt up, even in empty books.

    Raises:
        ScatteredReceipt: not careful enough; the unit must be abandoned.
    """
    facts = source.facts
    family = family_id(unit.connection, facts.family)
    kept = {**asdict(facts), "file": facts.name, "reading": asdict(reading)}
    batch = start_batch(unit.connection, at=at, facts=kept, family=family)
    if facts.kind == "sales":
        booking = Booking(
            unit.connection,
            batch_id=batch,
            family_id=family,
            store=reading.store or DEFAULT_STORE,
            channel=reading.channel,
            size=source.size,
            careful=careful,
        )
        booked = _book_sales(unit, source, booking, batch, at, progress)
    else:
        enlisting = Enlisting(
            unit.connection, batch_id=batch, family_id=family, at=at, source=facts.name
        )
        booked = _book_customers(unit, source, enlisting, batch, progress)
    end_batch(unit.connection, batch, counts_of(booked.report))
    return booked


def counts_of(report: FileReport) -> dict[str, Any]:
    """Give what is kept of a report."""
    told = (one.name for one in fields(report) if one.name not in _NOT_KEPT)
    return {name: getattr(report, name) for name in told}


def forget_labels(unit: Unit, booked: Booked) -> None:
    """Forget where everyone stood at the end of months that a file tells more of."""
    report = booked.report
    assert report.batch is not None
    if report.facts is not None and report.facts.kind != "sales":
        if booked.touched or report.customers_new or report.customers_updated:
            drop_snapshots(unit.connection)
        return
    days = [day_number(total.day) for total in report.days if not total.known]
    corrected = first_corrected(unit.connection, report.batch)
    if corrected is not None:
        days.append(corrected)
    if days:
        drop_snapshots_since(unit.connection, min(days))


@dataclass(slots=True)
class _Tally:
    """Rows of a file as they come by."""

    rows: int = 0
    passed: int = 0
    problems: int = 0
    shown: list[Problem] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def count(self, unit: Unit, batch: int, chunk: Chunk) -> None:
        """Count a chunk and put its bad rows in quarantine."""
        self.rows += chunk.rows
        self.passed += chunk.passed
        self.notes |= dict.fromkeys(chunk.notes)
        self.tell(unit, batch, chunk.problems)

    def tell(self, unit: Unit, batch: int, problems: Sequence[Problem]) -> None:
        """Count what is wrong and put it in quarantine."""
        self.problems += len(problems)
        self.shown.extend(problems[: SHOWN_PROBLEMS - len(self.shown)])
        keep_aside(unit.connection, batch, problems)


def _each_chunk(
    source: Source, tally: _Tally, unit: Unit, batch: int, progress: Progress
) -> "Callable[[Callable[[Chunk], None]], None]":
    def run(take: Callable[[Chunk], None]) -> None:
        for chunk in ahead(source.chunks()):
            tally.count(unit, batch, chunk)
            take(chunk)
            progress.step(min(chunk.position, source.size), source.size, source.facts.name)

    return run


def _book_sales(
    unit: Unit, source: Source, booking: Booking, batch: int, at: int, progress: Progress
) -> Booked:
    tally, heads, coded = _Tally(), list[pl.DataFrame](), list[pl.DataFrame]()

    def take(chunk: Chunk) -> None:
        if chunk.lines is not None and not chunk.lines.is_empty():
            coded.append(_coded(chunk.lines))
            heads.append(_by_day(booking.add(chunk.lines)))

    _each_chunk(source, tally, unit, batch, progress)(take)
    counts = booking.finish()
    tally.tell(unit, batch, use_codes_of_batch(unit.connection, batch, at, _lines_of(coded)))
    report = FileReport(
        file=source.facts.name,
        facts=source.facts,
        rows=tally.rows,
        customers_new=booking.people.made,
        customers_updated=booking.people.filled,
        problems=tally.problems,
        passed=tally.passed,
        unnamed_ids=len(booking.people.unnamed - booking.people.claimed.keys()),
        batch=batch,
        days=_days(unit, heads),
        problem_rows=tuple(tally.shown),
        notes=(*source.facts.notes, *tally.notes),
        **asdict(counts),
    )
    return Booked(report, booking.touched)


def _book_customers(
    unit: Unit, source: Source, enlisting: Enlisting, batch: int, progress: Progress
) -> Booked:
    tally = _Tally()

    def take(chunk: Chunk) -> None:
        if chunk.customers is not None:
            enlisting.add(chunk.customers)

    _each_chunk(source, tally, unit, batch, progress)(take)
    counts = enlisting.finish()
    report = FileReport(
        file=source.facts.name,
        facts=source.facts,
        rows=tally.rows,
        problems=tally.problems,
        passed=tally.passed,
        batch=batch,
        problem_rows=tuple(tally.shown),
        notes=(*source.facts.notes, *tally.notes),
        **asdict(counts),
    )
    return Booked(report, enlisting.touched)


def _coded(lines: pl.DataFrame) -> pl.DataFrame:
    """Note on which line of the file each receipt with a code begins."""
    return (
        lines.lazy()
        .filter(pl.col("coupon").is_not_null())
        .group_by("receipt", "part")
        .agg(pl.col("line").min())
        .collect()
    )


def _lines_of(coded: Sequence[pl.DataFrame]) -> dict[tuple[str, int], int]:
    return {(number, part): line for one in coded for number, part, line in one.iter_rows()}


def _by_day(receipts: pl.DataFrame) -> pl.DataFrame:
    """Add a chunk's receipts up by store and day."""
    return (
        receipts.filter(pl.col("voided") == 0)
        .group_by("store", "day")
        .agg(
            receipts=pl.len().cast(pl.Int64),
            net=pl.col("net").sum(),
            same=(pl.col("state") == "same").cast(pl.Int64).sum(),
        )
    )


def _days(unit: Unit, heads: list[pl.DataFrame]) -> tuple[DayTotal, ...]:
    """Hold the file's days against the books as they stand after it."""
    if not heads:
        return ()
    days = pl.concat(heads).group_by("store", "day").sum().sort("store", "day")
    if days.is_empty():  # nothing but voids
        return ()
    told = days["day"].to_list()
    books = day_nets(unit.connection, min(told), max(told))
    return tuple(
        DayTotal(
            store=store,
            day=day_of(day),
            receipts=receipts,
            net_in_file=net,
            net_in_books=books.get((store, day), 0),
            known=same == receipts,
        )
        for store, day, receipts, net, same in days.rows()
    )
