"""The weeks since the program began, the newest first."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.loyalty.moving import Week
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import column
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.verdict import Verdict
from retailcrm.ui.screens.program.behind import week_figures, week_told
from retailcrm.ui.screens.program.columns import week_columns
from retailcrm.ui.screens.program.figure_strip import FigureStrip
from retailcrm.ui.screens.program.going import GoingState, going_doubt

_EMPTY = "Here you see, week by week, how members take to the points"


class GoingPage(QWidget):
    """Says first whether to carry on, then shows the weeks."""

    def __init__(self, begin: Button, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__()
        self._open = open_rows
        self._shown = GoingState()
        self._table: RowTable[Week] | None = None
        self._nothing = EmptyState(say(_EMPTY), "", begin, icon="program")
        self._verdict = Verdict()
        self._strip = FigureStrip(self._open)
        self._weeks = Card(say("Week by week"), "-")
        whole = column(self._verdict, self._strip, gap=12)
        whole.addWidget(self._weeks, 1)
        holder = QWidget()
        holder.setLayout(whole)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(holder)

    def show_state(self, state: GoingState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        found = state.found
        self._stack.setCurrentIndex(1 if found is not None else 0)
        if found is None:
            self._nothing.show_words(say(_EMPTY), state.problem)
            return
        if found is before.found and state.figures == before.figures:
            return
        self._verdict.show_words(found.pause.told, going_doubt(found, state.figures))
        if found.weeks:
            self._strip.show_figures(week_figures(found.weeks[-1]), state.figures)
        self._show_weeks(found.weeks, state)

    def focus_first(self) -> None:
        """Put the keyboard on the weeks."""
        if self._table is not None:
            self._table.setFocus()

    def _open_cell(self, week: Week, key: str) -> None:
        self._open(week_told(week, key, self._shown.value, self._shown.used).rows)

    def _show_weeks(self, weeks: tuple[Week, ...], state: GoingState) -> None:
        if self._table is not None:
            self._table.setParent(None)
            self._table.deleteLater()
        columns = week_columns(state.figures, state.value, state.used)
        self._table = RowTable(say("Weeks of the move"), columns, row_height=NARROW_ROW)
        self._table.show_rows(tuple(reversed(weeks)))
        self._table.open_cells(self._open_cell)
        self._weeks.show_title(
            say("Week by week"), say("Since the program began, the newest first")
        )
        self._weeks.body.addWidget(self._table, 1)
