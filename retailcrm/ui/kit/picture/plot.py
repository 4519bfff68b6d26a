"""The frame of a picture: where values stand, round lines across, headings, free room for words."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.theme import CAPTION, MEDIUM
from retailcrm.ui.kit.picture.facts import Axis
from retailcrm.ui.kit.picture.scales import ticks
from retailcrm.ui.kit.picture.sheet import Box, Place, Sheet, text_box
from retailcrm.ui.kit.picture.typeface import cut, width_of

LINE = CAPTION.line
SIZE = CAPTION.size
GAP = 8.0


@dataclass(frozen=True, slots=True)
class Target:
    """A mark that can be pointed at and walked to.

    Attributes:
        box: its room on the sheet.
        row: arrow keys up and down change it.
        column: arrow keys left and right change it.
        tip: what it says.
        rows: what it opens; None opens nothing.
        is_round: ringed by an ellipse, not by a box.
    """

    box: Box
    row: int
    column: int
    tip: str
    rows: RowsRef | None = None
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Values of an axis from end to end."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Give where a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(slots=True)
class Plot:
    """A box in which values have places, and words have room if nothing else is there."""

    sheet: Sheet
    box: Box
    x: Range
    y: Range
    taken: list[Box] = field(default_factory=list)

    def across(self, value: float) -> float:
        """Give the place of a value of x."""
        return self.box.left + self.x.share(value) * self.box.wide

    def up(self, value: float) -> float:
        """Give the place of a value of y."""
        return self.box.bottom - self.y.share(value) * self.box.tall

    def place(self, x: float, y: float) -> Place:
        """Give the place of a point."""
        return self.across(x), self.up(y)

    def say_beside(
        self,
        x: float,
        y: float,
        words: str,
        *,
        tone: str = "ink",
        weight: int = MEDIUM,
        away: float = 8.0,
        room: Box | None = None,
    ) -> Box | None:
        """Write words next to a place where they cover nothing; give up where there is no room."""
        limits = room or Box(0, 0, self.sheet.wide, self.sheet.tall)
        for dx, dy, align in _around(away):
            box = text_box(x + dx, y + dy, words, weight=weight, align=align)
            if box.within(limits) and not any(box.meets(one) for one in self.taken):
                self.sheet.text(x + dx, y + dy, words, tone, weight=weight, align=align)
                self.taken.append(box)
                return box
        return None

    def levels(self, axis: Axis, figures: Figures, most: int = 4) -> None:
        """Draw level lines with their numbers on the left; zero stands out."""
        for value, words in ticks(self.y.low, self.y.high, axis.scale, figures, most):
            y = round(self.up(value)) + 0.5
            token = "border2" if value == 0 else "grid"
            self.sheet.line(((self.box.left, y), (self.box.right, y)), token)
            self.sheet.text(self.box.left - GAP, y, words, "muted", align="right")

    def feet(self, axis: Axis, figures: Figures) -> None:
        """Write round values of x below the plot, as many as stand apart."""
        room = max(2, int(self.box.wide // 80))
        marks = ticks(self.x.low, self.x.high, axis.scale, figures, room)
        self.words_below([(self.across(value), words) for value, words in marks])

    def words_below(self, words: Sequence[tuple[float, str]]) -> None:
        """Write words below the plot, thinned evenly until none touches the next."""
        y = self.box.bottom + 6 + LINE / 2
        for at in thinned(words, 10):
            x, text = words[at]
            half = width_of(text, SIZE) / 2
            x = min(max(x, half), self.sheet.wide - half)
            self.sheet.text(x, y, text, "muted", align="middle")

    def heading_below(self, heading: str) -> None:
        """Write what x measures at the right end below its numbers."""
        if heading:
            words = cut(heading, self.sheet.wide, SIZE)
            y = self.box.bottom + 6 + LINE * 1.5 + 2
            self.sheet.text(self.box.right, y, words, "muted", align="right")


def frame(
    sheet: Sheet,
    x: tuple[Axis, Range],
    y: tuple[Axis, Range],
    figures: Figures,
    *,
    right: float = 8.0,
    head: float = 0.0,
) -> Plot:
    """Make room for numbers and headings around a plot.

    Args:
        sheet: what is drawn on.
        x: the axis below and its range.
        y: the axis on the left and its range; its heading stands above it.
        figures: writes the numbers.
        right: kept free on the right for words.
        head: kept free above the plot.
    """
    numbers = [words for _, words in ticks(y[1].low, y[1].high, y[0].scale, figures)]
    left = max((width_of(words, SIZE) for words in numbers), default=0.0) + GAP
    top = (LINE + 8 if y[0].heading else 4) + head
    below = 6 + LINE + (LINE + 2 if x[0].heading else 2)
    box = Box(left, top, max(sheet.wide - left - right, 40), max(sheet.tall - top - below, 40))
    if y[0].heading:
        sheet.text(0, LINE / 2, cut(y[0].heading, sheet.wide, SIZE), "muted")
    return Plot(sheet, box, x[1], y[1])


def spanning(
    values: Sequence[float], axis: Axis, *, has_zero: bool = False, margin: float = 0.0
) -> Range:
    """Give the range that shows all values; a single value stands in the middle of one."""
    told = [*values, *(one for one in (axis.low, axis.high) if one is not None)]
    if has_zero or not told:
        told.append(0.0)
    low, high = min(told), max(told)
    if low == high:
        low, high = (low, low + 1.0) if low == 0 else (min(low, 0.0), max(low, 0.0))
    spare = (high - low) * margin
    low = low - spare if low < 0 or not has_zero else low
    return Range(low if axis.low is None else min(axis.low, low), high + spare)


def thinned(words: Sequence[tuple[float, str]], apart: float) -> list[int]:
    """Choose every one, every second, every third ... until the words stand apart."""
    wide = [width_of(text, SIZE) for _, text in words]
    for step in range(1, len(words) + 1):
        kept = list(range(0, len(words), step))
        pairs = itertools.pairwise(kept)
        if all(words[b][0] - words[a][0] >= (wide[a] + wide[b]) / 2 + apart for a, b in pairs):
            return kept
    return [0] if words else []


def _around(away: float) -> tuple[tuple[float, float, str], ...]:
    """Places of words around a point, the best first."""
    line = LINE / 2 + away
    return (
        (away, -line + 2, "left"), (away, line - 2, "left"), (away, 0, "left"),
        (-away, -line + 2, "right"), (-away, line - 2, "right"), (-away, 0, "right"),
        (0, -line, "middle"), (0, line, "middle"),
        (away, -line - LINE, "left"), (away, line + LINE, "left"),
        (-away, -line - LINE, "right"), (-away, line + LINE, "right"),
    )  # fmt: skip
