"""A file that is in the books already, to the last byte: nothing to do, and no reading it.

Only where nothing can have changed what reading it anew would give; the careful way is
always right, this one only quicker.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from retailcrm.core.days import day_number, day_of
from retailcrm.core.figures import Figures
from retailcrm.core.problem import Problem
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.db.batches import Batch, end_batch, keep_print, start_batch
from retailcrm.db.books import Unit
from retailcrm.db.sales_sums import day_nets
from retailcrm.db.same_file import (
    batches_since,
    open_rows,
    prints,
    receipts_of,
    store_names,
    traces_of,
)
from retailcrm.db.settings import version_of
from retailcrm.importers.chunks import FileFacts, Reading
from retailcrm.importers.source import Source
from retailcrm.services.file_booking import SHOWN_PROBLEMS, Booked, counts_of
from retailcrm.services.import_rows import DayTotal, FileReport

#: The till whose file name tells the store.
_NAMED = "lightspeed"
_MADE = ("receipts_new", "receipts_changed", "voided", "customers_new", "customers_updated")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recognised table of a file that waits to be booked.

    Attributes:
        path: of the file.
        source: the table.
        mark: the content of the file, and which of its tables this is.
        stamp: size and time of the file when the mark was taken.
    """

    path: Path
    source: Source
    mark: str
    stamp: tuple[int, int]

    @property
    def unchanged(self) -> bool:
        """Whether the file still is what it was when its mark was taken."""
        return bool(self.mark) and _stamp(self.path) == self.stamp


def waiting(path: Path, sources: list[Source]) -> list[Waiting]:
    """Take the marks of a file's tables."""
    if not sources:
        return []
    stamp = _stamp(path)
    try:
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, _digest).hexdigest()
    except OSError:
        content = ""
    return [
        Waiting(path, source, f"{content}/{place}" if content else "", stamp)
        for place, source in enumerate(sources)
    ]


def _digest() -> "hashlib.blake2b":
    # As hard to forge as SHA-256, and twice as quick where a processor has no help for that.
    return hashlib.blake2b(digest_size=32)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns


def remember(unit: Unit, one: Waiting, booked: Booked, before: int) -> None:
    """Keep what lets the very same file be known again.

    Args:
        unit: in which the file was booked.
        one: the file.
        booked: what became of it.
        before: version of the books before it.
    """
    batch = booked.report.batch
    if batch is None or not one.unchanged:
        return
    days: dict[str, list[tuple[int, int, int]]] = {}
    for total in booked.report.days:
        told = (day_number(total.day), total.receipts, total.net_in_file)
        days.setdefault(total.store, []).append(told)
    told_print = {
        "mark": one.mark,
        "program": _program(),
        "version": before,
        "again": False,
        "idle": _is_idle(unit, booked, batch),
    }
    stores = {str(store): name for store, name in store_names(unit.connection).items()}
    keep_print(unit.connection, batch, told_print, {"by_day": days, "stores": stores})


def _is_idle(unit: Unit, booked: Booked, batch: int) -> bool:
    """Say whether a file left the books as they were, so that it would do so again."""
    made = (getattr(booked.report, name) for name in _MADE)
    return not (booked.touched or any(made) or traces_of(unit.connection, batch))


def book_again(
    unit: Unit, one: Waiting, reading: Reading, *, at: int, progress: Progress
) -> Booked | None:
    """Note that a file came again, if it is one that nothing new can be in.

    Returns:
        What reading it anew would have reported; None where it must be read.
    """
    if not one.unchanged:
        return None
    told, alike = _told(one.source.facts, reading), prints(unit.connection, one.mark)
    twins = (batch for batch in alike if _is_twin(batch, told))
    first = next((twin for twin in twins if _still_stands(unit, twin)), None)
    if first is None:
        return None
    # A row that came with several of these imports waits in the first that told it.
    aside = open_rows(unit.connection, [batch.id for batch in alike], SHOWN_PROBLEMS)
    if aside.count != first.counts["problems"]:
        return None
    again = {"mark": one.mark, "program": _program(), "version": version_of(unit.connection)}
    kept = {**told, "print": {**again, "again": True, "idle": True}}
    batch = start_batch(unit.connection, at=at, facts=kept, family=first.family_id)
    report = replace(
        _report(one.source, first),
        batch=batch,
        days=_days(unit, first),
        problem_rows=tuple(Problem(**row) for row in aside.rows),
    )
    end_batch(unit.connection, batch, counts_of(report))
    progress.step(one.source.size, one.source.size, report.file)
    note = say("This very file went in on {day}; nothing new in it.", day=_day(first, reading))
    return Booked(replace(report, notes=(*report.notes, note)))


