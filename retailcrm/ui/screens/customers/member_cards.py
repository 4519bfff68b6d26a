"""The cards of a member: which is in use, which were replaced, and what to do with a lost one."""

from PySide6.QtCore import Signal

from retailcrm.core.words import say
from retailcrm.services.card_rows import CardRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.card_words import state_title, state_tone
from retailcrm.ui.screens.customers.membership import MembershipState

MOST_CARDS = 8


class MemberCards(Card):
    """Numbers with their states, and swapping and blocking.

    Signals:
        swap_wanted: the new card's number as scanned or typed, empty for a new one.
        block_wanted: the card to be blocked or let free.
    """

    swap_wanted = Signal(str)
    block_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(say("Cards"), "-")
        self._table: RowTable[CardRow] = RowTable(
            say("Cards of the member"), _columns(), row_height=NARROW_ROW
        )
        self._table.current_changed.connect(self._show_current)
        self._new = Field(say("New card"), say("Scan the new card, or leave empty"))
        self._new.returnPressed.connect(self._swap)
        self._swap_button = Button(say("Swap a lost card"), on_click=self._swap)
        self._block = Button(say("Block"), on_click=self._ask_block)
        self.add(4, self._table, 8, row(self._new, self._swap_button), 4)
        self.add(
            Text(say("Points and history stay with the member; the old number is still "
                     "recognised. Left empty, a new number is made."), "caption", "muted",
                 wrap=True),
            6, row(self._block, None),
        )  # fmt: skip

    def show_state(self, state: MembershipState, *, is_new: bool) -> None:
        """Show these cards."""
        used = state.card_in_use
        self.show_title(say("Cards"), _caption(state))
        self._swap_button.show_text(say("Swap a lost card") if used else say("Give this card"))
        self._swap_button.setEnabled(not state.busy)
        self._table.show_rows(state.cards)
        self._table.fit_height(MOST_CARDS)
        self._table.setVisible(bool(state.cards))
        if state.cards and not self._table.currentIndex().isValid():
            self._table.select(0)
        self._show_current(self._table.current_row())
        if is_new:
            self._new.clear()

    def _show_current(self, card: CardRow | None) -> None:
        self._block.setVisible(card is not None and card.state in ("in_use", "blocked"))
        if card is not None:
            words = say("Let {number} be used again") if card.state == "blocked" else say(
                "Block {number}"
            )  # fmt: skip
            self._block.show_text(words.format(number=card.number))

    def _swap(self) -> None:
        self.swap_wanted.emit(self._new.text())

    def _ask_block(self) -> None:
        card = self._table.current_row()
        if card is not None:
            self.block_wanted.emit(card)


def _caption(state: MembershipState) -> str:
    used = state.card_in_use
    if used is None:
        return say("No card yet: scan one to make this customer a member.")
    if used.state == "blocked":
        return say("The card {number} is blocked.", number=used.number)
    return say("The card {number} is in use.", number=used.number)


def _columns() -> tuple[Column[CardRow], ...]:
    return (
        Column("number", say("Number"), lambda card: card.number, is_strong=True),
        Column("state", say("State"), lambda card: state_title(card.state), width=96,
               tone=lambda card: state_tone(card.state)),
        Column("replaced_by", say("Replaced by"), lambda card: card.replaced_by, width=120,
               tone=lambda _card: "muted"),
    )  # fmt: skip
