"""Typed columns: what `Dialect.shape` sees of a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from retailcrm.core.words import say
from retailcrm.importers.amounts import read_amounts
from retailcrm.importers.answers import read_answers
from retailcrm.importers.chunks import Reading
from retailcrm.importers.contacts import read_emails, read_phones
from retailcrm.importers.date_order import OrderEvidence, decide_order, order_evidence
from retailcrm.importers.dates import read_birthday
from retailcrm.importers.dialect import Cell, Column
from retailcrm.importers.marks import Evidence, decimal_marks, evidence
from retailcrm.importers.moments import read_dates, read_moments, read_times
from retailcrm.importers.unreadable import BadCell, ColumnRead, by_value

_AMOUNTS = frozenset({Cell.MONEY, Cell.PRECISE, Cell.QUANTITY, Cell.COUNT})
_DATES = frozenset({Cell.DATE, Cell.MOMENT, Cell.BIRTHDAY})
#: What a spreadsheet cell can hold at most; longer text is no shop's.
LONGEST_CELL = 32_767

TYPES: dict[Cell, pl.DataType] = {
    Cell.TEXT: pl.String(),
    Cell.MONEY: pl.Int64(),
    Cell.PRECISE: pl.Int64(),
    Cell.QUANTITY: pl.Int64(),
    Cell.COUNT: pl.Int64(),
    Cell.DATE: pl.Int32(),
    Cell.TIME: pl.Int32(),
    Cell.MOMENT: pl.Int64(),
    Cell.BOOL: pl.Boolean(),
    Cell.EMAIL: pl.String(),
    Cell.PHONE: pl.String(),
    Cell.BIRTHDAY: pl.String(),
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was settled for a whole file before its cells are read.

    Attributes:
        marks: decimal sign by role; "" or missing where no cell has shown one yet.
        date_order: "dmy", "mdy", "ymd", or "" where no date needs one.
    """

    marks: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A chunk after reading.

    Attributes:
        frame: one column a role (two more, ROLE_offset and ROLE_timed, for moments), plus
            `row`, the number of the row in the chunk.
        bad: cells that cannot be read; their value is null.
        left_out: how many e-mail addresses and phone numbers were none, by role.
    """

    frame: pl.DataFrame
    bad: tuple[BadCell, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def decide(
    parts: Iterable[pl.DataFrame],
    columns: Sequence[Column],
    reading: Reading,
    headings: Mapping[str, str] | None = None,
) -> Decisions:
    """Settle decimal signs and date order from as much of the file as that takes.

    Args:
        parts: the file's text by role, part by part; read no further than needed.
        columns: what is read.
        reading: what the caller knows.
        headings: heading by role, for the sentence that asks.

    Raises:
        UserError: where the date order stays open.
    """
    marks: dict[str, Evidence] = {}
    order = OrderEvidence()
    for part in parts:
        present = [column for column in columns if column.role in part.columns]
        for column in present:
            if column.cell in _AMOUNTS:
                seen = evidence(part[column.role])
                marks[column.role] = marks.get(column.role, Evidence()).plus(seen)
        order = order.plus(
            order_evidence(part, [column.role for column in present if column.cell in _DATES])
        )
        if order.settled and all(seen.settled for seen in marks.values()):
            break
    named = headings or {column.role: column.names[0] for column in columns}
    return Decisions(_marks(marks, columns, reading), decide_order(order, reading, named))


def _marks(
    seen: Mapping[str, Evidence], columns: Sequence[Column], reading: Reading
) -> dict[str, str]:
    money = [column.role for column in columns if column.cell is Cell.MONEY]
    others = [column.role for column in columns if column.cell in _AMOUNTS - {Cell.MONEY}]
    three = money if reading.digits == 3 else []  # noqa: PLR2004 - decimals of the dinars
    return decimal_marks(seen, three, others)


def typed(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    reading: Reading,
    decisions: Decisions | None = None,
) -> Typed:
    """Read a chunk of text into typed columns, as documented at `Cell`.

    Args:
        frame: text columns named by role; roles that the file lacks become null.
        columns: what is read.
        reading: what the file itself does not say.
        decisions: settled for the whole file; None: from this chunk alone.
    """
    settled = decisions or decide([frame], columns, reading)
    settled = _completed(settled, frame, columns, reading)
    done: list[pl.Series] = [pl.int_range(len(frame), dtype=pl.Int64, eager=True).alias("row")]
    bad: list[BadCell] = []
    left_out: dict[str, int] = {}
    for column in columns:
        text = _cells(frame, column)
        too_long = _too_long(text, column.role)
        read, more = _column(text, column, reading, settled)
        done.extend(read)
        if column.cell in (Cell.EMAIL, Cell.PHONE):
            left_out |= {column.role: len(more)} if more else {}
        else:
            bad.extend(BadCell(row, column.role, reason) for row, reason in more)
        bad.extend(too_long)
        if column.filled:
            bad.extend(_empty(text, column.role))
    return Typed(pl.DataFrame(done), tuple(bad), left_out)


def _completed(
    settled: Decisions, frame: pl.DataFrame, columns: Sequence[Column], reading: Reading
) -> Decisions:
    """Settle the decimal sign here for columns that had shown none before."""
    open_roles = [
        column
        for column in columns
        if column.cell in _AMOUNTS
        and column.role in frame.columns
        and not settled.marks.get(column.role)
    ]
    if not open_roles:
        return settled
    common = {mark for mark in settled.marks.values() if mark}
    own = _marks({c.role: evidence(frame[c.role]) for c in open_roles}, columns, reading)
    usual = common.pop() if len(common) == 1 else "."
    marks = {**settled.marks, **{role: mark or usual for role, mark in own.items()}}
    return Decisions(marks, settled.date_order)


#: Columns whose parsers do not look past outer spaces by themselves.
_STRIPPED = frozenset({Cell.TEXT, Cell.EMAIL, Cell.PHONE})


def _cells(frame: pl.DataFrame, column: Column) -> pl.Series:
    """Give the column with empty cells as null, words without outer spaces."""
    if column.role not in frame.columns:
        return pl.Series(column.role, [None], dtype=pl.String).new_from_index(0, len(frame))
    text = frame[column.role]
    if column.cell in _STRIPPED or column.filled:
        text = text.str.strip_chars()
    return text.zip_with(text.str.len_bytes() > 0, pl.Series([None], dtype=pl.String))


def _column(
    text: pl.Series, column: Column, reading: Reading, settled: Decisions
) -> tuple[list[pl.Series], tuple[tuple[int, str], ...]]:
    role = column.role
    if text.null_count() == len(text):
        return _all_empty(column, len(text)), ()
    if column.cell is Cell.MOMENT:
        both = read_moments(text, settled.date_order)
        local, offset, timed_ = both.values
        named = [local.alias(role), offset.alias(f"{role}_offset"), timed_.alias(f"{role}_timed")]
        return named, both.bad
    one = _READERS[column.cell](text, role, reading, settled)
    return [one.values.alias(role)], one.bad


def _all_empty(column: Column, height: int) -> list[pl.Series]:
    role = column.role
    kinds: dict[str, pl.DataType] = {role: TYPES[column.cell]}
    if column.cell is Cell.MOMENT:
        kinds |= {f"{role}_offset": pl.Int32(), f"{role}_timed": pl.Boolean()}
    return [
        pl.Series(name, [None], dtype=kind).new_from_index(0, height)
        for name, kind in kinds.items()
    ]


def read_texts(text: pl.Series) -> ColumnRead[pl.Series]:
    """Give words as they stand, without the apostrophe that protects numbers in spreadsheets."""
    if text.str.starts_with("'").any():
        # A family may be called 't Hooft: only what is no small letter was protected.
        text = text.str.replace(r"^'([^a-z])", "${1}")
    return ColumnRead(text)


_Reader = Callable[[pl.Series, str, Reading, Decisions], ColumnRead[pl.Series]]


def _amounts(scale: int) -> _Reader:
    return lambda text, role, _, settled: read_amounts(text, scale, settled.marks.get(role) or ".")


_READERS: dict[Cell, _Reader] = {
    Cell.TEXT: lambda text, *_: read_texts(text),
    Cell.MONEY: lambda text, role, reading, settled: read_amounts(
        text, reading.digits, settled.marks.get(role) or "."
    ),
    Cell.PRECISE: _amounts(6),
    Cell.QUANTITY: _amounts(3),
    Cell.COUNT: _amounts(0),
    Cell.DATE: lambda text, _, __, settled: read_dates(text, settled.date_order),
    Cell.TIME: lambda text, *_: read_times(text),
    Cell.BOOL: lambda text, *_: read_answers(text),
    Cell.EMAIL: lambda text, *_: read_emails(text),
    Cell.PHONE: lambda text, _, reading, __: read_phones(text, reading.country),
    Cell.BIRTHDAY: lambda text, _, __, settled: by_value(
        text, lambda cell: read_birthday(cell, settled.date_order), pl.String()
    ),
}


def _too_long(text: pl.Series, role: str) -> list[BadCell]:
    longest = text.str.len_bytes().max()
    if not isinstance(longest, int) or longest <= LONGEST_CELL:
        return []
    lengths = text.str.len_chars()
    rows = (lengths > LONGEST_CELL).fill_null(value=False).arg_true()
    return [
        BadCell(row, role, say("A text of {count} characters is too long", count=lengths[row]))
        for row in rows
    ]


def _empty(text: pl.Series, role: str) -> list[BadCell]:
    if not text.null_count():
        return []
    return [BadCell(row, role, say("Empty, but needed")) for row in text.is_null().arg_true()]
