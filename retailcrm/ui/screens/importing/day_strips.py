"""A month as a strip of days: which agree, which were known, which differ."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.kit.cells import CellPainter
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.reconcile import Day, Strip
from retailcrm.ui.theme import colour

DAYS = 31
BAR = 16
KNOWN_WEIGHT = 0.42


class StripPainter(CellPainter):
    """Paints the days of a strip into its cell of the table."""

    def __init__(self, table: RowTable[Strip], row_height: int) -> None:
        super().__init__(table, row_height)
        self._strips = table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        strip = self._strips.rows.row_at(index.row())
        if strip is not None:
            box = QRectF(option.rect).adjusted(8, 0, -8, -1)
            paint_days(painter, box, strip.days)


def paint_days(painter: QPainter, box: QRectF, days: tuple[Day, ...]) -> None:
    """Draw one bar a day, the same width in every month."""
    step = max(2, min(int(box.width() / DAYS), 9))  # whole pixels, so that all bars look alike
    top = box.center().y() - BAR / 2
    painter.save()
    for number, day in enumerate(days):
        paint_day(
            painter, QRectF(round(box.left()) + number * step, round(top), step - 1, BAR), day
        )
    painter.restore()


def paint_day(painter: QPainter, box: QRectF, day: Day) -> None:
    """Draw one day: full, weak, a triangle, or an empty frame."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=day is Day.DIFFERS)
    frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if day is Day.AGREES:
        painter.fillRect(box, colour("accent"))
    elif day is Day.KNOWN:
        painter.fillRect(box, colour("accent", KNOWN_WEIGHT))
    elif day is Day.DIFFERS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("warn"))
        corners = (
            QPointF(box.center().x(), box.top()),
            QPointF(box.right() + 1.5, box.bottom()),
            QPointF(box.left() - 1.5, box.bottom()),
        )
        painter.drawPolygon(QPolygonF(list(corners)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(colour("border"), 1))
        painter.drawRect(frame)


class DayLegend(QWidget):
    """What the bars of a strip mean."""

    def __init__(self) -> None:
        super().__init__()
        words = (
            (Day.AGREES, say("agrees")),
            (Day.KNOWN, say("already in your books")),
            (Day.DIFFERS, say("your books hold something else")),
            (Day.CLOSED, say("no receipts")),
        )
        line = row(gap=6)
        for day, text in words:
            line.addWidget(_Bar(day))
            line.addWidget(Text(text, "caption", "muted"))
            line.addSpacing(10)
        line.addStretch(1)
        self.setLayout(line)


class _Bar(QWidget):
    def __init__(self, day: Day) -> None:
        super().__init__()
        self._day = day
        self.setFixedSize(10, BAR)

    @override
    def sizeHint(self) -> QSize:
        return QSize(10, BAR)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_day(QPainter(self), QRectF(2, 0, 6, BAR), self._day)
