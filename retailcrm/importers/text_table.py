"""CSV and its kin, read block by block at two speeds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

import numpy as np
import polars as pl

from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.importers.encodings import find_encoding, old_line_ends, utf8_pieces
from retailcrm.importers.headings import Known, is_total
from retailcrm.importers.layout import Layout, find_layout
from retailcrm.importers.rows import RawRow, shown, split_rows, wrong_width
from retailcrm.importers.scan import (
    Positions,
    border,
    line_numbers,
    positions_of,
    record_starts,
    scan,
)
from retailcrm.importers.table import LINE, Block, OddRow, frame_of, joined, sift

Opener = Callable[[], BinaryIO]

BLOCK = 10 << 20
_LINE_FEED = 10
_HEAD = 1 << 20
#: A doubtful block is read in parts of so many bytes.
_SMALL = 256 << 10
_LONGEST_LINE = 64 << 20
#: So many quoted line ends in a block are checked one by one; more go the slow way.
_MOST_CHECKED = 50_000


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file with headings."""

    open_: Opener
    name: str
    size: int
    encoding: str
    mark: int
    layout: Layout
    mac: bool = False
    sheet: str = ""
    block: int = field(default_factory=lambda: BLOCK)

    @property
    def headings(self) -> tuple[str, ...]:
        """As they stand."""
        return self.layout.headings

    @property
    def header_line(self) -> int:
        """Line of the headings."""
        return self.layout.header_line

    @property
    def delimiter(self) -> str:
        """Between the cells."""
        return self.layout.delimiter

    def blocks(self, wanted: Sequence[int], first: int = 0) -> Iterator[Block]:
        """Read the wanted columns; see `Table`."""
        with self.open_() as stream:
            stream.read(self.mark)
            line, rest, skip = self.layout.first_line, b"", self.layout.skip
            for piece, last in _with_last(self._pieces(stream, first)):
                block = rest + piece
                if skip:
                    block, skip = block[skip:], max(0, skip - len(block))
                done, line, rest = self._read(block, line, wanted, last=last)
                if done is not None:
                    yield self._finished(done, wanted, stream.tell() - len(rest))

    def _pieces(self, stream: BinaryIO, first: int) -> Iterator[bytes]:
        for piece in utf8_pieces(stream, self.encoding, self.block, first):
            yield piece.replace(b"\r", b"\n") if self.mac else piece

    def _read(
        self, block: bytes, line: int, wanted: Sequence[int], *, last: bool
    ) -> tuple[Block | None, int, bytes]:
        """Read the whole records of `block`; give them, the next line's number, and the rest."""
        cut, suspicious, quotes = border(block)
        if last:
            cut, suspicious = len(block), False
        if len(block) - cut > _LONGEST_LINE:
            raise UserError(
                say('Line {line} of "{name}" never ends.', line=line, name=self.name),
                say("The file is damaged; export it again."),
            )
        whole, rest = block[:cut], block[cut:]
        if last and not whole.endswith((b"\n", b"\x1a")):
            whole += b"\n"
        if last and whole[-3:-1].strip() != whole[-3:-1]:
            whole = whole.rstrip(b"\r\n\x1a") + b"\n"
        if not whole or whole.isspace():
            return None, line + whole.count(b"\n"), rest
        fast = None if suspicious else self._fast(whole, line, wanted, quotes)
        if fast is not None:
            return fast[0], line + fast[1], rest
        if len(whole) > 2 * _SMALL:
            parted, line, left = self._in_parts(whole, line, wanted, last=last)
            return parted, line, left + rest
        slow, taken, left = self._slow(whole, line, wanted, last=last)
        return slow, line + taken, left + rest

    def _in_parts(
        self, block: bytes, line: int, wanted: Sequence[int], *, last: bool
    ) -> tuple[Block | None, int, bytes]:
        """Read a doubtful block part by part, so that only the faulty parts are read slowly."""
        done: list[Block] = []
        rest = b""
        for at in range(0, len(block), _SMALL):
            part = rest + block[at : at + _SMALL]
            ends = last and at + _SMALL >= len(block)
            one, line, rest = self._read(part, line, wanted, last=ends)
            done.extend(() if one is None else (one,))
        return joined(done), line, rest

    def _fast(
        self, block: bytes, line: int, wanted: Sequence[int], quotes: Positions
    ) -> tuple[Block, int] | None:
        """Read a block at once (and count its lines); None where anything about it is doubtful."""
        width, delimiter = self.layout.width, self.layout.delimiter
        inside = quotes[: int(np.searchsorted(quotes, len(block)))]
        seen = scan(block, ord(delimiter), width, inside)
        if not seen.whole or not seen.records or len(seen.breaks) > _MOST_CHECKED or 0 in block:
            return None
        starts = record_starts(block, seen.breaks) if len(seen.breaks) else None
        numbers = line_numbers(seen.records, starts, seen.breaks)
        if starts is not None and not _closed(block, starts, numbers, delimiter, width):
            return None
        text = _parsed(block, delimiter, width, wanted)
        if text is None or len(text) != seen.records:
            return None
        lines = pl.Series(LINE, numbers + line, dtype=pl.Int64)
        known = _Lines(block, lines, delimiter, width)
        return Block(text.insert_column(0, lines), (), (), 0, known.raw), seen.lines

    def _slow(
        self, block: bytes, line: int, wanted: Sequence[int], *, last: bool
    ) -> tuple[Block | None, int, bytes]:
        """Read a block row by row."""
        texts = _decoded(block)
        kept: list[list[str]] = []
        lines: list[int] = []
        odd: list[OddRow] = []
        totals: list[int] = []
        taken = 0
        for row in split_rows(texts, self.layout.delimiter, self.layout.width, at_end=last):
            taken = row.start + row.lines
            reason = self._fault(row)
            if not reason:
                kept.append(_cells_at(row.cells, wanted))
                lines.append(line + row.start)
            elif is_total(row.cells) and not row.reason:
                totals.append(line + row.start)
            elif reason != _BLANK:
                cells = shown(row.cells, self.layout.width)
                odd.append(OddRow(line + row.start, cells, reason))
        known = _Rows(texts, line, self.layout.delimiter, self.layout.width)
        text = frame_of(kept, lines, wanted)
        left = "\n".join(texts[taken:]).encode() + b"\n" if taken < len(texts) else b""
        return Block(text, tuple(odd), tuple(totals), 0, known.raw), taken, left

    def _fault(self, row: RawRow) -> str:
        if not any(row.cells):
            return _BLANK
        fits = self.layout.short_fits
        if any("\x00" in cell for cell in row.cells):
            return say("Characters that cannot be read")
        return row.reason or wrong_width(row.cells, self.layout.width, short_fits=fits)

    def _finished(self, done: Block, wanted: Sequence[int], position: int) -> Block:
        text, totals = sift(done.text, self.layout.headings, wanted, done.raw)
        return Block(text, done.odd, done.totals + totals, position, done.raw)


