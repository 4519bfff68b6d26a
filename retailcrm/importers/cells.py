"""Typed columns: what `Dialect.shape` sees of a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from retailcrm.core.words import say
from retailcrm.importers.amounts import plain_amounts, read_amounts, sign_of
from retailcrm.importers.answers import read_answers
from retailcrm.importers.chunks import Reading
from retailcrm.importers.contacts import read_emails, read_phones
from retailcrm.importers.currencies import currencies_of, headed_sign, usual_sign
from retailcrm.importers.date_order import OrderEvidence, decide_order, order_evidence
from retailcrm.importers.dates import read_birthday
from retailcrm.importers.dialect import Cell, Column
from retailcrm.importers.marks import Evidence, decimal_marks, evidence
from retailcrm.importers.moments import read_dates, read_moments, read_times
from retailcrm.importers.unreadable import BadCell, ColumnRead, by_value

_AMOUNTS = frozenset({Cell.MONEY, Cell.PRECISE, Cell.QUANTITY, Cell.COUNT})
_PRICED = frozenset({Cell.MONEY, Cell.PRECISE})
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
        currency: code or sign that the amounts carry, "" where they carry none.
    """

    marks: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    currency: str = ""


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
    currency = ""
    for part in parts:
        currency = currency or _stated(part, columns)
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
    priced = (named.get(column.role, "") for column in columns if column.cell in _PRICED)
    currency = currency or next(filter(None, map(headed_sign, priced)), "")
    return Decisions(_marks(marks, columns, reading), decide_order(order, reading, named), currency)


def _stated(part: pl.DataFrame, columns: Sequence[Column]) -> str:
    """Give the code, or else the sign, that most amounts of a part carry; "" for none."""
    if "currency" in part.columns:
        codes = part["currency"].drop_nulls().str.strip_chars().unique()
        codes = codes.filter(codes != "")
        return codes[0] if len(codes) == 1 and currencies_of(codes[0]) else ""
    priced = [c.role for c in columns if c.cell in _PRICED and c.role in part.columns]
    return next((sign for role in priced if (sign := usual_sign(part[role]))), "")


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
    cells = _Cells.of(frame, columns, reading, settled)
    done: list[pl.Series] = [cells.row]
    bad: list[BadCell] = []
    left_out: dict[str, int] = {}
    for column in columns:
        read, more = _column(cells, column, reading, settled)
        done.extend(read)
        if column.cell in (Cell.EMAIL, Cell.PHONE):
            left_out |= {column.role: len(more)} if more else {}
        else:
            bad.extend(BadCell(row, column.role, reason) for row, reason in more)
        bad.extend(_too_long(cells, column.role))
        if column.filled:
            bad.extend(_empty(cells.text[column.role], column.role))
    return Typed(pl.DataFrame(done), tuple(bad), left_out)


#: Columns whose parsers do not look past outer spaces by themselves.
_STRIPPED = frozenset({Cell.TEXT, Cell.EMAIL, Cell.PHONE})


@dataclass(frozen=True, slots=True)
class _Cells:
    """A chunk of text prepared for reading, all columns in one pass.

    Attributes:
        row: numbers of the rows.
        text: one column a role; empty cells are null, words have no outer spaces.
        plain: what could be read of the amounts at once.
        longest: bytes of the longest cell by role.
        protected: whether some cell begins with an apostrophe, by role.
    """

    row: pl.Series
    text: pl.DataFrame
    plain: pl.DataFrame
    longest: Mapping[str, int | None]
    protected: Mapping[str, bool | None]

    @classmethod
    def of(
        cls,
        frame: pl.DataFrame,
        columns: Sequence[Column],
        reading: Reading,
        settled: Decisions,
    ) -> "_Cells":
        row = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
        prepared = frame.select(row, *(_prepared(column, frame.columns) for column in columns))
        text = prepared.drop("row")
        scales = {column.role: _scale(column.cell, reading) for column in columns}
        signs = {column.role: sign_of(_own(column.cell, reading)) for column in columns}
        every = pl.all().str
        return cls(
            prepared["row"],
            text,
            text.select(
                plain_amounts(
                    pl.col(role), scale, settled.marks.get(role) or ".", signs[role]
                ).alias(role)
                for role, scale in scales.items()
                if scale is not None
            ),
            text.select(every.len_bytes().max()).row(0, named=True) if columns else {},
            text.select(every.starts_with("'").any()).row(0, named=True) if columns else {},
        )


