"""The hidden screen behind figures: receipts, their sum, one of them opened."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Topic
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.customers import ReceiptRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import line, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.focus import offer_focus
from retailcrm.ui.screens.receipts.columns import receipt_columns
from retailcrm.ui.screens.receipts.detail import ReceiptCard
from retailcrm.ui.screens.receipts.presenter import ReceiptsPresenter, ReceiptsState
from retailcrm.ui.screens.way_back import back_button

_SPARED = frozenset({"channel", "discount", "tax", "lines"})


class ReceiptsScreen(Screen):
    """The receipts that add up to a figure."""

    watches = frozenset({Topic.RECEIPTS, Topic.CUSTOMERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ReceiptsState()
        self._table: RowTable[ReceiptRow] | None = None
        services = desk.services
        self._presenter = ReceiptsPresenter(
            self, services.customers, services.sales, services.shop, services.exports, desk.jobs,
            desk.open_rows,
        )  # fmt: skip
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        self._presenter.open(rows)

    @override
    def act(self, action: str) -> bool:
        if action == "save" and self._shown.total:
            self._ask_path()
            return True
        return action == "back" and self._close_receipt()

    def show_state(self, state: ReceiptsState) -> None:
        """Paint this."""
        self._head.show_title(state.title or say("Receipts"), _count(state))
        if state.revision and (self._table is None or state.figures != self._shown.figures):
            self._make_table(state.figures)
        if self._table and state.revision != self._shown.revision:
            self._table.show_source(self._presenter.pages)
            if state.total:
                self._table.select(0)
                offer_focus(self._table)
        self._show_foot(state)
        self._save.setEnabled(bool(state.total))
        if state.detail:
            self._detail.show_receipt(state.detail, state.figures)
        self._detail.setVisible(state.detail is not None)
        self._show_columns(are_all=state.detail is None, about_margin=state.is_about_margin)
        is_empty = bool(state.revision) and not state.total
        self._empty.setVisible(is_empty)
        self._card.setVisible(not is_empty)
        if state.problem and state.problem != self._shown.problem:
            self._desk.tell(state.problem, "error")
        self._shown = state

    def show_rows(self, first: int, last: int) -> None:
        """Paint rows that have arrived."""
        if self._table:
            self._table.rows.rows_arrived(first, last)

    def _build(self) -> None:
        self._save = Button(say("Save table"), key=cap("save"), on_click=self._ask_path)
        self._head = ScreenHead(say("Receipts"), back_button(self._desk), self._save)
        self._card = Card()
        self._card.body.setContentsMargins(16, 4, 8, 10)
        self._sum = Text("", "body", "muted")
        self._net = Text("", "title")
        self._margin_word, self._margin = Text(say("Margin"), "body", "muted"), Text("", "title")
        foot = row(
            self._sum,
            None,
            Text(say("Net sales"), "body", "muted"),
            self._net,
            self._margin_word,
            self._margin,
            gap=12,
        )
        foot.setContentsMargins(8, 6, 8, 0)
        self._card.body.addWidget(line())
        self._card.body.addLayout(foot)
        self._detail = ReceiptCard(names_customer=True)
        self._detail.close_requested.connect(self._close_receipt)
        self._detail.customer_requested.connect(self._presenter.open_customer)
        self._detail.hide()
        self._empty = EmptyState(
            say("No receipts here"),
            say("Nothing in your books adds up to this figure."),
            icon="receipt",
        )
        self._empty.hide()
        middle: QHBoxLayout = row(self._card, self._detail, self._empty, gap=12)
        middle.setStretch(0, 3)
        middle.setStretch(1, 2)
        whole = page(self._head, middle)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _make_table(self, figures: Figures) -> None:
        if self._table:
            self._card.body.removeWidget(self._table)
            self._table.deleteLater()
        self._table = RowTable(say("Receipts"), receipt_columns(figures))
        self._table.opened.connect(self._open_current)
        self._card.body.insertWidget(0, self._table, 1)
        QWidget.setTabOrder(self._save, self._table)

    def _show_columns(self, *, are_all: bool, about_margin: bool) -> None:
        """Leave room for the open receipt, which says the rest."""
        for number, column in enumerate(self._table.rows.columns if self._table else ()):
            if self._table and column.key in _SPARED:
                self._table.setColumnHidden(number, not are_all)
            if self._table and column.key == "margin":
                self._table.setColumnHidden(number, not (about_margin and are_all))

    def _open_current(self, _row: ReceiptRow) -> None:
        if self._table:
            self._presenter.open_receipt(self._table.currentIndex().row())

    def _ask_path(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save table"), say("receipts.csv"), say("Table") + " (*.csv)"
        )
        if name:
            self._presenter.save_table(Path(name))

    def _close_receipt(self) -> bool:
        was_open = self._presenter.close_receipt()
        if was_open and self._table:
            self._table.setFocus()
        return was_open

    def _show_foot(self, state: ReceiptsState) -> None:
        if state.net is None:
            self._sum.show_text(say("Adding up…"))
            self._net.show_text("")
            self._margin.show_text("")
            return
        figures = state.figures
        self._sum.show_text(
            say("1 receipt")
            if state.total == 1
            else say("{n} receipts", n=figures.count(state.total))
        )
        self._net.show_text(figures.money(state.net), "bad" if state.net < 0 else "")
        self._margin_word.setVisible(state.margin is not None)
        self._margin.setVisible(state.margin is not None)
        if state.margin is not None:
            self._margin.show_text(figures.money(state.margin), "bad" if state.margin < 0 else "")


def _count(state: ReceiptsState) -> str:
    if not state.revision:
        return say("Reading…") if state.busy else ""
    return say("Enter opens a receipt") if state.total else ""
