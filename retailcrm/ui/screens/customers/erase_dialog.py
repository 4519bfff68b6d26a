"""The one confirmation of the one act without a way back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from retailcrm.core.words import say
from retailcrm.services.privacy_rows import Erasure
from retailcrm.ui.actions import cap, pressed
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Tick
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text

WIDTH = 560


class EraseDialog(QDialog):
    """Says what goes and what stays, and lets the copies be made anew in the same step.

    Signals:
        confirmed: erase; whether the copies made earlier go as well.
    """

    confirmed = Signal(bool)

    def __init__(self, plan: Erasure, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Erase for good"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self._renew = Tick(say("Make a new copy of the books and remove the earlier ones"))
        self._renew.setChecked(True)
        self._renew.setVisible(bool(plan.copies))
        self._has_copies = bool(plan.copies)
        self._cancel = Button(say("Leave everything as it is"), key="Esc", on_click=self.reject)
        erase = Button(say("Erase for good"), "primary", key=cap("go"), on_click=self._confirm)
        QShortcut(QKeySequence(pressed("go")), self).activated.connect(erase.click)
        *told, last = plan.sentences
        whole = column(
            Text(say("Erase {name}?", name=plan.name), "screen"),
            4,
            *(Text(one, "body", wrap=True) for one in told),
            4,
            self._renew,
            4,
            Text(last, "strong", "bad"),
            12,
            row(None, self._cancel, erase),
            gap=6,
        )
        whole.setContentsMargins(24, 16, 24, 16)
        self.setLayout(whole)
        self._cancel.setFocus()

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit(self._has_copies and self._renew.isChecked())
