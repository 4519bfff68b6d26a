"""The place where a till's export is dropped."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget
from typing_extensions import override

from retailcrm.core.theme import RADIUS_CARD
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour


class DropArea(QFrame):
    """Takes files dropped on it or chosen in a dialog.

    Signals:
        files_dropped: a tuple of paths.
    """

    files_dropped = Signal(object)

    def __init__(self, title: str, caption: str, *more: QWidget) -> None:
        super().__init__()
        self._is_over = False
        self.setAcceptDrops(True)
        self.choose = Button(say("Choose files"), "primary", on_click=self._choose)
        words = (Text(title, "title"), Text(caption, "body", "muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        inner = column(gap=6)
        inner.addStretch(1)
        inner.addWidget(IconMark("import", "accent_text", 28), 0, middle)
        for text in words:
            inner.addWidget(text, 0, middle)
        inner.addSpacing(8)
        inner.addLayout(row(None, self.choose, *more, None))
        inner.addStretch(1)
        inner.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inner)
        self.setMinimumHeight(200)
        self.setAccessibleName(title)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            self._show_over(is_over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(is_over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(is_over=False)
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("focus" if self._is_over else "border2"), 2 if self._is_over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft" if self._is_over else "surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)

    def _show_over(self, *, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def _choose(self) -> None:
        kinds = (
            say("Till exports") + " (*.csv *.tsv *.txt *.xlsx *.zip);;" + say("All files") + " (*)"
        )
        names, _ = QFileDialog.getOpenFileNames(self, say("Choose files"), "", kinds)
        if names:
            self.files_dropped.emit(tuple(Path(name) for name in names))


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """List the local files that someone drags."""
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
