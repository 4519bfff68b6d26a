"""One of several files on the check page."""

from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.theme import colour


class FileTab(Button):
    """Chooses the file to look at; the one shown is underlined."""

    def __init__(self, text: str, *, is_refused: bool, is_shown: bool) -> None:
        super().__init__(text, icon="warning" if is_refused else "file", small=True)
        self._is_shown = False
        self.mark(is_shown=is_shown)

    def mark(self, *, is_shown: bool) -> None:
        """Be the file that is shown, or stop being it."""
        self._is_shown = is_shown
        self.setAccessibleDescription(say("shown below") if is_shown else "")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_shown:
            painter = QPainter(self)
            painter.fillRect(8, self.height() - 3, self.width() - 16, 2, colour("accent"))
