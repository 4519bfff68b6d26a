"""Paint the cells of a table: calm selection, marks and chips.

A window full of figures is some hundred cells, each painted anew at every change: what all cells
of a row share is drawn by the table, and the painter keeps its state from cell to cell.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, MEDIUM, REGULAR, SEMIBOLD
from retailcrm.ui.kit.icons import paint_mark
from retailcrm.ui.kit.table import Look, Role
from retailcrm.ui.theme import colour, font

PAD = 8
MARK = 10


class CellPainter(QStyledItemDelegate):
    """Draws a row as the drawings have it."""

    def __init__(self, parent: QWidget, row_height: int) -> None:
        super().__init__(parent)
        self._table, self._row_height = parent, row_height
        self.rings_cells = False

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * PAD, self._row_height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box, state = QRectF(option.rect), option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, colour("accent_soft"))
        self._paint_text(painter, box.adjusted(PAD, 0, -PAD, -1), index)
        if state & QStyle.StateFlag.State_HasFocus:
            self._paint_ring(painter, box, index)
        if is_chosen and index.column() == 0 and self._table.hasFocus():
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("focus"))

    def _paint_ring(
        self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ring the cell where cells are edited or opened; the row carries a bar on its edge."""
        if self.rings_cells or index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_text(
        self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look: Look | None = index.data(Role.LOOK)
        if look is None:
            self._paint_waiting(painter, box)
            return
        text, tone, mark, chip = look.text, look.tone, look.mark, look.chip
        weight = SEMIBOLD if look.is_strong else MEDIUM if mark or chip else REGULAR
        painter.setFont(font(BODY, weight))
        if mark:
            paint_mark(painter, mark, QRectF(box.left(), box.center().y() - MARK / 2, MARK, MARK))
            box = box.adjusted(MARK + 8, 0, 0, 0)
        if chip:
            box = _paint_chip(painter, box, text, chip)
            tone = chip
        # figures that no longer hold are no figures to act on
        painter.setPen(colour((tone or "ink") if self._table.isEnabled() else "muted"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > box.width():
            if look.wraps:
                _paint_sentence(painter, box, text)
                return
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, look.alignment, text)

    def _paint_waiting(self, painter: QPainter, box: QRectF) -> None:
        bar = QRectF(box.left(), box.center().y() - 4, min(72.0, box.width()), 8)
        _fill_rounded(painter, bar, "sunken")


def _paint_sentence(painter: QPainter, box: QRectF, text: str) -> None:
    painter.setClipRect(box)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)
    painter.setClipping(False)


def _paint_chip(painter: QPainter, box: QRectF, text: str, tone: str) -> QRectF:
    wide = min(QFontMetrics(painter.font()).horizontalAdvance(text) + 12.0, box.width())
    chip = QRectF(box.left(), box.center().y() - 9, wide, 19)
    _fill_rounded(painter, chip, f"{tone}_soft")
    return chip.adjusted(6, 0, -5, 0)


def _fill_rounded(painter: QPainter, box: QRectF, tone: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tone))
    painter.drawRoundedRect(box, 4, 4)
    painter.restore()
