"""Drives a dialect over a file: text to chunks, every row imported, passed over or explained."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.importers.cells import Decisions, Typed, decide, typed
from retailcrm.importers.chunks import CUSTOMERS, LINES, Chunk, FileFacts, Reading
from retailcrm.importers.dialect import Dialect, Shaped
from retailcrm.importers.documents import ROW_LINE, Part, by_role, fill_down, parts, siblings
from retailcrm.importers.masking import MASKED, is_key, mask_column, masked
from retailcrm.importers.plan import Plan
from retailcrm.importers.table import OddRow, Table

#: The first block is small: it settles the questions for most files.
_FIRST = 2 << 20
_MOST_VALUE = 200

#: What a missing column of a chunk holds; all others are null.
_NOUGHT = frozenset({"part", "quantity", "gross", "discount", "net", "tax", "refunded", "tip"})


@dataclass(frozen=True, slots=True, eq=False)
class TableSource:
    """One recognised file, ready to be read any number of times."""

    table: Table
    plan: Plan
    reading: Reading
    decisions: Decisions
    facts: FileFacts
    keep: object = None  # holds an unpacked archive open as long as its files are read

    @property
    def size(self) -> int:
        """Bytes, for progress."""
        return self.table.size

    def chunks(self) -> Iterator[Chunk]:
        """Read the file: bounded memory, chunks end between receipts."""
        for part in parts(self.table.blocks(self.plan.wanted), self.plan):
            yield self._chunk(part)

    def _chunk(self, part: Part) -> Chunk:
        dialect = self.plan.dialect
        text = fill_down(part.text, dialect.fill_down, dialect.receipt)
        read = typed(text, dialect.columns, self.reading, self.decisions)
        problems = _Problems(part, self.plan, self.table.sheet)
        for odd in part.odd:
            problems.odd(odd)
        good = _without(read.frame, problems.bad_cells(read, text))
        shaped = self._shaped(good)
        for row, role, reason in shaped.problems:
            problems.row(row, role, reason)
        return self._result(part, text, shaped, problems, read)

    def _shaped(self, good: pl.DataFrame) -> Shaped:
        if good.is_empty():
            return Shaped(good.select("row"))
        return self.plan.dialect.shape(good, self.reading)

    def _result(
        self, part: Part, text: pl.DataFrame, shaped: Shaped, problems: "_Problems", read: Typed
    ) -> Chunk:
        frame = _completed(shaped.frame, text[ROW_LINE], self.plan.dialect.kind, self.reading)
        frame = frame.with_columns(
            mask_column(frame[name], name) for name in MASKED if name in frame.columns
        )
        sales = self.plan.dialect.kind == "sales"
        return Chunk(
            lines=frame if sales else None,
            customers=None if sales else frame,
            problems=problems.sorted(),
            rows=len(text) + len(part.odd),
            passed=shaped.passed + len(part.totals),
            position=part.position,
            notes=self._notes(part, read),
        )

    def _notes(self, part: Part, read: Typed) -> tuple[str, ...]:
        left_out = (
            say(
                'Some cells under "{column}" are no e-mail address or phone number; they were '
                "left out.",
                column=self.plan.headings[role],
            )
            for role in read.left_out
        )
        totals = (
            say("Line {line} adds up others or repeats the headings; it was passed over.", line=one)
            for one in part.totals[:20]
        )
        return (*left_out, *totals)


class _Problems:
    """Collects the rows kept aside of one part, each row once."""

    def __init__(self, part: Part, plan: Plan, sheet: str) -> None:
        self._part = part
        self._plan = plan
        self._sheet = sheet
        self._found: dict[int, Problem] = {}
        self._keys = frozenset(at for role, at in plan.at.items() if is_key(role))

    def odd(self, row: OddRow) -> None:
        """Keep a row that does not fit the headings."""
        self._found[row.line] = Problem(
            row.line, "", "", row.reason, self._masked(row.cells), self._sheet
        )

    def row(self, row: int, role: str, reason: str) -> None:
        """Keep a row for one of its cells, or as a whole where the role is empty."""
        line = int(self._part.text[ROW_LINE][row])
        if line in self._found:
            return
        raw = self._masked(self._part.raw(line))
        at = self._plan.at.get(role)
        value = raw[at] if at is not None and at < len(raw) else ""
        heading = self._plan.headings.get(role, "")
        self._found[line] = Problem(line, heading, value[:_MOST_VALUE], reason, raw, self._sheet)

    def bad_cells(self, read: Typed, text: pl.DataFrame) -> list[int]:
        """Keep the rows with bad cells, and where totals are stated the rest of the receipt.

        Returns:
            The rows kept, as numbers in the part.
        """
        rows: dict[int, None] = {}
        for cell in read.bad:
            self.row(cell.row, cell.role, cell.reason)
            rows[cell.row] = None
        if not self._plan.dialect.whole or not rows:
            return list(rows)
        lines = self._part.text[ROW_LINE]
        others = siblings(text, self._plan.dialect.receipt, list(rows))
        for row, spoiler in others.items():
            self.row(
                row,
                "",
                say("Kept aside with line {line} of the same receipt", line=lines[spoiler]),
            )
        return [*rows, *others]

    def sorted(self) -> tuple[Problem, ...]:
        """Give them in the order of the file."""
        return tuple(self._found[line] for line in sorted(self._found))

    def _masked(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cell if at in self._keys else masked(cell) for at, cell in enumerate(cells))


def _without(frame: pl.DataFrame, rows: list[int]) -> pl.DataFrame:
    if not rows:
        return frame
    return frame.filter(~pl.col("row").is_in(rows))


def _completed(frame: pl.DataFrame, lines: pl.Series, kind: str, reading: Reading) -> pl.DataFrame:
    """Give all columns of the contract, missing ones as null, nought or no."""
    schema = LINES if kind == "sales" else CUSTOMERS
    if "line" not in frame.columns:
        frame = frame.with_columns(lines.gather(frame["row"]).alias("line"))
    told = {"store": reading.store, "channel": reading.channel}
    columns = [
        _column(name, dtype, told.get(name), present=name in frame.columns)
        for name, dtype in schema.items()
    ]
    return frame.select(columns)


def _column(name: str, dtype: pl.DataType, told: str | None, *, present: bool) -> pl.Expr:
    known = pl.col(name).cast(dtype) if present else pl.lit(None, dtype=dtype)
    if name in _NOUGHT:
        known = known.fill_null(0)
    elif name in ("voided", "gift", "complete"):
        known = known.fill_null(value=False)
    elif told is not None:
        known = known.fill_null(told)
    return known.alias(name)


def source_of(
    table: Table, plan: Plan, reading: Reading, mapping: Mapping[str, str], keep: object = None
) -> TableSource:
    """Settle what must be known before a file is read, and make it ready.

    Args:
        table: the file.
        plan: the dialect and where it finds its columns.
        reading: what the file itself does not say.
        mapping: role to heading, for a mapped file.
        keep: held as long as the source is.

    Raises:
        UserError: where the order of the dates stays open.
    """
    blocks = table.blocks(plan.wanted, first=_FIRST)
    dialect = plan.dialect
    settled = decide(
        (by_role(block, plan) for block in blocks), dialect.columns, reading, plan.headings
    )
    facts = FileFacts(
        name=table.name,
        dialect=dialect.key,
        family=dialect.family,
        title=dialect.title,
        kind=dialect.kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_line=table.header_line,
        columns=table.headings,
        used=plan.used,
        date_order=settled.date_order,
        mapping=tuple(mapping.items()),
        notes=_explained(dialect, settled, plan),
        currency=settled.currency,
        by_person=dialect.by_person,
    )
    reading = replace(reading, date_order=settled.date_order or None)
    return TableSource(table, plan, reading, settled, facts, keep)


_ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


def _explained(dialect: Dialect, settled: Decisions, plan: Plan) -> tuple[str, ...]:
    notes = []
    if settled.date_order:
        notes.append(say("Dates are read {order}.", order=say(_ORDERS[settled.date_order])))
    if any(mark == "," for mark in settled.marks.values()):
        notes.append(say("Decimals are read behind a comma."))
    unread = [column.names[0] for column in dialect.columns if column.role not in plan.at]
    if unread and dialect.key != "mapped":
        notes.append(say("The file has no column {names}.", names=", ".join(unread)))
    return tuple(notes)
