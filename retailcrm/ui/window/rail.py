"""The rail on the left: the shop's name, the screens, and what waits behind them."""

from collections.abc import Collection

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, MEDIUM, RADIUS_CONTROL, SEMIBOLD
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button, entered, paint_focus
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.kit.layout import column, line
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens_table import SCREENS, ScreenEntry
from retailcrm.ui.theme import colour, font

WIDTH = 168


class RailItem(QAbstractButton):
    """One screen on the rail, with a count of what waits there."""

    def __init__(self, screen: ScreenEntry) -> None:
        super().__init__()
        self._icon = screen.icon
        self._badge = ""
        self.setText(say(screen.title))
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}  {screen.shortcut}")

    def show_badge(self, count: int) -> None:
        """Show how much waits there; 0 shows nothing."""
        self._badge = f"{count:,}" if count else ""
        self.setAccessibleDescription(say("{n} waiting", n=count) if count else "")
        self.update()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if not entered(self, e):
            super().keyPressEvent(e)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 17, 36)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(QPen(colour("border"), 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface") if on else colour("border", 0.55))
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if on:
            painter.fillRect(QRectF(0, 8, 3, self.height() - 16), colour("accent"))
        ink = colour("ink" if on else "muted")
        paint_icon(painter, self._icon, QRectF(13, 9, 18, 18), ink)
        painter.setPen(ink)
        painter.setFont(font(BODY, SEMIBOLD if on else MEDIUM))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(42, 0, self.width() - 50, self.height()), middle, self.text())
        if self._badge:
            painter.setFont(font(BODY))
            box_right = QRect(0, 0, self.width() - 12, self.height())
            painter.drawText(box_right, middle | Qt.AlignmentFlag.AlignRight, self._badge)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))


class Rail(QFrame):
    """The list of screens.

    Signals:
        screen_requested: the key of a screen.
        leave_requested: the person signs out.
    """

    screen_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._name = Text("", "strong")
        self._second = Text("", "caption", "muted")
        self._items: dict[str, RailItem] = {}
        whole = column(_names(self._name, self._second), 10, gap=2)
        for place in ("top", "bottom"):
            if place == "bottom":
                whole.addWidget(_divider())
            for screen in (one for one in SCREENS if one.place == place):
                whole.addWidget(self._item(screen))
        self._person = Text("", "medium")
        self._leave = Button(say("Sign out"), "still", key=cap("leave"))
        self._leave.clicked.connect(self.leave_requested)
        whole.addStretch(1)
        whole.addLayout(_indented(self._person, self._leave))
        whole.setContentsMargins(8, 10, 8, 12)
        self.show_person("")
        self.setLayout(whole)

    def show_shop(self, name: str, second: str) -> None:
        """Show the shop's name, and one line below it."""
        self._name.show_text(name)
        self._name.setToolTip(name)
        self._second.show_text(second)

    def show_person(self, name: str) -> None:
        """Say who is signed in; empty where people are not told apart."""
        self._person.show_text(name)
        for part in (self._person, self._leave):
            part.setVisible(bool(name))

    def show_only(self, keys: Collection[str]) -> None:
        """Hide the screens that are not for this person."""
        for key, item in self._items.items():
            item.setVisible(key in keys)

    def show_screen(self, key: str) -> None:
        """Mark the open screen."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def show_badge(self, key: str, count: int) -> None:
        """Show how much waits behind a screen."""
        self._items[key].show_badge(count)

    def _item(self, screen: ScreenEntry) -> RailItem:
        item = RailItem(screen)
        item.clicked.connect(lambda: self._ask(screen.key))
        self._items[screen.key] = item
        return item

    def _ask(self, key: str) -> None:
        self._items[key].setChecked(True)
        self.screen_requested.emit(key)


def _names(name: Text, second: Text) -> QWidget:
    holder = QWidget()
    inside = column(name, second, gap=0)
    inside.setContentsMargins(12, 0, 0, 0)
    holder.setLayout(inside)
    holder.setFixedHeight(40)
    return holder


def _indented(*parts: QWidget) -> QVBoxLayout:
    inside = column(*parts, gap=4)
    inside.setContentsMargins(12, 0, 0, 0)
    return inside


def _divider() -> QWidget:
    holder = QWidget()
    inside = column(line())
    inside.setContentsMargins(4, 6, 4, 6)
    holder.setLayout(inside)
    return holder
