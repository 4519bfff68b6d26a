"""What a member has: balance, tier, next steps, and the lots with their last days."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.points_rows import AccountRow, LotRow
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.points_columns import lot_columns
from retailcrm.ui.screens.customers.points_words import balance_words, facts_of

MOST_LOTS = 8


class PointsCard(Card):
    """Points at a glance."""

    def __init__(self) -> None:
        super().__init__()
        self._balance = Text("", "number")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnMinimumWidth(0, 86)
        self._facts.setColumnStretch(1, 1)
        self.add(self._balance, 4, self._facts)

    def show_account(self, account: AccountRow, figures: Figures) -> None:
        """Show this account."""
        words = balance_words(account, figures)
        self.setAccessibleName(words)
        self._balance.show_text(words)
        clear(self._facts)
        for line, fact in enumerate(facts_of(account, figures)):
            self._facts.addWidget(
                Text(fact.name, "body", "muted"), line, 0, Qt.AlignmentFlag.AlignTop
            )
            self._facts.addWidget(Text(fact.value, "body", fact.tone, wrap=True), line, 1)


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
