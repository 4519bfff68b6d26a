"""A block of bytes looked at with NumPy: where records end, and whether all are whole."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _LINE = 34, 10
#: More lines than this behind the last safe border mean a lost quotation mark.
_SUSPICIOUS = 25
#: Bytes compared at a time: few enough to stay in the processor's cache.
_STRIDE = 1 << 18
#: Where less of a block than this is quoted, the quoted bytes are looked at alone.
_LITTLE = 8

#: Positions of bytes.
Positions = npt.NDArray[np.intp]
_Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a block holds.

    Attributes:
        lines: line ends.
        records: records, the last one with or without its line end.
        whole: every record seems to have `width` cells.
        breaks: positions of line ends inside quoted cells.
    """

    lines: int
    records: int
    whole: bool
    breaks: Positions


def border(block: bytes) -> tuple[int, bool, Positions]:
    """Find where the last whole record of a block ends.

    Returns:
        The position behind it, whether a lost quotation mark is to be suspected, and the
        positions of all quotation marks.
    """
    quotes = positions_of(block, _QUOTE)
    last = block.rfind(b"\n")
    if last < 0 or np.searchsorted(quotes, last) % 2 == 0:
        return last + 1, False, quotes
    ends = positions_of(block, _LINE)
    outside = ends[np.searchsorted(quotes, ends) % 2 == 0]
    cut = int(outside[-1]) + 1 if len(outside) else 0
    behind = int((ends >= cut).sum())
    return (last + 1, True, quotes) if behind > _SUSPICIOUS else (cut, False, quotes)


def scan(block: bytes, delimiter: int, width: int, quotes: Positions) -> Scan:
    """Count the records and cells of a block that ends between records.

    Args:
        block: whole records.
        delimiter: code of the sign between cells.
        width: cells of a whole record.
        quotes: positions of the quotation marks in the block.
    """
    none = np.empty(0, dtype=np.intp)
    if len(quotes) % 2:
        return Scan(0, 0, whole=False, breaks=none)
    ends, cells = _count(block, _LINE), _count(block, delimiter)
    starts, stops = quotes[0::2] + 1, quotes[1::2]
    filled = stops > starts
    quoted_cells, breaks = _inside(block, delimiter, starts[filled], stops[filled])
    records = ends - len(breaks) + (0 if block.endswith(b"\n") else 1)
    return Scan(ends, records, cells - quoted_cells == records * (width - 1), breaks)


def positions_of(block: bytes, sign: int) -> Positions:
    """Give the positions of a sign."""
    view = np.frombuffer(block, dtype=np.uint8)
    found = [
        np.flatnonzero(view[at : at + _STRIDE] == sign) + at for at in range(0, len(view), _STRIDE)
    ]
    return np.concatenate(found) if found else np.empty(0, dtype=np.intp)


def _count(block: bytes, sign: int) -> int:
    view = np.frombuffer(block, dtype=np.uint8)
    strides = range(0, len(view), _STRIDE)
    return sum(int(np.count_nonzero(view[at : at + _STRIDE] == sign)) for at in strides)


def _inside(
    block: bytes, delimiter: int, starts: Positions, stops: Positions
) -> tuple[int, Positions]:
    """Count the delimiters, and find the line ends, between quotation marks."""
    lengths = stops - starts
    total = int(lengths.sum())
    if total * _LITTLE < len(block):
        offsets = np.repeat(starts - np.append(0, np.cumsum(lengths)[:-1]), lengths)
        places = offsets + np.arange(total, dtype=np.intp)
        quoted: _Bytes = np.frombuffer(block, dtype=np.uint8)[places]
        return int(np.count_nonzero(quoted == delimiter)), places[quoted == _LINE]
    delimiters, ends = positions_of(block, delimiter), positions_of(block, _LINE)
    return int(_between(delimiters, starts, stops).sum()), ends[_between(ends, starts, stops)]


def _between(positions: Positions, starts: Positions, stops: Positions) -> npt.NDArray[np.bool_]:
    """Say of each position whether it lies between quotation marks."""
    return np.searchsorted(starts, positions, side="right") > np.searchsorted(stops, positions)


def record_starts(block: bytes, breaks: Positions) -> Positions:
    """Give the position where each record of the block begins."""
    ends = np.setdiff1d(positions_of(block, _LINE), breaks, assume_unique=True)
    starts = np.concatenate([np.zeros(1, dtype=np.intp), ends + 1])
    return starts[:-1] if block.endswith(b"\n") else starts


def line_numbers(records: int, starts: Positions | None, breaks: Positions) -> Positions:
    """Give the line on which each record begins, counting from 0 at the block's start."""
    plain = np.arange(records, dtype=np.intp)
    if starts is None or not len(breaks):
        return plain
    return plain + np.searchsorted(breaks, starts)
