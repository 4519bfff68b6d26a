"""Eleven named segments on a grid of five rows and five columns, and the prospects."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Column
from retailcrm.core.words import say

Grid = tuple[tuple[str, ...], ...]
SIDE = 5


class Segment(StrEnum):
    """What a customer is to the shop, by how lately, how often and how much."""

    CHAMPIONS = "champions"
    LOYAL = "loyal"
    POTENTIAL_LOYALIST = "potential_loyalist"
    NEW = "new"
    PROMISING = "promising"
    NEED_ATTENTION = "need_attention"
    ABOUT_TO_SLEEP = "about_to_sleep"
    AT_RISK = "at_risk"
    CANT_LOSE = "cant_lose"
    HIBERNATING = "hibernating"
    LOST = "lost"
    PROSPECT = "prospect"


SEGMENTS = tuple(Segment)
ON_GRID = SEGMENTS[:-1]
_NUMBER = {segment.value: number for number, segment in enumerate(SEGMENTS)}

_LETTERS = {
    "N": Segment.NEW,
    "P": Segment.PROMISING,
    "Z": Segment.ABOUT_TO_SLEEP,
    "H": Segment.HIBERNATING,
    "X": Segment.LOST,
    "T": Segment.POTENTIAL_LOYALIST,
    "C": Segment.CHAMPIONS,
    "L": Segment.LOYAL,
    "A": Segment.NEED_ATTENTION,
    "R": Segment.AT_RISK,
    "S": Segment.CANT_LOSE,
}


def _grid(text: str) -> Grid:
    return tuple(tuple(_LETTERS[letter].value for letter in row) for row in text.split())


USUAL: Grid = _grid("NTTCC PTTLL ZZALL HHRRS XHRRS")
"""Rows from R=5 down to R=1, columns from 1 (one visit ever) to 5."""

PRESETS: tuple[tuple[str, Grid], ...] = (
    ("usual", USUAL),
    ("patient", _grid("NTTCC PTTCC PTLLL ZZALL XHRRS")),
    ("gentle", _grid("NTTCC PTTLL ZZALL HHRRS HHRRS")),
)
"""Ready-made grids: the usual one; one for goods bought seldom, that waits longer before it
worries; and one that never gives a customer of the window up as lost."""


def grid_fault(grid: Grid) -> str:
    """Say what is wrong with a grid, "" if every cell has exactly one known name."""
    if len(grid) != SIDE or any(len(row) != SIDE for row in grid):
        return say("The grid needs five rows of five cells.")
    known = {segment.value for segment in ON_GRID}
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell not in known:
                return say(
                    "The cell in row R={row}, column {column} has no known segment.",
                    row=SIDE - row,
                    column=column + 1,
                )
    return ""


def assign(r: Column, column: Column, visits: Column, grid: Grid = ()) -> NDArray[np.int8]:
    """Put everyone in exactly one segment.

    Args:
        r: recency scores, 0 where not scored.
        column: grid columns, 0 where not scored.
        visits: visits ever.
        grid: the names on the grid; empty takes the usual ones.

    Returns:
        Positions in `SEGMENTS`: by the grid where scored, else lost with a visit before
        the window, else prospect.
    """
    table = _table(grid or USUAL)
    named = table[r, column]
    outside = np.where(visits > 0, _NUMBER[Segment.LOST], _NUMBER[Segment.PROSPECT])
    return np.where(r > 0, named, outside).astype(np.int8)


def _table(grid: Grid) -> NDArray[np.int8]:
    table = np.full((SIDE + 1, SIDE + 1), -1, dtype=np.int8)
    for row, cells in enumerate(_numbers(grid)):
        table[SIDE - row, 1:] = cells
    return table


def _numbers(grid: Grid) -> Sequence[Sequence[int]]:
    return [[_NUMBER[cell] for cell in row] for row in grid]
