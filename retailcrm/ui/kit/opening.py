"""Words and numbers that open the rows behind them, where there are any and one may see them."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.text import Phrase, Text

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Opening(QLabel):
    """A label that opens rows by click, Enter or Space; a click leaves the keyboard where it is.

    Signals:
        opened: a `RowsRef`.
    """

    opened = Signal(object)
    _rows: RowsRef | None = None

    @property
    def rows(self) -> RowsRef | None:
        """The rows behind what stands here."""
        return self._rows

    def show_rows(self, rows: RowsRef | None) -> None:
        """Open these rows from now on; None is no figure, or nothing this person may look at."""
        was_open, self._rows = self._rows is not None, rows
        if was_open is (rows is not None):
            return  # as many are served in a row, this is asked for every scan
        opens = rows is not None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        if self._rows is not None and self.rect().contains(ev.position().toPoint()):
            self.opened.emit(self._rows)

    @override
    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Keep the press, or the release would go to whatever lies behind."""
        if self._rows is None:
            super().mousePressEvent(ev)

    @override
    def keyPressEvent(self, ev: QKeyEvent) -> None:
        if self._rows is not None and ev.key() in _KEYS:
            self.opened.emit(self._rows)
            return
        super().keyPressEvent(ev)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.rect()))


class OpenText(Opening, Text):
    """A plain text that opens rows."""


class OpenPhrase(Opening, Phrase):
    """Runs of text that open rows."""
