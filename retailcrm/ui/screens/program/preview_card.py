"""What the rules in the form would do, beside what the rules in force do."""

from functools import partial

from PySide6.QtCore import Signal

from retailcrm.core.words import say
from retailcrm.services.replaying import Preview
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.messages import ProgressLine
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import OneLine
from retailcrm.ui.screens.program.behind import move_told as told_of
from retailcrm.ui.screens.program.behind import preview_told
from retailcrm.ui.screens.program.columns import compared_columns
from retailcrm.ui.screens.program.findings import (
    Compared,
    announce_words,
    compared,
    move_words,
    preview_title,
)
from retailcrm.ui.screens.program.state import ProgramState


class PreviewCard(Card):
    """Tries the rules on the live base while the person types.

    Signals:
        stop_requested: the count shall be let go.
        start_requested: the rules shall begin when members have heard of them.
        count_requested: the count shall be made after all.
        rows_requested: a `RowsRef`.
    """

    stop_requested = Signal()
    start_requested = Signal()
    count_requested = Signal()
    rows_requested = Signal(object)

    def __init__(self) -> None:
        self._stop = Button(say("Stop"), "quiet", on_click=self._ask_stop)
        self._again = Button(say("Count"), "quiet", on_click=self._ask_count)
        super().__init__(say("What these rules would do"), "", self._stop, self._again)
        self._rests_on = OneLine("", "caption", "muted")
        self._line = ProgressLine()
        self._table: RowTable[Compared] = RowTable(
            say("Before and after"), compared_columns(), row_height=NARROW_ROW
        )
        self._table.open_cells(self._open_cell)
        self._preview: Preview | None = None
        self._moves = column(gap=2)
        self._announce = OneLine("")
        self._begin = Button(say("Begin then"), "quiet", on_click=self._ask_start)
        self._notice = row(self._announce, self._begin, gap=12)
        self.add(self._rests_on, self._line, self._table, 4, self._moves, self._notice, None)
        self._table.show_rows(())

    def show_state(self, state: ProgramState) -> None:
        """Paint this."""
        title, caption = preview_title(state)
        self.show_title(title)
        self._rests_on.show_text(caption)
        self._show_counting(state)
        self._preview = preview = state.preview
        self._table.setVisible(preview is not None)
        told = state.is_fresh and state.is_changed and state.newest is not None
        self._announce.setVisible(told)
        is_later = preview is not None and preview.announce_on > state.today
        self._begin.setVisible(told and is_later)
        clear(self._moves)
        if preview is None:
            return
        self._table.show_rows(compared(preview, state.figures))
        self._table.fit_height(10)
        for move in sorted(preview.moves, key=lambda one: -one.members):
            words, there = move_words(move, state.figures), told_of(preview, move).rows
            opens = Button(words, "line", on_click=partial(self.rows_requested.emit, there))
            self._moves.addLayout(row(opens, None))
        self._announce.show_text(announce_words(preview, state.today, state.figures))

    def _show_counting(self, state: ProgramState) -> None:
        step = state.counting
        self._stop.setVisible(step is not None)
        can_count = not state.is_fresh and step is None and state.checked.program is not None
        self._again.setVisible(can_count)
        if step is None:
            self._line.rest()
        else:
            self._line.show_share(step.done / step.total if step.total else None)

    def _open_cell(self, line: Compared, key: str) -> None:
        told = None if self._preview is None else preview_told(self._preview, line.key, key)
        if told is not None:
            self.rows_requested.emit(told.rows)

    def _ask_stop(self) -> None:
        self.stop_requested.emit()

    def _ask_start(self) -> None:
        self.start_requested.emit()

    def _ask_count(self) -> None:
        self.count_requested.emit()
