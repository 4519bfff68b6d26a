"""The first page: drop files, or look at what was imported before."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.services.import_rows import BatchRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.drop import DropArea
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.columns import batch_columns
from retailcrm.ui.screens.importing.presenter import ImportPresenter, ImportState


class StartPage(QWidget):
    """Takes files, and lists the imports of the past."""

    def __init__(
        self, desk: Desk, presenter: ImportPresenter, local: Callable[[datetime], datetime]
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._local = local
        self._shown = ImportState()
        self._table: RowTable[BatchRow] | None = None
        self._mend = Button(say("Mend rows"), on_click=presenter.open_quarantine)
        self._head = ScreenHead(
            say("Import"), self._mend, caption=say("Nothing is written before you have looked")
        )
        self._demo = Button(say("Open the demo shop"), on_click=desk.open_demo)
        self._drop = DropArea(
            say("Drop a till export here"),
            say("CSV, Excel or ZIP, several at once; the till is recognised by its headings"),
            self._demo,
        )
        self._drop.files_dropped.connect(presenter.add_files)
        self._undo = Button(
            say("Take this import back"), key=cap("undo"), small=True, on_click=self.undo_current
        )
        self._history = Card(say("Imported before"), "-", self._undo)
        self._history.caption.setWordWrap(False)
        self._none = Text(
            say("Each import will be listed here, and can be taken back as a whole."),
            "body", "muted",
        )  # fmt: skip
        self._history.body.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        whole = page(self._head, self._drop, self._history)
        whole.setStretch(1, 2)
        whole.setStretch(2, 3)
        self.setLayout(whole)

    def show_state(self, state: ImportState) -> None:
        """Paint this."""
        self._mend.setVisible(bool(state.open_problems))
        self._mend.show_text(
            say("Mend 1 row")
            if state.open_problems == 1
            else say("Mend {n} rows", n=state.figures.count(state.open_problems))
        )
        if state.batches is not None and state.batches != self._shown.batches:
            self._show_batches(state)
        self._shown = state

    def focus_first(self) -> None:
        """Put the keyboard on the files to choose."""
        self._drop.choose.setFocus()

    def undo_current(self) -> None:
        """Take back the import under the cursor, the newest if there is none."""
        done = [batch for batch in self._shown.batches or () if batch.state == "done"]
        row = self._table.current_row() if self._table else None
        wanted = row if row in done else (done[0] if done else None)
        if wanted:
            self._presenter.undo_batch(wanted)

    def _show_batches(self, state: ImportState) -> None:
        batches = state.batches or ()
        if self._table is None or state.figures != self._shown.figures:
            if self._table:
                self._table.setParent(None)
                self._table.deleteLater()
            columns = batch_columns(state.figures, self._local)
            self._table = RowTable(say("Imports of the past"), columns)
            self._table.current_changed.connect(self._show_undo)
            self._history.body.addWidget(self._table, 1)
        self._table.show_rows(batches)
        self._table.setVisible(bool(batches))
        self._none.setVisible(not batches)
        self._demo.setVisible(not batches)
        self._undo.setVisible(bool(batches))
        self._history.show_title(
            say("Imported before"),
            say("Taking an import back leaves your books as if it had never been.")
            if batches
            else "",
        )
        if batches:
            self._table.select(0)
            self._show_undo(batches[0])

    def _show_undo(self, batch: BatchRow | None) -> None:
        self._undo.setEnabled(batch is not None and batch.state == "done")
