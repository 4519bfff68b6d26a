"""Ranked bars and points with whiskers, as vectors."""

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import RankedBar, RankedBars, Tone, text
from retailcrm.reports.pdf.charts import weakened
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import Style, Weight, line_width, one_line

_NAME = Style(8.8, 12, weight=Weight.MEDIUM)
_VALUE = Style(8.8, 12)
_AXIS = Style(7.6, 10, tone=Tone.MUTED)
_PITCH = (15.0, 20.0)  # of a row: lowest, usual
_BAR = 0.58  # of the pitch
_WEAK = 0.42
_NAMES = 0.30  # of the width, at most
_END = 2.6  # half the height of a whisker's ends
_DOT = 3.2


class RankedPiece(Whole):
    """Bars below each other; name on the left, figure on the right."""

    gap = 10.0

    def __init__(self, block: RankedBars, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        least, usual = _PITCH
        self._pitch = between(least, usual, ease)
        self.slack = (self._pitch - least) * len(block.bars)
        names = (line_width(one_line(one.words, _NAME)) for one in block.bars)
        figures = (line_width(one_line(one.figure, _VALUE)) for one in block.bars)
        self._left = min(max(names) + 10, _NAMES * width)
        self._right = max(figures) + 12
        self._wide = width - self._left - self._right
        self._head = 14.0 if block.line else 2.0
        foot = 14 + (12 if block.key else 0)
        self.height = self._head + self._pitch * len(block.bars) + foot
        values = [value for value, _ in block.scale]
        self._low, self._high = min(values), max(values)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        top = y + self._head
        below = top + self._pitch * len(self._block.bars)
        for value, label in self._block.scale:
            at = self._at(x, value)
            pen.upright(at, top, below, LIGHT.grid if value else LIGHT.border2)
            line = one_line(text(label), _AXIS)
            half = line_width(line) / 2
            pen.line(line, min(max(at - half, x), x + self._width - 2 * half), below + 10)
        for place, bar in enumerate(self._block.bars):
            self._draw_bar(pen, x, top + place * self._pitch, bar)
        if self._block.line:
            self._draw_line(pen, x, (y, below), self._block.line)
        if self._block.key:
            pen.line(one_line(text(self._block.key), _AXIS), x + self._left, below + 22)

    def eased(self, ease: float) -> Piece:
        """Set the rows closer."""
        return RankedPiece(self._block, self._width, ease)

    def _at(self, x: float, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return x + self._left + min(max(share, 0.0), 1.0) * self._wide

    def _draw_bar(self, pen: Pen, x: float, top: float, bar: RankedBar) -> None:
        middle = top + self._pitch / 2
        pen.line(one_line(bar.words, _NAME, self._left - 8), x, middle + 3)
        pen.line_right(one_line(bar.figure, _VALUE), x + self._width, middle + 3)
        if self._block.points:
            self._whisker(pen, x, middle, bar)
            pen.dot(self._at(x, bar.value), middle, _DOT, LIGHT.accent, hollow=self._open(bar))
            return
        zero, level = self._at(x, 0.0), self._at(x, bar.value)
        high = self._pitch * _BAR
        colour = LIGHT.accent if bar.full else weakened(LIGHT.accent, _WEAK)
        pen.box((min(zero, level), middle - high / 2), (abs(level - zero), high), colour)
        self._whisker(pen, x, middle, bar)

    def _open(self, bar: RankedBar) -> bool:
        """Tell whether a whisker crosses the line, or there is none to say it does not."""
        if bar.low is None or bar.high is None:
            return True
        against = self._block.line[0] if self._block.line else 0.0
        return bar.low <= against <= bar.high

    def _whisker(self, pen: Pen, x: float, middle: float, bar: RankedBar) -> None:
        if bar.low is None or bar.high is None:
            return
        low, high = self._at(x, bar.low), self._at(x, bar.high)
        pen.rule(low, middle, high - low, LIGHT.ink, 1.1)
        for at in (low, high):
            pen.path([(at, middle - _END), (at, middle + _END)], LIGHT.ink, 1.1)

    def _draw_line(
        self, pen: Pen, x: float, span: tuple[float, float], line: tuple[float, str]
    ) -> None:
        value, name = line
        at = self._at(x, value)
        top, below = span
        pen.path([(at, top + self._head - 2), (at, below)], LIGHT.ink, 1.1, dashed=True)
        words = one_line(text(name), _AXIS)
        half = line_width(words) / 2
        pen.line(words, min(max(at - half, x), x + self._width - 2 * half), top + 8)
