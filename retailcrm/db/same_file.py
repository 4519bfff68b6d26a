"""What must be known of an import to tell that its very file has come once more."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from retailcrm.db.batches import Batch, batch_from
from retailcrm.models.batches import ImportBatch, QuarantinedRow

#: So many imports later, reading a file anew costs less than looking all of them through.
_MOST_LATER = 400


@dataclass(frozen=True, slots=True)
class OpenRows:
    """Rows of one import that still wait: how many, and the first ones."""

    count: int
    rows: tuple[dict[str, Any], ...]


def prints(connection: Connection, mark: str) -> list[Batch]:
    """List the imports in force of files with this content, newest first."""
    statement = (
        select(ImportBatch.__table__)
        .where(ImportBatch.state == "done", ImportBatch.facts.contains(mark, autoescape=True))
        .order_by(ImportBatch.id.desc())
    )
    found = [batch_from(row) for row in connection.execute(statement)]
    return [one for one in found if one.facts.get("print", {}).get("mark") == mark]


def batches_since(connection: Connection, batch: int) -> list[Batch] | None:
    """List the imports after one, also undone ones; None where they are many."""
    statement = select(ImportBatch.__table__).where(ImportBatch.id > batch)
    found = connection.execute(statement.limit(_MOST_LATER + 1)).all()
    return None if len(found) > _MOST_LATER else [batch_from(row) for row in found]


def open_rows(connection: Connection, batches: Sequence[int], most: int) -> OpenRows:
    """Give the rows of imports of one file that wait in quarantine, in the file's order."""
    columns = ("line", "sheet", "column_name", "value", "reason", "raw")
    statement = (
        select(*(getattr(QuarantinedRow, name) for name in columns))
        .where(QuarantinedRow.batch_id.in_(batches), QuarantinedRow.state == "open")
        .order_by(QuarantinedRow.id)
    )
    found = connection.execute(statement).all()
    rows = tuple(
        {
            "line": row.line,
            "column": row.column_name,
            "value": row.value,
            "reason": row.reason,
            "raw": tuple(json.loads(row.raw)),
            "sheet": row.sheet,
        }
        for row in found[:most]
    )
    return OpenRows(len(found), rows)


def receipts_of(connection: Connection, batch: int) -> int:
    """Count the receipts that came with an import and still are its own."""
    return _count(connection, "receipt", batch)


def traces_of(connection: Connection, batch: int) -> int:
    """Count the keys of customers, their corrections and their answers that an import told."""
    tables = ("identity", "customer_revision", "consent_event", "receipt_revision")
    return sum(_count(connection, table, batch) for table in tables)


def _count(connection: Connection, table: str, batch: int) -> int:
    statement = text(f"SELECT COUNT(*) FROM {table} WHERE batch_id = :batch")
    return int(connection.scalar(statement, {"batch": batch}) or 0)


def store_names(connection: Connection) -> dict[int, str]:
    """Give the name of each store."""
    found = connection.execute(text("SELECT id, name FROM store"))
    return {row.id: row.name for row in found}
