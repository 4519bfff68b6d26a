"""What is printed on which sheet, with the first page as it will come out."""

from PySide6.QtCore import QTimer, Signal

from retailcrm.cards.barcodes import Symbology
from retailcrm.cards.sheets import sheet_named, sheets
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker, Tick
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.labels.draft import PrintDraft
from retailcrm.ui.screens.labels.preview import Preview
from retailcrm.ui.screens.labels.state import LabelsState

TYPING_MS = 200


class PrintCard(Card):
    """Sheet, code and labels on the left, the first page on the right.

    Signals:
        changed: what to print, as typed.
        save_wanted: print into a file.
        print_wanted: print on paper.
    """

    changed = Signal(object)
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say("Print cards and labels"))
        self._sheet = Picker("", tuple((sheet.key, sheet.title) for sheet in sheets()))
        self._code = Picker("", tuple((one.value, one.label) for one in Symbology))
        self._numbers = Field("", say("the whole stock"))
        self._start = Field()
        self._backs = Tick(say("A back behind every front"))
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        self._labels = Text("", "caption", "muted", wrap=True)
        self._save = Button(say("Save as PDF…"), on_click=self.save_wanted.emit)
        self._print = Button(say("Print…"), on_click=self.print_wanted.emit)
        self._preview = Preview()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._tell)
        form = Form(label_width=64, field_width=240)
        form.add(say("Sheet"), self._sheet)
        form.add(say("Code"), self._code)
        form.add(
            say("Cards"), self._numbers, say("Numbers, joined by spaces. Empty: all in stock.")
        )
        form.add(say("First label"), self._start, say("For a sheet that was begun."))
        left = column(form, self._labels, self._backs, self._wrong, 6,
                      row(self._print, self._save, None), None)  # fmt: skip
        whole = row(left, self._preview, gap=16)
        whole.setStretch(1, 1)
        self.add(4, whole)
        self._listen()

    def show_state(self, state: LabelsState) -> None:
        """Show what would be printed."""
        draft, sheet = state.draft, sheet_named(state.draft.sheet)
        self._sheet.choose(draft.sheet)
        self._code.choose(draft.symbology)
        if not self._typing.isActive():
            for field, text in ((self._numbers, draft.numbers), (self._start, draft.start)):
                if field.text() != text:
                    field.setText(text)
        self._backs.setChecked(draft.backs)
        self._backs.setVisible(not sheet.sticky)
        self._labels.show_text(_labels(sheet.per_page))
        self._wrong.show_text(state.wrong_print)
        self._wrong.setVisible(bool(state.wrong_print))
        self._preview.show_pages(state.proof)
        for button in (self._save, self._print):
            button.setEnabled(not state.is_writing)

    def press_print(self) -> None:
        """Print on paper, as the button does."""
        self._tell_now()
        self._print.click()

    def _listen(self) -> None:
        for field in (self._numbers, self._start):
            field.textEdited.connect(lambda _: self._typing.start())
            field.editingFinished.connect(self._tell_now)
        for picker in (self._sheet, self._code):
            picker.activated.connect(lambda _: self._tell())
        self._backs.clicked.connect(lambda _: self._tell())

    def _tell_now(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._tell()

    def _tell(self) -> None:
        sheet = sheet_named(str(self._sheet.value))
        self.changed.emit(
            PrintDraft(
                sheet.key,
                str(self._code.value),
                self._start.text(),
                self._backs.isChecked() and not sheet.sticky,
                self._numbers.text(),
            )
        )


def _labels(count: int) -> str:
    if count == 1:
        return say("One card a page.")
    return say("{count} labels on a sheet, counted row by row.", count=count)
