"""Lines over two axes as vectors: steps with a band, a curve with a named point."""

from itertools import pairwise

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import Curve, Plot, PlotMark, Tone, text
from retailcrm.reports.pdf.charts import weakened
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import Style, Weight, line_width, one_line, width_of

_AXIS = Style(7.6, 10, tone=Tone.MUTED)
_NAMED = Style(8.4, 11, weight=Weight.MEDIUM)
_BAND = 0.16  # of the accent, on white
_HIGH = (112.0, 150.0)  # of the plot: lowest, usual
_SQUARE = (170.0, 230.0)
_DOT = 2.8
_AWAY = 6.0  # of a name from its point
_END = 96.0  # room for the names at the ends of lines, at most
_Box = tuple[float, float, float, float]


class PlotPiece(Whole):
    """Lines, their bands and the points that are named."""

    gap = 10.0
    _head = 8.0

    def __init__(self, block: Plot, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        least, usual = _SQUARE if block.square else _HIGH
        self._plot = between(least, usual, ease)
        self.slack = self._plot - least
        labels = (width_of(label, _AXIS.weight, _AXIS.size) for _, label in block.up)
        self._left = max(labels) + 8
        ends = (width_of(one.label, _NAMED.weight, _NAMED.size) for one in block.curves)
        right = min(max(ends) + 8, _END) if any(one.label for one in block.curves) else 10.0
        self._wide = width - self._left - right
        self.height = self._head + self._plot + 14 + (11 if block.under else 0)
        self._taken: list[_Box] = []

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        left, top = x + self._left, y + self._head
        self._draw_axes(pen, left, top)
        for curve in sorted(self._block.curves, key=lambda one: not one.band):
            self._draw_curve(pen, left, top, curve)
        for curve in self._block.curves:
            self._name_end(pen, left, top, curve)
        self._taken = []
        for mark in self._block.marks:
            self._draw_mark(pen, left, top, mark)

    def eased(self, ease: float) -> Piece:
        """Set it lower."""
        return PlotPiece(self._block, self._width, ease)

    def _at(self, left: float, top: float, point: tuple[float, float]) -> tuple[float, float]:
        (first, _), *_, (last, _) = self._block.across
        (low, _), *_, (high, _) = self._block.up
        across = (point[0] - first) / (last - first)
        up = (point[1] - low) / (high - low)
        return left + across * self._wide, top + self._plot * (1 - up)

    def _draw_axes(self, pen: Pen, left: float, top: float) -> None:
        block = self._block
        for place, (value, label) in enumerate(block.up):
            _, at = self._at(left, top, (block.across[0][0], value))
            pen.line_right(one_line(text(label), _AXIS), left - 8, at + _AXIS.size * 0.36)
            pen.rule(left, at, self._wide, LIGHT.grid if place else LIGHT.border2)
        below = top + self._plot
        for value, label in block.across:
            at, _ = self._at(left, top, (value, block.up[0][0]))
            pen.upright(at, below, below + 3, LIGHT.border2)
            line = one_line(text(label), _AXIS)
            half = line_width(line) / 2
            kept = min(max(at - half, left - 4), left + self._wide + 10 - 2 * half)
            pen.line(line, kept, below + 11.5)
        if block.under:
            pen.line(one_line(text(block.under), _AXIS), left, below + 23)

    def _draw_curve(self, pen: Pen, left: float, top: float, curve: Curve) -> None:
        if curve.band:
            lows = _stepped([(at, low) for at, low, _ in curve.band], steps=curve.steps)
            highs = _stepped([(at, high) for at, _, high in curve.band], steps=curve.steps)
            around = [self._at(left, top, one) for one in (*highs, *reversed(lows))]
            pen.area(around, weakened(LIGHT.accent, _BAND))
        points = _stepped(list(curve.points), steps=curve.steps)
        colour = LIGHT.ly if curve.quiet else LIGHT.accent
        thick = 0.9 if curve.quiet else 1.6
        pen.path([self._at(left, top, one) for one in points], colour, thick, dashed=curve.quiet)

    def _name_end(self, pen: Pen, left: float, top: float, curve: Curve) -> None:
        if not curve.label:
            return
        x, y = self._at(left, top, curve.points[-1])
        tone = Tone.MUTED if curve.quiet else Tone.ACCENT
        room = self._width - self._left - self._wide - 6
        pen.line(one_line(text(curve.label, tone=tone), _NAMED, room), x + 6, y + 3)

    def _draw_mark(self, pen: Pen, left: float, top: float, mark: PlotMark) -> None:
        x, y = self._at(left, top, (mark.across, mark.up))
        pen.dot(x, y, _DOT, LIGHT.accent)
        line = one_line(mark.words, _NAMED)
        wide = line_width(line)
        below = (x + _AWAY, y + _NAMED.leading + 1)
        above = (x - wide - 2, y - _AWAY)
        start, baseline = below
        floor, edge = top + self._plot - 3, left + self._wide + 10
        if baseline > floor or start + wide > edge or self._hits(below, wide):
            start, baseline = max(above[0], left + 3), above[1]
        box = (start - 1.5, baseline - _NAMED.size, start + wide + 1.5, baseline + 2.5)
        self._taken.append(box)
        pen.box((box[0], box[1]), (box[2] - box[0], box[3] - box[1]), LIGHT.surface)
        pen.line(line, start, baseline)

    def _hits(self, at: tuple[float, float], wide: float) -> bool:
        left, bottom = at[0], at[1] + 2.5
        top, right = at[1] - _NAMED.size, at[0] + wide
        return any(
            left < box[2] and right > box[0] and top < box[3] and bottom > box[1]
            for box in self._taken
        )


def _stepped(points: list[tuple[float, float]], *, steps: bool) -> list[tuple[float, float]]:
    """Give the corners of a line that stays level until the next point."""
    if not steps:
        return points
    found = points[:1]
    for (_, level), (across, up) in pairwise(points):
        found += [(across, level), (across, up)]
    return found