def _prepared(column: Column, present: Sequence[str]) -> pl.Expr:
    if column.role not in present:
        return pl.lit(None, dtype=pl.String()).alias(column.role)
    text = pl.col(column.role)
    if column.cell in _STRIPPED or column.filled:
        text = text.str.strip_chars()
    return pl.when(text.str.len_bytes() > 0).then(text).alias(column.role)


def _scale(cell: Cell, reading: Reading) -> int | None:
    """Give the decimals that a kind of amount keeps; None for what is no amount."""
    return {
        Cell.MONEY: reading.digits,
        Cell.PRECISE: 6,
        Cell.QUANTITY: 3,
        Cell.COUNT: 0,
    }.get(cell)


def _own(cell: Cell, reading: Reading) -> str:
    """Give the currency that a column of money may be written in; weights have none."""
    return reading.currency if cell in _PRICED else ""


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
    return replace(settled, marks=marks)


def _column(
    cells: _Cells, column: Column, reading: Reading, settled: Decisions
) -> tuple[list[pl.Series], tuple[tuple[int, str], ...]]:
    role, text = column.role, cells.text[column.role]
    if text.null_count() == len(text):
        return _all_empty(column, len(text)), ()
    if column.cell is Cell.MOMENT:
        both = read_moments(text, settled.date_order)
        local, offset, timed_ = both.values
        named = [local.alias(role), offset.alias(f"{role}_offset"), timed_.alias(f"{role}_timed")]
        return named, both.bad
    scale = _scale(column.cell, reading)
    if scale is not None:
        mark = settled.marks.get(role) or "."
        one = read_amounts(text, scale, mark, cells.plain[role], _own(column.cell, reading))
    elif column.cell is Cell.TEXT:
        one = _unprotected(text) if cells.protected[role] else ColumnRead(text)
    else:
        one = _READERS[column.cell](text, reading, settled)
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


def _unprotected(text: pl.Series) -> ColumnRead[pl.Series]:
    """Drop the apostrophe that protects numbers in spreadsheets.

    A family may be called 't Hooft: only what is no small letter was protected.
    """
    return ColumnRead(text.str.replace(r"^'([^a-z])", "${1}"))


_Reader = Callable[[pl.Series, Reading, Decisions], ColumnRead[pl.Series]]

_READERS: dict[Cell, _Reader] = {
    Cell.DATE: lambda text, _, settled: read_dates(text, settled.date_order),
    Cell.TIME: lambda text, *_: read_times(text),
    Cell.BOOL: lambda text, *_: read_answers(text),
    Cell.EMAIL: lambda text, *_: read_emails(text),
    Cell.PHONE: lambda text, reading, _: read_phones(text, reading.country),
    Cell.BIRTHDAY: lambda text, _, settled: by_value(
        text, lambda cell: read_birthday(cell, settled.date_order), pl.String()
    ),
}


def _too_long(cells: _Cells, role: str) -> list[BadCell]:
    longest = cells.longest[role]
    if longest is None or longest <= LONGEST_CELL:
        return []
    lengths = cells.text[role].str.len_chars()
    rows = (lengths > LONGEST_CELL).fill_null(value=False).arg_true()
    return [
        BadCell(row, role, say("A text of {count} characters is too long", count=lengths[row]))
        for row in rows
    ]


def _empty(text: pl.Series, role: str) -> list[BadCell]:
    if not text.null_count():
        return []
    return [BadCell(row, role, say("Empty, but needed")) for row in text.is_null().arg_true()]
