"""The card: one question, its answer as the title."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from retailcrm.ui.kit.layout import Part, column, row
from retailcrm.ui.kit.text import OneLine, Text


class Card(QFrame):
    """A white frame with a title, a caption, parts on the right of the title, and a body."""

    def __init__(self, title: str = "", caption: str = "", *corner: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = OneLine(title, "title")
        self.caption: Text = Text(caption, "caption", "muted", wrap=True)
        self.corner: QHBoxLayout = row(*corner)
        self.head: QHBoxLayout = row(gap=12)
        self.head.addWidget(self.title, 1)
        self.head.addLayout(self.corner)
        self.body: QVBoxLayout = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)
        if title or corner:
            self.body.addLayout(self.head)
        if title or corner or caption:
            self.body.addWidget(self.caption)
        self._settle(title, caption)

    def show_title(self, title: str, caption: str | None = None) -> None:
        """Put another answer above the card."""
        self.title.show_text(title)
        if caption is not None:
            self.caption.show_text(caption)
        self._settle(title, self.caption.text())

    def put_caption_beside(self) -> "Card":
        """Put the caption on the title's own line, which leaves the body a line more."""
        self.body.removeWidget(self.caption)
        self.caption.deleteLater()
        self.caption = OneLine(self.caption.text(), "caption", "muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.head.setStretch(0, 0)
        self.head.insertWidget(1, self.caption, 1, Qt.AlignmentFlag.AlignVCenter)
        return self

    def add(self, *parts: Part, stretch: int = 0) -> "Card":
        """Put parts below the title."""
        for part in parts:
            if part is None:
                self.body.addStretch(1)
            elif isinstance(part, int):
                self.body.addSpacing(part)
            elif isinstance(part, QWidget):
                self.body.addWidget(part, stretch)
            else:
                self.body.addLayout(part, stretch)
        return self

    def _settle(self, title: str, caption: str) -> None:
        self.caption.setVisible(bool(caption))
        self.setAccessibleName(title)


class ScreenHead(QWidget):
    """The first line of a screen: its title, what it covers, and its buttons."""

    def __init__(self, title: str, *buttons: QWidget, caption: str = "") -> None:
        super().__init__()
        self.title = Text(title, "screen")
        self.caption = OneLine(caption, "body", "muted")
        self.buttons: QHBoxLayout = row(*buttons)
        line = row(gap=12)
        line.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.caption, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(self.buttons)
        self.setLayout(line)
        self.setFixedHeight(36)

    def show_title(self, title: str, caption: str | None = None) -> None:
        """Name the screen anew."""
        self.title.show_text(title)
        if caption is not None:
            self.caption.show_text(caption)


def page(*parts: Part, gap: int = 12) -> QVBoxLayout:
    """Stack the parts of a screen inside the screen's margins."""
    made = column(*parts, gap=gap)
    made.setContentsMargins(24, 16, 24, 12)
    return made
