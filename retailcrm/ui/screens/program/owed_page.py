"""What is owed in points: the sheet for the accountant."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.program.behind import owed_figures, owed_told
from retailcrm.ui.screens.program.columns import owed_columns
from retailcrm.ui.screens.program.figure_strip import FigureStrip
from retailcrm.ui.screens.program.owing import OwedState, owed_doubt, owed_title


class OwedPage(QWidget):
    """Shows the sheet month by month, the newest first, and how the share was found."""

    def __init__(self, begin: Button, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__()
        self._open = open_rows
        self._shown = OwedState()
        self._table: RowTable[LiabilityRow] | None = None
        self._nothing = EmptyState(
            say("What you owe in points will stand here"),
            say("Month by month, for your accountant, once there is a program."),
            begin,
            icon="program",
        )
        self._verdict = Verdict()
        self._strip = FigureStrip(self._open)
        self._sheet = Card(say("Month by month"), "-")
        whole = column(self._verdict, self._strip, gap=12)
        whole.addWidget(self._sheet, 1)
        holder = QWidget()
        holder.setLayout(whole)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(holder)

    def show_state(self, state: OwedState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        found, figures = state.found, state.figures
        self._stack.setCurrentIndex(1 if found is not None else 0)
        if found is None or (found is before.found and figures == before.figures):
            return
        self._verdict.show_words(owed_title(found, figures), owed_doubt(found, figures))
        self._strip.show_figures(owed_figures(found), figures)
        self._show_sheet(state)

    def focus_first(self) -> None:
        """Put the keyboard on the sheet."""
        if self._table is not None:
            self._table.setFocus()

    def _open_cell(self, row: LiabilityRow, key: str) -> None:
        if self._shown.found is not None:
            self._open(owed_told(self._shown.found, row, key).rows)

    def _show_sheet(self, state: OwedState) -> None:
        if state.found is None:
            return
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(say("Points and what they are worth"), owed_columns(state.figures))
        self._table.show_rows(tuple(reversed(state.found.sheet.rows)))
        self._table.open_cells(self._open_cell)
        self._sheet.show_title(
            say("Month by month, as of {day}", day=state.figures.day_year(state.found.as_of)),
            " ".join(state.found.sheet.notes()),
        )
        self._sheet.body.addWidget(self._table, 1)
