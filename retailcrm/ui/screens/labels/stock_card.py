"""The shop's cards: how many there are of each kind, the list, and new ones for stock."""

from PySide6.QtCore import Signal

from retailcrm.core.words import say
from retailcrm.services.card_rows import CardCounts, CardRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Picker
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.card_words import state_title, state_tone
from retailcrm.ui.screens.labels.state import LabelsState
from retailcrm.ui.screens.phrases import PLAIN

STATES = ("", "stock", "in_use", "replaced", "blocked")
SHOWN = 9


class StockCard(Card):
    """Cards by number.

    Signals:
        issue_wanted: how many numbers to make, as typed.
        listed: the state to list, empty for all.
        more_wanted: list the next cards.
        customer_wanted: id of whoever holds a card.
    """

    issue_wanted = Signal(str)
    listed = Signal(str)
    more_wanted = Signal()
    customer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("Cards"), "-")
        self._count = Field(say("How many numbers to make"), "100")
        self._count.setFixedWidth(72)
        self._count.returnPressed.connect(self._issue)
        self._make = Button(say("Issue numbers"), on_click=self._issue)
        self._filter = Picker(say("Which cards are listed"), _options(None))
        self._filter.setMinimumWidth(150)
        self._filter.activated.connect(lambda _: self.listed.emit(str(self._filter.value)))
        self._table: RowTable[CardRow] = RowTable(
            say("List of cards"), _columns(), row_height=NARROW_ROW
        )
        self._table.setFixedHeight(28 + 1 + SHOWN * NARROW_ROW)
        self._table.opened.connect(self._open)
        self._more = Button(say("List more"), "quiet", on_click=self.more_wanted.emit)
        self._none = Text(say("None of these."), "body", "muted")
        self.add(4, row(self._filter, None, self._count, self._make), 4, self._table, self._none)
        self.add(row(self._more, None))
        self._rows: tuple[CardRow, ...] | None = None

    def show_state(self, state: LabelsState) -> None:
        """Show these cards."""
        if state.known is not None:
            self.show_title(say("Cards"), _caption(state.known.counts))
            self._filter.show_options(_options(state.known.counts), state.filter)
        self._make.setEnabled(not state.is_writing)
        if state.cards is not self._rows:
            self._rows = state.cards
            self._table.show_rows(state.cards)
        self._table.setVisible(bool(state.cards))
        self._none.setVisible(not state.cards)
        self._more.setVisible(state.has_more)

    def _issue(self) -> None:
        self.issue_wanted.emit(self._count.text() or self._count.placeholderText())

    def _open(self, card: CardRow) -> None:
        if card.customer_id is not None:
            self.customer_wanted.emit(card.customer_id)


def _caption(counts: CardCounts) -> str:
    if not any((counts.stock, counts.in_use, counts.replaced, counts.blocked)):
        return say("No cards yet. Issue some, print them, and hand them out at the counter.")
    return say(
        "{stock} in stock, {in_use} in use, {replaced} replaced, {blocked} blocked. Enter opens "
        "whoever holds a card.",
        stock=PLAIN.count(counts.stock),
        in_use=PLAIN.count(counts.in_use),
        replaced=PLAIN.count(counts.replaced),
        blocked=PLAIN.count(counts.blocked),
    )


def _options(counts: CardCounts | None) -> tuple[tuple[str, str], ...]:
    texts = []
    for state in STATES:
        title = state_title(state) if state else say("All cards")
        if counts is not None and state:
            title = f"{title}: {PLAIN.count(getattr(counts, state))}"
        texts.append((state, title))
    return tuple(texts)


def _columns() -> tuple[Column[CardRow], ...]:
    return (
        Column("number", say("Number"), lambda card: card.number, width=126, is_strong=True),
        Column("state", say("State"), lambda card: state_title(card.state), width=74,
               tone=lambda card: state_tone(card.state)),
        Column("name", say("Member"), lambda card: card.name or _instead(card)),
        Column("issued", say("Given out"), lambda card: PLAIN.day_year(card.issued)
               if card.issued else "", width=94, tone=lambda _card: "muted"),
    )  # fmt: skip


def _instead(card: CardRow) -> str:
    return say("now {number}", number=card.replaced_by) if card.replaced_by else ""
