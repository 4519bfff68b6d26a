"""How new card numbers are made, and why some must be tried at the till first."""

from PySide6.QtCore import Signal

from retailcrm.cards.check_digits import CheckDigit
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker, Tick
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.labels.draft import RangeDraft, range_draft
from retailcrm.ui.screens.labels.state import LabelsState

_CHECKS = (
    (CheckDigit.LUHN.value, "Ours (Luhn)"),
    (CheckDigit.EAN.value, "As on products (EAN)"),
    (CheckDigit.NONE.value, "None"),
)


class RangeCard(Card):
    """The range new numbers come from.

    Signals:
        kept: the range as typed.
    """

    kept = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("Numbers of new cards"), "-")
        self._shown = RangeDraft()
        self._prefix = Field("", say("none"))
        self._length = Field()
        self._check = Picker("", tuple((key, say(text)) for key, text in _CHECKS))
        self._sequential = Tick(say("One after the other, not at random"))
        self._confirmed = Tick(say("I tried such a card at the till, and it took it for no goods"))
        form = Form(label_width=110, field_width=190)
        form.add(say("Begin with"), self._prefix)
        form.add(say("Digits in all"), self._length)
        form.add(say("Check digit"), self._check)
        why = say(
            "Tills read 13 digits as a product, and numbers that begin with 2 as a label from the "
            "scale. Print one card with such a number, scan it at your till, and tick this only "
            "if the till knows no goods by it."
        )
        self._wrong = Text("", "body", "bad", wrap=True)
        self._wrong.hide()
        self._keep = Button(say("Keep range"), on_click=lambda: self.kept.emit(self._typed()))
        self._keep.setEnabled(False)
        self.add(
            4,
            form,
            self._sequential,
            self._confirmed,
            Text(why, "caption", "muted", wrap=True),
            self._wrong,
        )
        self.add(6, column(row(None, self._keep)))
        for field in (self._prefix, self._length):
            field.textEdited.connect(lambda _: self._mark())
        self._check.activated.connect(lambda _: self._mark())
        for tick in (self._sequential, self._confirmed):
            tick.clicked.connect(lambda _: self._mark())

    def show_state(self, state: LabelsState) -> None:
        """Show the range in use, and why another cannot be kept."""
        self._wrong.show_text(state.wrong_range)
        self._wrong.setVisible(bool(state.wrong_range))
        if state.known is None:
            return
        held = state.known.range
        self.show_title(
            say("Numbers of new cards"),
            say("Such as {number}; there are {count}. Cards given out before stay good.",
                number=held.number(held.size // 3), count=Figures("USD").count(held.size)),
        )  # fmt: skip
        if range_draft(held) != self._shown:
            self._fill(range_draft(held))

    def _fill(self, draft: RangeDraft) -> None:
        self._shown = draft
        self._prefix.setText(draft.prefix)
        self._length.setText(draft.length)
        self._check.choose(draft.check)
        self._sequential.setChecked(draft.sequential)
        self._confirmed.setChecked(draft.confirmed)
        self._mark()

    def _typed(self) -> RangeDraft:
        return RangeDraft(
            self._prefix.text().strip(),
            self._length.text().strip(),
            str(self._check.value),
            self._sequential.isChecked(),
            self._confirmed.isChecked(),
        )

    def _mark(self) -> None:
        self._keep.setEnabled(self._typed() != self._shown)
