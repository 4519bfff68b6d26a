"""One cell of the editable grid: a picker in small letters."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from typing_extensions import override

from retailcrm.core.theme import CAPTION, RADIUS_CONTROL
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.form import Picker
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.screens.groups.heat_map import paint_fitted
from retailcrm.ui.theme import colour, font


class SegmentPicker(Picker):
    """A picker in small letters, so that every segment's name fits its cell."""

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour("border2"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setPen(colour("ink"))
        middle = (box.height() - QFontMetricsF(font(CAPTION)).height()) / 2
        paint_fitted(painter, box.adjusted(7, middle, -18, 0), self.currentText())
        chevron = QRectF(box.right() - 17, box.center().y() - 6, 12, 12)
        paint_icon(painter, "chevron-down", chevron, colour("muted"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
