"""Pages that need more room than a small window has: they scroll instead of squeezing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from retailcrm.ui.kit.layout import Holder, scrolled


def roomy(page: QWidget, width: int, height: int) -> QScrollArea:
    """Give a page at least this size; larger windows show it whole."""
    area = scrolled(_Room(page, width, height))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area


class _Room(Holder):
    """Holds a page of at least this size."""

    def __init__(self, page: QWidget, width: int, height: int) -> None:
        super().__init__(page)
        self.setMinimumSize(width, height)
