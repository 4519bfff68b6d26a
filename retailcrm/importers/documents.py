"""Rows that belong together: documents that chunks must not cut, and their shared cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from retailcrm.importers.plan import Plan
from retailcrm.importers.table import LINE, Block, OddRow, RawOf

#: One receipt of so many rows is none; its rows are read as they come.
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """Whole documents of a file.

    Attributes:
        text: `line` and one text column a role.
        odd: rows that are no rows of the table.
        totals: lines passed over because they add up others or repeat the headings.
        raw: gives all cells of the row that begins on a line.
        position: bytes read so far.
    """

    text: pl.DataFrame
    odd: tuple[OddRow, ...]
    totals: tuple[int, ...]
    raw: RawOf
    position: int


def parts(blocks: Iterator[Block], plan: Plan) -> Iterator[Part]:
    """Cut blocks so that no document begins in one part and ends in another."""
    key = plan.dialect.receipt if plan.dialect.receipt in plan.at else ""
    held: pl.DataFrame | None = None
    older: RawOf | None = None
    last: Block | None = None
    for block in blocks:
        if last is not None:
            part, held, older = _cut(last, plan, key, held, older)
            yield part
        last = block
    if last is not None:
        yield _whole(last, plan, held, older)


def by_role(block: Block, plan: Plan) -> pl.DataFrame:
    """Name a block's columns by role."""
    columns = [pl.col(str(at)).alias(role) for role, at in plan.at.items()]
    return block.text.select(pl.col(LINE).alias(ROW_LINE), *columns)


#: Column with the line of the file in a part's frame; no role is called so.
ROW_LINE = "_line"


def _whole(block: Block, plan: Plan, held: pl.DataFrame | None, older: RawOf | None) -> Part:
    text = by_role(block, plan)
    raw = block.raw
    if held is not None and older is not None:
        text = pl.concat([held, text])
        raw = _either(older, raw, int(held[ROW_LINE].max()))  # type: ignore[arg-type]
    return Part(text, block.odd, block.totals, raw, block.position)


def _cut(
    block: Block, plan: Plan, key: str, held: pl.DataFrame | None, older: RawOf | None
) -> tuple[Part, pl.DataFrame | None, RawOf | None]:
    part = _whole(block, plan, held, older)
    if not key or part.text.is_empty():
        return part, None, None
    open_ = _open_rows(part.text, key)
    if open_.sum() in (0, len(open_)) or open_.sum() > _MOST_ROWS:
        return part, None, None
    done, rest = _divided(part.text, open_)
    whole = Part(done, part.odd, part.totals, part.raw, part.position)
    # Rows of this block alone need no older block to show them; holding on would hold them all.
    fresh = held is None or rest[ROW_LINE].min() > held[ROW_LINE].max()  # type: ignore[operator]
    return whole, rest, block.raw if fresh else part.raw


def _divided(text: pl.DataFrame, open_: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the open document from the others; where it stands last, nothing is copied."""
    count = int(open_.sum())
    if bool(open_.tail(count).all()):
        return text.head(len(text) - count), text.tail(count)
    return text.filter(~open_), text.filter(open_)


def _open_rows(text: pl.DataFrame, key: str) -> pl.Series:
    """Mark the rows of the document that may go on in the next block."""
    values = text[key].fill_null("")
    filled = values.filter(values != "")
    if filled.is_empty():
        return pl.repeat(value=True, n=len(text), eager=True)
    same: pl.Series = values == filled[-1]
    if values[-1] == "":  # continuation rows without the number
        first = same.arg_true()[-1]
        same = same | (pl.int_range(len(text), eager=True) > first)
    return same


def _either(older: RawOf, newer: RawOf, border: int) -> RawOf:
    return lambda line: older(line) if line <= border else newer(line)


def fill_down(text: pl.DataFrame, roles: Sequence[str], receipt: str) -> pl.DataFrame:
    """Give every row of a document the cells that stand only on its first row."""
    present = [role for role in roles if role in text.columns]
    if not present:
        return text
    if receipt in present:
        number = pl.when(pl.col(receipt).fill_null("") != "").then(pl.col(receipt))
        text = text.with_columns(number.forward_fill().fill_null("").alias(receipt))
        present.remove(receipt)
    if receipt not in text.columns or not present:
        return text
    # A blank head (no e-mail told) must not take the cell of the document before it.
    return text.with_columns(
        pl.when(pl.col(role) != "").then(pl.col(role)).otherwise(_first_filled(role, receipt))
        for role in present
    )


def _first_filled(role: str, receipt: str) -> pl.Expr:
    filled = pl.col(role).filter(pl.col(role) != "")
    return filled.first().over(receipt).fill_null("")


def siblings(text: pl.DataFrame, receipt: str, rows: Sequence[int]) -> dict[int, int]:
    """Give, for each further row of the documents of `rows`, the row that spoils it."""
    if receipt not in text.columns or not rows:
        return {}
    values = text[receipt]
    spoiled: dict[str, int] = {}
    for row in rows:
        if values[row]:
            spoiled.setdefault(values[row], row)
    if not spoiled:
        return {}
    known = frozenset(rows)
    same = values.is_in(list(spoiled)).arg_true()
    return {row: spoiled[values[row]] for row in same if row not in known}
