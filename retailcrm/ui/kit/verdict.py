"""The finding of a page: one sentence, the doubt below it, what to ask beside it."""

from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from retailcrm.core.theme import RADIUS_CARD
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.theme import colour

EDGE = 4


class Verdict(QFrame):
    """A card with an accent edge.

    Args:
        wraps: break long sentences over lines instead of ending them in dots.
    """

    def __init__(self, *, wraps: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self._finding = Text("", "screen", wrap=True) if wraps else OneLine("", "screen")
        self._doubt = (
            Text("", "verdict", "muted", wrap=True) if wraps else OneLine("", "verdict", "muted")
        )
        self.body: QVBoxLayout = column(self._finding, self._doubt, gap=4)
        self.body.setContentsMargins(20, 12, 16, 12)
        self.setLayout(self.body)

    def show_words(self, finding: str, doubt: str = "") -> None:
        """Say another finding."""
        self._finding.show_text(finding)
        self._doubt.show_text(doubt)
        self._doubt.setVisible(bool(doubt))
        self.setAccessibleName(finding)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addRoundedRect(0, 0, 4 * RADIUS_CARD, self.height(), RADIUS_CARD, RADIUS_CARD)
        painter.setClipRect(0, 0, EDGE, self.height())
        painter.fillPath(edge, colour("accent"))
