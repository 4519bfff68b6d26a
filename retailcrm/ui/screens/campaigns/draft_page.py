"""A campaign while it is written: the fields on the left, what they would do on the right."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retailcrm.core.words import say
from retailcrm.services.campaign_preview import USUAL_DAYS, cost_title
from retailcrm.services.campaign_rows import Channel
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form, Picker
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.arm_card import LABEL, WIDE, ArmCard
from retailcrm.ui.screens.campaigns.consequences import Consequences
from retailcrm.ui.screens.campaigns.draft_form import COSTS, MOST_ARMS
from retailcrm.ui.screens.campaigns.drafting import DraftPresenter, DraftState
from retailcrm.ui.screens.settings.scrolling import scrolled_page

PAUSE = 350
LEFT = 560
CHANNELS = (
    (Channel.EMAIL, "E-mail"),
    (Channel.SMS, "Text message"),
    (Channel.POST, "Letter or card"),
    (Channel.TILL, "At the till"),
)


class DraftPage(QWidget):
    """Shows a draft and hands on what is typed.

    Signals:
        rows_opened: a `RowsRef` of the people behind a count.
    """

    rows_opened = Signal(object)

    def __init__(self, presenter: DraftPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._arms: list[ArmCard] = []
        self._costs: dict[tuple[str, bool], Field] = {}
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(presenter.preview)
        self._offered: list[str] = []
        self._name = self._typing("name", say("Give it a name to launch it"))
        self._audience = Picker()
        self._channel = Picker("", [(key, say(title)) for key, title in CHANNELS])
        self._why = Text("", "body", "muted", wrap=True)
        self._offers: QVBoxLayout = column(gap=12)
        self._more = Button(say("Try another way on some of them"), on_click=self._add_arm)
        self._control = self._typing("control", say("10; 20 below 500 people"))
        self._days = self._typing("days", "14")
        self._sends = self._typing("sends", say("the day of the launch; else 2026-10-31"))
        self._series = self._typing("series", say("to judge it together with ones like it"))
        self._paid = Card(say("What it costs besides the offer"))
        self._paid_rows: QVBoxLayout = column(gap=0)
        self._paid.add(self._paid_rows)
        self._right = Consequences()
        self._build()

    def show_state(self, state: DraftState) -> None:
        """Paint this."""
        form = state.form
        self._form.setVisible(form is not None)
        self._right.show_state(state)
        if form is None:
            return
        _put(self._name, form.name)
        if [one for one, _ in state.audiences] != self._offered:
            self._offered = [one for one, _ in state.audiences]
            self._audience.show_options(state.audiences, form.audience)
        self._audience.choose(form.audience)
        self._channel.choose(form.channel)
        self._why.show_text(state.start.why if state.start is not None else "")
        self._show_arms(state)
        _put(self._control, form.control)
        _put(self._days, form.days)
        self._days.setPlaceholderText(str(USUAL_DAYS[form.channel]))
        _put(self._sends, form.sends)
        _put(self._series, form.series)
        self._show_costs(state)

    def preview_soon(self) -> None:
        """Ask for the preview once the person has paused typing."""
        self._soon.start()

    def focus_first(self) -> None:
        """Put the keyboard on the name."""
        self._name.setFocus()

    def _build(self) -> None:
        self._form = QWidget()
        self._form.setLayout(
            column(
                self._whom(), self._offers, row(self._more, None), self._judged(), self._paid,
                None, gap=12,
            )
        )  # fmt: skip
        self._form.setFixedWidth(LEFT)
        self._right.rows_opened.connect(self.rows_opened)
        both = row(self._form, self._right, gap=12)
        both.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(both)
        self.setLayout(column(scrolled_page(whole), gap=0))

    def _whom(self) -> Card:
        self._audience.activated.connect(
            lambda _: self._presenter.type(audience=str(self._audience.value))
        )
        self._channel.activated.connect(lambda _: self._presenter.type(channel=self._channel.value))
        rows = Form(LABEL, WIDE)
        rows.add(say("Called"), self._name)
        rows.add(say("For"), self._audience)
        rows.add(say("By"), self._channel)
        return Card(say("Whom you write to, and how")).add(rows, self._why)

    def _judged(self) -> Card:
        rows = Form(LABEL, WIDE)
        rows.add(say("Left alone, %"), self._control)
        rows.add(say("Visits count, days"), self._days)
        rows.add(say("Goes out on"), self._sends)
        rows.add(say("Series"), self._series)
        return Card(
            say("How it is judged"),
            say("Those left alone are drawn by lot at the launch. They show what happens anyway."),
        ).add(rows)

    def _typing(self, name: str, placeholder: str) -> Field:
        made = Field("", placeholder)
        made.textEdited.connect(lambda text: self._presenter.type(**{name: text}))
        return made

    def _show_arms(self, state: DraftState) -> None:
        form = state.form
        assert form is not None
        while len(self._arms) > len(form.arms):
            gone = self._arms.pop()
            self._offers.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._arms) < len(form.arms):
            card = ArmCard(state.figures.currency)
            at = len(self._arms)
            card.typed.connect(partial(self._type_arm, at))
            card.removed.connect(partial(self._remove_arm, at))
            self._arms.append(card)
            self._offers.addWidget(card)
        for at, (card, arm) in enumerate(zip(self._arms, form.arms, strict=True)):
            card.show_arm(arm, chr(ord("A") + at), is_alone=len(form.arms) == 1)
        self._more.setVisible(len(form.arms) < MOST_ARMS)

    def _show_costs(self, state: DraftState) -> None:
        form = state.form
        assert form is not None
        wanted = COSTS[form.channel]
        if list(self._costs) != list(wanted):
            clear(self._paid_rows)
            rows = Form(LABEL, WIDE)
            self._costs = {}
            for key in wanted:
                field = Field("", "0")
                field.textEdited.connect(partial(self._type_cost, key))
                self._costs[key] = field
                kind, is_each = key
                told = {"cost": cost_title(kind), "currency": state.figures.currency}
                words = say("{cost} each, {currency}", **told)
                rows.add(words if is_each else say("{cost}, {currency}", **told), field)
            self._paid_rows.addWidget(rows)
        for key, field in self._costs.items():
            _put(field, form.costs.get(key, ""))

    def _type_arm(self, at: int, name: str, told: object) -> None:
        form = self._presenter.state.form
        if form is not None:
            self._presenter.change(form.with_arm(at, **{name: told}))

    def _add_arm(self) -> None:
        form = self._presenter.state.form
        if form is not None:
            self._presenter.change(form.with_more_arms())
            self._arms[-1].focus_first()

    def _remove_arm(self, at: int) -> None:
        form = self._presenter.state.form
        if form is not None:
            self._presenter.change(form.without_arm(at))
            self._more.setFocus()

    def _type_cost(self, key: tuple[str, bool], text: str) -> None:
        form = self._presenter.state.form
        if form is not None:
            self._presenter.change(form.with_cost(key, text))


def _put(field: Field, text: str) -> None:
    """Show a text, leaving the cursor where it is if it says so already."""
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)
