"""One way of treating people: what they get, and the words they read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retailcrm.campaigns.offers import OfferKind, kind_title
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.draft_form import MONEYED, NUMBERED, SHARED, ArmForm

LABEL, WIDE = 130, 380
LEAST_OFFERS = frozenset({OfferKind.MONEY, OfferKind.SHARE})


class ArmCard(Card):
    """The offer of one arm.

    Signals:
        typed: (field, what was typed).
        removed: the arm shall go.
    """

    typed = Signal(str, object)
    removed = Signal()

    def __init__(self, currency: str) -> None:
        self._away = Button(say("Leave this one away"), "quiet", on_click=self._leave)
        super().__init__(say("What they get"), "", self._away)
        self._currency = currency
        self._name = self._field("name")
        self._kind = Picker("", [(one, kind_title(one)) for one in OfferKind])
        self._kind.activated.connect(lambda _: self.typed.emit("kind", self._kind.value))
        self._number, self._category = self._field("number"), self._field("category")
        self._least, self._text = self._field("least"), self._field("text")
        self._rows = Form(LABEL, WIDE)
        self._labels: dict[str, Text] = {}
        for key, label, field in (
            ("name", say("Called"), self._name),
            ("kind", say("Offer"), self._kind),
            ("category", say("Category"), self._category),
            ("number", say("How much"), self._number),
            ("least", say("From a receipt of"), self._least),
            ("text", say("As they read it"), self._text),
        ):
            self._labels[key] = self._add(label, field)
        self.add(self._rows)

    def show_arm(self, arm: ArmForm, letter: str, *, is_alone: bool) -> None:
        """Show what was typed of an arm."""
        title = say("What they get") if is_alone else say("{letter}: what they get", letter=letter)
        self.show_title(title)
        self._away.setVisible(not is_alone)
        self._show("name", not is_alone)
        self._show("category", arm.kind is OfferKind.CATEGORY)
        self._show("number", arm.kind in NUMBERED)
        self._show("least", arm.kind in LEAST_OFFERS)
        self._labels["number"].show_text(self._number_label(arm.kind))
        self._number.setAccessibleName(self._number_label(arm.kind))
        self._kind.choose(arm.kind)
        self._text.setToolTip(arm.text)  # which may be longer than the field
        for field, text in (
            (self._name, arm.name),
            (self._number, arm.number),
            (self._category, arm.category),
            (self._least, arm.least),
            (self._text, arm.text),
        ):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)

    def focus_first(self) -> None:
        """Put the keyboard on the kind of offer."""
        self._kind.setFocus()

    def _leave(self) -> None:
        self.removed.emit()

    def _field(self, key: str) -> Field:
        made = Field()
        made.textEdited.connect(lambda text: self.typed.emit(key, text))
        return made

    def _add(self, label: str, field: QWidget) -> Text:
        self._rows.add(label, field)
        return next(one for one in self._rows.findChildren(Text) if one.buddy() is field)

    def _show(self, key: str, shown: bool) -> None:  # noqa: FBT001
        field = self._labels[key].buddy()
        if field is not None:
            self._rows.show_row(field, shown=shown)

    def _number_label(self, kind: OfferKind) -> str:
        if kind is OfferKind.REWARD:
            return say("Costs you, {currency}", currency=self._currency)
        if kind in MONEYED:
            return say("Off, {currency}", currency=self._currency)
        if kind in SHARED:
            return say("Off, %")
        return say("Points") if kind is OfferKind.POINTS else say("Points count, times")
