"""The list of the missing, worth most first, each with the evidence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retailcrm.core.vocabulary import stage_title
from retailcrm.core.words import say
from retailcrm.services.grouping import MissingRow
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.screens.focus import offer_focus
from retailcrm.ui.screens.groups import findings
from retailcrm.ui.screens.groups.columns import missing_columns
from retailcrm.ui.screens.groups.presenter import GroupsPresenter, GroupsState

MIA = "mia"


class MissingPage(QWidget):
    """Who should have come by now.

    Signals:
        save_requested: the person wants the list as a file.
    """

    save_requested = Signal()

    def __init__(self, presenter: GroupsPresenter, back: Button) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown = GroupsState()
        self._table: RowTable[MissingRow] | None = None
        save = Button(say("Save table"), key=cap("save"), on_click=self.save_requested.emit)
        self._open = Button(
            say("Open the customer"), "primary", key=cap("go"), on_click=self.open_current
        )
        self._head = ScreenHead(stage_title(MIA), back, save, self._open)
        self._head.title.setToolTip(
            say("MIA, missing in action: nine of ten with their rhythm would be back by now.")
        )
        self._card = Card(stage_title(MIA), "-")
        self._card.body.setContentsMargins(16, 12, 16, 8)
        self._nobody = EmptyState(
            say("Nobody is missing"),
            say("Everyone who comes by a rhythm of their own has come in time."),
            icon="check",
        )
        self.setLayout(page(self._head, self._card, self._nobody))

    def show_state(self, state: GroupsState) -> None:
        """Paint this."""
        found = state.missing
        if found is None:
            self._head.show_title(stage_title(MIA), say("Counting the missing…"))
        elif found is not self._shown.missing:
            if self._table is None or state.figures != self._shown.figures:
                self._make_table(state)
            stale = findings.stale_note(state.overview) if state.overview else ""
            usual = say("by their own rhythm, worth most first")
            self._head.show_title(stage_title(MIA), stale or usual)
            told = (
                findings.missing_sum(state.overview.missing, state.figures)
                if (state.overview)
                else ""
            )
            self._card.show_title(findings.missing_title(found, state.figures), told)
            if self._table:
                self._table.show_rows(found)
                if found:
                    self._table.select(0)
        self._card.setVisible(bool(found))
        self._nobody.setVisible(found is not None and not found)
        self._open.setEnabled(bool(found))
        self._shown = state

    def open_current(self) -> None:
        """Open the customer under the cursor."""
        row = self._table.current_row() if self._table else None
        if row is not None:
            self._presenter.open_customer(row.customer_id)

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        if self._table:
            self._table.setFocus()

    def _make_table(self, state: GroupsState) -> None:
        if self._table:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(say("Missing customers"), missing_columns(state.figures))
        self._table.opened.connect(lambda row: self._presenter.open_customer(row.customer_id))
        self._card.body.addWidget(self._table, 1)
        offer_focus(self._table)
