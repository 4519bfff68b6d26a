"""A year of a figure as a thin line with a dot on today."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.ui.theme import colour


class Sparkline(QWidget):
    """Shows the run of a figure; the figure itself stands beside it in words."""

    def __init__(self, width: int = 58, height: int = 28) -> None:
        super().__init__()
        self._values: tuple[float | None, ...] = ()
        self.setFixedSize(width, height)

    def show_values(self, values: Sequence[float | None]) -> None:
        """Show values, oldest first; None leaves a gap."""
        self._values = tuple(values)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        known = [value for value in self._values if value is not None]
        if len(known) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self._points(min(known), max(known))
        painter.setPen(QPen(colour("ly"), 1.5))
        for run in _runs(points):
            painter.drawPolyline(QPolygonF(run))
        last = next(point for point in reversed(points) if point is not None)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(last, 2.5, 2.5)

    def _points(self, low: float, high: float) -> list[QPointF | None]:
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        across = box.width() / max(1, len(self._values) - 1)
        up = box.height() / (high - low) if high > low else 0.0
        middle = box.height() / 2 if high == low else 0.0
        return [
            None
            if value is None
            else QPointF(box.left() + at * across, box.bottom() - middle - (value - low) * up)
            for at, value in enumerate(self._values)
        ]


def _runs(points: Sequence[QPointF | None]) -> list[list[QPointF]]:
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
