"""The page of people who may be in the books twice."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.words import say
from retailcrm.services.merge_rows import Suggestion
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.screens.customers.duplicates import DuplicatesPresenter, DuplicatesState
from retailcrm.ui.screens.customers.duplicates_table import PairTable, compared_table
from retailcrm.ui.screens.focus import offer_focus
from retailcrm.ui.screens.way_back import back_button


class DuplicatesPage(QWidget):
    """Pairs above, the open pair below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = DuplicatesState()
        self.presenter = DuplicatesPresenter(self, lambda: desk.services, desk.jobs, desk.tell)
        self._build()

    def show_state(self, state: DuplicatesState) -> None:
        """Paint this."""
        self._head.show_title(say("Duplicates"), state.doing or _headline(state))
        if state.pairs != self._shown.pairs:
            line = max(self._table.currentIndex().row(), 0)
            self._table.show_rows(state.pairs)
            if state.pairs:
                self._table.select(min(line, len(state.pairs) - 1))
        if state.compared != self._shown.compared:
            self._compared.show_rows(state.compared)
        self._both.setVisible(state.open is not None)
        for button in (self._merge, self._apart):
            button.setVisible(bool(state.pairs))
            button.setEnabled(not state.is_writing)
        if state.problem and state.problem != self._shown.problem and state.is_read:
            self._desk.tell(state.problem, "error")
        self._refused.show_words(state.problem)
        part = self._part(state)
        if part is not self._stack.currentWidget():
            self._stack.setCurrentWidget(part)
            self.focus_first()
        self._shown = state

    def act(self, action: str) -> bool:
        """Do what a key asks."""
        if action == "back":
            was_open = self.presenter.close()
            if was_open:
                self._table.setFocus()
            return was_open
        if action == "go":
            self._decide("merge")
            return True
        return False

    def focus_first(self) -> None:
        """Put the keyboard on the pairs."""
        if self._stack.currentWidget() is self._whole:
            offer_focus(self._table)

    def _build(self) -> None:
        self._merge = Button(
            say("Put together"), "primary", key="M", on_click=lambda: self._decide("merge")
        )
        self._apart = Button(say("Two people"), key="N", on_click=lambda: self._decide("apart"))
        self._head = ScreenHead(
            say("Duplicates"), back_button(self._desk), self._apart, self._merge
        )
        self._table = PairTable()
        self._table.opened.connect(self.presenter.look_at)
        self._table.current_changed.connect(self._follow)
        self._table.decided.connect(lambda _pair, what: self._decide(what))
        pairs = Card(
            say("Entries that may be one person"),
            say("Enter lays both side by side, M puts them together, N says they are two people. "
                "Whatever is put together can be parted again."),
        )  # fmt: skip
        pairs.body.addWidget(self._table, 1)
        self._compared = compared_table()
        self._open_first = Button(say("Open the first"), small=True, on_click=self._show_first)
        self._open_second = Button(say("Open the second"), small=True, on_click=self._show_second)
        self._both = Card(say("Both entries"), "", self._open_first, self._open_second)
        self._both.body.addWidget(self._compared, 1)
        self._lay_out(pairs)

    def _lay_out(self, pairs: Card) -> None:
        self._whole = QWidget()
        whole = page(pairs, self._both)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setStretch(0, 5)
        whole.setStretch(1, 6)
        self._whole.setLayout(whole)
        self._waiting = EmptyState(
            say("Comparing all customers…"), say("The window can be used meanwhile.")
        )
        self._nobody = EmptyState(
            say("Nobody seems to be in the books twice"),
            say("After the next import the program looks again."),
            icon="check",
        )
        self._refused = EmptyState(
            "", "", Button(say("Try again"), on_click=self.presenter.refresh), icon="warning"
        )
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        for part in (self._waiting, self._whole, self._nobody, self._refused):
            self._stack.addWidget(part)
        self.setLayout(page(self._head, row(stacked)))

    def _part(self, state: DuplicatesState) -> QWidget:
        if state.pairs:
            return self._whole
        if state.is_read:
            return self._nobody
        return self._refused if state.problem else self._waiting

    def _follow(self, pair: Suggestion | None) -> None:
        """Let the open pair follow the cursor."""
        if pair is not None and self._shown.open is not None and pair != self._shown.open:
            self.presenter.look_at(pair)

    def _decide(self, what: str) -> None:
        pair = self._table.current_row()
        if pair is None:
            return
        if what == "merge":
            self.presenter.merge(pair)
        else:
            self.presenter.keep_apart(pair)

    def _show_first(self) -> None:
        if self._shown.open:
            self._desk.open_customer(self._shown.open.first_id)

    def _show_second(self) -> None:
        if self._shown.open:
            self._desk.open_customer(self._shown.open.second_id)


def _headline(state: DuplicatesState) -> str:
    if not state.pairs:
        return ""
    if len(state.pairs) == 1:
        return say("1 pair")
    return say("{count} pairs", count=len(state.pairs))
