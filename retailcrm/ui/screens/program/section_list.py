"""The sections of the rules, each with what it says now in one line."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, CAPTION, MEDIUM, RADIUS_CONTROL, REGULAR
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.screens.program.settings import SECTIONS
from retailcrm.ui.theme import colour, font

ITEM, PAD, ICON = 52, 12, 16


class SectionList(QWidget):
    """Chooses a section by click or by the arrow keys; wrong ones carry a triangle.

    Signals:
        chosen: key of the section.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._open = SECTIONS[0].key
        self._lines: Mapping[str, str] = {}
        self._wrong: frozenset[str] = frozenset()
        self.setFixedHeight(ITEM * len(SECTIONS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_sections(self, key: str, lines: Mapping[str, str], wrong: frozenset[str]) -> None:
        """Mark the open section, and say what each holds."""
        self._open, self._lines, self._wrong = key, lines, wrong
        title = next(say(one.title) for one in SECTIONS if one.key == key)
        self.setAccessibleName(say("Rules about: {title}", title=title))
        self.setAccessibleDescription(
            "; ".join(f"{say(one.title)}: {self._line(one.key)}" for one in SECTIONS)
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, ITEM * len(SECTIONS))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, section in enumerate(SECTIONS):
            box = QRect(0, number * ITEM, self.width(), ITEM - 2)
            is_open = section.key == self._open
            if is_open:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("accent_soft"))
                painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
            self._paint_words(painter, box, section.key, say(section.title))
            if is_open and self.hasFocus():
                paint_focus(painter, QRectF(box))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y()) // ITEM
        if 0 <= number < len(SECTIONS):
            self.chosen.emit(SECTIONS[number].key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [one.key for one in SECTIONS]
        self.chosen.emit(keys[min(max(keys.index(self._open) + step, 0), len(keys) - 1)])

    def _line(self, key: str) -> str:
        return say("mend what is marked") if key in self._wrong else self._lines.get(key, "")

    def _paint_words(self, painter: QPainter, box: QRect, key: str, title: str) -> None:
        inner = box.adjusted(PAD, 6, -PAD, -6)
        if key in self._wrong:
            at = QRectF(inner.right() - ICON, box.center().y() - ICON / 2, ICON, ICON)
            paint_icon(painter, "warning", at, colour("bad"))
            inner.setRight(inner.right() - ICON - 8)
        painter.setFont(font(BODY, MEDIUM))
        painter.setPen(colour("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(font(CAPTION, REGULAR))
        painter.setPen(colour("bad" if key in self._wrong else "muted"))
        line = painter.fontMetrics().elidedText(
            self._line(key), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, line)
