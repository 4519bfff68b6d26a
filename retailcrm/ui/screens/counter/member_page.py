"""The member in front: the card, what to say aloud, the latest receipts or what is being done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.questions import Asker
from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.screens.counter.asking import missing_words, unasked, wording
from retailcrm.ui.screens.counter.behind import day_rows
from retailcrm.ui.screens.counter.columns import bought_columns
from retailcrm.ui.screens.counter.member_card import Behind, MemberCard
from retailcrm.ui.screens.counter.panels import (
    AwardPanel,
    ContactPanel,
    LinePanel,
    PanelCard,
    RedeemPanel,
)
from retailcrm.ui.screens.counter.presenter import CounterPresenter
from retailcrm.ui.screens.counter.state import Bought, CounterState, Member, Panel
from retailcrm.ui.screens.counter.strip import Strip

MOST_STRIPS = 2
_LOW = 500  # where two strips would push the member out of the window
_LEAST = 92  # a head and two rows; less of a table is no table


class MemberPage(QWidget):
    """Everything of the member that fits without scrolling.

    Args:
        presenter: knows who is in front.
        behind: leads from figures to their rows.

    Signals:
        program_wanted: the person wants to set up a program.
        leave_wanted: the person leaves a panel.
    """

    program_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, presenter: CounterPresenter, behind: Behind) -> None:
        super().__init__()
        self._behind = behind
        self._presenter, self._acting = presenter, presenter.acting
        self._shown = CounterState()
        self._table: RowTable[Bought] | None = None
        self._card = MemberCard(
            lambda: self._acting.start(Panel.NOTE), self.program_wanted.emit, behind
        )
        self._make_strips()
        self._make_panels()
        self._receipts = Card()
        self._receipts.body.setContentsMargins(16, 6, 16, 8)
        self._spare = _Spare(self._receipts)
        whole: QVBoxLayout = column(
            self._card, *self._strips, *self._panels.values(), self._spare, gap=12
        )
        whole.setStretch(whole.count() - 1, 1)
        self.setLayout(whole)

    def show_state(self, state: CounterState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        member = state.member
        if member is None:
            return
        shop = state.shop
        if (member, state.more, shop) != (before.member, before.more, before.shop):
            self._card.show_member(member, state.more, shop.program, shop.figures)
        self._show_strips(state, member)
        self._show_receipts(state, before)
        if state.panel is not before.panel:
            self._open_panel(state, member)
        elif state.panel is Panel.REDEEM and member is not before.member:
            self._offer(state)
        if state.panel is not Panel.NONE:
            self._panels[state.panel].show_problem(state.problem)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown.member is not None:
            self._show_strips(self._shown, self._shown.member)
            self._fit()

    def _fit(self) -> None:
        """Let the card have what strips and panel leave."""
        below = [one for one in (*self._strips, *self._panels.values()) if not one.isHidden()]
        taken = sum(
            max(one.heightForWidth(self.width()), one.minimumHeight()) + 12 for one in below
        )
        self._card.fit(self.height() - taken)

    def ready(self) -> None:
        """Put the keyboard into the open panel."""
        if self._shown.panel is not Panel.NONE:
            self._panels[self._shown.panel].ready()

    def _make_strips(self) -> None:
        acting = self._acting
        self._yes = Button(say("Yes"), key=cap("yes"), on_click=lambda: acting.consent(given=True))
        self._no = Button(say("No"), key=cap("no"), on_click=lambda: acting.consent(given=False))
        self._done = Button(say("Answered"), on_click=self._answer)
        self._ask = Button(say("Type it"), on_click=lambda: acting.start(Panel.CONTACT))
        self._banner = Strip("warning", "bad")
        self._owed = Strip("help", "warn", self._done)
        self._consent = Strip("warning", "warn", self._yes, self._no)
        self._missing = Strip("info", "accent", self._ask)
        self._strips = (self._banner, self._owed, self._consent, self._missing)

    def _make_panels(self) -> None:
        acting, leave = self._acting, self.leave_wanted.emit
        self._award, self._redeem = AwardPanel(leave), RedeemPanel(leave)
        self._swap = LinePanel(
            say("Another card for this member"), say("Swap"), say("New card"),
            say("Scan the new card. Left empty, a new number is made."), leave,
        )  # fmt: skip
        self._note = LinePanel(
            say("Add a note"), say("Keep"), say("Note"),
            say("Begin with ? for something the member waits an answer for."), leave,
        )  # fmt: skip
        self._contact = ContactPanel(leave)
        self._award.awarded.connect(acting.award)
        self._redeem.redeemed.connect(
            lambda points, reward, total, receipt: acting.redeem(
                points, reward=reward, total=total, receipt=receipt
            )
        )
        self._swap.told.connect(acting.swap)
        self._note.told.connect(acting.note)
        self._contact.told.connect(acting.correct)
        self._panels: dict[Panel, PanelCard] = {
            Panel.AWARD: self._award, Panel.REDEEM: self._redeem, Panel.SWAP: self._swap,
            Panel.NOTE: self._note, Panel.CONTACT: self._contact,
        }  # fmt: skip
        for panel in self._panels.values():
            panel.hide()

    def _show_strips(self, state: CounterState, member: Member) -> None:
        """Say the most pressing things aloud, two at most; the next come when these are done."""
        questions, missing = member.questions, unasked(member)
        said = {
            self._banner: _two(state.banner),
            self._owed: (say("Waits for an answer."), questions[0].text) if questions else ("", ""),
            self._consent: _question(missing[0], state.shop.asker) if missing else ("", ""),
            self._missing: (missing_words(member), ""),
        }
        room = 0 if state.panel is not Panel.NONE else 1 if self.height() < _LOW else MOST_STRIPS
        for strip, (strong, rest) in said.items():
            is_on = bool(strong) and room > 0
            strip.show_words(strong if is_on else "", rest)
            room -= is_on

    def _show_receipts(self, state: CounterState, before: CounterState) -> None:
        has_points = state.member is not None and state.member.account is not None
        if self._table is None or state.shop.figures != before.shop.figures:
            self._make_table(state.shop.figures)
        if self._table is None:
            return
        last = len(self._table.rows.columns) - 1
        self._table.setColumnHidden(last, not has_points)
        receipts = state.more.receipts if state.more is not None else ()
        if before.more is not state.more:
            self._table.show_rows(receipts)
        is_coming = state.more is None and before.member is not None
        if not is_coming:  # until they are read the place stays, or all would jump about
            self._spare.show_if(has_rows=bool(receipts))

    def _make_table(self, figures: Figures) -> None:
        if self._table is not None:
            self._receipts.body.removeWidget(self._table)
            self._table.deleteLater()
        self._table = RowTable(say("Last receipts"), bought_columns(figures, has_points=True))
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.opened.connect(self._open_day)
        self._receipts.body.addWidget(self._table)

    def _open_day(self, bought: Bought) -> None:
        """Show the receipt, with what else was bought that day."""
        member = self._shown.member
        if member is not None and self._behind.is_allowed:
            self._behind.opens(day_rows(member.customer_id, bought.day))

    def _open_panel(self, state: CounterState, member: Member) -> None:
        for key, panel in self._panels.items():
            panel.setVisible(key is state.panel)
        shop = state.shop
        if state.panel is Panel.AWARD and member.account is not None:
            self._award.begin(member.account, shop.figures)
        elif state.panel is Panel.REDEEM and member.account is not None and shop.program:
            self._redeem.begin(member.account, shop.program, shop.figures)
        elif state.panel is Panel.SWAP:
            self._swap.begin()
        elif state.panel is Panel.NOTE:
            self._note.begin()
        elif state.panel is Panel.CONTACT:
            self._contact.begin(member.missing)

    def _offer(self, state: CounterState) -> None:
        member, shop = state.member, state.shop
        if member is not None and member.account is not None and shop.program is not None:
            self._redeem.offer(member.account, shop.program, shop.figures)

    def _answer(self) -> None:
        if self._shown.member is not None and self._shown.member.questions:
            self._acting.answered(self._shown.member.questions[0].text)


class _Spare(QWidget):
    """Shows its part only where there is room for it."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._part, self._has_rows = part, False
        self.setLayout(column(part, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def show_if(self, *, has_rows: bool) -> None:
        """Show the part, if there is anything in it."""
        self._has_rows = has_rows
        self._settle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        self._part.setVisible(self._has_rows and self.height() >= _LEAST)


def _question(channel: str, asker: Asker) -> tuple[str, str]:
    return say("Not asked yet:"), f"“{wording(channel, asker)}”"


def _two(banner: str) -> tuple[str, str]:
    """Part what is wrong from what to do."""
    wrong, dot, hint = banner.partition(". ")
    return f"{wrong}{dot}".strip(), hint
