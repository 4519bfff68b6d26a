"""The page of one customer."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedLayout, QStackedWidget, QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerProfile, ReceiptRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.customers.facts_card import FactsCard
from retailcrm.ui.screens.customers.membership_page import MembershipPage
from retailcrm.ui.screens.customers.points_page import PointsPage
from retailcrm.ui.screens.customers.profile import ProfilePresenter, ProfileState
from retailcrm.ui.screens.customers.timeline import Timeline
from retailcrm.ui.screens.customers.worth_card import CategoriesCard, WorthCard
from retailcrm.ui.screens.focus import offer_focus
from retailcrm.ui.screens.receipts.columns import receipt_columns
from retailcrm.ui.screens.receipts.detail import ReceiptCard
from retailcrm.ui.screens.way_back import back_button

FACTS_WIDTH = 312
_SHARES = (7, 2, 5)  # what stands side by side is 9 to 5, an open receipt 7 to 7
OVERVIEW, POINTS, CARDS = "overview", "points", "cards"


class ProfilePage(QWidget):
    """Everything the books know of one customer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ProfileState()
        services = desk.services
        self.presenter = ProfilePresenter(
            self,
            services.customers,
            services.shop,
            desk.jobs,
            desk.open_rows,
            services.insights.value.of_customer,
            services.insights.categories.of_customer,
        )
        self._receipts: RowTable[ReceiptRow] | None = None
        self._build()

    def open(self, customer_id: int, part: str = OVERVIEW) -> None:
        """Show one customer, on one of the page's parts."""
        self._turn(part)
        self.presenter.open(customer_id)
        self._points.presenter.open(customer_id)
        self._members.open(customer_id)

    def refresh(self) -> None:
        """Look again."""
        self.presenter.refresh()
        self._points.presenter.refresh()
        self._members.presenter.refresh()

    def show_state(self, state: ProfileState) -> None:
        """Paint this."""
        if state.profile and state.profile is not self._shown.profile:
            self._show_profile(state.profile, state.figures)
        self._worth.show_value(state.value, state.figures)
        self._categories.show_next(state.categories, state.figures)
        if state.receipt:
            self._receipt.show_receipt(state.receipt, state.figures)
        self._history.setVisible(state.receipt is None)
        self._receipt.setVisible(state.receipt is not None)
        self._share_width(has_receipt=state.receipt is not None)
        self._show_columns(are_all=state.receipt is None)
        self._stack.setCurrentWidget(self._part(state))
        if state.problem and state.problem != self._shown.problem and state.profile:
            self._desk.tell(state.problem, "error")
        self._refused.show_words(state.problem)
        if state.profile is None:
            self._head.show_title(say("Customer"), "")
        self._shown = state

    def act(self, action: str) -> bool:
        """Do what a key asks."""
        is_points = self._part_open == POINTS and self._points.has_points
        if action == "print" and is_points:
            self._ask_where()
        elif action == "go" and self._part_open == OVERVIEW and self._shown.profile:
            self.presenter.open_all_receipts()
        else:
            return False
        return True

    def close_receipt(self) -> bool:
        """Put the receipt away; say whether one was open."""
        was_open = self.presenter.close_receipt()
        if was_open:
            self.focus_first()
        return was_open

    def focus_first(self) -> None:
        """Put the keyboard on the receipts, or on the movements of points."""
        if self._part_open == POINTS:
            self._points.focus_first()
        elif self._receipts:
            offer_focus(self._receipts)

    def _follow_points(self) -> None:
        """Put the keyboard on points that were asked for, not on those that came along."""
        if self._part_open == POINTS and not self._tabs.hasFocus():
            self._points.focus_first()

    def _turn(self, part: str) -> None:
        """Show one of the page's parts."""
        self._part_open = part
        self._tabs.show_open(part)
        self._parts.setCurrentWidget(
            {OVERVIEW: self._whole, POINTS: self._points, CARDS: self._members}[part]
        )
        self._all.setVisible(part == OVERVIEW)
        self._statement.setVisible(part == POINTS)

    def _open_receipt(self, receipt_id: int) -> None:
        self._turn(OVERVIEW)
        self.presenter.open_receipt(receipt_id)

    def _ask_where(self) -> None:
        """Ask where the statement goes, and write it."""
        who = self._shown.profile.row if self._shown.profile else None
        if who is None or not self._points.has_points:
            return
        folder = Path(self._desk.preferences.folder or Path.home())
        name = say("statement-{who}.pdf", who=who.card or who.customer_id)
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Print the statement to a file"), str(folder / name), "PDF (*.pdf)"
        )
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=str(Path(chosen).parent)))
            out = Path(chosen).with_suffix(".pdf")
            self._points.presenter.print_statement(out, self._desk.preferences.paper)

    def _build(self) -> None:
        self._all = Button(
            say("All receipts"), "primary", key=cap("go"),
            on_click=self.presenter.open_all_receipts,
        )  # fmt: skip
        self._statement = Button(
            say("Print statement"), "primary", key=cap("print"), on_click=self._ask_where
        )
        self._head = ScreenHead(
            say("Customer"), back_button(self._desk), self._all, self._statement
        )
        self._part_open = OVERVIEW
        self._tabs = Tabs(
            say("Customer"),
            ((OVERVIEW, say("Overview")), (POINTS, say("Points")),
             (CARDS, say("Cards and consent"))),
        )  # fmt: skip
        self._tabs.chosen.connect(self._turn)
        self._points, self._members = PointsPage(self._desk), MembershipPage(self._desk)
        self._points.receipt_requested.connect(self._open_receipt)
        self._points.arrived.connect(self._follow_points)
        self._facts, self._worth = FactsCard(), WorthCard()
        self._categories = CategoriesCard()
        for card in (self._worth, self._categories):
            card.rows_requested.connect(self._desk.open_rows)
        self._receipts_card = Card(say("Receipts"), "-")
        self._receipts_card.body.setContentsMargins(16, 12, 8, 8)
        self._receipts_card.body.addStretch(0)  # holds the words up where there is no table
        self._timeline = Timeline()
        self._timeline.receipt_opened.connect(self.presenter.open_receipt)
        self._history = Card(say("History"))
        self._history.add(self._timeline, stretch=1)
        self._receipt = ReceiptCard(names_customer=False)
        self._receipt.close_requested.connect(self.close_receipt)
        self._refused = EmptyState(
            "", "", Button(say("Try again"), "primary", on_click=self.presenter.refresh),
            icon="warning",
        )  # fmt: skip
        self._waiting = EmptyState(say("Reading the customer…"), "")
        self._lay_out()

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setLayout(column(self._facts, gap=0))
        facts = scrolled(holder)
        facts.setFixedWidth(FACTS_WIDTH)
        self._grid = QGridLayout()  # one grid, so that the cards of both rows end alike
        self._grid.setSpacing(12)
        self._grid.setRowStretch(1, 1)
        for at, share in enumerate(_SHARES):
            self._grid.setColumnStretch(at, share)
        self._grid.addWidget(self._worth, 0, 0, 1, 2)
        self._grid.addWidget(self._categories, 0, 2)
        self._grid.addWidget(self._history, 1, 2)
        self._grid.addWidget(self._receipt, 1, 1, 1, 2)
        self._share_width(has_receipt=False)
        self._whole = QWidget()
        self._whole.setLayout(row(facts, self._grid, gap=12))
        self._parts = QStackedWidget()
        for part in (self._whole, self._points, self._members):
            self._parts.addWidget(part)
        self._known = QWidget()
        known = column(self._tabs, self._parts, gap=12)
        known.setStretch(1, 1)
        self._known.setLayout(known)
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        for part in (self._waiting, self._known, self._refused):
            self._stack.addWidget(part)
        whole = page(self._head, stacked)
        whole.setSpacing(4)
        self.setLayout(whole)
        self._turn(OVERVIEW)

    def _share_width(self, *, has_receipt: bool) -> None:
        """Give an open receipt as much room as the list beside it."""
        self._grid.removeWidget(self._receipts_card)
        self._grid.addWidget(self._receipts_card, 1, 0, 1, 1 if has_receipt else 2)

    def _part(self, state: ProfileState) -> QWidget:
        if state.profile:
            return self._known
        return self._refused if state.problem else self._waiting

    def _show_profile(self, profile: CustomerProfile, figures: Figures) -> None:
        who = profile.row
        self._head.show_title(who.name or say("Customer without a name"), _caption(profile))
        self._facts.show_profile(profile, figures)
        self._worth.show_profile(profile, figures)
        self._categories.show_profile(profile, figures)
        self._receipts_card.show_title(*_receipts_words(len(profile.receipts), figures))
        self._all.setEnabled(bool(profile.receipts))
        self._show_receipts(profile, figures)
        self._timeline.show_events(profile.timeline, figures)

    def _show_columns(self, *, are_all: bool) -> None:
        """Leave room for the open receipt, which says the rest."""
        for number, head in enumerate(self._receipts.rows.columns if self._receipts else ()):
            if self._receipts and head.key in ("store", "lines"):
                self._receipts.setColumnHidden(number, not are_all)

    def _show_receipts(self, profile: CustomerProfile, figures: Figures) -> None:
        if self._receipts is None or figures != self._shown.figures:
            if self._receipts:
                self._receipts_card.body.removeWidget(self._receipts)
                self._receipts.deleteLater()
            columns = receipt_columns(figures, names_customer=False)
            self._receipts = RowTable(say("Receipts"), columns, row_height=NARROW_ROW)
            self._receipts.opened.connect(lambda row: self.presenter.open_receipt(row.receipt_id))
            self._receipts_card.body.insertWidget(2, self._receipts, 1)
            QWidget.setTabOrder(self._all, self._receipts)
            QWidget.setTabOrder(self._receipts, self._timeline)
        self._receipts.show_rows(profile.receipts)
        self._receipts.setVisible(bool(profile.receipts))
        if profile.receipts:
            self._receipts.select(0)
            if self._part_open == OVERVIEW:
                offer_focus(self._receipts)


def _receipts_words(count: int, figures: Figures) -> tuple[str, str]:
    if not count:
        return say("No receipts yet"), say("They come with what your till exports.")
    return say("1 receipt") if count == 1 else say("{n} receipts", n=figures.count(count)), ""


def _caption(profile: CustomerProfile) -> str:
    who = profile.row
    if who.card:
        return say("card {number}", number=who.card)
    return say("without a card")
