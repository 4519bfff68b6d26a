"""Retrying rows from quarantine with corrected cells, through the very same readers."""

import csv
import json
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from retailcrm.core.errors import UserError
from retailcrm.core.problem import Problem
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.db.batches import quarantined, retell, settle
from retailcrm.db.books import Unit
from retailcrm.importers.chunks import Reading
from retailcrm.importers.source import Source, open_sources
from retailcrm.services.file_booking import book_file
from retailcrm.services.import_rows import FileReport, ProblemRow

FIRST_ROW = 2  # of the little file the rows are written into; its headings are line 1


@dataclass(slots=True)
class Repaired:
    """What became of the retried rows."""

    good: int = 0
    bad: int = 0
    reports: tuple[FileReport, ...] = ()
    touched: set[int] = field(default_factory=set)


def repair_rows(
    unit: Unit, cells: Mapping[int, Mapping[str, str]], *, at: int, progress: Progress
) -> Repaired:
    """Retry rows: each becomes part of the books, or stays aside as it now stands.

    Args:
        unit: keeps everything or nothing.
        cells: problem id to (heading to new text); an empty mapping retries the row as it is.
        at: now, as epoch seconds.
        progress: told after each file.

    Raises:
        UserError: a row is not in quarantine.
    """
    rows = quarantined(unit.connection, ids=cells.keys())
    if len(rows) != len(cells):
        raise UserError(say("Some of these rows are not in quarantine any more."))
    by_batch: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_batch[row["batch_id"]].append(row)
    result = Repaired()
    for batch_rows in by_batch.values():
        _retry(unit, batch_rows, cells, at, progress, result)
    return result


def _retry(
    unit: Unit,
    rows: list[dict[str, Any]],
    cells: Mapping[int, Mapping[str, str]],
    at: int,
    progress: Progress,
    result: Repaired,
) -> None:
    told = [ProblemRow.of(row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        source = _source(Path(folder), told, rows[0], cells)
        booked = book_file(unit, _Quiet(source), _reading(rows[0]), at=at, progress=progress)
    still = {problem.line - FIRST_ROW: problem for problem in source.problems}
    good = [one.problem_id for place, one in enumerate(told) if place not in still]
    settle(unit.connection, good, "repaired", booked.report.batch)
    for place, problem in still.items():
        retell(unit.connection, told[place].problem_id, problem)
    result.good += len(good)
    result.bad += len(still)
    result.reports = (*result.reports, replace(booked.report, problems=len(still)))
    result.touched |= booked.touched


class _Heard:
    """A source that remembers the problems it told."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []


class _Quiet:
    """The same source without its problems: the rows are in quarantine already."""

    def __init__(self, heard: _Heard) -> None:
        self._heard = heard
        self.facts = heard.source.facts
        self.size = heard.source.size

    def chunks(self) -> Any:
        """Read it, keeping the problems apart."""
        for chunk in self._heard.source.chunks():
            self._heard.problems.extend(chunk.problems)
            yield replace(chunk, problems=())


def _source(
    folder: Path,
    told: list[ProblemRow],
    kept: Mapping[str, Any],
    cells: Mapping[int, Mapping[str, str]],
) -> _Heard:
    """Write the rows into a file like the one they came from, and recognise it alike."""
    facts = _facts(kept)
    path = folder / f"{Path(facts['file']).stem}.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(facts["columns"])
        for one in told:
            new = cells[one.problem_id]
            pairs = zip(facts["columns"], _full(one.raw, len(facts["columns"])), strict=False)
            writer.writerow([new.get(heading, value) for heading, value in pairs])
    mapped = facts["dialect"] == "mapped"
    found = open_sources(
        path,
        _reading(kept),
        dialect=None if mapped else facts["dialect"],
        mapping=_mapping(facts) if mapped else None,
    )
    return _Heard(found[0])


def _mapping(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": facts["kind"],
        "date_order": facts["date_order"],
        "columns": dict(facts["mapping"]),
    }


def _full(raw: tuple[str, ...], width: int) -> list[str]:
    return [*raw, *[""] * (width - len(raw))]


def _reading(kept: Mapping[str, Any]) -> Reading:
    facts = _facts(kept)
    reading = Reading(**facts["reading"])
    return replace(reading, date_order=facts["date_order"] or reading.date_order)


def _facts(kept: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(kept["facts"])
    return facts
