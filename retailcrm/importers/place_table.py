"""A table of places: postcode, households, and whatever else a statistics office tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from retailcrm.analytics.postcodes import Postcodes, usual_digits
from retailcrm.core.errors import UserError
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.core.written import NOTHING
from retailcrm.importers.amounts import read_amount
from retailcrm.importers.marks import decimal_marks, evidence
from retailcrm.importers.opening import open_tables
from retailcrm.importers.place_headings import (
    HOUSEHOLDS,
    NAME,
    POSTCODE,
    is_sensitive,
    roles_by_name,
)
from retailcrm.importers.table import LINE, OddRow, Table
from retailcrm.importers.unreadable import Unreadable

_DECIMALS = 6
_LINE = "\x00line"  # no heading is called so
#: Statistics offices write what they cannot tell as a huge negative number.
_UNTOLD = -100_000_000
_MARKS = frozenset({"(x)", "x", "*", "**", "***", "****", ":", ".", "..", "...", "/"})
#: A column is a measure if this share of its filled cells are numbers.
_MOSTLY = 0.8
MOST_PLACES = 200_000


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as told; measures that are not told are missing."""

    line: int
    postcode: str
    name: str
    households: int | None
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """A file of places after reading.

    Attributes:
        file: its name.
        columns: heading of the postcode, the households and the name, by role.
        measures: headings of the numbers that are kept.
        left_out: (heading, why) of columns that are not.
        rows: the places.
        problems: rows that cannot be used.
        filled: postcodes whose lost zeros were put back.
    """

    file: str
    columns: Mapping[str, str]
    measures: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    rows: tuple[PlaceRow, ...]
    problems: tuple[Problem, ...]
    filled: int


