"""The page of the rows kept aside."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QStackedLayout, QWidget

from retailcrm.core.words import say
from retailcrm.services.import_rows import ProblemRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.importing.columns import NO_VALUE, kept_columns
from retailcrm.ui.screens.importing.mend_table import MendTable
from retailcrm.ui.screens.importing.quarantine import QuarantinePresenter, QuarantineState
from retailcrm.ui.screens.phrases import PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the row under the cursor."""

    heading: str
    text: str
    is_wrong: bool
    is_edited: bool


class QuarantinePage(QWidget):
    """All open rows on the left, all cells of one of them on the right."""

    def __init__(self, desk: Desk, back: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._shown = QuarantineState()
        self.presenter = QuarantinePresenter(
            self, desk.services.importing, desk.services.exports, desk.jobs
        )
        self._retry = Button("", "primary", key=cap("go"), on_click=self.retry)
        self._dismiss = Button(say("Leave out for good"), on_click=self._leave_out)
        self._save = Button(say("Save as CSV"), key=cap("save"), on_click=self.ask_path)
        self._head = ScreenHead(
            say("Kept aside"),
            Button(say("Back"), key=cap("back"), on_click=back),
            self._save, self._dismiss, self._retry,
        )  # fmt: skip
        self._rows: MendTable[ProblemRow] = MendTable(
            say("Rows kept aside"), kept_columns(self._value, self._is_edited)
        )
        self._rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._rows.current_changed.connect(self._look)
        self._rows.edited.connect(
            lambda one, _key, text: self.presenter.edit(one.problem_id, one.column, text)
        )
        self._rows_card = Card("-", "-")
        self._rows_card.caption.setWordWrap(False)
        self._rows_card.body.addWidget(self._rows, 1)
        self._cells: MendTable[Cell] = MendTable(say("Cells of the row"), _cell_columns())
        self._cells.edited.connect(self._edit_cell)
        self._twins = Button("", small=True, on_click=self._edit_twins)
        self._cells_card = Card("-", "-")
        self._cells_card.add(self._cells, stretch=1)
        self._cells_card.add(row(self._twins, None))
        self._none = EmptyState(
            say("Nothing is kept aside"),
            say("Every line of every file is in your books, or was left out by you."),
            icon="check",
        )
        self._lay_out()

    def show_state(self, state: QuarantineState) -> None:
        """Paint this."""
        rows = state.rows or ()
        is_new = state.rows is not self._shown.rows
        was, self._shown = self._shown, state
        self._stack.setCurrentIndex(1 if state.rows is not None and not rows else 0)
        if is_new:
            self._rows.show_rows(rows)
            # Of one file alone, the card beside says which.
            self._rows.setColumnHidden(0, len({one.file for one in rows}) == 1)
            if rows and self._rows.current_row() is None:
                self._rows.select(0)
        else:
            self._rows.rows.rows_arrived(0, len(rows) - 1)
        self._show_words(state)
        if state.current is not was.current or state.edits != was.edits:
            self._show_cells(state)
        if state.problem and state.problem != was.problem:
            self._desk.tell(state.problem, "error")

    def retry(self) -> None:
        """Try the corrected rows again, or the chosen ones where none was corrected."""
        self.presenter.retry(() if self._shown.edits else self._chosen())

    def ask_path(self) -> None:
        """Ask where the rows are written."""
        name, _ = QFileDialog.getSaveFileName(
            self, say("Save as CSV"), say("kept-aside.csv"), say("Table") + " (*.csv)"
        )
        if name:
            self.presenter.save_table(Path(name))

    def focus_first(self) -> None:
        """Put the keyboard on the rows."""
        self._rows.setFocus()

    def _lay_out(self) -> None:
        whole = QWidget()
        both = row(self._rows_card, self._cells_card, gap=12)
        both.setStretch(0, 8)
        both.setStretch(1, 5)
        whole.setLayout(both)
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._none)
        self.setLayout(page(self._head, stacked))

    def _show_words(self, state: QuarantineState) -> None:
        count, mended = len(state.rows or ()), len(state.edits)
        title = say("1 row is kept aside") if count == 1 else say(
            "{n} rows are kept aside", n=PLAIN.count(count)
        )  # fmt: skip
        note = state.result or say(
            "They are not in your books yet. Correct the marked value and try again."
        )
        self._rows_card.show_title(title, note)
        self._head.show_title(say("Kept aside"), say("Trying…") if state.busy else "")
        self._retry.show_text(
            say("Try 1 row again") if mended == 1
            else say("Try {n} rows again", n=PLAIN.count(mended)) if mended
            else say("Try again")
        )  # fmt: skip
        for button in (self._retry, self._dismiss, self._save):
            button.setEnabled(bool(count) and not state.busy)

    def _show_cells(self, state: QuarantineState) -> None:
        current = state.current
        if current is None:
            self._cells.show_rows(())
            return
        edited = state.edits.get(current.problem_id, {})
        headings = current.headings or ((current.column,) if current.column else ())
        cells = tuple(
            Cell(
                heading, state.text(current, heading), heading == current.column, heading in edited
            )
            for heading in headings
        )
        self._cells.show_rows(cells)
        self._cells_card.show_title(
            say("Line {line} of {file}", line=PLAIN.count(current.line), file=current.file),
            current.reason,
        )
        twins = state.twins(current)
        self._twins.setVisible(bool(twins) and current.column in edited)
        self._twins.show_text(
            say("Correct {n} more with the same value", n=PLAIN.count(len(twins)))
        )

    def _value(self, one: ProblemRow) -> str:
        text = self._shown.text(one, one.column) if one.column else one.value
        return text or say(NO_VALUE)

    def _is_edited(self, one: ProblemRow) -> bool:
        return one.problem_id in self._shown.edits

    def _look(self, one: ProblemRow | None) -> None:
        if one is not None:
            self.presenter.look_at(one.problem_id)

    def _edit_cell(self, cell: Cell, _key: str, text: str) -> None:
        if self._shown.current:
            self.presenter.edit(self._shown.current.problem_id, cell.heading, text)

    def _edit_twins(self) -> None:
        if self._shown.current:
            self.presenter.edit_twins(self._shown.current.problem_id)

    def _leave_out(self) -> None:
        self.presenter.dismiss(self._chosen())

    def _chosen(self) -> tuple[int, ...]:
        lines = sorted({index.row() for index in self._rows.selectionModel().selectedRows()})
        rows = [self._rows.rows.row_at(line) for line in lines]
        return tuple(one.problem_id for one in rows if one is not None)


def _cell_columns() -> tuple[Column[Cell], ...]:
    return (
        Column("heading", say("Column"), lambda cell: cell.heading, width=150,
               tone=lambda cell: "" if cell.is_wrong else "muted"),
        Column("text", say("Value"), lambda cell: cell.text, is_open=True, chip=_chip,
               tip=say("Enter or a double click corrects the value.")),
    )  # fmt: skip


def _chip(cell: Cell) -> str:
    if cell.is_edited:
        return "warn"
    return "bad" if cell.is_wrong and cell.text else ""