_BLANK = "blank"


class _Lines:
    """The bytes of a block, to show a row's cells when somebody asks."""

    def __init__(self, block: bytes, lines: pl.Series, delimiter: str, width: int) -> None:
        self._block = block
        self._lines = lines
        self._delimiter = delimiter
        self._width = width

    def raw(self, line: int) -> tuple[str, ...]:
        """Give all cells of the row that begins on a line."""
        at = int(self._lines.search_sorted(line))
        first = int(self._lines[0])
        start = int(self._ends[line - first - 1]) + 1 if line > first else 0
        stop = len(self._block)
        if at + 1 < len(self._lines):
            stop = int(self._ends[int(self._lines[at + 1]) - first - 1])
        texts = _decoded(self._block[start:stop])
        row = next(split_rows(texts, self._delimiter, self._width, at_end=True))
        return shown(row.cells, self._width)

    @cached_property
    def _ends(self) -> Positions:
        return positions_of(self._block, _LINE_FEED)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines of a block, to show a row's cells when somebody asks."""

    texts: Sequence[str]
    first: int
    delimiter: str
    width: int

    def raw(self, line: int) -> tuple[str, ...]:
        texts = self.texts[line - self.first : line - self.first + 40]
        row = next(split_rows(texts, self.delimiter, self.width, at_end=True))
        return shown(row.cells, self.width)


def _parsed(block: bytes, delimiter: str, width: int, wanted: Sequence[int]) -> pl.DataFrame | None:
    names = [f"column_{at + 1}" for at in range(width)]
    try:
        text = pl.read_csv(
            block,
            has_header=False,
            schema=dict.fromkeys(names, pl.String()),
            columns=[names[at] for at in wanted],
            separator=delimiter,
        )
    except pl.exceptions.PolarsError:
        return None  # the slow way knows which row, and why
    text.columns = [str(at) for at in wanted]
    return text


def _closed(
    block: bytes, starts: Positions, numbers: Positions, delimiter: str, width: int
) -> bool:
    """Check that every record over several lines is one, and not a lost quotation mark."""
    ends = np.append(starts[1:], len(block))
    heights = np.diff(np.append(numbers, numbers[-1] + 1))
    tall = np.flatnonzero(heights > 1)
    for at in (*tall, len(starts) - 1):
        text = block[starts[at] : ends[at]].decode(errors="replace").removesuffix("\n")
        rows = list(split_rows(text.split("\n"), delimiter, width, at_end=True))
        if len(rows) != 1 or rows[0].reason or len(rows[0].cells) != width:
            return False
    return True


def _cells_at(cells: list[str], wanted: Sequence[int]) -> list[str]:
    count = len(cells)
    return [cells[at] if at < count else "" for at in wanted]


def _decoded(block: bytes) -> list[str]:
    """Give the lines as text; a line that is no UTF-8 is read as Windows writes."""
    whole = block.removesuffix(b"\n")
    try:
        return whole.decode().split("\n")
    except UnicodeDecodeError:
        return [_decoded_line(line) for line in whole.split(b"\n")]


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Mark the last piece."""
    held: bytes | None = None
    for piece in pieces:
        if held is not None:
            yield held, False
        held = piece
    if held is not None:
        yield held, True


def open_text(open_: Opener, name: str, size: int, known: Known) -> TextTable:
    """Recognise a text file.

    Args:
        open_: opens it at its start, any number of times.
        name: to call it by.
        size: bytes.
        known: whether some till writes these headings.

    Raises:
        UserError: where it is no table; one sentence.
    """
    with open_() as stream:
        encoding, mark = find_encoding(stream, name)
    with open_() as stream:
        stream.read(mark)
        head = next(utf8_pieces(stream, encoding, _HEAD), b"")
    mac = old_line_ends(head)
    text = (head.replace(b"\r", b"\n") if mac else head).decode(errors="replace")
    whole = size - mark <= _HEAD
    layout = find_layout(text, name, known, whole=whole)
    return TextTable(open_, name, size, encoding, mark, layout, mac)