@dataclass(slots=True)
class _Found:
    rows: list[PlaceRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    filled: int = 0


def read_places(path: Path, country: str = "", told: Mapping[str, str] | None = None) -> PlaceTable:
    """Read a table of places from a CSV file or a workbook.

    Args:
        path: of the file.
        country: two letters, for the length of its postcodes; empty if unknown.
        told: heading by role (`postcode`, `households`, `name`) where the person said which.

    Raises:
        UserError: the file cannot be read, or has no column of postcodes.
    """
    table = _table_of(path, told or {})
    columns = _columns(table.headings, told or {}, table.name)
    cells, odd = _cells(table)
    codes = Postcodes(country, usual_digits(cells[columns[POSTCODE]].to_list()))
    marks = _decimal_marks(cells)
    measures, left_out = _measures(table.headings, columns, cells, marks)
    found = _Found(problems=[Problem(one.line, "", "", one.reason, one.cells) for one in odd])
    for row in cells.iter_rows(named=True):
        _take(row, columns, measures, marks, (codes, found))
    problems = tuple(sorted(found.problems, key=lambda one: one.line))
    return PlaceTable(
        table.name, columns, measures, left_out, tuple(found.rows), problems, found.filled
    )


def _table_of(path: Path, told: Mapping[str, str]) -> Table:
    """Choose the first table that has a column of postcodes."""
    opened = list(open_tables(path, _nobodys))
    if not opened:
        raise UserError(say('"{name}" holds no table.', name=path.name))
    for one in opened:
        if POSTCODE in roles_by_name(one.table.headings) or told.get(POSTCODE) in set(
            one.table.headings
        ):
            return one.table
    return opened[0].table


def _nobodys(_headings: Sequence[str]) -> bool:
    return False


def _columns(headings: Sequence[str], told: Mapping[str, str], name: str) -> dict[str, str]:
    for heading in told.values():
        if heading not in headings:
            raise UserError(
                say('"{name}" has no column "{column}".', name=name, column=heading),
                say("Its columns are: {columns}.", columns=", ".join(filter(None, headings))),
            )
    columns = {**roles_by_name(headings), **told}
    if POSTCODE not in columns:
        raise UserError(
            say('"{name}" has no column of postcodes.', name=name),
            say("Name it Postcode or ZIP, or say which column it is."),
        )
    return columns


def _cells(table: Table) -> tuple[pl.DataFrame, list[OddRow]]:
    """Read all cells as text, a column a heading (of equal ones the first), and the odd rows."""
    first: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        if heading:
            first.setdefault(heading, at)
    wanted = sorted(first.values())
    blocks = list(table.blocks(wanted))
    odd = [one for block in blocks for one in block.odd]
    empty = pl.DataFrame({LINE: pl.Series([], dtype=pl.Int64)} | {
        str(at): pl.Series([], dtype=pl.String) for at in wanted
    })  # fmt: skip
    text = pl.concat([empty, *(block.text for block in blocks)])
    if text.height > MOST_PLACES:
        raise UserError(
            say('"{name}" has too many rows for a table of places.', name=table.name),
            say("Keep the places around the shop."),
        )
    names = {str(at): heading for heading, at in first.items()}
    named = text.rename({LINE: _LINE, **names})
    return named.with_columns(pl.col(list(first)).fill_null("")), odd


def _decimal_marks(cells: pl.DataFrame) -> dict[str, str]:
    seen = {name: evidence(cells[name]) for name in cells.columns if name != _LINE}
    return decimal_marks(seen)


def _measures(
    headings: Sequence[str],
    columns: Mapping[str, str],
    cells: pl.DataFrame,
    marks: Mapping[str, str],
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Give the columns of numbers, and those left out with the reason."""
    kept: list[str] = []
    left_out: list[tuple[str, str]] = []
    for heading in dict.fromkeys(filter(None, headings)):
        if heading in columns.values():
            continue
        if is_sensitive(heading):
            left_out.append((heading, say("Origin and belief are nobody's business here")))
        elif _are_numbers(cells[heading].to_list(), marks[heading]):
            kept.append(heading)
        else:
            left_out.append((heading, say("No numbers")))
    return tuple(kept), tuple(left_out)


def _are_numbers(cells: Sequence[str], mark: str) -> bool:
    filled = [cell for cell in cells if cell.strip() and not _is_untold(cell)]
    good = sum(_number(cell, mark) is not None for cell in filled)
    return bool(filled) and good >= _MOSTLY * len(filled)


def _take(
    row: Mapping[str, object],
    columns: Mapping[str, str],
    measures: Sequence[str],
    marks: Mapping[str, str],
    into: tuple[Postcodes, _Found],
) -> None:
    codes, found = into
    cells = {name: str(value) for name, value in row.items() if name != _LINE}
    line = int(str(row[_LINE]))

    def refuse(column: str, reason: str) -> None:
        raw = tuple(cells.values())
        found.problems.append(Problem(line, column, cells[column], reason, raw))

    told = cells[columns[POSTCODE]]
    if fault := codes.fault(told):
        refuse(columns[POSTCODE], fault)
        return
    postcode = codes.tidy(told)
    if postcode in found.seen:
        refuse(columns[POSTCODE], say("Stands on line {line} already", line=found.seen[postcode]))
        return
    homes = columns.get(HOUSEHOLDS)
    if homes is not None and (fault := _homes_fault(cells[homes], marks[homes])):
        refuse(homes, fault)
        return
    found.seen[postcode] = line
    found.filled += codes.lost_zeros(told)
    households = None if homes is None else _number(cells[homes], marks[homes])
    values = {name: _number(cells[name], marks[name]) for name in measures}
    found.rows.append(
        PlaceRow(
            line=line,
            postcode=postcode,
            name=cells[columns[NAME]].strip() if NAME in columns else "",
            households=None if households is None else round(households),
            measures={name: value for name, value in values.items() if value is not None},
        )
    )


def _homes_fault(cell: str, mark: str) -> str:
    if _is_untold(cell):
        return ""
    number = _number(cell, mark)
    if number is None:
        return say("No number")
    return say("Less than nothing") if number < 0 else ""


def _is_untold(cell: str) -> bool:
    plain = cell.strip().lower()
    if plain in NOTHING or plain in _MARKS:
        return True
    number = _read_number(plain, ".")
    return number is not None and number <= _UNTOLD


def _number(cell: str, mark: str) -> float | None:
    """Read a number; None where there is none, or the office does not tell it."""
    value = _read_number(cell, mark)
    return None if value is None or value <= _UNTOLD else value


def _read_number(cell: str, mark: str) -> float | None:
    plain = cell.strip().rstrip("%").rstrip().rstrip("+").strip()
    if plain.lower() in _MARKS:
        return None
    try:
        read = read_amount(plain, _DECIMALS, mark or ".")
    except Unreadable:
        return None
    return None if read is None else read / 10**_DECIMALS
