"""A block of bytes looked at with NumPy: where records end, and whether all are whole."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _LINE = 34, 10
#: More lines than this behind the last safe border mean a lost quotation mark.
_SUSPICIOUS = 25

#: Positions of bytes.
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a block holds.

    Attributes:
        records: records, the last one with or without its line end.
        whole: every record seems to have `width` cells.
        breaks: positions of line ends inside quoted cells.
    """

    records: int
    whole: bool
    breaks: Positions


def border(block: bytes) -> tuple[int, bool]:
    """Find where the last whole record of a block ends.

    Returns:
        The position behind it, and whether a lost quotation mark is to be suspected.
    """
    last = block.rfind(b"\n")
    if last < 0:
        return 0, False
    quotes = _where(block, _QUOTE)
    if np.searchsorted(quotes, last) % 2 == 0:
        return last + 1, False
    ends = _where(block, _LINE)
    outside = ends[np.searchsorted(quotes, ends) % 2 == 0]
    cut = int(outside[-1]) + 1 if len(outside) else 0
    behind = int((ends >= cut).sum())
    return (last + 1, True) if behind > _SUSPICIOUS else (cut, False)


def scan(block: bytes, delimiter: int, width: int) -> Scan:
    """Count the records and cells of a block that ends between records."""
    view = np.frombuffer(block, dtype=np.uint8)
    quotes = _where(block, _QUOTE)
    ends = np.count_nonzero(view == _LINE)
    cells = np.count_nonzero(view == delimiter)
    breaks = np.empty(0, dtype=np.intp)
    if len(quotes) % 2:
        return Scan(0, whole=False, breaks=breaks)
    starts, stops = quotes[0::2], quotes[1::2]
    filled = stops - starts > 1
    if filled.any():
        cells -= _inside(_where(block, delimiter), starts[filled], stops[filled])
        breaks = _breaks(view, starts[filled], stops[filled])
    records = ends - len(breaks) + (0 if block.endswith(b"\n") else 1)
    return Scan(int(records), cells == records * (width - 1), breaks)


def _where(block: bytes, sign: int) -> Positions:
    return np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == sign)


def _inside(positions: Positions, starts: Positions, stops: Positions) -> int:
    """Count the positions that lie between the quotation marks."""
    before = np.searchsorted(positions, starts)
    until = np.searchsorted(positions, stops)
    return int((until - before).sum())


def _breaks(view: npt.NDArray[np.uint8], starts: Positions, stops: Positions) -> Positions:
    """Find the line ends inside quoted cells."""
    ends = np.flatnonzero(view == _LINE)
    first = np.searchsorted(ends, starts)
    until = np.searchsorted(ends, stops)
    having = np.flatnonzero(until > first)
    if not len(having):
        return np.empty(0, dtype=np.intp)
    return np.concatenate([ends[first[one] : until[one]] for one in having])


def line_ends(block: bytes) -> Positions:
    """Give the positions of all line feeds."""
    return _where(block, _LINE)


def record_starts(block: bytes, breaks: Positions) -> Positions:
    """Give the position where each record of the block begins."""
    ends = np.setdiff1d(_where(block, _LINE), breaks, assume_unique=True)
    starts = np.concatenate([np.zeros(1, dtype=np.intp), ends + 1])
    return starts[:-1] if block.endswith(b"\n") else starts


def line_numbers(records: int, starts: Positions | None, breaks: Positions) -> Positions:
    """Give the line on which each record begins, counting from 0 at the block's start."""
    plain = np.arange(records, dtype=np.intp)
    if starts is None or not len(breaks):
        return plain
    return plain + np.searchsorted(breaks, starts)
