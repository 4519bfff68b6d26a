"""Texts in the steps of the type scale."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override


class Text(QLabel):
    """A plain text; never read as markup, so that a customer's name cannot format anything.

    Args:
        text: what it says.
        role: caption, strong-caption, body, medium, strong, title, verdict, screen, spoken,
            number, figure, huge.
        tone: ink (empty), muted, accent, bad, warn, mv, mg, bz.
        wrap: break long texts over lines.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str, tone: str | None = None) -> None:
        """Say something else, in another tone if given; hidden from nobody when unchanged."""
        if text != self.text():
            self.setText(text)
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class OneLine(Text):
    """A text of one line that gives way: what does not fit ends in dots and stands on hover."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "") -> None:
        super().__init__(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class Phrase(QLabel):
    """A text of runs, some strong: (text, is strong) pairs, each escaped."""

    def __init__(
        self, runs: tuple[tuple[str, bool], ...] = (), role: str = "body", *, wrap: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self._runs: tuple[tuple[str, bool], ...] | None = None
        self.show_runs(runs)

    def show_runs(self, runs: tuple[tuple[str, bool], ...]) -> None:
        """Say something else; what is said already is not laid out anew."""
        if runs == self._runs:
            return
        self._runs = runs
        parts = [f"<b style='font-weight:600'>{escape(t)}</b>" if b else escape(t) for t, b in runs]
        self.setText("".join(parts))
        self.setAccessibleName("".join(text for text, _ in runs))
