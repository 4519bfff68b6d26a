"""Paint the cells of a table: row lines, calm selection, marks and chips."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, MEDIUM, REGULAR, SEMIBOLD
from retailcrm.ui.kit.icons import paint_mark
from retailcrm.ui.kit.table import Role
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
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("accent_soft"))
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._paint_text(painter, box.adjusted(PAD, 0, -PAD, -1), index)
        self._paint_focus(painter, box, index, state)
        painter.restore()

    def _paint_focus(
        self,
        painter: QPainter,
        box: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        state: QStyle.StateFlag,
    ) -> None:
        """Ring the cell where cells are edited or opened; the row carries a bar on its edge."""
        is_ringed = self.rings_cells or bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if is_ringed and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen and index.column() == 0 and self._table.hasFocus():
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("focus"))

    def _paint_text(
        self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text is None:
            self._paint_waiting(painter, box)
            return
        tone, mark, chip = (index.data(role) for role in (Role.TONE, Role.MARK, Role.CHIP))
        weight = SEMIBOLD if index.data(Role.STRONG) else MEDIUM if mark or chip else REGULAR
        painter.setFont(font(BODY, weight))
        if mark:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(painter, mark, QRectF(box.left(), box.center().y() - MARK / 2, MARK, MARK))
            box = box.adjusted(MARK + 8, 0, 0, 0)
        if chip:
            box = _paint_chip(painter, box, text, chip)
            tone = chip
        painter.setPen(colour(tone or "ink"))
        metrics = painter.fontMetrics()
        if index.data(Role.WRAPS) and metrics.horizontalAdvance(text) > box.width():
            _paint_sentence(painter, box, text)
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)

    def _paint_waiting(self, painter: QPainter, box: QRectF) -> None:
        bar = QRectF(box.left(), box.center().y() - 4, min(72.0, box.width()), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(bar, 4, 4)


def _paint_sentence(painter: QPainter, box: QRectF, text: str) -> None:
    painter.setClipRect(box)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)
    painter.setClipping(False)


def _paint_chip(painter: QPainter, box: QRectF, text: str, tone: str) -> QRectF:
    wide = min(QFontMetrics(painter.font()).horizontalAdvance(text) + 12.0, box.width())
    chip = QRectF(box.left(), box.center().y() - 9, wide, 19)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{tone}_soft"))
    painter.drawRoundedRect(chip, 4, 4)
    return chip.adjusted(6, 0, -5, 0)
