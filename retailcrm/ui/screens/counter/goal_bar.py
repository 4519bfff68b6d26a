"""How far the next reward is, as a bar in a trough."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.ui.theme import colour

HEIGHT = 12


class GoalBar(QWidget):
    """A share of a way; the words beside it carry the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(HEIGHT)

    def show_share(self, share: float) -> None:
        """Show a share between 0 and 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        trough = QPainterPath()
        trough.addRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
        painter.fillPath(trough, colour("sunken"))
        painter.setClipPath(trough)
        filled = QRectF(box.left(), box.top(), box.width() * self._share, box.height())
        painter.fillRect(filled, colour("accent"))
        painter.setClipping(False)
        painter.setPen(QPen(colour("border2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(trough)
