"""Pages that need more room than a small window has: they scroll instead of squeezing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from retailcrm.ui.kit.layout import scrolled


def roomy(page: QWidget, width: int, height: int) -> QScrollArea:
    """Give a page at least this size; larger windows show it whole."""
    area = scrolled(_Room(page, width, height))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area


class _Room(QWidget):
    """Holds a page without a layout, which would ask for the height that all texts wish for."""

    def __init__(self, page: QWidget, width: int, height: int) -> None:
        super().__init__()
        self._page = page
        page.setParent(self)
        self.setMinimumSize(width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._page.setGeometry(self.rect())
