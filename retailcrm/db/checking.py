"""Are the books sound? Every sum is rebuilt from the lines and held against what is kept."""

from collections.abc import Iterator

import polars as pl
from sqlalchemy import Connection, text

from retailcrm.db.bulk import table_of
from retailcrm.db.measures import SUMMARIES, Sums
from retailcrm.db.receipt_frames import in_blocks, take

_HEADS_AGREE = text(
    "SELECT COUNT(*) FROM receipt LEFT JOIN (SELECT receipt_id, COUNT(*) AS lines, "
    "SUM(CASE WHEN gift = 0 THEN gross ELSE 0 END) AS gross, "
    "SUM(CASE WHEN gift = 0 THEN discount ELSE 0 END) AS discount, SUM(tax) AS tax, "
    "SUM(refunded) AS refunded, SUM(CASE WHEN gift = 1 THEN gross ELSE 0 END) AS gift "
    "FROM receipt_line GROUP BY receipt_id) AS told ON told.receipt_id = receipt.id "
    "WHERE told.receipt_id IS NULL OR receipt.lines <> told.lines OR receipt.gross <> told.gross "
    "OR receipt.discount <> told.discount OR receipt.tax <> told.tax "
    "OR receipt.refunded <> told.refunded OR receipt.gift <> told.gift"
)
_DANGLING = (
    ("receipt", "customer_id", "customer"),
    ("receipt", "identity_id", "identity"),
    ("receipt", "store_id", "store"),
    ("receipt", "batch_id", "import_batch"),
    ("receipt_line", "receipt_id", "receipt"),
    ("receipt_line", "product_id", "product"),
    ("identity", "customer_id", "customer"),
    ("customer_day", "customer_id", "customer"),
)


def database_sound(connection: Connection) -> bool:
    """Ask the database itself whether its file is whole."""
    if connection.dialect.name != "sqlite":
        return True
    return str(connection.scalar(text("PRAGMA quick_check"))) == "ok"


def heads_that_disagree(connection: Connection) -> int:
    """Count receipts whose head is not the sum of its lines."""
    return int(connection.scalar(_HEADS_AGREE) or 0)


def dangling(connection: Connection) -> int:
    """Count rows that point at nothing."""
    return sum(
        int(
            connection.scalar(
                text(
                    f"SELECT COUNT(*) FROM {child} WHERE {column} IS NOT NULL AND NOT EXISTS "
                    f"(SELECT 1 FROM {parent} WHERE {parent}.id = {child}.{column})"
                )
            )
            or 0
        )
        for child, column, parent in _DANGLING
    )


def sums_that_disagree(connection: Connection) -> Iterator[tuple[str, int]]:
    """Rebuild every sum from the lines; give (table, rows that differ) of each.

    Receipts are measured by the same code as at import, block by block.
    """
    rebuilt = rebuild(connection)
    for (model, _), frame in zip(SUMMARIES, rebuilt, strict=True):
        kept = _kept(connection, model)
        yield table_of(model).name, _differing(kept, frame.select(kept.columns))


def rebuild(connection: Connection) -> tuple[pl.DataFrame, ...]:
    """Measure every receipt anew; give the rows of each summary, those with counts alone."""
    sums = Sums()
    ids = list(connection.scalars(text("SELECT id FROM receipt ORDER BY id")))
    for block in in_blocks(ids):
        take(connection, sums, block, 1)
    return tuple(
        _total(model, frames) for (model, _), frames in zip(SUMMARIES, sums.frames, strict=True)
    )


def _total(model: type, frames: list[pl.DataFrame]) -> pl.DataFrame:
    names = [column.name for column in table_of(model).columns]
    keys = [column.name for column in table_of(model).primary_key]
    if not frames:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.Int64))
    return pl.concat(frames).group_by(keys).sum().select(pl.col(names).cast(pl.Int64))


def _kept(connection: Connection, model: type) -> pl.DataFrame:
    names = [column.name for column in table_of(model).columns]
    found = connection.execute(text(f"SELECT {', '.join(names)} FROM {table_of(model).name}"))
    return pl.DataFrame(
        [tuple(row) for row in found], schema=dict.fromkeys(names, pl.Int64), orient="row"
    )


def _differing(kept: pl.DataFrame, rebuilt: pl.DataFrame) -> int:
    everything = list(kept.columns)
    moving = _moving(kept), _moving(rebuilt)
    return (
        moving[0].join(moving[1], on=everything, how="anti").height
        + moving[1].join(moving[0], on=everything, how="anti").height
    )


def _moving(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out rows that count nothing; a rebuild has none of them."""
    counts = [name for name in frame.columns if name in {"receipts", "returns", "voided", "lines"}]
    return frame.filter(pl.any_horizontal(pl.col(name) != 0 for name in counts))
