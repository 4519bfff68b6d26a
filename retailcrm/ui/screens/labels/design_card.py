"""How the shop's cards look."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Tick
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.labels.draft import DesignDraft, design_draft
from retailcrm.ui.screens.labels.state import LabelsState

TYPING_MS = 200


class DesignCard(Card):
    """Name, colour, logo and words; the preview follows what is typed.

    Signals:
        changed: the design as typed.
        kept: the design to keep.
        logo_chosen: the design as typed, and the picture's file.
    """

    changed = Signal(object)
    kept = Signal(object)
    logo_chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(
            say("How cards look"), say("The name is the shop's. The preview follows as you type.")
        )
        self._held: DesignDraft | None = None
        self._logo = b""
        self._colour, self._line, self._greeting = Field(), Field(), Field()
        self._swatch = QAction(self)
        self._colour.addAction(self._swatch, QLineEdit.ActionPosition.TrailingPosition)
        self._address = QPlainTextEdit()
        self._address.setFixedHeight(64)
        self._address.setTabChangesFocus(True)
        self._show_name = Tick(say("Print the member's name"))
        form = Form(label_width=80, field_width=300)
        form.add(say("Colour"), self._colour, say("As # and six digits, such as #0F6B57."))
        form.add(say("Line"), self._line, say("Below the shop's name, where no member's stands."))
        form.add(say("Greeting"), self._greeting, say("On the back."))
        form.add(say("Address"), self._address, say("At the foot of the back, line by line."))
        self._choose = Button(say("Choose a logo…"), on_click=self._ask_logo)
        self._drop = Button(say("Without a logo"), on_click=self._drop_logo)
        self._keep = Button(say("Keep design"), on_click=lambda: self.kept.emit(self.typed()))
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(lambda: self.changed.emit(self.typed()))
        self.add(4, form, self._show_name, 4, row(self._choose, self._drop, None))
        self.add(self._wrong, 6, row(None, self._keep))
        self._listen()

    def show_state(self, state: LabelsState) -> None:
        """Show the design that is kept, unless the person is changing it."""
        self._wrong.show_text(state.wrong_design)
        self._wrong.setVisible(bool(state.wrong_design))
        if state.known is None:
            return
        held = design_draft(state.known.design)
        if held != self._held:
            self._held = held
            self._fill(held)
        self._mark()

    def show_logo(self, draft: DesignDraft) -> None:
        """Take over a picture that was read."""
        self._logo = draft.logo
        self._mark()

    def typed(self) -> DesignDraft:
        """Read what was typed."""
        return DesignDraft(
            self._colour.text().strip(),
            self._line.text().strip(),
            self._greeting.text().strip(),
            self._address.toPlainText().strip(),
            self._show_name.isChecked(),
            self._logo,
        )

    def _fill(self, draft: DesignDraft) -> None:
        self._colour.setText(draft.colour)
        self._line.setText(draft.line)
        self._greeting.setText(draft.greeting)
        self._address.blockSignals(True)
        self._address.setPlainText(draft.address)
        self._address.blockSignals(False)
        self._show_name.setChecked(draft.show_name)
        self._logo = draft.logo

    def _listen(self) -> None:
        for field in (self._colour, self._line, self._greeting):
            field.textEdited.connect(lambda _: self._edit())
        self._address.textChanged.connect(self._edit)
        self._show_name.clicked.connect(lambda _: self._edit())

    def _edit(self) -> None:
        self._typing.start()
        self._mark()

    def _mark(self) -> None:
        self._keep.setEnabled(self._held is not None and self.typed() != self._held)
        self._drop.setVisible(bool(self._logo))
        chip = QPixmap(16, 16)
        chip.fill(QColor(self._colour.text().strip()))  # what is no colour shows none
        self._swatch.setIcon(QIcon(chip))

    def _ask_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, say("Choose a logo"), "", say("Pictures") + " (*.png *.jpg *.jpeg)"
        )
        if name:
            self.logo_chosen.emit(self.typed(), Path(name))

    def _drop_logo(self) -> None:
        self._logo = b""
        self._edit()
