"""Ask for another key for an action."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text

_ALONE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_unknown,
)


class NewKeyDialog(QDialog):
    """Waits for one key; a key that does something else already is refused with its use.

    Args:
        title: what the key shall do.
        taken_by: says what a key does already, empty if it is free.
        keep: hears the key.
    """

    def __init__(
        self,
        title: str,
        taken_by: Callable[[str], str],
        keep: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._taken_by, self._keep = taken_by, keep
        self.setWindowTitle(say("Another key"))
        self.setModal(True)
        self._said = Text(say("Press the key, with Ctrl or Alt if you like."), wrap=True)
        cancel = Button(say("Leave it as it is"), on_click=self.reject)
        cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = column(Text(title, "title"), self._said, 12, row(None, cancel), gap=8)
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)
        self.setMinimumWidth(420)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ALONE:
            return
        press = QKeySequence(event.keyCombination()).toString()
        if _is_typing(event):
            self._said.show_text(say("{key} is needed for typing; add Ctrl or Alt.", key=press))
        elif use := self._taken_by(press):
            self._said.show_text(say("{key} is taken: {use}.", key=press, use=use))
        else:
            self.accept()
            self._keep(press)


def _is_typing(event: QKeyEvent) -> bool:
    """Keys that write or move must keep doing so, everywhere."""
    with_ctrl = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    moves = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    return not with_ctrl and (bool(event.text().strip()) or event.key() in moves)
