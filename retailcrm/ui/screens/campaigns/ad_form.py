"""The form that notes an ad."""

from functools import partial

from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.ad_typing import MEDIA
from retailcrm.ui.screens.campaigns.ads import AdsPresenter, AdsState

_FIELD = 230


class AdForm(Card):
    """Medium, days, cost; and what lets its effect be told: places or a code."""

    def __init__(self, presenter: AdsPresenter) -> None:
        self._presenter = presenter
        super().__init__(say("Note an ad"), say("Places or a code let you tell what it brought."))
        self._fields: dict[str, Field] = {}
        form = Form(label_width=120, field_width=_FIELD)
        self._medium = Picker(say("Medium"), [(one, say(one)) for one in MEDIA])
        self._medium.activated.connect(lambda _: presenter.type("medium", str(self._medium.value)))
        form.add(say("Medium"), self._medium)
        for name, label, hint in (
            ("name", say("Name"), say("Autumn flyer")),
            ("starts", say("First day"), "2026-09-07"),
            ("ends", say("Last day"), say("on which it may bring somebody")),
            ("cost", say("Cost"), "120.00"),
            ("copies", say("Copies"), "5000"),
        ):
            form.add(label, self._field(name, hint))
        self._by = Picker(
            say("It went to"),
            [("", say("Everywhere")), ("store", say("Some stores")),
             ("postcode", say("Some postcodes"))],
        )  # fmt: skip
        self._by.activated.connect(lambda _: presenter.type("by", str(self._by.value)))
        form.add(say("It went to"), self._by)
        form.add(say("Which"), self._field("went_to", say("with commas between")))
        form.add(say("Compare with"), self._field("compared", say("like ones it did not go to")))
        form.add(say("Code"), self._field("code", say("a word to show at the till")))
        self._wrong = Text("", "body", "bad", wrap=True)
        self._keep = Button(say("Note it"), "primary", key=cap("go"), on_click=presenter.keep)
        leave = Button(say("Leave it"), key="Esc", on_click=presenter.leave)
        self.add(form, self._wrong, 4, row(None, leave, self._keep))

    def show_form(self, state: AdsState, *, is_new: bool) -> None:
        """Paint this."""
        typed = state.typed
        if typed is None:
            return
        faults = dict(state.faults)
        for name, field in self._fields.items():
            text = getattr(typed, name)
            if field.text() != text:
                field.setText(text)
            field.show_wrong(faults.get(name, ""))
        for name in ("went_to", "compared"):
            self._fields[name].setEnabled(bool(typed.by))
        said = next(iter(faults.values()), state.problem)
        self._wrong.show_text(said)
        self._wrong.setVisible(bool(said))
        self._keep.setEnabled(state.can_keep and not state.is_busy)
        if is_new:
            self._by.choose("")
            self._medium.choose(MEDIA[0])
            self._presenter.type("medium", MEDIA[0])
            self._medium.setFocus()

    def _field(self, name: str, hint: str) -> QWidget:
        field = Field("", hint)
        field.textEdited.connect(partial(self._presenter.type, name))
        self._fields[name] = field
        return field
