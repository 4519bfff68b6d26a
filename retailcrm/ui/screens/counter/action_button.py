"""The big actions on the right: the key first, then what it does."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from retailcrm.core.theme import BODY, MEDIUM, RADIUS_CARD, RADIUS_CONTROL, SCREEN, SEMIBOLD, TITLE
from retailcrm.ui.kit.buttons import entered, paint_focus
from retailcrm.ui.theme import colour, font

HEIGHT, WIDTH = 72, 336
LOWEST = 56
_CAP = 52


class ActionButton(QAbstractButton):
    """One thing to do with the member in front.

    Args:
        title: verb first.
        key: the key that does it, drawn large.
        on_click: what it does.
    """

    def __init__(self, title: str, key: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._key, self._beside, self._is_primary = key, "", False
        self._shown: tuple[str, str, bool, bool] | None = None
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(WIDTH)
        self.setMinimumHeight(LOWEST)
        self.setMaximumHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the field
        self.clicked.connect(lambda _checked=False: on_click())

    def show_as(self, title: str, beside: str, *, is_on: bool, is_primary: bool = False) -> None:
        """Say what the key does now, and whether it does anything."""
        first = is_primary and is_on
        if (title, beside, is_on, first) == self._shown:
            return  # six of these are not painted anew for every scan
        self._shown = title, beside, is_on, first
        self._beside, self._is_primary = beside, first
        self.setText(title)
        self.setAccessibleName(title)
        self.setEnabled(is_on)
        self.update()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if not entered(self, e):
            super().keyPressEvent(e)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_frame(painter, box)
        ink, second = self._inks()
        self._paint_key(painter, ink)
        left, middle = 16 + self._cap() + 16, self.height() / 2
        words = QRectF(left, 0, self.width() - left - 12, self.height())
        painter.setPen(ink)
        painter.setFont(font(SCREEN, SEMIBOLD))
        upper = words.adjusted(0, 0, 0, -words.height() + middle + 4) if self._beside else words
        low = Qt.AlignmentFlag.AlignBottom if self._beside else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, low, self.text())
        painter.setPen(second)
        painter.setFont(font(BODY))
        shown = painter.fontMetrics().elidedText(
            self._beside, Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words.adjusted(0, middle + 4, 0, 0), Qt.AlignmentFlag.AlignTop, shown)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), inside=self._is_primary)

    def _paint_frame(self, painter: QPainter, box: QRectF) -> None:
        over = self.underMouse() and self.isEnabled()
        if self._is_primary:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_hover" if over else "accent"))
        else:
            painter.setPen(QPen(colour("border2" if self.isEnabled() else "border"), 1))
            painter.setBrush(colour("sunken" if over else "surface"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)

    def _paint_key(self, painter: QPainter, ink: QColor) -> None:
        cap = QRectF(16.5, self.height() / 2 - 17, self._cap(), 34)
        painter.setPen(QPen(ink if self._is_primary else colour("border2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setPen(ink)
        painter.setFont(font(TITLE, MEDIUM))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _cap(self) -> int:
        return max(_CAP, QFontMetrics(font(TITLE, MEDIUM)).horizontalAdvance(self._key) + 20)

    def _inks(self) -> tuple[QColor, QColor]:
        if self._is_primary:
            return colour("on_accent"), colour("on_accent")
        if not self.isEnabled():
            return colour("muted"), colour("muted")
        return colour("ink"), colour("muted")
