"""The page with the table of everyone."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedLayout, QWidget

from retailcrm.core.rows import rows
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button, press
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.screens.customers.columns import customer_columns
from retailcrm.ui.screens.customers.filters import FilterRow
from retailcrm.ui.screens.customers.finding import is_other_column
from retailcrm.ui.screens.customers.presenter import CustomersPresenter, CustomersState
from retailcrm.ui.screens.keeping_people import People, keep_people

TYPING_MS = 150


class TablePage(QWidget):
    """Everyone, or those whom the filters leave.

    Signals:
        profile_requested: id of the customer to open.
    """

    profile_requested = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = CustomersState()
        self._table: RowTable[CustomerRow] | None = None
        self.presenter = CustomersPresenter(
            self, desk.services.customers, desk.services.shop, desk.jobs
        )
        self._build()

    def show_state(self, state: CustomersState) -> None:
        """Paint this."""
        self._head.show_title(say("Customers"), state.saving or state.headline)
        self._filters.show_chips(state.chips)
        if not state.query.text and not self._typing.isActive() and state != self._shown:
            self._field.setText("")
        self._show_table(state)
        self._stack.setCurrentWidget(self._part(state))
        self._save.setEnabled(bool(state.total) and not state.saving)
        self._keep.setVisible(bool(state.total))
        self._twice.setVisible(bool(state.total) or state.is_filtered)
        # What is typed finds people by their words, of which a campaign knows nothing.
        self._write.setVisible(bool(state.total) and not state.query.text)
        self._stop.setVisible(bool(state.saving))
        if state.problem and state.problem != self._shown.problem and state.is_loaded:
            self._desk.tell(state.problem, "error")
        self._refused.show_words(state.problem or "", "")
        self._shown = state

    def show_rows(self, first: int, last: int) -> None:
        """Paint rows that have arrived."""
        if self._table:
            self._table.rows.rows_arrived(first, last)

    def open_profile(self, customer_id: int) -> None:
        """Ask for the page of one customer."""
        self.profile_requested.emit(customer_id)

    def act(self, action: str) -> bool:
        """Do what a key asks."""
        if action == "save":
            self._save.click()
        elif action == "keep":
            press(self._keep)
        elif action == "find":
            self._field.setFocus()
            self._field.selectAll()
        elif action == "back" and self._field.hasFocus() and self._field.text():
            self._field.clear()
        else:
            return False
        return True

    def _take_focus(self) -> None:
        """Put the keyboard on the table, unless the person is typing or clicking elsewhere."""
        holder = QApplication.focusWidget()
        if holder is None or holder is self.parentWidget() or holder is self.window():
            self.focus_table()

    def focus_table(self) -> None:
        """Put the keyboard on the table."""
        if self._table:
            self._table.setFocus()

    def _build(self) -> None:
        self._field = Field(say("Filter customers"), say("Name, card, phone, e-mail or postcode"))
        self._field.setFixedWidth(280)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(lambda: self.presenter.filter(self._field.text()))
        self._field.textChanged.connect(self._typing.start)
        self._field.returnPressed.connect(self.focus_table)
        self._stop = Button(say("Stop saving"), on_click=self.presenter.cancel_saving)
        self._save = Button(say("Save table"), key=cap("save"), on_click=self._ask_path)
        self._twice = Button(say("Find duplicates"), on_click=self._go_to_duplicates)
        self._write = Button(say("Start a campaign"), on_click=self._go_to_campaign)
        self._keep = Button(say("Save as a list"), key=cap("keep"), on_click=self._keep_people)
        self._head = ScreenHead(
            say("Customers"), self._field, self._stop, self._twice, self._write, self._keep,
            self._save,
        )  # fmt: skip
        self._filters = FilterRow()
        self._filters.removed.connect(self.presenter.remove_chip)
        self._filters.cleared.connect(self.presenter.clear_filters)
        self._card = Card()
        self._card.body.setContentsMargins(16, 4, 8, 8)
        self._make_parts()
        self._stop.hide()
        self.setLayout(page(self._head, self._filters, self._stacked))

    def _make_parts(self) -> None:
        self._empty = EmptyState(
            say("Your customers will be listed here"),
            say(
                "Drop a till export or a customer list, and see who comes, how often and for what."
            ),
            Button(say("Import a file"), "primary", on_click=self._go_to_import),
            Button(say("Open the demo shop"), on_click=self._desk.open_demo),
            icon="customers",
        )
        self._nobody = EmptyState(
            say("Nobody matches"),
            say("Try fewer letters, or take a filter off."),
            Button(say("Show everyone"), "primary", on_click=self.presenter.clear_filters),
            icon="search",
        )
        self._refused = EmptyState(
            "",
            "",
            Button(say("Try again"), "primary", on_click=self.presenter.refresh),
            icon="warning",
        )
        self._waiting = EmptyState(say("Reading your customers…"), "")
        self._stacked = QWidget()
        self._stack = QStackedLayout(self._stacked)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for part in (self._waiting, self._card, self._empty, self._nobody, self._refused):
            self._stack.addWidget(part)

    def _part(self, state: CustomersState) -> QWidget:
        if state.total:
            return self._card
        if state.problem:
            return self._refused
        if not state.is_loaded:
            return self._waiting
        return self._nobody if state.is_filtered else self._empty

    def _show_table(self, state: CustomersState) -> None:
        if not state.is_loaded:
            return
        is_other = state.figures != self._shown.figures or is_other_column(
            state.finding, self._shown.finding
        )
        if self._table is None or is_other:
            self._make_table(state)
        if self._table and state.revision != self._shown.revision:
            self._table.show_source(self.presenter.pages)
            self._table.show_order(state.query.sort, descending=state.query.descending)
            if state.total:
                self._table.select(0)
                self._take_focus()

    def _make_table(self, state: CustomersState) -> None:
        if self._table:
            self._card.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = RowTable(
            say("Customers"), customer_columns(state.figures, state.finding), many=True
        )
        self._table.opened.connect(lambda row: self.open_profile(row.customer_id))
        self._table.sort_requested.connect(
            lambda key, down: self.presenter.sort(key, descending=down)
        )
        self._card.body.addWidget(self._table)
        self._table.show()  # at once, so that it can take the keyboard

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save table"), say("customers.csv"), say("Table") + " (*.csv)"
        )
        if name:
            self.presenter.save_table(Path(name))

    def _keep_people(self) -> None:
        """Keep the marked rows; else the question, where one means everyone in the table."""
        ids = self.presenter.pages.ids
        lines = self._table.chosen_lines() if self._table else ()
        if len(lines) > 1:
            people = People(len(lines), ids=ids[list(lines)].tolist())
        elif self._shown.query.text:
            people = People(len(ids), ids=ids.tolist())
        else:
            people = People(len(ids), means=self._shown.query.rows)
        keep_people(self._desk, people, self)

    def _go_to_duplicates(self) -> None:
        self._desk.open_rows(rows("customers", duplicates="yes"))

    def _go_to_campaign(self) -> None:
        """Start a campaign with everyone in the table."""
        there = rows("campaigns", tab="campaigns", audience=self._shown.query.rows.text())
        self._desk.open_screen("campaigns", there)

    def _go_to_import(self) -> None:
        self._desk.open_screen("import")
