"""What a member has: balance, tier, next steps, and the lots with their last days."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.points_rows import AccountRow, LotRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.points_columns import lot_columns
from retailcrm.ui.screens.customers.points_words import Fact, balance_words, facts_of
from retailcrm.ui.screens.points_behind import tier_rows

MOST_LOTS = 8


class PointsCard(Card):
    """Points at a glance; the movements that make them stand beside.

    Signals:
        rows_requested: a `RowsRef`.
    """

    rows_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._balance = Text("", "number")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnMinimumWidth(0, 86)
        self._facts.setColumnStretch(1, 1)
        self.add(self._balance, 4, self._facts)

    def show_account(self, account: AccountRow, figures: Figures, today: date) -> None:
        """Show this account."""
        words = balance_words(account, figures)
        self.setAccessibleName(words)
        self._balance.show_text(words)
        self._balance.setToolTip(meaning_of("points.balance"))
        clear(self._facts)
        for line, fact in enumerate(facts_of(account, figures)):
            self._facts.addWidget(
                Text(fact.name, "body", "muted"), line, 0, Qt.AlignmentFlag.AlignTop
            )
            self._facts.addWidget(self._value(fact, tier_rows(account, today)), line, 1)

    def _value(self, fact: Fact, receipts: RowsRef | None) -> QWidget:
        """Show a value; the way to the next tier opens the receipts that count for it."""
        if fact.key == "points.to_next_tier" and receipts is not None:
            opens = partial(self.rows_requested.emit, receipts)
            made: QWidget = Button(fact.value, "line", on_click=opens)
        else:
            made = Text(fact.value, "body", fact.tone, wrap=True)
        made.setToolTip(meaning_of(fact.key) if fact.key else "")
        return made


class LotsCard(Card):
    """What is left of the points that came together, the next to go first."""

    def __init__(self) -> None:
        super().__init__(say("Used in this order"))
        self._lots: RowTable[LotRow] | None = None
        self._figures: Figures | None = None

    def show_lots(self, lots: tuple[LotRow, ...], figures: Figures) -> None:
        """Show these lots; the card is gone when there are none."""
        self.setVisible(bool(lots))
        if self._lots is None or figures != self._figures:
            if self._lots:
                self.body.removeWidget(self._lots)
                self._lots.deleteLater()
            self._figures = figures
            self._lots = RowTable(say("Lots"), lot_columns(figures), row_height=NARROW_ROW)
            self.body.addWidget(self._lots)
        self._lots.show_rows(lots)
        self._lots.fit_height(MOST_LOTS)
