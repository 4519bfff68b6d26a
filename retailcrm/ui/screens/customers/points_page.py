"""The points of one customer: what there is, why, and changes by hand."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.screens.customers.adjust_card import AdjustCard
from retailcrm.ui.screens.customers.points import PointsPresenter, PointsState
from retailcrm.ui.screens.customers.points_card import LotsCard, PointsCard
from retailcrm.ui.screens.customers.why_card import WhyCard
from retailcrm.ui.screens.written import tell_written

WIDTH = 312


class PointsPage(QWidget):
    """Explains a balance down to the line of a receipt.

    Signals:
        receipt_requested: id of the receipt behind a movement.
        arrived: the points of another customer are there.
    """

    receipt_requested = Signal(int)
    arrived = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = PointsState()
        self.presenter = PointsPresenter(self, lambda: desk.services, desk.jobs)
        self._build()

    @property
    def has_points(self) -> bool:
        """Whether there is a statement to print."""
        return self._shown.account is not None

    def show_points(self, state: PointsState) -> None:
        """Paint this."""
        if state.account is not None:
            self._points.show_account(state.account, state.figures, self._desk.now().date())
            self._lots.show_lots(state.account.lots, state.figures)
            if state.entries != self._shown.entries or self._shown.account is None:
                self._why.show_entries(state.entries, state.figures)
        self._adjust.show_wrong(state.wrong, is_busy=state.busy)
        if state.booked != self._shown.booked or state.customer_id != self._shown.customer_id:
            self._adjust.empty()
        if state.problem and state.problem != self._shown.problem and state.is_read:
            self._desk.tell(state.problem, "error")
        self._refused.show_words(state.problem)
        is_new = state.account is not None and self._shown.account is None
        self._shown = state
        self._stack.setCurrentWidget(self._part(state))
        if is_new:
            self.arrived.emit()

    def tell_printed(self, file: Path) -> None:
        """Say that the statement is written, and offer to open it."""
        tell_written(self._desk, file)

    def focus_first(self) -> None:
        """Put the keyboard on the movements."""
        self._why.focus_entries()

    def _build(self) -> None:
        self._points, self._adjust = PointsCard(), AdjustCard()
        self._lots, self._why = LotsCard(), WhyCard()
        self._points.rows_requested.connect(self._desk.open_rows)
        self._adjust.wanted.connect(self.presenter.adjust)
        self._why.receipt_requested.connect(self.receipt_requested)
        holder = QWidget()
        holder.setLayout(column(self._points, self._adjust, self._lots, None, gap=12))
        left = scrolled(holder)
        left.setFixedWidth(WIDTH)
        self._whole = QWidget()
        whole = row(left, self._why, gap=12)
        whole.setStretch(1, 1)
        self._whole.setLayout(whole)
        self._none = EmptyState(
            say("Points will stand here, with the reason for each"),
            say("The shop has no program yet. Try one on your own receipts before it begins."),
            Button(say("Set up a program"), on_click=lambda: self._desk.open_screen("program")),
            icon="star",
        )
        self._refused = EmptyState(
            "", "", Button(say("Try again"), on_click=self.presenter.refresh), icon="warning"
        )
        self._waiting = EmptyState(say("Adding up the points…"))
        self._stack = QStackedLayout(self)
        for part in (self._waiting, self._whole, self._none, self._refused):
            self._stack.addWidget(part)

    def _part(self, state: PointsState) -> QWidget:
        if state.account is not None:
            return self._whole
        if state.problem:
            return self._refused
        return self._none if state.is_read else self._waiting
