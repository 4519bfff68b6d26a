"""How a text file is laid out: delimiter, headings, where the rows begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.headings import (
    LOOK_AT,
    Known,
    find_headings,
    tidy_headings,
    usual_width,
)
from retailcrm.importers.rows import RawRow, split_rows

DELIMITERS = (",", ";", "\t", "|")
#: More columns than this no till and no spreadsheet of a shop has.
MOST_COLUMNS = 2_000
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are in a text file.

    Attributes:
        delimiter: one character.
        headings: as they stand.
        header_line: their line, counting from 1.
        first_line: line of the first row below them.
        skip: bytes of UTF-8 before that row.
        width: cells of a whole row.
        short_fits: rows mostly lack their last empty cells, as spreadsheets leave them off.
    """

    delimiter: str
    headings: tuple[str, ...]
    header_line: int
    first_line: int
    skip: int
    width: int
    short_fits: bool = False


@dataclass(frozen=True, slots=True)
class _Guess:
    delimiter: str
    rows: tuple[RawRow, ...]
    header: int
    fit: float


def find_layout(head: str, name: str, known: Known, *, whole: bool) -> Layout:
    """Recognise the layout from the first part of a file.

    Args:
        head: its text from the start.
        name: of the file, for the sentence that refuses.
        known: whether some till writes these headings.
        whole: whether `head` is all of the file.

    Raises:
        UserError: where no headings are found, or there are no rows below them.
    """
    lines = head.split("\n")
    if not whole and len(lines) > 1:
        lines.pop()
    if not head.strip():
        raise UserError(say('"{name}" is empty.', name=name), _export_again())
    _check_length(lines, name)
    start, told = _told_delimiter(lines)
    guesses = [_guess(one, lines[start:], known) for one in (told or DELIMITERS)]
    best = max((guess for guess in guesses if guess), key=lambda guess: guess.fit, default=None)
    if best is None:
        raise UserError(
            say('No headings were found in "{name}".', name=name),
            say("The first line of a table names its columns; export it again with headings."),
        )
    if whole and not any(any(row.cells) for row in best.rows[best.header + 1 :]):
        raise UserError(say('"{name}" has headings, but no rows below them.', name=name))
    return _layout(best, lines, start)


def _check_length(lines: Sequence[str], name: str) -> None:
    if len(lines) == 1 and len(lines[0]) >= 1_000_000:  # noqa: PLR2004 - no line is so long
        raise UserError(
            say('"{name}" has no lines, so it is not a table.', name=name), _export_again()
        )
    most = max(max(line.count(sign) for sign in DELIMITERS) for line in lines[:LOOK_AT])
    if most >= MOST_COLUMNS:
        raise UserError(
            say('"{name}" has {count} columns: too many for a table.', name=name, count=most + 1),
            _export_again(),
        )


def _export_again() -> str:
    return say("Export the sales or the customers from your till as CSV or Excel.")


def _told_delimiter(lines: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Read Excel's first line "sep=;" if it is there."""
    first = lines[0].strip().strip('"').lower()
    if first.startswith("sep=") and len(first) in (4, 5):
        return 1, (first[4:] or "\t",)
    return 0, ()


def _guess(delimiter: str, lines: Sequence[str], known: Known) -> _Guess | None:
    rows: list[RawRow] = []
    for row in split_rows(lines[: LOOK_AT * 4], delimiter, None, at_end=True):
        rows.append(row)
        if len(rows) >= LOOK_AT:
            break
    cells = [row.cells for row in rows]
    header = find_headings(cells, known)
    if header is None:
        return None
    return _Guess(delimiter, tuple(rows), header, _fit(cells, header, known))


def _fit(rows: Sequence[Sequence[str]], header: int, known: Known) -> float:
    """Weigh a delimiter: columns it makes, and how evenly."""
    if known(rows[header]):
        return 1e6
    filled = [cells for cells in rows[header:] if any(cell.strip() for cell in cells)]
    width = usual_width(filled)
    even = sum(len(cells) == width for cells in filled) / len(filled)
    return even * min(width, len(rows[header])) if width > 1 else 0.5


def _wider(rows: Sequence[Sequence[str]], width: int) -> int:
    """Give the width of rows that mostly end in cells without heading, all of them empty."""
    longer = [cells for cells in rows if len(cells) > width]
    if len(longer) <= len(rows) * _MOSTLY or any(any(cells[width:]) for cells in longer):
        return width
    return usual_width(longer)


def _layout(guess: _Guess, lines: Sequence[str], start: int) -> Layout:
    header = guess.rows[guess.header]
    headings = tidy_headings(header.cells)
    below = [row.cells for row in guess.rows[guess.header + 1 :] if any(row.cells)]
    first = start + header.start + header.lines
    skip = sum(len(line.encode()) + 1 for line in lines[:first])
    width = max(len(headings), _wider(below, len(headings)))
    short = sum(len(cells) < len(headings) for cells in below)
    return Layout(
        delimiter=guess.delimiter,
        headings=headings + ("",) * (width - len(headings)),
        header_line=start + header.start + 1,
        first_line=first + 1,
        skip=skip,
        width=width,
        short_fits=short > len(below) * _MOSTLY and len(below) > 1,
    )
