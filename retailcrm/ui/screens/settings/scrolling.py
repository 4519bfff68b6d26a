"""Parts of the settings that may be taller than the window."""

from PySide6.QtWidgets import QScrollArea, QWidget

from retailcrm.ui.kit.card import page
from retailcrm.ui.kit.layout import scrolled

EDGE, FOOT = 24, 12


def scrolled_page(part: QWidget) -> QScrollArea:
    """Let a part scroll inside the screen's margins."""
    inside = QWidget()
    below = page(part)
    below.setContentsMargins(EDGE, 0, EDGE, FOOT)
    inside.setLayout(below)
    return scrolled(inside, below)
