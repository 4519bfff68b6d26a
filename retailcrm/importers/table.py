"""What every kind of file looks like to the engine: headings, and blocks of text cells."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from retailcrm.importers.headings import TOTALS

#: Column of a block's frame that holds the line where each row begins.
LINE = "line"

RawOf = Callable[[int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row that cannot be read as cells under the headings."""

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a table.

    Attributes:
        text: `line`, and the wanted columns as text under their position: "0", "7".
        odd: rows that are no rows of the table.
        totals: lines of totals rows and repeated headings, left out of `text`.
        position: bytes of the file read so far.
        raw: gives all cells of the row that begins on a line.
    """

    text: pl.DataFrame
    odd: tuple[OddRow, ...]
    totals: tuple[int, ...]
    position: int
    raw: RawOf


class Table(Protocol):
    """A file, sheet or archive member with headings and rows."""

    @property
    def headings(self) -> tuple[str, ...]:
        """As they stand; empty ones where a column has none."""
        ...

    @property
    def header_line(self) -> int:
        """Line (or row of the sheet) of the headings."""
        ...

    @property
    def encoding(self) -> str:
        """Of a text file; empty for a workbook."""
        ...

    @property
    def delimiter(self) -> str:
        """Of a text file; empty for a workbook."""
        ...

    @property
    def sheet(self) -> str:
        """Name of the sheet, for workbooks of several."""
        ...

    @property
    def name(self) -> str:
        """Of the file, with its archive member or sheet behind a slash."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def blocks(self, wanted: Sequence[int], first: int = 0) -> Iterator[Block]:
        """Read the columns at the positions `wanted`.

        Args:
            wanted: positions of headings, ascending.
            first: bytes of the first block (a small one settles most questions); 0: as usual.
        """
        ...


def sift(
    text: pl.DataFrame, headings: Sequence[str], wanted: Sequence[int], raw: RawOf
) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """Leave out blank rows, totals and repeated headings.

    Returns:
        The other rows, and the lines of totals and repeats.
    """
    lead = [pl.col(str(at)).str.strip_chars().fill_null("") for at in wanted[:3]]
    first = text.select(lead)
    blank = _all_empty(first)
    passed = _repeats(first, headings, wanted) | _totals(first, wanted)
    if blank.any():
        blank = _really_blank(text, blank, raw)
    if not (passed.any() or blank.any()):
        return text, ()
    lines = text[LINE].filter(passed & ~blank).to_list()
    return text.filter(~(passed | blank)), tuple(lines)


def _all_empty(first: pl.DataFrame) -> pl.Series:
    empty = first.to_series(0) == ""
    for column in first.get_columns()[1:]:
        if not empty.any():
            break
        empty &= column == ""
    return empty


def _repeats(first: pl.DataFrame, headings: Sequence[str], wanted: Sequence[int]) -> pl.Series:
    same = first.to_series(0) == headings[wanted[0]]
    for at, column in zip(wanted[1:3], first.get_columns()[1:], strict=False):
        if not same.any():
            break
        same &= column == headings[at]
    return same & (first.to_series(0) != "")


def _totals(first: pl.DataFrame, wanted: Sequence[int]) -> pl.Series:
    """Find rows whose first filled cell is a word for a total."""
    words = list(TOTALS)
    found = first.to_series(0).is_in(words)
    empty = first.to_series(0) == ""
    # Only the table's own first columns count: "Total" deeper in is somebody's word.
    for at, column in zip(wanted[1:3], first.get_columns()[1:], strict=False):
        if at > 2 or not empty.any():  # noqa: PLR2004 - the first three columns
            break
        found |= empty & column.is_in(words)
        empty &= column == ""
    return found if wanted[0] == 0 else pl.repeat(value=False, n=len(first), eager=True)


def _really_blank(text: pl.DataFrame, blank: pl.Series, raw: RawOf) -> pl.Series:
    """Keep as blank only rows without any text, in columns nobody reads either."""
    columns = [column for column in text.columns if column != LINE]
    some = text.filter(blank).select(
        LINE, filled=pl.any_horizontal(pl.col(columns).fill_null("") != "")
    )
    lines = some.filter(~pl.col("filled"))[LINE].to_list()
    empty = [line for line in lines if not any(cell.strip() for cell in raw(line))]
    return text[LINE].is_in(empty)


def frame_of(
    rows: Sequence[Sequence[str]], lines: Sequence[int], wanted: Sequence[int]
) -> pl.DataFrame:
    """Build a block's frame from the wanted cells of each row."""
    columns = [pl.Series(LINE, lines, dtype=pl.Int64)]
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(wanted)
    columns.extend(
        pl.Series(str(at), column, dtype=pl.String)
        for at, column in zip(wanted, cells, strict=True)
    )
    return pl.DataFrame(columns)


def joined(blocks: Sequence[Block]) -> Block | None:
    """Make one block of several that follow each other; None of none."""
    blocks = [block for block in blocks if len(block.text) or block.odd or block.totals]
    if len(blocks) < 2:  # noqa: PLR2004 - nothing to join
        return blocks[0] if blocks else None
    firsts = [_first_line(block) for block in blocks]

    def raw(line: int) -> tuple[str, ...]:
        return blocks[max(0, bisect_right(firsts, line) - 1)].raw(line)

    return Block(
        pl.concat([block.text for block in blocks]),
        tuple(odd for block in blocks for odd in block.odd),
        tuple(line for block in blocks for line in block.totals),
        blocks[-1].position,
        raw,
    )


def _first_line(block: Block) -> int:
    lines = [*block.text[LINE].head(1), *(odd.line for odd in block.odd[:1]), *block.totals[:1]]
    return min(lines, default=0)