def _told(facts: FileFacts, reading: Reading) -> dict[str, Any]:
    kept = {**asdict(facts), "file": facts.name, "reading": asdict(reading)}
    plain: dict[str, Any] = json.loads(json.dumps(kept))
    return plain


def _is_twin(batch: Batch, told: Mapping[str, Any]) -> bool:
    """Say whether a batch read the same content in the same way with the same program."""
    mark = batch.facts["print"]
    if mark["again"] or mark["program"] != _program():
        return False
    free = {"print"} if told["family"] == _NAMED else {"print", "name", "file"}
    return _but(batch.facts, free) == _but(told, free)


def _but(facts: Mapping[str, Any], free: set[str]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in free}


def _still_stands(unit: Unit, first: Batch) -> bool:
    """Say whether the books cannot answer the file differently than right after it went in."""
    connection, counts = unit.connection, first.counts
    stores = store_names(connection)
    if any(stores.get(int(one)) != name for one, name in counts["stores"].items()):
        return False
    alone = _is_untouchable(counts) if first.kind == "sales" else False
    if not (alone or _is_settled(first)):
        return False
    if not counts["receipts_same"]:
        booked = counts["receipts_new"] + counts["voided"]
        if receipts_of(connection, first.id) != booked:
            return False
    later = batches_since(connection, first.id)
    if later is None or version_of(connection) - first.facts["print"]["version"] != 1 + len(later):
        return False  # something else than imports changed the books
    return all(_is_harmless(one, alone=alone) for one in later)


def _is_untouchable(counts: Mapping[str, Any]) -> bool:
    """Say whether all receipts came with this file, and none waits for its buyer's name."""
    return not (counts["receipts_same"] or counts["receipts_changed"] or counts["unnamed_ids"])


def _is_settled(first: Batch) -> bool:
    """Say whether the file would change nothing in the books as it left them."""
    counts = first.counts
    told_twice = counts["receipts_same"] or counts["receipts_changed"]
    return bool(first.facts["print"]["idle"] or (first.kind == "sales" and not told_twice))


def _is_harmless(later: Batch, *, alone: bool) -> bool:
    mark = later.facts.get("print")
    if mark is None or later.state != "done":
        return False
    return bool(mark["idle"] or (alone and not later.counts["receipts_changed"]))


def _report(source: Source, first: Batch) -> FileReport:
    counts = first.counts
    return FileReport(
        file=source.facts.name,
        facts=source.facts,
        rows=counts["rows"],
        receipts_same=counts["receipts_new"] + counts["receipts_same"],
        customers_same=counts["customers_same"],
        problems=counts["problems"],
        passed=counts["passed"],
        unnamed_ids=counts["unnamed_ids"],
        notes=tuple(counts["notes"]),
    )


def _days(unit: Unit, first: Batch) -> tuple[DayTotal, ...]:
    told = [(store, *day) for store, days in first.counts["by_day"].items() for day in days]
    if not told:
        return ()
    days = [day for _, day, *_ in told]
    books = day_nets(unit.connection, min(days), max(days))
    return tuple(
        DayTotal(store, day_of(day), receipts, net, books.get((store, day), 0), known=True)
        for store, day, receipts, net in told
    )


def _day(first: Batch, reading: Reading) -> str:
    zone = ZoneInfo(reading.zone) if reading.zone else UTC
    return Figures(reading.currency).day_year(datetime.fromtimestamp(first.at, zone).date())


def _program() -> str:
    try:
        return version("retailcrm")
    except PackageNotFoundError:
        return ""
