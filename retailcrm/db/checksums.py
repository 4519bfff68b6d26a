"""Checksums that say whether a receipt's numbers changed, whatever order its lines come in."""

import zlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

NUMBERS = ("quantity", "gross", "discount", "tax")


def checksums(lines: pl.DataFrame, days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Add up a mix of each line's numbers and of the receipt's day.

    Args:
        lines: `rx` ascending, and the columns of `NUMBERS`.
        days: the day of each receipt, in the order of `rx`.
    """
    mixed = np.zeros(lines.height, dtype=np.uint64)
    for name in NUMBERS:
        mixed = _mix(mixed + lines[name].to_numpy().astype(np.int64).view(np.uint64))
    starts = np.flatnonzero(np.diff(lines["rx"].to_numpy(), prepend=-1))
    total = np.add.reduceat(mixed, starts) if starts.size else mixed
    return _mix(total + days.astype(np.int64).view(np.uint64)).view(np.int64)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def link_sums(links: pl.Series) -> list[int | None]:
    """Give a small number for each link, by which an index finds it."""
    return [None if link is None else zlib.crc32(link.encode()) for link in links]
