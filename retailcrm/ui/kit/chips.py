"""Small marked words, and a group's shape with its word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import CAPTION, MEDIUM, TITLE
from retailcrm.ui.kit.icons import GROUP_TOKENS, GroupMark, paint_mark
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour, font

HEIGHT, LARGE = 20, 28


class Chip(QWidget):
    """A word on a soft fill: neutral, mv, mg, bz, bad, warn or accent.

    Args:
        text: what it says.
        tone: of the fill and the word.
        mark: a group, whose shape is drawn before the word.
        large: to be read from a metre away.
    """

    def __init__(
        self, text: str, tone: str = "neutral", *, mark: str = "", large: bool = False
    ) -> None:
        super().__init__()
        self._text, self._tone, self._mark = text, tone, mark
        self._step, self._height = (TITLE, LARGE) if large else (CAPTION, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_text(self, text: str, tone: str = "neutral") -> None:
        """Say something else."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetrics(font(self._step, MEDIUM)).horizontalAdvance(self._text)
        return QSize(wide + 16 + (20 if self._mark else 0), self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fills = {"neutral": ("sunken", "ink"), "accent": ("accent_soft", "accent_text")}
        fill, ink = fills.get(self._tone, (f"{self._tone}_soft", self._tone))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        box = QRectF(self.rect())
        if self._mark:
            paint_mark(painter, self._mark, QRectF(8, box.center().y() - 5, 11, 11))
            box = box.adjusted(20, 0, 0, 0)
        painter.setPen(colour(ink))
        painter.setFont(font(self._step, MEDIUM))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)


def group_word(group: str, title: str) -> QHBoxLayout:
    """Put a group's shape before its word, both in its colour."""
    return row(GroupMark(group), Text(title, "medium", GROUP_TOKENS.get(group, "")), None, gap=8)
