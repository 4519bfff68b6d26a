"""A customer's history as a line of days, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.theme import BODY, CAPTION, MEDIUM, REGULAR
from retailcrm.core.words import say
from retailcrm.services.customers import TimelineRow
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.theme import colour, font

Index = QModelIndex | QPersistentModelIndex
EVENT = Qt.ItemDataRole.UserRole + 1
ROW = 40
RAIL = 12
_DAY = 18


class TimelineModel(QAbstractListModel):
    """The events, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[TimelineRow, ...] = ()
        self._figures = PLAIN

    def show_events(self, events: Sequence[TimelineRow], figures: Figures) -> None:
        """Show these events."""
        self.beginResetModel()
        self._events, self._figures = tuple(events), figures
        self.endResetModel()

    @property
    def figures(self) -> Figures:
        """How amounts and days are written."""
        return self._figures

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._events)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == EVENT:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._figures.day_year(event.day)}: {event.text}"
        return event.text if role == Qt.ItemDataRole.ToolTipRole else None


class Timeline(QListView):
    """Shows what happened when; Enter opens the receipt of a visit.

    Signals:
        receipt_opened: id of a receipt.
    """

    receipt_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.events = TimelineModel()
        self.setModel(self.events)
        self.setItemDelegate(_EventPainter(self))
        self.setAccessibleName(say("History"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(ROW * 2)
        self.doubleClicked.connect(self._open)

    def show_events(self, events: Sequence[TimelineRow], figures: Figures) -> None:
        """Show these events."""
        self.events.show_events(events, figures)
        if events:
            self.setCurrentIndex(self.events.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        event = index.data(EVENT)
        if isinstance(event, TimelineRow) and event.receipt_id is not None:
            self.receipt_opened.emit(event.receipt_id)


class _EventPainter(QStyledItemDelegate):
    """Draws a dot on the rail, the day and what happened."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        event, model = index.data(EVENT), index.model()
        if not (isinstance(event, TimelineRow) and isinstance(model, TimelineModel)):
            return
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected and self._has_focus():
            painter.fillRect(box, colour("accent_soft"))
        _paint_rail(painter, box, is_last=index.row() == model.rowCount() - 1)
        _paint_dot(painter, QPointF(box.left() + RAIL, box.top() + _DAY - 5), event.kind)
        self._paint_words(painter, box.adjusted(RAIL * 2 + 4, 2, -8, 0), event, model.figures)
        painter.restore()

    def _has_focus(self) -> bool:
        parent = self.parent()
        return isinstance(parent, QListView) and parent.hasFocus()

    def _paint_words(
        self, painter: QPainter, box: QRectF, event: TimelineRow, figures: Figures
    ) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        top = box.adjusted(0, 18, 0, 0)
        painter.setFont(font(CAPTION))
        painter.setPen(colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, figures.day(event.day))
        room = top.width()
        if event.amount is not None:
            painter.setFont(font(BODY, MEDIUM))
            painter.setPen(colour("bad" if event.amount < 0 else "ink"))
            text = figures.amount(event.amount)
            painter.drawText(top, right, text)
            room -= painter.fontMetrics().horizontalAdvance(text) + 8
        painter.setFont(font(BODY, REGULAR))
        painter.setPen(colour("ink"))
        words = painter.fontMetrics().elidedText(event.text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(top, Qt.AlignmentFlag.AlignTop, words)


def _paint_rail(painter: QPainter, box: QRectF, *, is_last: bool) -> None:
    painter.setPen(QPen(colour("border2"), 1))
    x = box.left() + RAIL
    end = box.top() + _DAY if is_last else box.bottom()
    painter.drawLine(QPointF(x, box.top()), QPointF(x, end))


def _paint_dot(painter: QPainter, place: QPointF, kind: str) -> None:
    """A visit is a full dot, a return an open one, everything else a small square."""
    is_full = kind in ("visit", "first")
    tone = "accent" if is_full else "bad" if kind == "return" else "border2"
    painter.setPen(QPen(colour(tone), 1.5))
    painter.setBrush(colour(tone) if is_full else colour("surface"))
    if is_full or kind == "return":
        painter.drawEllipse(place, 4, 4)
    else:
        painter.drawRect(QRectF(place.x() - 3.5, place.y() - 3.5, 7, 7))
