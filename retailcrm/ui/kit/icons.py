"""Our own stroke icons and the shapes of the three groups, in any colour and size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.resources import resource
from retailcrm.ui.theme import colour

DRAWN_IN = "#1C1F23"  # the stroke colour of every file, replaced when painting
GROUP_TOKENS = {"most_valuable": "mv", "most_growable": "mg", "below_zero": "bz"}


def paint_icon(painter: QPainter, name: str, box: QRectF, ink: QColor) -> None:
    """Draw an icon of `resources/icons` into a box."""
    _renderer(name, ink.name()).render(painter, box)


def icon(name: str, ink: QColor, size: int = 18) -> QIcon:
    """Make an icon for places that only take a QIcon."""
    made = QIcon()
    for scale in (1, 2):
        pixmap = QPixmap(QSize(size, size) * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_icon(painter, name, QRectF(0, 0, size * scale, size * scale), ink)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made


def paint_mark(painter: QPainter, group: str, box: QRectF) -> None:
    """Draw a group's shape: a diamond, a triangle, or an open triangle pointing down."""
    ink = colour(GROUP_TOKENS.get(group, "muted"))
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    middle = box.center()
    shapes = {
        "most_valuable": [
            (middle.x(), top),
            (right, middle.y()),
            (middle.x(), bottom),
            (left, middle.y()),
        ],
        "most_growable": [(middle.x(), top), (right, bottom), (left, bottom)],
        "below_zero": [(left, top), (right, top), (middle.x(), bottom)],
    }
    if group not in shapes:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_open = group == "below_zero"
    painter.setPen(QPen(ink, 1.5) if is_open else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_open else ink)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shapes[group]]))
    painter.restore()


class IconMark(QWidget):
    """An icon beside a text; decoration, so the keyboard passes it by."""

    def __init__(self, name: str, tone: str = "muted", size: int = 18) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another one."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._name, QRectF(self.rect()), colour(self._tone))


class GroupMark(QWidget):
    """The shape of a group beside its word."""

    def __init__(self, group: str, size: int = 11) -> None:
        super().__init__()
        self._group = group
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_mark(QPainter(self), self._group, box)


@lru_cache(maxsize=256)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace(DRAWN_IN, ink).encode()))
