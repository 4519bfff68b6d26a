"""Ask under which name people are kept."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import cap, pressed
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text

WIDTH = 460


class ListNameDialog(QDialog):
    """Says who will be on the list, and stays open until the name is a good one.

    Signals:
        named: the name to keep them under.
    """

    named = Signal(str)

    def __init__(self, who: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Save as a list"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self._name = Field(say("Name of the list"), say("Name, for example Wine tasting"))
        self._problem = Text("", "body", "bad", wrap=True)
        self._problem.hide()
        leave = Button(say("Leave it"), key="Esc", on_click=self.reject)
        self._save = Button(say("Save"), "primary", key=cap("go"), on_click=self._tell)
        leave.setAutoDefault(False)
        self._save.setDefault(True)
        QShortcut(QKeySequence(pressed("go")), self).activated.connect(self._tell)
        whole = column(
            Text(say("Save as a list"), "screen"),
            Text(who, "body", "muted", wrap=True),
            self._name,
            self._problem,
            12,
            row(None, leave, self._save),
            gap=8,
        )
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)
        self._name.setFocus()

    def refuse(self, problem: str) -> None:
        """Say why it cannot be kept under this name; the name can be mended."""
        self._problem.show_text(problem)
        self._problem.show()
        self._save.setEnabled(True)
        self._name.setFocus()

    def _tell(self) -> None:
        if self._save.isEnabled():
            self._save.setEnabled(False)
            self.named.emit(self._name.text())
