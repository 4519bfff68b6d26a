"""Buttons: one filled, the rest outlined or quiet; the key stands inside as a cap."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import (
    BODY,
    CAPTION,
    FIGURE,
    MEDIUM,
    RADIUS_CONTROL,
    RADIUS_KEY,
    SCREEN,
    SEMIBOLD,
)
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.theme import colour, font

HEIGHT, SMALL, QUIET, LINE = 32, 28, 22, 18
ICON = 16
GAP = 8
_NUMBERS = frozenset({"figure", "number"})
_SUMS = frozenset({"sum", "loss"})
_BARE = frozenset({"quiet", "still", "plain", "line"}) | _SUMS | _NUMBERS
_INKS = {"quiet": "accent_text", "still": "muted", "plain": "muted", "loss": "bad"}


class Button(QPushButton):
    """A button.

    Args:
        text: verb first.
        kind: primary (one a screen), outlined, quiet (accent text, "open the rows"), or
            still (muted text), plain (small muted text that opens rows), line (the same
            in ink), figure (a headline number that does), number (a smaller one), sum (an
            amount among words that does), or loss (a sum below zero).
        icon: name of an icon before the text.
        key: shown as a cap behind the text; the actions table does the listening.
        menu: draw a chevron, for buttons that open a choice.
    """

    def __init__(
        self,
        text: str,
        kind: str = "outlined",
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        menu: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self._kind, self._icon_name, self._key = kind, icon, key
        self._height, self._has_menu = SMALL if small else HEIGHT, menu
        self._height = {
            "quiet": QUIET,
            "plain": LINE,
            "line": LINE,
            "sum": QUIET,
            "loss": QUIET,
            "figure": FIGURE.line,
            "number": SCREEN.line,
        }.get(kind, self._height)
        self.setFixedHeight(self._height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        if key:
            self.setAccessibleDescription(key)
        if on_click:
            self.clicked.connect(lambda _checked=False: on_click())

    def show_text(self, text: str) -> None:
        """Say something else and take the room for it."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def show_kind(self, kind: str) -> None:
        """Become the primary button, or stop being it."""
        self._kind = kind
        self.update()

    def show_key(self, key: str) -> None:
        """Show the key that presses it now; empty where none does."""
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not entered(self, event):
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        text = QFontMetrics(self._font()).horizontalAdvance(self.text())
        width = self._padding() * 2 + text
        if self._icon_name:
            width += ICON + GAP
        if self._has_menu:
            width += ICON + 4
        if self._key:
            width += GAP + cap_width(self._key)
        return QSize(width, self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        ink = self._ink()
        at = self._padding() + max(0, self.width() - self.sizeHint().width()) // 2
        middle = self.height() / 2
        if self._icon_name:
            paint_icon(painter, self._icon_name, QRectF(at, middle - ICON / 2, ICON, ICON), ink)
            at += ICON + GAP
        painter.setFont(self._font())
        painter.setPen(ink)
        wide = painter.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(
            QRect(at, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        at += wide
        if self._has_menu:
            paint_icon(painter, "chevron-down", QRectF(at + 4, middle - ICON / 2, ICON, ICON), ink)
        if self._key:
            on_fill = ink if self._kind == "primary" else None
            paint_cap(painter, self._key, QPoint(at + GAP, round(middle)), on_fill)

    def _padding(self) -> int:
        return 0 if self._kind in _BARE else 12

    def _font(self) -> QFont:
        if self._kind == "figure":
            return font(FIGURE, SEMIBOLD)
        if self._kind == "number":
            return font(SCREEN, SEMIBOLD)
        if self._kind in ("plain", "line"):
            return font(CAPTION)
        return font(BODY, SEMIBOLD if self._kind in _SUMS else MEDIUM)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return colour("muted")
        if self._kind == "primary":
            return colour("on_accent")
        return colour(_INKS.get(self._kind, "ink"))

    def _paint_frame(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pressed_or_hovered = self.underMouse() and self.isEnabled()
        if self._kind == "primary":
            fill = "accent_hover" if pressed_or_hovered else "accent"
            painter.setBrush(colour(fill if self.isEnabled() else "sunken"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        elif self._kind == "outlined":
            painter.setBrush(colour("sunken" if pressed_or_hovered else "surface"))
            painter.setPen(QPen(colour("border2" if self.isEnabled() else "border"), 1))
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        elif pressed_or_hovered:
            painter.setPen(QPen(self._ink(), 1))
            base = self.height() - (4 if self._kind in _NUMBERS else max(1, self.height() // 2 - 9))
            painter.drawLine(0, base, self.width(), base)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), inside=self._kind == "primary")


class Choice(Button):
    """A button that shows what is chosen and opens the other choices.

    Signals:
        chosen: the value behind the choice.
    """

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__("", menu=True)
        self._name = name
        self._value: object = None
        self._options: tuple[tuple[object, str], ...] = ()
        self.clicked.connect(self._open)
        self.show_options(options, options[0][0] if options else None)

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._value

    def show_options(self, options: Sequence[tuple[object, str]], value: object) -> None:
        """Offer (value, text) pairs with one of them chosen; says nothing by itself."""
        self._options, self._value = tuple(options), value
        shown = dict(self._options).get(value, self._name)
        self.show_text(shown)
        self.setAccessibleName(f"{self._name}: {shown}")

    def _open(self) -> None:
        menu = QMenu(self)
        for value, text in self._options:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(lambda _=False, picked=value: self._pick(picked))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _pick(self, value: object) -> None:
        if value != self._value:
            self.show_options(self._options, value)
            self.chosen.emit(value)


class KeyCap(QWidget):
    """A key drawn as a cap, for lists of keys and fields."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setFixedSize(cap_width(key), 20)
        self.setAccessibleName(key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, self._key, QPoint(0, self.height() // 2))


def cap_width(key: str) -> int:
    """Say how wide a key cap is."""
    return QFontMetrics(font(CAPTION, MEDIUM)).horizontalAdvance(key) + 14


def paint_cap(
    painter: QPainter, key: str, left_middle: QPoint, on_fill: QColor | None = None
) -> None:
    """Draw a key cap; on a filled button only its outline, in the text's colour."""
    box = QRectF(left_middle.x() + 0.5, left_middle.y() - 9.5, cap_width(key) - 1, 19)
    painter.setPen(QPen(on_fill or colour("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_fill else colour("sunken"))
    painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
    painter.setPen(on_fill or colour("muted"))
    painter.setFont(font(CAPTION, MEDIUM))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


def paint_focus(painter: QPainter, box: QRectF, *, inside: bool = False) -> None:
    """Draw the focus ring on a control's own edge; inside a fill in the fill's text colour."""
    inset = 3.0 if inside else 1.0
    painter.setPen(QPen(colour("on_accent" if inside else "focus"), 2 if not inside else 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = box.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(edge, RADIUS_CONTROL - inset / 2, RADIUS_CONTROL - inset / 2)


def entered(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click the button under the keyboard on Enter; Qt does so in dialogs alone.

    Returns:
        Whether the key was that, so that nothing else is to be done with it.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def press(button: QAbstractButton) -> bool:
    """Click a button on behalf of its key, if it can be clicked."""
    if not (button.isVisible() and button.isEnabled()):
        return False
    button.click()
    return True
