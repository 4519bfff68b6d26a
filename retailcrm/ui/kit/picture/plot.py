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
LEVELS = 5


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
        away: float = 8.0,
        room: Box | None = None,
        must: bool = False,
    ) -> Box | None:
        """Write words next to a place where they cover nothing.

        Args:
            x: of the place.
            y: likewise.
            words: what is said.
            tone: token of its colour.
            away: how far from the place at least.
            room: where they have to stay; the whole sheet.
            must: rather cover a line than say nothing; else give up where there is no room.
        """
        limits = room or Box(0, 0, self.sheet.wide, self.sheet.tall)
        whole = cut(words, limits.wide - 8, SIZE, MEDIUM)
        best: tuple[int, float, float, str] | None = None
        for dx, dy, align in _around(away):
            box = text_box(x + dx, y + dy, whole, weight=MEDIUM, align=align)
            if not box.within(limits):
                continue
            covered = sum(box.meets(one) for one in self.taken)
            if best is None or covered < best[0]:
                best = covered, x + dx, y + dy, align
            if not covered:
                break
        if best is None:
            middle = min(max(x, limits.left + width_of(whole, SIZE, MEDIUM) / 2 + 2), limits.right)
            best = 1, middle, y - LINE, "middle"
        if best[0] and not must:
            return None
        box = self.sheet.text(
            best[1], best[2], whole, tone, weight=MEDIUM, align=best[3], has_halo=bool(best[0])
        )
        self.taken.append(box)
        return box

    def levels(self, axis: Axis, figures: Figures) -> None:
        """Draw level lines with their numbers on the left; zero stands out."""
        for value, words in level_ticks(self.y, axis, figures):
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
    numbers = [words for _, words in level_ticks(y[1], y[0], figures)]
    left = max((width_of(words, SIZE) for words in numbers), default=0.0) + GAP
    top = (LINE + 8 if y[0].heading else 4) + head
    below = 6 + LINE + (LINE + 2 if x[0].heading else 2)
    box = Box(left, top, max(sheet.wide - left - right, 40), max(sheet.tall - top - below, 40))
    if y[0].heading:
        sheet.text(0, LINE / 2, cut(y[0].heading, sheet.wide, SIZE), "muted")
    return Plot(sheet, box, x[1], y[1])


def level_ticks(y: Range, axis: Axis, figures: Figures) -> tuple[tuple[float, str], ...]:
    """Give four lines and zero at most."""
    tried = [ticks(y.low, y.high, axis.scale, figures, most) for most in (4, 3.2, 3, 2)]
    return next((one for one in tried if len(one) <= LEVELS), tried[-1])


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
        (away, line + 2 * LINE, "left"), (away, line + 3 * LINE, "left"),
        (away, -line - 2 * LINE, "left"), (3 * away, line + LINE, "left"),
    )  # fmt: skip
