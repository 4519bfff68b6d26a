"""Who is at the program? A name and a PIN, in place of the screens."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import page
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text

WIDTH = 380


class SignIn(QWidget):
    """Asks for a person.

    Args:
        names: of everyone who may sign in.
        sign_in: hears a name and a PIN.
    """

    def __init__(self, names: tuple[str, ...], sign_in: Callable[[str, str], object]) -> None:
        super().__init__()
        self._sign_in = sign_in
        self._name = Picker("", tuple((name, name) for name in names))
        self._pin = Field()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.returnPressed.connect(self._ask)
        self._enter = Button(say("Sign in"), "primary", on_click=self._ask)
        self._wrong = Text("", "body", "bad", wrap=True)
        form = Form(label_width=60, field_width=240)
        form.add(say("Name"), self._name)
        form.add(say("PIN"), self._pin)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(WIDTH)
        inside = column(
            Text(say("Who is at the counter?"), "title"), 4, form, self._wrong,
            row(None, self._enter),
        )  # fmt: skip
        inside.setContentsMargins(24, 20, 24, 20)
        card.setLayout(inside)
        self.setLayout(page(None, row(None, card, None), None))
        self._wrong.hide()

    def focus_pin(self) -> None:
        """Put the cursor where the PIN is typed; the name is chosen with the arrow keys."""
        self._pin.setFocus()

    def refuse(self, why: str) -> None:
        """Say why nobody is signed in, and let the person try again."""
        self._wrong.show_text(why)
        self._wrong.show()
        self._enter.setEnabled(True)
        self._pin.setEnabled(True)
        self._pin.clear()
        self._pin.setFocus()

    def _ask(self) -> None:
        if not self._pin.text() or not self._enter.isEnabled():
            return
        self._enter.setEnabled(False)
        self._pin.setEnabled(False)
        self._sign_in(str(self._name.value), self._pin.text())
