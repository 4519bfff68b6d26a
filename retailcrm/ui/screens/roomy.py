"""Pages that need more room than a small window has: they scroll instead of squeezing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from retailcrm.ui.kit.layout import scrolled


def roomy(page: QWidget, width: int, height: int) -> QScrollArea:
    """Give a page at least this size; larger windows show it whole."""
    page.setMinimumSize(width, height)
    area = scrolled(page)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area
