"""Imports of the past and rows in quarantine."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection, insert, select, text, update

from retailcrm.core.problem import Problem
from retailcrm.db.bulk import append
from retailcrm.db.ids import reserve
from retailcrm.models.batches import ImportBatch, QuarantinedRow, RememberedMapping

_NO_ID = 1 << 31


@dataclass(frozen=True, slots=True)
class Batch:
    """One import as kept."""

    id: int
    file: str
    dialect: str
    family_id: int
    title: str
    kind: str
    facts: Mapping[str, Any]
    counts: Mapping[str, Any]
    at: int
    state: str


def start_batch(connection: Connection, *, at: int, facts: Mapping[str, Any], family: int) -> int:
    """Note an import that begins; `facts` has file, dialect, title, kind and what a retry needs."""
    batch = reserve(connection, "import_batch", 1)
    connection.execute(
        insert(ImportBatch).values(
            id=batch,
            file=facts["file"],
            dialect=facts["dialect"],
            family_id=family,
            title=facts["title"],
            kind=facts["kind"],
            facts=json.dumps(facts),
            counts="{}",
            at=at,
            state="done",
        )
    )
    return batch


def end_batch(connection: Connection, batch: int, counts: Mapping[str, Any]) -> None:
    """Note what became of it."""
    connection.execute(
        update(ImportBatch).where(ImportBatch.id == batch).values(counts=json.dumps(counts))
    )


def keep_print(
    connection: Connection, batch: int, told: Mapping[str, Any], counts: Mapping[str, Any]
) -> None:
    """Add to an import what lets its very file be known when it comes again."""
    held = batch_of(connection, batch)
    assert held is not None
    connection.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch)
        .values(
            facts=json.dumps({**held.facts, "print": told}),
            counts=json.dumps({**held.counts, **counts}),
        )
    )


def batches(connection: Connection) -> list[Batch]:
    """List the imports, newest first."""
    found = connection.execute(select(ImportBatch.__table__).order_by(ImportBatch.id.desc()))
    return [batch_from(row) for row in found]


def batch_of(connection: Connection, batch: int) -> Batch | None:
    """Give one import."""
    if not 0 < batch < _NO_ID:
        return None
    row = connection.execute(
        select(ImportBatch.__table__).where(ImportBatch.id == batch)
    ).one_or_none()
    return None if row is None else batch_from(row)


def batch_from(row: Any) -> Batch:
    """Read a batch as kept."""
    return Batch(
        row.id, row.file, row.dialect, row.family_id, row.title, row.kind,
        json.loads(row.facts), json.loads(row.counts), row.at, row.state,
    )  # fmt: skip


def keep_aside(connection: Connection, batch: int, problems: Sequence[Problem]) -> None:
    """Put rows in quarantine, each once however often its file comes."""
    problems = _not_kept(connection, batch, problems)
    if not problems:
        return
    first = reserve(connection, "problem", len(problems))
    rows = [
        (
            first + place, batch, one.line, one.sheet, one.column, one.value, one.reason,
            _raw(one), "open", None,
        )
        for place, one in enumerate(problems)
    ]  # fmt: skip
    names = (
        "id", "batch_id", "line", "sheet", "column_name", "value", "reason", "raw", "state",
        "repaired_by",
    )  # fmt: skip
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    append(connection, QuarantinedRow, frame.with_columns(pl.col("repaired_by").cast(pl.Int64)))


def _not_kept(connection: Connection, batch: int, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Leave out rows that wait already, told by an earlier file of the same kind of till."""
    if not problems:
        return problems
    found = connection.execute(
        text(
            "SELECT problem.raw, problem.reason FROM problem "
            "JOIN import_batch ON import_batch.id = problem.batch_id "
            "WHERE problem.state = 'open' AND problem.batch_id <> :batch AND dialect = "
            "(SELECT dialect FROM import_batch WHERE id = :batch)"
        ),
        {"batch": batch},
    )
    waiting = {(raw, reason) for raw, reason in found}
    return [one for one in problems if (_raw(one), one.reason) not in waiting]


def _raw(problem: Problem) -> str:
    return json.dumps(problem.raw, ensure_ascii=False)


def quarantined(
    connection: Connection,
    *,
    batch: int | None = None,
    state: str | None = "open",
    ids: Iterable[int] | None = None,
) -> list[dict[str, Any]]:
    """List rows in quarantine in the order of their files, as plain values."""
    statement = select(QuarantinedRow.__table__, ImportBatch.file, ImportBatch.facts).join(
        ImportBatch, ImportBatch.id == QuarantinedRow.batch_id
    )
    if state is not None:
        statement = statement.where(QuarantinedRow.state == state)
    if batch is not None:
        statement = statement.where(QuarantinedRow.batch_id == batch)
    if ids is not None:
        statement = statement.where(QuarantinedRow.id.in_(list(ids)))
    found = connection.execute(statement.order_by(QuarantinedRow.batch_id, QuarantinedRow.id))
    return [dict(row._mapping) for row in found]


def settle(connection: Connection, ids: Sequence[int], state: str, by: int | None = None) -> None:
    """Mark rows as repaired or dismissed."""
    if ids:
        connection.execute(
            text("UPDATE problem SET state = :state, repaired_by = :by WHERE id = :id"),
            [{"state": state, "by": by, "id": one} for one in ids],
        )


def retell(connection: Connection, problem: int, told: Problem) -> None:
    """Keep a row that is still wrong, as it now stands."""
    connection.execute(
        update(QuarantinedRow)
        .where(QuarantinedRow.id == problem)
        .values(
            column_name=told.column,
            value=told.value,
            reason=told.reason,
            raw=json.dumps(told.raw, ensure_ascii=False),
        )
    )


def remembered(connection: Connection) -> dict[str, dict[str, Any]]:
    """Give the mappings of files read before, by the fingerprint of their headings."""
    found = connection.execute(select(RememberedMapping.fingerprint, RememberedMapping.mapping))
    return {row[0]: json.loads(row[1]) for row in found}


def remember(connection: Connection, fingerprint: str, mapping: Mapping[str, Any], at: int) -> None:
    """Keep how a file was read for the next one with these headings."""
    connection.execute(
        text("DELETE FROM remembered_mapping WHERE fingerprint = :f"), {"f": fingerprint}
    )
    connection.execute(
        insert(RememberedMapping).values(
            fingerprint=fingerprint, mapping=json.dumps(dict(mapping)), at=at
        )
    )
