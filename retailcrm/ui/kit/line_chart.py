"""A few lines over the months, named where they end; drawn at once while somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import CAPTION, MEDIUM, SEMIBOLD
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.scale import nice_steps
from retailcrm.ui.theme import colour, font

AXIS, FOOT, HEAD = 60, 26, 20  # an axis of longer numbers takes what they need
BESIDE = 10  # between the numbers of the axis and the plot
GAP = 26  # between the last point and the names
ENDS, ENDS_MOST = 96, 190
BLOCK, LINE = 33, 17  # height of a name with its value below, or beside
DOT = 4.0
Pattern = Literal["solid", "dashed", "dotted", "mixed"]
_PATTERNS = {
    "solid": Qt.PenStyle.SolidLine,
    "dashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
    "mixed": Qt.PenStyle.DashDotLine,
}


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line.

    Attributes:
        name: stands where it ends; empty for a line that another one goes on.
        values: one for each label from `start` on.
        note: below the name, what it ends at.
        pattern: how it is drawn, so that colour is never alone.
        is_strong: full colour and thick.
        mark: number of the point that is ringed; None rings none.
        mark_words: above that point.
        start: number of the label at which it begins.
        tip: the whole line in a sentence, for screen readers.
    """

    name: str
    values: tuple[float, ...]
    note: str = ""
    pattern: Pattern = "solid"
    is_strong: bool = False
    mark: int | None = None
    mark_words: str = ""
    start: int = 0
    tip: str = ""


