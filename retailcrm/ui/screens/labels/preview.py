"""The first page as it will come out of the printer."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.paper import Pixels
from retailcrm.ui.theme import colour

GAP = 12


class Preview(QWidget):
    """Paper on the window's ground; what was drawn is scaled into the room there is."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[QImage, ...] = ()
        self.setMinimumSize(240, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("Preview of the first page"))

    @property
    def pages(self) -> tuple[QImage, ...]:
        """What is shown."""
        return self._pages

    def show_pages(self, pages: tuple[Pixels, ...]) -> None:
        """Show these pages."""
        self._pages = tuple(image_of(page) for page in pages)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 380)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("sunken"))
        for box, page in zip(self._boxes(), self._pages, strict=True):
            painter.drawImage(box, page)
            painter.setPen(QPen(colour("border2"), 1))
            painter.drawRect(box)

    def _boxes(self) -> list[QRectF]:
        """Give each page its place: side by side where they are tall, else below each other."""
        if not self._pages:
            return []
        count, first = len(self._pages), self._pages[0]
        is_tall = first.height() > first.width()
        across, down = (count, 1) if is_tall else (1, count)
        wide = (self.width() - GAP * (across + 1)) / across
        high = (self.height() - GAP * (down + 1)) / down
        scale = min(wide / first.width(), high / first.height())
        size = (first.width() * scale, first.height() * scale)
        left = (self.width() - size[0] * across - GAP * (across - 1)) / 2
        top = (self.height() - size[1] * down - GAP * (down - 1)) / 2
        return [
            QRectF(
                left + (number % across) * (size[0] + GAP),
                top + (number // across) * (size[1] + GAP),
                *size,
            )
            for number in range(count)
        ]


def image_of(page: Pixels) -> QImage:
    """Make a picture of a page; it owns its bytes."""
    image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    return image.convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied, Qt.ImageConversionFlag.AutoColor
    ).copy()
