"""The Customers screen: the table, and a page for each person."""

from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override

from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens.customers.duplicates_page import DuplicatesPage
from retailcrm.ui.screens.customers.presenter import CustomersPresenter
from retailcrm.ui.screens.customers.profile_page import OVERVIEW, ProfilePage
from retailcrm.ui.screens.customers.table_page import TablePage
from retailcrm.ui.screens.roomy import roomy

ROOM = (1140, 560)


class CustomersScreen(Screen):
    """Everyone the shop knows."""

    watches = CustomersPresenter.watches | {Topic.POINTS, Topic.PROGRAM, Topic.CARDS}

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table = TablePage(desk)
        self._profile = ProfilePage(desk)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._table)
        self._roomy = roomy(self._profile, *ROOM)
        self._stack.addWidget(self._roomy)
        self._duplicates = DuplicatesPage(desk)
        self._stack.addWidget(self._duplicates)
        self._table.profile_requested.connect(desk.open_customer)

    @override
    def refresh(self) -> None:
        self._table.presenter.refresh()
        if self._stack.currentWidget() is self._roomy:
            self._profile.refresh()
        elif self._stack.currentWidget() is self._duplicates:
            self._duplicates.presenter.refresh()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        if rows.get("duplicates"):
            self._show_duplicates()
            return
        if rows.get("customer") is None:
            self.open_home()
        elif customer := rows.get("customer"):
            self._show_profile(int(customer), rows.get("part") or OVERVIEW)
            return
        self._table.presenter.open(rows)

    @override
    def open_customer(self, customer_id: int) -> None:
        """Show one person."""
        self._show_profile(customer_id, OVERVIEW)

    def _show_profile(self, customer_id: int, part: str) -> None:
        self._stack.setCurrentWidget(self._roomy)
        self._profile.open(customer_id, part)
        self._profile.focus_first()

    def _show_duplicates(self) -> None:
        self._stack.setCurrentWidget(self._duplicates)
        self._duplicates.presenter.refresh()
        self._duplicates.focus_first()

    @override
    def open_home(self) -> None:
        """Show the table."""
        self._stack.setCurrentWidget(self._table)
        self._table.focus_table()

    @override
    def act(self, action: str) -> bool:
        if self._stack.currentWidget() is self._table:
            return self._table.act(action)
        if self._stack.currentWidget() is self._duplicates:
            return self._duplicates.act(action)
        if action == "back" and not self._profile.close_receipt():
            # The table stays behind; the shell goes on to the place before this one.
            self.open_home()
            return False
        return action == "back" or self._profile.act(action)
