"""What the import brought, how to take it back, and where to go next."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing import findings
from retailcrm.ui.screens.importing.presenter import ImportPresenter, ImportState
from retailcrm.ui.screens.importing.refusals import for_window


class DonePage(QWidget):
    """The numbers of the import that just ended."""

    def __init__(self, presenter: ImportPresenter, back: Callable[[], object]) -> None:
        super().__init__()
        self._shown: object = None
        self._next = Button(
            say("See your groups"), "primary", key=cap("go"), on_click=presenter.see_groups
        )
        self._mend = Button(say("Mend rows"), on_click=presenter.open_quarantine)
        self._undo = Button(say("Take it back"), key=cap("undo"), on_click=presenter.undo_import)
        more = Button(say("Import more"), key=cap("back"), on_click=back)
        self._head = ScreenHead(say("Imported"), more, self._undo, self._mend, self._next)
        self._card = Card("-", "-")
        self._table: RowTable[FileReport] | None = None
        self._card.caption.setWordWrap(False)
        self._figures: QHBoxLayout = row(gap=32)
        self._card.add(4, self._figures, 8)
        self.setLayout(page(self._head, self._card, None))

    def show_state(self, state: ImportState) -> None:
        """Paint this."""
        if state.report is None or state.report is self._shown:
            return
        self._shown = state.report
        figures, found = state.figures, state.counts
        self._card.show_title(
            findings.done_title(state.report, figures),
            say("Taking it back leaves your books as they were before."),
        )
        self._mend.setVisible(bool(found.problems))
        self._mend.show_text(
            say("Mend 1 row")
            if found.problems == 1
            else say("Mend {n} rows", n=figures.count(found.problems))
        )
        self._undo.setVisible(any(file.batch is not None for file in state.report.files))
        clear(self._figures)
        for count, one, more, tone in (
            (found.new, say("new receipt"), say("new receipts"), ""),
            (found.changed, say("changed receipt"), say("changed receipts"), ""),
            (found.customers_new, say("new customer"), say("new customers"), ""),
            (found.problems, say("row kept aside"), say("rows kept aside"), "warn"),
        ):
            number = Text(figures.count(count), "figure", tone if count else "muted")
            words = Text(one if count == 1 else more, "caption", "muted")
            self._figures.addLayout(column(number, words, gap=0))
        self._figures.addStretch(1)
        self._show_files(state)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        self._next.setFocus()

    def _show_files(self, state: ImportState) -> None:
        if self._table:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(say("Files"), _columns(state))
        self._table.show_rows(state.report.files if state.report else ())
        self._table.fit_height(12)
        self._card.body.addWidget(self._table)


def _columns(state: ImportState) -> tuple[Column[FileReport], ...]:
    count = state.figures.count
    return (
        Column("file", say("File"), lambda file: file.file, width=260, is_strong=True),
        Column("what", say("What"), _what,
               tone=lambda file: "bad" if file.refused else "muted"),
        Column("new", say("New receipts"), lambda file: count(file.receipts_new), True, 104),
        Column("changed", say("Changed"), lambda file: count(file.receipts_changed), True, 80),
        Column("same", say("Same"), lambda file: count(file.receipts_same), True, 72),
        Column("people", say("New customers"), lambda file: count(file.customers_new), True, 112),
        Column("updated", say("Updated"), lambda file: count(file.customers_updated), True, 80),
        Column("problems", say("Kept aside"), lambda file: count(file.problems), True, 88,
               tone=lambda file: "warn" if file.problems else "muted"),
    )  # fmt: skip


def _what(file: FileReport) -> str:
    return for_window(file.refused) or (file.facts.title if file.facts else "")
