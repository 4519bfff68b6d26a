"""What sets off a printer that shifts and shrinks."""

from PySide6.QtCore import Signal

from retailcrm.cards.calibration import UNTOUCHED, Calibration
from retailcrm.cards.sheets import sheet_named
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.labels.draft import MeasureDraft
from retailcrm.ui.screens.labels.state import LabelsState


class PrinterCard(Card):
    """The test page, what was measured on it, and what is set off.

    Signals:
        test_wanted: print the test page.
        measured: what was measured.
        forgotten: print as the printer does by itself.
    """

    test_wanted = Signal()
    measured = Signal(object)
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__(say("If labels and print do not meet"), "-")
        self._across, self._down, self._ruler = Field(), Field(), Field()
        form = Form(label_width=200, field_width=90)
        form.add(say("Cross from the left edge, mm"), self._across)
        form.add(say("Cross from the top edge, mm"), self._down)
        form.add(say("Length of the ruler, mm"), self._ruler)
        self._test = Button(say("Print the test page…"), on_click=self.test_wanted.emit)
        self._keep = Button(say("Set this off"), on_click=self._tell)
        self._forget = Button(say("Set nothing off"), on_click=self.forgotten.emit)
        self._now = Text("", "body", wrap=True)
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        self.add(4, row(self._test, None), 6, form, self._now, self._wrong, 6)
        self.add(row(self._keep, self._forget, None))
        self._shown: tuple[str, Calibration] = ("", UNTOUCHED)

    def show_state(self, state: LabelsState) -> None:
        """Show what is set off on the sheet chosen."""
        sheet = sheet_named(state.draft.sheet)
        x, y, long = state.meant
        self.show_title(
            say("If labels and print do not meet"),
            say("{sheet}: print the test page at 100 %, then measure. The cross should be {x} mm "
                "from the left and {y} mm from the top, the ruler {long} mm long.",
                sheet=sheet.title, x=f"{x:g}", y=f"{y:g}", long=f"{long:g}"),
        )  # fmt: skip
        if (sheet.key, state.calibration) != self._shown:
            self._shown = (sheet.key, state.calibration)
            for field in (self._across, self._down, self._ruler):
                field.clear()
        for field, meant in ((self._across, x), (self._down, y), (self._ruler, long)):
            field.setPlaceholderText(f"{meant:g}")
        self._now.show_text(_now(state.calibration))
        self._forget.setVisible(state.calibration != UNTOUCHED)
        self._wrong.show_text(state.wrong_printer)
        self._wrong.setVisible(bool(state.wrong_printer))

    def _tell(self) -> None:
        texts = (
            field.text() or field.placeholderText()
            for field in (self._across, self._down, self._ruler)
        )
        self.measured.emit(MeasureDraft(*texts))


def _now(held: Calibration) -> str:
    if held == UNTOUCHED:
        return say("Nothing is set off on this sheet.")
    return say(
        "Set off on this sheet: {x} mm to the right, {y} mm down, {scale} % as large.",
        x=f"{held.offset_x_mm:.1f}", y=f"{held.offset_y_mm:.1f}", scale=f"{held.scale * 100:.1f}",
    )  # fmt: skip
