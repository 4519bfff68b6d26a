"""Bars in one line: a share of a whole, and a whole cut into its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, SEMIBOLD
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.theme import colour, font

WEAK = 0.55


class SplitBar(QWidget):
    """A share as a bar in a trough; the number stands beside it in words."""

    def __init__(self, tone: str = "accent", *, weak: bool = False) -> None:
        super().__init__()
        self._tone, self._opacity = tone, WEAK if weak else 1.0
        self._share: float | None = None
        self.setFixedHeight(8)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float | None) -> None:
        """Show a share between 0 and 1; None shows the empty trough."""
        self._share = share
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, colour("sunken"))
        if self._share:
            wide = max(1.0, box.width() * min(max(self._share, 0.0), 1.0))
            filled = QRectF(box.left(), box.top(), wide, box.height())
            painter.fillRect(filled, colour("surface"))
            painter.fillRect(filled, colour(self._tone, self._opacity))


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a stacked bar.

    Attributes:
        text: written inside where it fits ("1,846").
        fill: token of the fill; `heat0` to `heat4` for the heat steps.
        ink: token of the text on it.
        tip: the words on hover and for screen readers ("Active: 1,846").
    """

    size: float
    text: str
    fill: str
    ink: str = "ink"
    tip: str = ""


class StackedBar(QWidget):
    """A whole cut into parts; click or the arrow keys and Enter open a part.

    Signals:
        part_opened: number of the part.
    """

    part_opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._parts: tuple[BarPart, ...] = ()
        self._at = 0
        self.setFixedHeight(28)
        self.setMinimumWidth(120)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def show_parts(self, parts: Sequence[BarPart]) -> None:
        """Show the parts in order."""
        self._parts = tuple(parts)
        self._at = min(self._at, max(0, len(parts) - 1))
        self.setAccessibleDescription("; ".join(part.tip or part.text for part in parts))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(BODY, SEMIBOLD))
        for part, box in zip(self._parts, self._boxes(), strict=True):
            painter.fillRect(box, colour(part.fill))
            inner = box.adjusted(9, 0, -2, 0)
            if painter.fontMetrics().horizontalAdvance(part.text) <= inner.width():
                painter.setPen(colour(part.ink))
                painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, part.text)
        if self.hasFocus() and self._parts:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self._boxes()[self._at])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._part_under(event.position())
        self.setToolTip("" if at is None else self._parts[at].tip)
        is_over = Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(is_over)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._part_under(event.position())
        if at is not None:
            self._at = at
            self.part_opened.emit(at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._parts:
            self._at = (self._at + steps[Qt.Key(event.key())]) % len(self._parts)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._parts:
            self.part_opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _part_under(self, place: QPointF) -> int | None:
        for number, box in enumerate(self._boxes()):
            if box.contains(place):
                return number
        return None

    def _boxes(self) -> list[QRectF]:
        total = sum(part.size for part in self._parts) or 1.0
        gaps = max(0, len([p for p in self._parts if p.size > 0]) - 1)
        room, left, boxes = max(0, self.width() - 2 * gaps), 0.0, []
        for part in self._parts:
            wide = room * part.size / total
            boxes.append(QRectF(left, 0, wide, self.height()))
            left += wide + (2 if part.size > 0 else 0)
        return boxes
