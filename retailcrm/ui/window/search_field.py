"""The field on top of every screen, and its answers below it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from retailcrm.core.theme import CAPTION, MEDIUM
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import cap_width, paint_cap
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.search import Hit
from retailcrm.ui.theme import colour, font

WIDTH, HEIGHT, LINE = 520, 36, 34
_ICONS = {
    "customer": "customers",
    "screen": "chevron-right",
    "action": "keyboard",
    "rows": "receipt",
}
_HIT = Qt.ItemDataRole.UserRole


class SearchField(QLineEdit):
    """Type, scan, or enter a printed reference.

    Signals:
        typed: the text now in the field.
        entered: number of the hit to open.
        left: the person wants back to the screen.
    """

    typed = Signal(str)
    entered = Signal(int)
    left = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(260)
        self.setMaximumWidth(WIDTH)
        self.setPlaceholderText(say("Scan a card, or search customers, receipts, actions"))
        self.setAccessibleName(say("Search or scan"))
        self.setAccessibleDescription(key)
        self.setTextMargins(29, 0, cap_width(key) + 4, 0)
        self.textEdited.connect(self.typed)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "search", QRectF(13, HEIGHT / 2 - 8, 16, 16), colour("muted"))
        place = QPoint(self.width() - cap_width(self._key) - 9, HEIGHT // 2)
        paint_cap(painter, self._key, place)


class Answers(QFrame):
    """The hits below the field; the field keeps the keyboard.

    Signals:
        picked: number of a hit.
    """

    picked = Signal(int)

    def __init__(self, field: SearchField, window: QWidget) -> None:
        super().__init__(window)
        self._field, self._window = field, window
        self.setObjectName("card")
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_HitPainter(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(say("Answers"))
        self._list.itemClicked.connect(lambda item: self.picked.emit(self._list.row(item)))
        self._nothing = Text("", "body", "muted")
        self._nothing.setContentsMargins(12, 6, 12, 6)
        inside = column(self._list, self._nothing, gap=0)
        inside.setContentsMargins(4, 4, 4, 4)
        self.setLayout(inside)
        field.installEventFilter(self)
        self.hide()

    def show_hits(self, hits: tuple[Hit, ...], text: str, *, is_waiting: bool) -> None:
        """Show hits for a text; nothing typed hides the list."""
        self._list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.detail}")
            self._list.addItem(item)
        if hits:
            self._list.setCurrentRow(0)
        self._list.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        words = (
            say("Looking…")
            if is_waiting
            else say("Nobody and nothing called “{words}”", words=text)
        )
        self._nothing.show_text(words)
        self._place(len(hits))
        self.setVisible(bool(text))
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False

    def _press(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + steps[key]) % self._list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._field.entered.emit(max(0, self._list.currentRow()))
        elif key == Qt.Key.Key_Escape:
            self._field.left.emit()
        else:
            return False
        return True

    def _place(self, count: int) -> None:
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
        tall = LINE * max(count, 1) + 12
        self.setGeometry(QRect(corner, QSize(self._field.width(), tall)))


class _HitPainter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(120, LINE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        hit: Hit = index.data(_HIT)  # type: ignore[attr-defined]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(box, 4, 4)
        place = QRectF(box.left() + 10, box.center().y() - 8, 16, 16)
        paint_icon(painter, _ICONS[hit.kind], place, colour("muted"))
        painter.setPen(colour("ink"))
        painter.setFont(font(weight=MEDIUM))
        words = box.adjusted(38, 0, -10, 0)
        title = painter.fontMetrics().elidedText(
            hit.title, Qt.TextElideMode.ElideRight, int(words.width() * 0.6)
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(colour("muted"))
        painter.setFont(font(CAPTION))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        detail = painter.fontMetrics().elidedText(
            hit.detail, Qt.TextElideMode.ElideRight, int(words.width() * 0.38)
        )
        painter.drawText(words, right, detail)
        painter.restore()
