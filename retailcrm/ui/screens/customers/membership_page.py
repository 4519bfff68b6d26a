"""The cards and answers of one customer."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.screens.customers.answers_card import AnswersCard
from retailcrm.ui.screens.customers.member_cards import MemberCards
from retailcrm.ui.screens.customers.membership import MembershipPresenter, MembershipState
from retailcrm.ui.screens.customers.merges_card import MergesCard
from retailcrm.ui.screens.customers.rights_card import RightsCard


class MembershipPage(QWidget):
    """Cards on the left, answers and merges on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = MembershipState()
        self.presenter = MembershipPresenter(self, lambda: desk.services, desk.jobs)
        self._build()

    def open(self, customer_id: int) -> None:
        """Look at another customer."""
        self.presenter.open(customer_id)
        self._rights.presenter.open(customer_id)

    def show_membership(self, state: MembershipState) -> None:
        """Paint this."""
        if state.problem and state.problem != self._shown.problem and state.is_read:
            self._desk.tell(state.problem, "error")
        if state.is_read:
            self._cards.show_state(state, is_new=state.swapped != self._shown.swapped)
            self._answers.show_answers(state.consents, state.asker)
            self._merges.show_state(state)
        self._refused.show_words(state.problem)
        self._shown = state
        part = self._waiting
        if state.is_read:
            part = self._whole
        elif state.problem:
            part = self._refused
        self._stack.setCurrentWidget(part)

    def _build(self) -> None:
        self._cards, self._answers, self._merges = MemberCards(), AnswersCard(), MergesCard()
        self._rights = RightsCard(self._desk)
        self._cards.swap_wanted.connect(self.presenter.swap)
        self._cards.block_wanted.connect(self.presenter.block)
        self._answers.answered.connect(
            lambda channel, given: self.presenter.answer(channel, given=given)
        )
        self._merges.part_wanted.connect(self.presenter.part)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._cards, None, gap=12))
        right.setLayout(column(self._answers, self._merges, self._rights, None, gap=12))
        both = QWidget()
        line = row(left, right, gap=12)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        both.setLayout(line)
        self._whole: QWidget = scrolled(both)
        self._waiting: QWidget = EmptyState(say("Reading the cards…"))
        self._refused = EmptyState(
            "", "", Button(say("Try again"), on_click=self.presenter.refresh), icon="warning"
        )
        self._stack = QStackedLayout(self)
        for part in (self._waiting, self._whole, self._refused):
            self._stack.addWidget(part)
