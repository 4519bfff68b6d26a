"""The tab of consent: counts that open to people, the newest answers, and the questions."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.core.consents import CHANNELS
from retailcrm.core.words import say
from retailcrm.services.consent_rows import ChannelRow, EventRow
from retailcrm.services.mailable import CHANNELS as WRITTEN
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, page
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.layout import LeastHigh, column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.consent import (
    ConsentPresenter,
    ConsentState,
    came_words,
    headline,
    people_of,
)
from retailcrm.ui.screens.campaigns.consent_columns import (
    BY_PURCHASE,
    RULES,
    channel_columns,
    event_columns,
    wording_columns,
)
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.screens.counter.asking import channel_title
from retailcrm.ui.work import Jobs

MOST_WORDINGS = 3
LEAST_EVENTS = 170


class ConsentPage(Tab):
    """Who may be written to, and how one knows."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = ConsentPresenter(self, lambda: desk.services, jobs)
        self._is_old = True
        self._state = ConsentState()
        self._events: RowTable[EventRow] | None = None
        self._build()

    @override
    def grow_old(self) -> None:
        self._is_old = True

    @override
    def look(self) -> None:
        if self._is_old:
            self._is_old = False
            self.presenter.refresh()

    @override
    def focus_first(self) -> None:
        (self._import if self._empty_page.isVisible() else self._channels).setFocus()

    @override
    def act(self, action: str) -> bool:
        if action == "go" and self._keep.isEnabled() and self._question.hasFocus():
            self.presenter.keep()
            return True
        return False

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)

    def show_consent(self, state: ConsentState) -> None:
        """Paint this."""
        before, self._state = self._state, state
        is_empty = state.told is not None and not state.told.customers
        self._empty_page.setVisible(is_empty)
        self._scroll.setVisible(state.told is not None and not is_empty)
        if state.told is not None and state.told is not before.told:
            self._show_told(state)
        self._which.choose(state.channel)
        self._takes.choose(state.rule)
        self._takes.setVisible(state.channel in WRITTEN)
        self._show_question(state)
        if state.problem and state.problem != before.problem:
            self.tell(state.problem, "error")

    def _show_told(self, state: ConsentState) -> None:
        assert state.told is not None
        self._standing.show_title(headline(state), came_words(state))
        # What purchases stand for is asked only where they do stand for something.
        has_implied = any(one.rule == "implied" for one in state.told.channels)
        for at, one in enumerate(self._channels.rows.columns):
            self._channels.setColumnHidden(at, one.key in BY_PURCHASE and not has_implied)
        self._channels.show_rows(state.told.channels)
        self._channels.fit_height(len(CHANNELS))
        if self._events is None:
            self._events = RowTable(
                say("Newest answers"), event_columns(state.zone), row_height=NARROW_ROW
            )
            self._events.opened.connect(lambda one: self._desk.open_rows(one.rows))
            self._events.setMinimumHeight(LEAST_EVENTS)
            self._newest.body.insertWidget(3, self._events, 1)
        self._events.show_rows(state.told.newest)
        self._events.setVisible(bool(state.told.newest))
        self._nobody.setVisible(not state.told.newest)

    def _show_question(self, state: ConsentState) -> None:
        shown = state.asked if state.text is None else state.text
        if self._question.text() != shown:
            self._question.setText(shown)
        self._keep.setEnabled(state.can_keep)
        self._wordings.show_rows(state.wordings)
        self._wordings.fit_height(MOST_WORDINGS)

    def _build(self) -> None:
        self._import = Button(
            say("Import customers"), "primary", on_click=lambda: self._desk.open_screen("import")
        )
        empty = EmptyState(
            say("Who said yes and who said no will stand here"),
            say("Import your customers, or enrol the first one at the counter: every answer is "
                "kept with its day, its words and how it came."),
            self._import,
            icon="mail",
        )  # fmt: skip
        self._empty_page = QWidget()
        inside = page(empty)
        inside.setContentsMargins(24, 0, 24, 12)
        self._empty_page.setLayout(inside)
        self._empty_page.hide()
        self._channels: RowTable[ChannelRow] = RowTable(
            say("How everyone stands"), channel_columns()
        )
        self._channels.cell_opened.connect(
            lambda one, key: self._desk.open_rows(people_of(one, key))
        )
        self._standing = Card(say("How everyone stands"), "-")
        self._standing.add(
            self._channels,
            Text(say("Double-click a count to see its people; Enter shows who said yes."),
                 "caption", "muted", wrap=True),
        )  # fmt: skip
        self._nobody = Text(say("No answer is known yet."), "body", "muted")
        self._newest = Card(say("Newest answers"), say("Enter opens the customer."))
        self._newest.add(self._nobody)
        whole = QWidget()
        lay = column(self._standing, self._questions_card(), self._newest, gap=12)
        lay.setStretch(2, 1)
        lay.setContentsMargins(24, 0, 24, 12)
        whole.setLayout(lay)
        self._scroll = scrolled(LeastHigh(whole), lay)
        self._scroll.hide()
        self.setLayout(column(self._empty_page, self._scroll))

    def _questions_card(self) -> Card:
        self._which = Picker(say("Channel"), [(one, channel_title(one)) for one in CHANNELS])
        self._which.setFixedWidth(150)
        self._which.activated.connect(lambda _: self.presenter.choose(str(self._which.value)))
        self._takes = Picker(
            say("What it takes to be written to"), [(one, say(RULES[one])) for one in RULES]
        )
        self._takes.activated.connect(lambda _: self.presenter.take(str(self._takes.value)))
        self._question = Field(say("Question"), say("Empty: the usual question"))
        self._question.textEdited.connect(self.presenter.type)
        self._question.returnPressed.connect(self.presenter.keep)
        self._keep = Button(
            say("Ask with these words"), key=cap("go"), on_click=self.presenter.keep
        )
        line = row(self._which, self._takes, self._question, self._keep, gap=8)
        line.setStretch(2, 1)
        self._wordings = RowTable(say("Wordings so far"), wording_columns(), row_height=NARROW_ROW)
        return Card(
            say("What people are asked"),
            say("The words are kept beside each answer given to them; {shop} becomes the name "
                "of your shop.", shop="{shop}"),
        ).add(line, self._wordings)  # fmt: skip
