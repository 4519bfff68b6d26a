"""Sheets of workbooks as tables: cells that are typed already, written out as plain text."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.headings import (
    LOOK_AT,
    Known,
    find_headings,
    is_total,
    tidy_headings,
)
from retailcrm.importers.layout import MOST_COLUMNS
from retailcrm.importers.rows import shown
from retailcrm.importers.table import Block, OddRow, frame_of, sift

_ROWS_A_BLOCK = 50_000
_MIDNIGHT = dt.time(0, 0)
_SHEET_DAY_NOUGHT = dt.date(1900, 1, 1)

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet held in memory.

    Attributes:
        rows: below the headings, as cells.
        first_line: row of the sheet of the first of them, counting from 1.
    """

    name: str
    size: int
    headings: tuple[str, ...]
    header_line: int
    rows: Rows
    first_line: int
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""

    def blocks(self, wanted: Sequence[int], first: int = 0) -> Iterator[Block]:
        """Read the wanted columns; see `Table`."""
        step = min(_ROWS_A_BLOCK, first or _ROWS_A_BLOCK)
        for at in range(0, len(self.rows), step):
            yield self._block(at, step, wanted)

    def _block(self, at: int, step: int, wanted: Sequence[int]) -> Block:
        kept: list[list[str]] = []
        lines: list[int] = []
        odd: list[OddRow] = []
        totals: list[int] = []
        for number, row in enumerate(self.rows[at : at + step], at + self.first_line):
            if _longer(row, len(self.headings)):
                self._surplus(number, row, odd, totals)
                continue
            kept.append([cell_text(row[one]) if one < len(row) else "" for one in wanted])
            lines.append(number)
        text, more = sift(frame_of(kept, lines, wanted), self.headings, wanted, self.raw)
        done = min(1.0, (at + step) / len(self.rows))
        return Block(text, tuple(odd), (*totals, *more), int(self.size * done), self.raw)

    def _surplus(
        self, number: int, row: Sequence[object], odd: list[OddRow], totals: list[int]
    ) -> None:
        cells = [cell_text(cell) for cell in row]
        if is_total(cells):
            totals.append(number)
            return
        reason = say("Cells stand beside the last heading")
        odd.append(OddRow(number, shown(cells, len(self.headings)), reason))

    def raw(self, line: int) -> tuple[str, ...]:
        """Give all cells of the row on a line."""
        row = self.rows[line - self.first_line]
        return shown([cell_text(cell) for cell in row], len(self.headings))


def _longer(row: Sequence[object], width: int) -> bool:
    return len(row) > width and any(cell not in ("", None) for cell in row[width:])


def cell_text(cell: object) -> str:
    """Write a typed cell as the text that reads back alike."""
    if isinstance(cell, str) or cell is None:
        return cell or ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return _moment_text(cell)
    if isinstance(cell, dt.timedelta):
        return str(dt.timedelta(seconds=round(cell.total_seconds())))
    return str(cell)


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:  # noqa: PLR2004 - beyond, floats skip numbers
        return str(int(number))
    text = format(round(number, 9), ".15g")
    if "e" in text:
        return format(number, ".9f")
    # Three decimals could be taken for thousands; four cannot.
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text  # noqa: PLR2004


def _moment_text(moment: dt.datetime) -> str:
    moment = (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if moment.date() < _SHEET_DAY_NOUGHT:
        return moment.time().isoformat()
    if moment.time() == _MIDNIGHT:
        return moment.date().isoformat()
    return moment.isoformat(" ")


def grid_of(rows: Rows, name: str, size: int, known: Known, sheet: str = "") -> Grid | None:
    """Make a table of a sheet; None where the sheet holds no table.

    Args:
        rows: all rows of the sheet from its first.
        name: to call it by.
        size: bytes of the file.
        known: whether some till writes these headings.
        sheet: its name, where the workbook has several.

    Raises:
        UserError: where it has too many columns.
    """
    head = [[cell_text(cell) for cell in row] for row in rows[:LOOK_AT]]
    if max((len(row) for row in head), default=0) > MOST_COLUMNS:
        raise UserError(say('"{name}" has too many columns for a table.', name=name))
    at = find_headings([_trimmed(row) for row in head], known)
    if at is None:
        return None
    headings = tidy_headings(head[at])
    below = rows[at + 1 :]
    if not any(any(cell not in ("", None) for cell in row) for row in below):
        return None
    return Grid(name, size, headings, at + 1, below, at + 2, sheet)


def _trimmed(row: list[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells
