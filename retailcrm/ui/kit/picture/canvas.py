"""Where a picture is seen: drawn off this thread, walked with arrow keys, opened by Enter."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from retailcrm.core.definitions import DEFINITIONS, meaning_of
from retailcrm.core.errors import UserError
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.picture.behind import summary_of
from retailcrm.ui.kit.picture.drawing import Drawing, draw
from retailcrm.ui.kit.picture.facts import PictureFacts
from retailcrm.ui.kit.picture.plot import Target
from retailcrm.ui.kit.picture.size import least_size
from retailcrm.ui.kit.picture.walk import step_to
from retailcrm.ui.theme import colour, font, tokens
from retailcrm.ui.work import Jobs

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_REDRAWN_BY = frozenset(
    {QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange, QEvent.Type.LanguageChange}
)


class Canvas(QWidget):
    """Shows a picture; its marks open their rows.

    Signals:
        opened: a `RowsRef`.
    """

    opened = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._facts: PictureFacts | None = None
        self._drawing: Drawing | None = None
        self._image = QImage()
        self._at: int | None = None
        self._is_drawing = self._is_stale = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def targets(self) -> Sequence[Target]:
        """The marks that can be pointed at."""
        return self._drawing.targets if self._drawing else ()

    def show_facts(self, facts: PictureFacts) -> None:
        """Show another picture; the one before stays until this one is drawn."""
        if facts == self._facts:
            return
        self._facts, self._at = facts, None
        self.setMinimumSize(QSize(*least_size(facts.marks)))
        self.setAccessibleName(facts.title)
        self.setAccessibleDescription(summary_of(facts))
        self.updateGeometry()
        self._redraw()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _REDRAWN_BY:
            self._redraw()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._facts is not None and self._facts.marks is None:
            self._paint_words(painter, self._facts.nothing)
        elif self._drawing is not None:
            ratio = self._drawing.ratio
            size = QRectF(0, 0, self._drawing.wide / ratio, self._drawing.tall / ratio)
            painter.drawImage(size, self._image)
            self._paint_mark(painter)
        if self.hasFocus() and self._at is None:
            paint_focus(painter, QRectF(self.rect()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        self.setToolTip("" if at is None else self._words(at))
        opens = at is not None and self.targets[at].rows is not None
        hand = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        if at is not None and at != self._at and not self.hasFocus():
            self._at = at
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._at = None
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = at
            self._open()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = None
        super().focusOutEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.targets:
            self._go(step_to(self.targets, self._at, *_STEPS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.targets:
            self._go(0 if key == Qt.Key.Key_Home else len(self.targets) - 1)
        elif key in _OPENING and self._at is not None:
            self._open()
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        self._at = at
        words = self._words(at)
        self.setAccessibleDescription(words)
        x, y = self.targets[at].box.middle
        QToolTip.showText(self.mapToGlobal(QPoint(round(x), round(y))), words, self)
        self.update()

    def _open(self) -> None:
        rows = None if self._at is None else self.targets[self._at].rows
        if rows is not None:
            self.opened.emit(rows)

    def _words(self, at: int) -> str:
        key = self._facts.key if self._facts else ""
        meaning = meaning_of(key) if key in DEFINITIONS else ""
        return "\n".join(filter(None, (self.targets[at].tip, meaning)))

    def _under(self, place: QPointF) -> int | None:
        """Give the mark below a place; of several the smallest, which lies on top."""
        hits = [
            (one.box.wide * one.box.tall, at)
            for at, one in enumerate(self.targets)
            if one.box.holds(place.x(), place.y())
        ]
        return min(hits)[1] if hits else None

    def _redraw(self) -> None:
        """Draw off this thread; what changes meanwhile is drawn after that."""
        facts, ratio = self._facts, self.devicePixelRatioF()
        if facts is None or facts.marks is None or self.width() < 40 or self.height() < 40:
            self.update()
            return
        if self._is_drawing:
            self._is_stale = True
            return
        self._is_drawing, self._is_stale = True, False
        wanted, wide, tall = tokens(), self.width(), self.height()
        self._jobs.start(
            lambda _: draw(facts, wanted, wide, tall, ratio),
            on_done=self._arrived,
            on_error=self._failed,
        )

    def _arrived(self, drawing: Drawing) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_drawing = False
        self._drawing = drawing
        held = QImage(drawing.pixels, drawing.wide, drawing.tall, QImage.Format.Format_RGBA8888)
        self._image = held.copy()
        if self._at is not None and self._at >= len(drawing.targets):
            self._at = None
        self.update()
        if self._is_stale:
            self._redraw()

    def _failed(self, _error: UserError) -> None:
        if shiboken6.isValid(self):
            self._is_drawing = False

    def _paint_mark(self, painter: QPainter) -> None:
        if self._at is None or self._at >= len(self.targets):
            return
        target = self.targets[self._at]
        if not (self.hasFocus() or target.rows is not None):
            return
        box = QRectF(target.box.left, target.box.top, target.box.wide, target.box.tall)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "border2"), 2))
        if target.is_round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(
                box.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)), 4, 4
            )

    def _paint_words(self, painter: QPainter, words: str) -> None:
        painter.setPen(colour("muted"))
        painter.setFont(font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(24, 8, -24, -8), int(flags), words)
