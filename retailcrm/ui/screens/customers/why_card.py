"""Why the balance is what it is: every movement, and the arithmetic behind the chosen one."""

from PySide6.QtCore import Signal

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.points_rows import EarnedRow, EntryRow
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.points_columns import earned_columns, entry_columns
from retailcrm.ui.screens.customers.points_words import arithmetic, entry_note
from retailcrm.ui.screens.focus import offer_focus
from retailcrm.ui.screens.phrases import PLAIN


class WhyCard(Card):
    """Every movement, newest first, with the balance after it.

    Signals:
        receipt_requested: id of the receipt behind the movement.
    """

    receipt_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("Why this balance"), "-")
        self._figures = PLAIN
        self._entries: RowTable[EntryRow] | None = None
        self._earned: RowTable[EarnedRow] | None = None
        self._what = Text("", "medium", wrap=True)
        self._note = Text("", "caption", "muted", wrap=True)
        self._sum = Text("", "body", wrap=True)
        self.body.setContentsMargins(16, 12, 8, 12)

    def show_entries(self, entries: tuple[EntryRow, ...], figures: Figures) -> None:
        """Show these movements."""
        if self._entries is None or figures != self._figures:
            self._make_tables(figures)
        self.show_title(say("Why this balance"), _caption(entries))
        if self._entries:
            self._entries.show_rows(entries)
            if entries and not self._entries.currentIndex().isValid():
                self._entries.select(0)
        if not entries:
            self._show_entry(None)

    def focus_entries(self) -> None:
        """Put the keyboard on the movements."""
        if self._entries:
            offer_focus(self._entries)

    def _make_tables(self, figures: Figures) -> None:
        for old in (self._entries, self._earned):
            if old:
                self.body.removeWidget(old)
                old.deleteLater()
        self._figures = figures
        self._entries = RowTable(
            say("Movements of points"), entry_columns(figures), row_height=NARROW_ROW
        )
        self._entries.current_changed.connect(self._show_entry)
        self._entries.opened.connect(self._open)
        self._earned = RowTable(
            say("How each line earned"), earned_columns(figures), row_height=NARROW_ROW
        )
        self.body.addWidget(self._entries, 5)
        self.add(8, self._what, self._note)
        self.body.addWidget(self._earned, 3)
        self.add(self._sum)

    def _show_entry(self, entry: EntryRow | None) -> None:
        self._what.show_text("" if entry is None else entry.text)
        self._note.show_text("" if entry is None else entry_note(entry, self._figures))
        self._note.setVisible(bool(self._note.text()))
        self._sum.show_text("" if entry is None else arithmetic(entry))
        self._sum.setVisible(bool(self._sum.text()))
        if self._earned:
            self._earned.show_rows(() if entry is None else entry.earned)
            self._earned.setVisible(bool(entry and entry.earned))

    def _open(self, entry: EntryRow) -> None:
        if entry.receipt_id is not None:
            self.receipt_requested.emit(entry.receipt_id)


def _caption(entries: tuple[EntryRow, ...]) -> str:
    if not entries:
        return say("No points have come or gone yet.")
    return say("Newest first. Enter opens the receipt behind a movement.")
