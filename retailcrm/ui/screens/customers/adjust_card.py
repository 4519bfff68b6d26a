"""Give or take points by hand, with the reason that will stand on the statement."""

from PySide6.QtCore import Signal

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text


class AdjustCard(Card):
    """Two fields and a button.

    Signals:
        wanted: points as typed, and the reason.
    """

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(say("Change by hand"), say("50 gives points, -50 takes them."))
        self._points = Field(say("Points to give or take"), say("Points"))
        self._points.setFixedWidth(84)
        self._reason = Field(say("Reason for the change"), say("Why? The statement shows it."))
        self._book = Button(say("Book"), on_click=self._ask)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        for field in (self._points, self._reason):
            field.returnPressed.connect(self._ask)
        self.add(4, row(self._points, self._reason), 4, row(None, self._book), self._wrong)

    def show_wrong(self, why: str, *, is_busy: bool) -> None:
        """Say why nothing was booked; empty if nothing is wrong."""
        self._wrong.show_text(why)
        self._wrong.setVisible(bool(why))
        self._book.setEnabled(not is_busy)

    def empty(self) -> None:
        """Begin anew after a change was booked."""
        self._points.clear()
        self._reason.clear()

    def _ask(self) -> None:
        self.wanted.emit(self._points.text(), self._reason.text())
