"""Everyone's group, segment and stage at the end of a month, kept as one small block."""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select, text

from retailcrm.db.fitted import drop_fits, drop_fits_since
from retailcrm.models.records import GroupSnapshot


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Labels of all customers on a day, in the order of their ids; -1 stands for none."""

    day: int
    ids: NDArray[np.int64]
    group: NDArray[np.int8]
    segment: NDArray[np.int8]
    stage: NDArray[np.int8]


def read_snapshot(connection: Connection, month: int, rules: str) -> Snapshot | None:
    """Give the labels kept for a month under these rules; None if there are none."""
    row = connection.execute(
        select(GroupSnapshot.day, GroupSnapshot.rules, GroupSnapshot.block).where(
            GroupSnapshot.month == month
        )
    ).one_or_none()
    if row is None or row.rules != rules:
        return None
    with np.load(io.BytesIO(row.block)) as arrays:
        return Snapshot(row.day, *(arrays[name] for name in ("ids", "group", "segment", "stage")))


def write_snapshot(
    connection: Connection, month: int, rules: str, version: int, labels: Snapshot
) -> None:
    """Keep the labels of a month in place of earlier ones."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        ids=labels.ids,
        group=labels.group,
        segment=labels.segment,
        stage=labels.stage,
    )
    connection.execute(delete(GroupSnapshot).where(GroupSnapshot.month == month))
    connection.execute(
        insert(GroupSnapshot).values(
            month=month, day=labels.day, rules=rules, version=version, block=out.getvalue()
        )
    )


def drop_snapshots_since(connection: Connection, day: int) -> None:
    """Forget labels, and models they rest on, of days whose data changed afterwards."""
    connection.execute(delete(GroupSnapshot).where(GroupSnapshot.day >= day))
    drop_fits_since(connection, day)


def drop_snapshots(connection: Connection) -> None:
    """Forget all labels and models, after a change that may reach back to any day."""
    connection.execute(delete(GroupSnapshot))
    drop_fits(connection)


def first_corrected(connection: Connection, batch: int) -> int | None:
    """Give the earliest day of the receipts that a batch corrected."""
    found: int | None = connection.scalar(
        text(
            "SELECT MIN(day) FROM receipt_revision "
            "JOIN receipt ON receipt.id = receipt_id WHERE receipt_revision.batch_id = :batch"
        ),
        {"batch": batch},
    )
    return found
