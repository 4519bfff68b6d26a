"""The program's icon for the shells of Windows and macOS, drawn from the one that Qt shows."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIDE = 256


def draw_icon(drawing: Path, target: Path) -> str:
    """Draw an SVG as a square PNG, from which PyInstaller makes the platform's own kind.

    Raises:
        OSError: the picture cannot be written.
    """
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(target)
    return str(target)
