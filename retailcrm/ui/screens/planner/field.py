"""A field of a plan: Escape takes back what was typed since the keyboard came to it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from typing_extensions import override

from retailcrm.ui.kit.form import Field

#: the keyboard was lent to a menu or another window meanwhile
_LENT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PlanField(Field):
    """A line to type in that knows what it said before."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._before = ""

    def remember(self) -> None:
        """Take what it says for what Escape goes back to."""
        self._before = self.text()

    def take_back(self) -> bool:
        """Say again what it said before; False where that is what it says."""
        if self.text() == self._before:
            return False
        self.setText(self._before)
        self.selectAll()
        self.textEdited.emit(self._before)
        return True

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if arg__1.reason() not in _LENT:
            self.remember()