class LineChart(QWidget):
    """Lines with their names at the end; Enter or a click opens the table behind.

    Signals:
        opened: somebody wants the rows.
    """

    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines: tuple[ChartLine, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._unit = 1.0
        self._reach, self._box = (0.0, 1.0), QRectF()  # both as last painted
        self.setMinimumSize(280, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def show_lines(
        self, lines: Sequence[ChartLine], labels: Sequence[str], *, unit: float = 1.0
    ) -> None:
        """Show lines over labels; the axis counts in `unit`."""
        self._lines, self._labels, self._unit = tuple(lines), tuple(labels), unit
        self.setAccessibleDescription("; ".join(line.tip for line in lines if line.tip))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 220)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lines or not self._labels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._reach = self._range()
        self._box = self._plot()
        self._paint_grid(painter)
        for line in sorted(self._lines, key=lambda one: one.is_strong):
            self._paint_line(painter, line)
        self._paint_ends(painter)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(
            self._room_for_numbers(), HEAD, -self._room_for_ends(), -FOOT
        )

    def _room_for_numbers(self) -> int:
        metrics = QFontMetrics(font(CAPTION))
        wide = [metrics.horizontalAdvance(self._number(one)) for one in self._ticks()]
        return max(AXIS, max(wide, default=0) + BESIDE + 4)

    def _ticks(self) -> list[float]:
        low, high = self._reach
        return [tick for tick in nice_steps(low, high, 3) if low <= tick <= high]

    def _number(self, tick: float) -> str:
        return f"{tick / self._unit:,.10g}".replace("-", "\N{MINUS SIGN}")

    def _room_for_ends(self) -> int:
        metrics = self.fontMetrics()
        wide = max(metrics.horizontalAdvance(one.name) for one in self._lines) + GAP + 8
        return min(max(wide, ENDS), ENDS_MOST)

    def _range(self) -> tuple[float, float]:
        values = [0.0, *(value for line in self._lines for value in line.values)]
        low, high = min(values), max(values)
        return (low, high) if high > low else (0.0, 1.0)

    def _point(self, number: int, value: float) -> QPointF:
        (low, high), plot = self._reach, self._box
        wide = plot.width() / max(len(self._labels) - 1, 1)
        tall = (value - low) / (high - low) * plot.height()
        return QPointF(plot.left() + number * wide, plot.bottom() - tall)

    def _paint_grid(self, painter: QPainter) -> None:
        plot = self._box
        painter.setFont(font(CAPTION))
        for tick in self._ticks():
            y = round(self._point(0, tick).y()) + 0.5
            painter.setPen(QPen(colour("grid" if tick else "border2"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour("muted"))
            box = QRectF(0, y - 8, plot.left() - BESIDE, 16)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, self._number(tick))
        painter.setPen(colour("muted"))
        for number, label in enumerate(self._labels):
            box = QRectF(self._point(number, 0.0).x() - 24, self.height() - FOOT + 6, 48, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_line(self, painter: QPainter, line: ChartLine) -> None:
        ink = _ink(line)
        points = [self._point(n, value) for n, value in enumerate(line.values, start=line.start)]
        pen = QPen(ink, 2.5 if line.is_strong else 1.6, _PATTERNS[line.pattern])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ink)
        if line.name:
            painter.drawEllipse(points[-1], DOT, DOT)
        if line.mark is not None:
            painter.setPen(QPen(ink, 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(points[line.mark], DOT, DOT)
            self._paint_mark(painter, points[line.mark], line)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_mark(self, painter: QPainter, point: QPointF, line: ChartLine) -> None:
        painter.setFont(font(CAPTION, SEMIBOLD))
        painter.setPen(colour("accent_text"))
        wide = painter.fontMetrics().horizontalAdvance(line.mark_words) + 4.0
        left = max(point.x() - wide / 2, self._box.left())
        box = QRectF(left, max(self._highest(left, left + wide) - 24, 0.0), wide, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.mark_words)

    def _highest(self, left: float, right: float) -> float:
        """Give how high lines come between two places, which words must not cover."""
        found: list[float] = []
        for line in self._lines:
            points = [self._point(at, one) for at, one in enumerate(line.values, start=line.start)]
            across, high = [one.x() for one in points], [one.y() for one in points]
            found += [one.y() for one in points if left <= one.x() <= right]
            edges = [one for one in (left, right) if across and across[0] <= one <= across[-1]]
            found += [float(np.interp(one, across, high)) for one in edges]
        return min(found, default=HEAD)

    def _paint_ends(self, painter: QPainter) -> None:
        named = [line for line in self._lines if line.name]
        tall = BLOCK if len(named) * BLOCK <= self.height() - FOOT else LINE
        named = named_most(named, max(int((self.height() - FOOT / 2) // tall), 1))
        left = self._box.right() + GAP
        tops = spread(
            [self._point(0, line.values[-1]).y() - tall / 2 for line in named],
            tall, 0.0, self.height() - tall - FOOT / 2,
        )  # fmt: skip
        for line, top in zip(named, tops, strict=True):
            self._paint_end(painter, line, QRectF(left, top, self.width() - left, tall))

    def _paint_end(self, painter: QPainter, line: ChartLine, box: QRectF) -> None:
        """Write the name and what the line ends at, in one line where there is room for no two."""
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(CAPTION, SEMIBOLD if line.is_strong else MEDIUM))
        painter.setPen(colour("accent_text" if line.is_strong else "ink"))
        room = box.width()
        if box.height() < BLOCK:
            room -= painter.fontMetrics().horizontalAdvance(line.note) + 8
        name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(box.left(), box.top(), room, 16), middle, name)
        painter.setFont(font(CAPTION))
        painter.setPen(colour("ink"))
        if box.height() < BLOCK:
            side = Qt.AlignmentFlag.AlignRight | middle
            painter.drawText(QRectF(box.left(), box.top(), box.width(), 16), side, line.note)
        else:
            painter.drawText(QRectF(box.left(), box.top() + 16, room, 16), middle, line.note)


def named_most(lines: Sequence[ChartLine], most: int) -> list[ChartLine]:
    """Name those that end highest, and the strong one, where there is no room for every name."""
    order = sorted(lines, key=lambda one: (not one.is_strong, -one.values[-1]))
    held = {id(one) for one in order[:most]}
    return [one for one in lines if id(one) in held]


def spread(wished: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Place blocks near where they wish to be, none over another, all between first and last."""
    order = sorted(range(len(wished)), key=lambda at: wished[at])
    placed = [0.0] * len(wished)
    low = first
    for at in order:
        placed[at] = low = max(wished[at], low)
        low += apart
    high = last
    for at in reversed(order):
        placed[at] = high = min(placed[at], high)
        high -= apart
    return placed


def _ink(line: ChartLine) -> QColor:
    return colour("accent" if line.is_strong else "ink" if line.pattern == "dashed" else "muted")
