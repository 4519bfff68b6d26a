"""Rows one by one: exact, patient with broken quotation marks, for what the fast way refuses."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retailcrm.core.words import say

#: A record that does not close within so many lines has lost a quotation mark.
MOST_LINES = 20
#: Of a row too long to be one, so much is kept to show.
MOST_SHOWN = 40_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record of a text file.

    Attributes:
        start: index of its first physical line.
        lines: how many physical lines it takes.
        cells: its cells.
        reason: why it cannot be used; empty where it can.
    """

    start: int
    lines: int
    cells: list[str]
    reason: str = ""


def split_rows(
    lines: Sequence[str], delimiter: str, width: int | None, *, at_end: bool
) -> Iterator[RawRow]:
    """Split physical lines into records; one unbalanced quotation mark costs one line.

    Args:
        lines: without their line feeds.
        delimiter: between cells.
        width: cells of a whole row, to tell a record over many lines from an accident; None
            where it is not known yet.
        at_end: false where the file goes on: a record still open at the end is left for
            the next call (the rows given tell how far this one came).
    """
    at, count = 0, len(lines)
    while at < count:
        line = lines[at].removesuffix("\r")
        if '"' not in line:
            yield RawRow(at, 1, line.split(delimiter))
            at += 1
            continue
        cells, wrong = _one_line(line, delimiter)
        if not wrong:
            yield RawRow(at, 1, cells)
            at += 1
            continue
        longer = _over_lines(lines, at, delimiter, width)
        if longer is None and not at_end and at + MOST_LINES >= count:
            return
        row = longer or RawRow(at, 1, cells, wrong)
        yield row
        at += row.lines


def _one_line(line: str, delimiter: str) -> tuple[list[str], str]:
    """Give (cells, what is wrong if the record does not end on this line)."""
    try:
        return _parse(line, delimiter, strict=True), ""
    except csv.Error as error:
        open_ = "unexpected end" in str(error)
    try:
        cells = _parse(line, delimiter, strict=False)
    except csv.Error:
        return line.split(delimiter), say("A cell is too long to be read")
    return cells, say("A quotation mark is opened and never closed") if open_ else ""


def _over_lines(lines: Sequence[str], at: int, delimiter: str, width: int | None) -> RawRow | None:
    """Read a record whose quoted cell holds line ends; None where it never closes rightly."""
    text = lines[at]
    for number in range(1, MOST_LINES):
        if at + number >= len(lines):
            return None
        text = f"{text}\n{lines[at + number]}"
        if '"' not in lines[at + number]:
            continue
        try:
            cells = _parse(text.removesuffix("\r"), delimiter, strict=True)
        except csv.Error as wrong:
            if "unexpected end" in str(wrong):
                continue
            return None
        fits = width is None or len(cells) == width
        return RawRow(at, number + 1, cells) if fits else None
    return None


def _parse(text: str, delimiter: str, *, strict: bool) -> list[str]:
    rows = list(csv.reader([text], delimiter=delimiter, strict=strict))
    return rows[0] if rows else [""]


def wrong_width(cells: Sequence[str], width: int, *, short_fits: bool) -> str:
    """Say what is wrong with the number of cells; empty where it will do."""
    count = len(cells)
    if count == width or (count > width and not any(cells[width:])):
        return ""
    if count > width:
        return say("{count} cells where the headings are {width}", count=count, width=width)
    if short_fits:
        return ""
    return say(
        "Only {count} cells where the headings are {width}: the row is cut off",
        count=count,
        width=width,
    )


def shown(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Give a row's cells for a person to look at, in bounded length."""
    room = MOST_SHOWN
    kept = []
    for cell in cells[: width + 20]:
        kept.append(cell[: max(room, 20)])
        room -= len(cell)
    return tuple(kept)
