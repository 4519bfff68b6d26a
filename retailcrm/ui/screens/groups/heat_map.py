"""The grid of scores as a heat map: every cell a segment, a count and a share."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.theme import BODY, CAPTION, MEDIUM, RADIUS_CELL, SEMIBOLD, TITLE
from retailcrm.core.vocabulary import segment_title
from retailcrm.core.words import say
from retailcrm.services.grouping import CellRow
from retailcrm.ui.screens.groups.findings import range_words
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.theme import colour, font

SIDE = 5
GAP = 2
LABELS = 86
FOOT = 22
CELL_LOW, CELL_HIGH = 44, 56
STEPS = 5
NARROWEST = 88  # per cent of the usual width of letters
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


class HeatMap(QWidget):
    """Shows how many customers stand in each cell; arrows and clicks choose one.

    Signals:
        cell_chosen: the `CellRow` that was chosen.
        opened: Enter or a double click on the chosen cell.
    """

    cell_chosen = Signal(object)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[int, int], CellRow] = {}
        self._ranges: dict[int, tuple[int, int]] = {}
        self._figures = PLAIN
        self._step = 1
        self._at: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(say("Grid of scores"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(LABELS + SIDE * 96, SIDE * (44 + GAP) + FOOT)

    def show_cells(
        self,
        cells: tuple[CellRow, ...],
        ranges: tuple[tuple[int, int, int], ...],
        figures: Figures,
    ) -> None:
        """Show these cells; `ranges` are (score, from days, to days) of the rows."""
        self._cells = {(cell.r, cell.column): cell for cell in cells}
        self._ranges = {r: (first, last) for r, first, last in ranges}
        self._figures = figures
        self._step = heat_step(max((cell.customers for cell in cells), default=0))
        self.update()

    def show_choice(self, r: int, column: int) -> None:
        """Outline a cell; (0, 0) outlines none."""
        self._at = (r, column) if r else None
        self.setAccessibleDescription(self._told())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(LABELS + SIDE * 108, SIDE * (44 + GAP) + FOOT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for r in range(1, SIDE + 1):
            self._paint_row_label(painter, r)
        for place, cell in self._cells.items():
            self._paint_cell(painter, self._box(*place), cell)
        for column in range(1, SIDE + 1):
            self._paint_column_label(painter, column)
        if self._at in self._cells:
            self._paint_choice(painter, self._box(*self._at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if place := self._place_under(event.position()):
            self._choose(place)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_under(event.position())
        is_over = Qt.CursorShape.PointingHandCursor if place else Qt.CursorShape.ArrowCursor
        self.setCursor(is_over)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move and self._cells:
            r, column = self._at or (1, SIDE)
            place = (r + move[0], column + move[1])
            self._choose(place if place in self._cells else (r, column))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def _choose(self, place: tuple[int, int]) -> None:
        if place in self._cells:
            self.show_choice(*place)
            self.cell_chosen.emit(self._cells[place])

    def _told(self) -> str:
        cell = self._cells.get(self._at) if self._at else None
        if cell is None:
            return ""
        return say(
            "{segment}, R {r}, FM {column}: {n} customers",
            segment=segment_title(cell.segment),
            r=cell.r,
            column=cell.column,
            n=self._figures.count(cell.customers),
        )

    def _cell_size(self) -> tuple[float, float]:
        wide = (self.width() - LABELS - (SIDE - 1) * GAP - 2) / SIDE
        high = (self.height() - FOOT - (SIDE - 1) * GAP) / SIDE
        return wide, min(max(high, CELL_LOW), CELL_HIGH)

    def _box(self, r: int, column: int) -> QRectF:
        wide, high = self._cell_size()
        left = LABELS + (column - 1) * (wide + GAP)
        return QRectF(left, (SIDE - r) * (high + GAP), wide, high)

    def _place_under(self, point: QPointF) -> tuple[int, int] | None:
        for place in self._cells:
            if self._box(*place).contains(point):
                return place
        return None

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: CellRow) -> None:
        level = min(cell.customers // self._step, STEPS - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"heat{level}"))
        painter.drawRoundedRect(box, RADIUS_CELL, RADIUS_CELL)
        painter.setPen(colour("on_heat4" if level == STEPS - 1 else "ink"))
        lines = box.adjusted(8, (box.height() - 40) / 2, -8, -(box.height() - 40) / 2)
        paint_fitted(painter, lines.adjusted(0, 2, 6, 0), segment_title(cell.segment))
        painter.setFont(font(CAPTION))
        share = self._figures.percent(cell.share)
        low_right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
        painter.drawText(lines.adjusted(0, 0, 0, -2), low_right, share)
        painter.setFont(font(TITLE, SEMIBOLD))
        painter.drawText(lines, Qt.AlignmentFlag.AlignBottom, self._figures.count(cell.customers))

    def _paint_choice(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("surface"), 2))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "ink"), 2))
        painter.drawRoundedRect(box.adjusted(0, 0, 0, 0), 4, 4)

    def _paint_row_label(self, painter: QPainter, r: int) -> None:
        box = self._box(r, 1)
        middle = box.center().y()
        painter.setPen(colour("ink"))
        painter.setFont(font(BODY, SEMIBOLD))
        painter.drawText(QPointF(0, middle - 3), say("R {score}", score=r))
        painter.setPen(colour("muted"))
        painter.setFont(font(CAPTION))
        if r in self._ranges:
            painter.drawText(QPointF(0, middle + 13), range_words(*self._ranges[r]))

    def _paint_column_label(self, painter: QPainter, column: int) -> None:
        box = self._box(1, column)
        painter.setPen(colour("ink"))
        painter.setFont(font(BODY, SEMIBOLD))
        text = say("FM {score}", score=column)
        base = box.bottom() + 16
        painter.drawText(QPointF(box.left() + 8, base), text)
        if column == 1:
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.setFont(font(CAPTION, MEDIUM))
            painter.setPen(colour("muted"))
            painter.drawText(QPointF(box.left() + 14 + wide, base), say("one visit"))


def paint_fitted(painter: QPainter, box: QRectF, text: str) -> None:
    """Write a caption, a little narrower where it would not fit, cut off as a last resort."""
    letters = font(CAPTION)
    wide = QFontMetricsF(letters).horizontalAdvance(text)
    if wide > box.width():
        letters.setStretch(max(NARROWEST, int(100 * box.width() / wide)))
    painter.setFont(letters)
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, int(box.width()) + 1
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignTop, shown)


def heat_step(most: int) -> int:
    """Give the round number of customers by which a cell gets one step warmer.

    The fullest cell reaches the last step, or comes close to it.
    """
    if most < STEPS:
        return 1
    rough = most / (STEPS - 0.5)
    power = 10 ** math.floor(math.log10(rough))
    steps = (round(power * factor) for factor in (1, 2, 2.5, 3, 4, 5, 10))
    return max(1, max((step for step in steps if step <= rough + power * 0.25), default=1))
