"""The head of a program in the list: its letter, its name, and its rules in one line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from retailcrm.core.theme import BODY, CAPTION, MEDIUM, RADIUS_CONTROL, SEMIBOLD
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.theme import colour, font

BADGE, HIGH = 20, 46


class ModelHead(QAbstractButton):
    """Opens the fields of a program."""

    def __init__(self) -> None:
        super().__init__()
        self._letter, self._rules, self._is_best, self._is_open = "", "", False, False
        self._is_wrong = False
        self._shown: tuple[object, ...] = ()
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_model(
        self, letter: str, name: str, rules: str, *, is_best: bool, is_open: bool, is_wrong: bool
    ) -> None:
        """Show another program; one with a field to mend says so while it is closed."""
        shown = (letter, name, rules, is_best, is_open, is_wrong)
        if shown == self._shown:
            return
        self._shown, self._is_wrong = shown, is_wrong
        self._letter, self._rules, self._is_best, self._is_open = letter, rules, is_best, is_open
        self.setText(name)
        self.setToolTip(rules)
        state = say("open") if is_open else say("closed")
        if is_wrong:
            state += ", " + say("a field to mend")
        self.setAccessibleName(say("Program {letter}, {name}", letter=letter, name=name))
        self.setAccessibleDescription(f"{rules}; {state}")
        self.update()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(e)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, HIGH)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge = QRectF(5.5, 4.5, BADGE, BADGE)
        edge = "bad" if self._is_wrong else "accent" if self._is_best else "border2"
        painter.setPen(QPen(colour(edge), 2 if self._is_wrong else 1))
        painter.setBrush(colour("accent") if self._is_best else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, RADIUS_CONTROL / 2, RADIUS_CONTROL / 2)
        painter.setFont(font(CAPTION, SEMIBOLD))
        ink = "bad" if self._is_wrong else "ink"
        painter.setPen(colour("on_accent" if self._is_best else ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._letter)
        left = BADGE + 14
        painter.setFont(font(BODY, MEDIUM))
        painter.setPen(colour("ink"))
        self._paint(painter, QRectF(left, 4, self.width() - left - 26, 20), self.text())
        painter.setFont(font(CAPTION))
        painter.setPen(colour("muted"))
        self._paint(painter, QRectF(left, 24, self.width() - left - 6, 18), self._rules)
        painter.save()
        painter.translate(self.width() - 13, 14)
        if self._is_open:
            painter.rotate(180)
        paint_icon(painter, "chevron-down", QRectF(-8, -8, 16, 16), colour("muted"))
        painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            paint_focus(painter, QRectF(self.rect()))

    def _paint(self, painter: QPainter, box: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
