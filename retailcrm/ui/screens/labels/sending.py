"""Send pages to a printer, one at a time, so that the window stays awake."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from retailcrm.ui.paper import page_pixels, page_sizes
from retailcrm.ui.screens.labels.preview import image_of

#: codes stand on whole dots of 300 to the inch; small pages can afford twice as many
FINE, USUAL = 600, 300
_SMALL = 150.0


def prepare(printer: QPrinter, pdf: bytes, title: str) -> None:
    """Tell a printer the size of the pages, which go to the very edge at their own size."""
    wide, high = page_sizes(pdf)[0]
    upright = QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter)
    printer.setPageLayout(
        QPageLayout(upright, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    printer.setDocName(title)


class Sending(QObject):
    """Pages on their way to a printer.

    Args:
        printer: prepared, and chosen by the person.
        pdf: what is printed.
        done: hears whether everything was sent.
        parent: lives as long as this.
    """

    def __init__(
        self, printer: QPrinter, pdf: bytes, done: Callable[[bool], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._printer, self._pdf, self._done = printer, pdf, done
        self._sizes = page_sizes(pdf)
        self._page = 0
        self._painter = QPainter()
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._send)

    def start(self) -> None:
        """Begin with the first page."""
        if self._painter.begin(self._printer):
            self._next.start()
        else:
            self._finish(is_sent=False)

    def _send(self) -> None:
        if self._page and not self._printer.newPage():
            self._finish(is_sent=False)
            return
        wide, high = self._sizes[self._page]
        dots = FINE if max(wide, high) < _SMALL else USUAL
        per_mm = self._printer.resolution() / 25.4
        image = image_of(page_pixels(self._pdf, self._page, dots))
        self._painter.drawImage(QRectF(0, 0, wide * per_mm, high * per_mm), image)
        self._page += 1
        if self._page == len(self._sizes):
            self._finish(is_sent=True)

    def _finish(self, *, is_sent: bool) -> None:
        self._next.stop()
        self._painter.end()
        self._done(is_sent)
        self.deleteLater()
