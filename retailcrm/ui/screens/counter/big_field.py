"""The one field of the Counter, and the answers below it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from retailcrm.core.theme import HUGE, MEDIUM, SCREEN, TITLE
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerHit
from retailcrm.ui.kit.buttons import cap_width, paint_cap
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour, font

HEIGHT, LINE = 64, 52
_UNDO = QKeySequence.StandardKey.Undo
_HIT = Qt.ItemDataRole.UserRole


class BigField(QLineEdit):
    """Scan, phone, name, e-mail, or a card typed by hand.

    Signals:
        stepped: up or down through the answers.
        entered: the person pressed Enter.
    """

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key, self._hint = key, say("Scan, phone, name or e-mail")
        self.setProperty("step", "huge")
        self.setFixedHeight(HEIGHT)
        self.setFont(font(HUGE))
        self.setAccessibleName(self._hint)
        self.setAccessibleDescription(key)
        self._beside = QFontMetrics(font(TITLE)).horizontalAdvance(self._hint) + cap_width(key) + 44
        self.setTextMargins(56, 0, self._beside, 0)

    def ready(self) -> None:
        """Take the keyboard, to be typed over."""
        self.setFocus()
        self.selectAll()

    @override
    def event(self, arg__1: QEvent) -> bool:
        is_override = arg__1.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(arg__1, QKeyEvent) and arg__1.matches(_UNDO):
            arg__1.ignore()  # taking points back comes before taking letters back
            return True
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if arg__1.key() in steps:
            self.stepped.emit(steps[Qt.Key(arg__1.key())])
        elif arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "counter", QRectF(24, middle - 13, 26, 26), colour("accent_text"))
        place = QPoint(self.width() - cap_width(self._key) - 20, round(middle))
        paint_cap(painter, self._key, place)
        painter.setFont(font(TITLE))
        painter.setPen(colour("muted"))
        words = self.rect().adjusted(0, 0, -cap_width(self._key) - 32, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, right, self._hint)


class HitList(QFrame):
    """Who matches what was typed; the field keeps the keyboard.

    Signals:
        picked: number of a hit.
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._words = Text("", "spoken", "muted", wrap=True)
        self._code = ""
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_HitPainter(self.list))
        self.list.setAccessibleName(say("Members and customers found"))
        self.list.itemClicked.connect(lambda item: self.picked.emit(self.list.row(item)))
        inside = column(self._words, self.list, gap=4)
        inside.setStretch(1, 1)
        inside.setContentsMargins(16, 16, 16, 12)
        self.setLayout(inside)

    @property
    def marked(self) -> int | None:
        """The hit that Enter opens; None where Enter means something else."""
        at = self.list.currentRow()
        return None if at < 0 else at

    def step(self, by: int) -> None:
        """Go up or down; from the code above the list, into it."""
        at, count = self.list.currentRow(), self.list.count()
        if count:
            self.list.setCurrentRow((at + by) % count if at >= 0 else (0 if by > 0 else count - 1))

    def show_hits(self, hits: Sequence[CustomerHit], *, is_looking: bool, code: str = "") -> None:
        """Show who matches; while more may come, the ones before stay.

        Args:
            hits: who matches.
            is_looking: more may come.
            code: what was typed is a code to the letter: Enter takes it, the arrows the people.
        """
        if is_looking and not hits:
            self._words.show_text(say("Looking…"))
        else:
            self._words.show_text(_summary(len(hits), code))
        is_same = tuple(hits) == self._shown() and code == self._code
        self._code = code
        if is_same:
            return
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.name or say("Customer without a name"))
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.name}, {hit.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0 if hits and not code else -1)

    def _shown(self) -> tuple[CustomerHit, ...]:
        return tuple(self.list.item(at).data(_HIT) for at in range(self.list.count()))


def _summary(count: int, code: str) -> str:
    if code and count:
        return say("Enter takes the code {code}; the arrows go to who is called so.", code=code)
    if code:
        return say("Enter takes the code {code}.", code=code)
    if not count:
        return say("Nobody by that name, number or address. Press Enter to see what it is.")
    return say("Enter opens the marked one.")


class _HitPainter(QStyledItemDelegate):
    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, LINE)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit: CustomerHit = index.data(_HIT)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        words = box.adjusted(16, 0, -16, 0)
        painter.setPen(colour("ink"))
        painter.setFont(font(SCREEN, MEDIUM))
        name = str(index.data())
        shown = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, int(words.width() * 0.6)
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(colour("muted"))
        painter.setFont(font(TITLE))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, right, hit.detail)
        painter.restore()
