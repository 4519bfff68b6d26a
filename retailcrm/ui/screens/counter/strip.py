"""One thing to say aloud: a question, a warning, an answer that is owed."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from retailcrm.core.theme import RADIUS_CARD
from retailcrm.ui.kit.icons import IconMark
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Phrase
from retailcrm.ui.theme import colour

HEIGHT = 56


class Strip(QFrame):
    """A sentence on a soft fill, with the buttons that answer it.

    Args:
        icon: before the sentence.
        tone: warn, bad or accent.
        buttons: behind the sentence.
    """

    def __init__(self, icon: str, tone: str, *buttons: QWidget) -> None:
        super().__init__()
        self._tone = tone
        self._words = Phrase(role="verdict", wrap=True)
        whole = row(IconMark(icon, tone, 20), self._words, *buttons, gap=12)
        whole.setStretch(1, 1)
        whole.setContentsMargins(20, 8, 12, 8)
        self.setLayout(whole)
        self.setMinimumHeight(HEIGHT)
        self.hide()

    def show_words(self, strong: str, rest: str = "") -> None:
        """Say it; nothing to say hides the strip."""
        self._words.show_runs(((strong, True), (f" {rest}" if rest else "", False)))
        self.setAccessibleName(f"{strong} {rest}".strip())
        self.setVisible(bool(strong))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self._tone), 1))
        painter.setBrush(colour(f"{self._tone}_soft"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
