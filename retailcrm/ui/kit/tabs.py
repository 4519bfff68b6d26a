"""The parts of a screen in one line; arrow keys and clicks turn to another."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, MEDIUM
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.theme import colour, font

HEIGHT, GAP, LINE = 32, 24, 2


class Tabs(QWidget):
    """Names of parts, the open one underlined.

    Signals:
        chosen: key of the part.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._name, self._parts = name, tuple(parts)
        self._open = ""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_open(self._parts[0][0])

    def show_open(self, key: str) -> None:
        """Underline the open part, silently."""
        if key == self._open:
            return
        self._open = key
        title = dict(self._parts)[key]
        self.setAccessibleName(f"{self._name}: {title}")
        titles = ", ".join(title for _key, title in self._parts)
        self.setAccessibleDescription(say("Left and right turn to: {titles}", titles=titles))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(round(box.width()) + GAP for box in self._boxes()), HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("border"))
        painter.setFont(font(BODY, MEDIUM))
        for (key, title), box in zip(self._parts, self._boxes(), strict=True):
            is_open = key == self._open
            painter.setPen(colour("ink" if is_open else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)
            if is_open:
                foot = QRectF(box.left(), self.height() - LINE, box.width(), LINE)
                painter.fillRect(foot, colour("accent"))
                if self.hasFocus():
                    paint_focus(painter, box.adjusted(-8, 2, 8, -4))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for (key, _title), box in zip(self._parts, self._boxes(), strict=True):
            if box.adjusted(-GAP / 2, 0, GAP / 2, 0).contains(event.position()):
                self._turn(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, _title in self._parts]
        self._turn(keys[min(max(keys.index(self._open) + step, 0), len(keys) - 1)])

    def _turn(self, key: str) -> None:
        if key != self._open:
            self.show_open(key)
            self.chosen.emit(key)

    def _boxes(self) -> list[QRectF]:
        metrics, left, boxes = QFontMetrics(font(BODY, MEDIUM)), 8.0, []
        for _key, title in self._parts:
            wide = metrics.horizontalAdvance(title) + 1
            boxes.append(QRectF(left, 0, wide, self.height()))
            left += wide + GAP
        return boxes
