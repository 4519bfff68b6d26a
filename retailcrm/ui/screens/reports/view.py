"""The Reports screen: which report above, months on the left, what was printed on the right."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import Part, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.reports.choices import choice_of, choices
from retailcrm.ui.screens.reports.presenter import (
    MONTHLY,
    MonthLine,
    PrintedLine,
    ReportsPresenter,
    ReportsState,
    file_name,
)

MONTH_COLUMNS: tuple[Column[MonthLine], ...] = (
    Column("month", "Month", lambda line: line.title, width=150, is_strong=True),
    Column("state", "Report", lambda line: line.state, tone=lambda _: "muted"),
)
PRINTED_COLUMNS: tuple[Column[PrintedLine], ...] = (
    Column("report", "Report", lambda line: line.report, width=170, is_strong=True),
    Column("month", "Month", lambda line: line.title, width=110),
    Column("when", "Printed", lambda line: line.when, width=150),
    Column("pages", "Pages", lambda line: line.pages, is_number=True, width=60),
    Column(
        "file",
        "File",
        lambda line: (
            line.file.name if line.is_there else say("{file} (moved)", file=line.file.name)
        ),
        tone=lambda line: "" if line.is_there else "muted",
        whole=lambda line: str(line.file),
    ),
)


class ReportsScreen(Screen):
    """Chooses a month, a paper and a file; the presenter prints."""

    watches = ReportsPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "reports")
        self._shown = ReportsState()
        self._wanted: int | None = None
        self._presenter = ReportsPresenter(
            self, desk.services, self._jobs, desk.now, desk.preferences.paper
        )
        self._build()

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def act(self, action: str) -> bool:
        if action == "print" and self._print.isEnabled():
            self._ask_where()
            return True
        return False

    @override
    def print_month(self, month: int | None) -> None:
        self._wanted = month
        if self._shown.report != MONTHLY:
            self._presenter.choose_report(MONTHLY)
        self._select_wanted()

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_state(self, state: ReportsState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        self._show_printing(state)
        self._show_choice(state, before)
        if state.problem and state.problem != before.problem:
            self._desk.tell(state.problem, "error")
        if state.made is not None and state.made != before.made:
            self._tell_made(state.made)
        if not state.is_loaded:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(2 if state.months else 1)
        if state.months is not before.months:
            self._months.show_rows(state.months)
            self._select_wanted()
        if state.printed is not before.printed or not before.is_loaded:
            self._printed.show_rows(state.printed)
            self._nothing.setVisible(not state.printed)
            self._open_file.setVisible(bool(state.printed))
            self._printed.setVisible(bool(state.printed))

    def _show_printing(self, state: ReportsState) -> None:
        is_printing = bool(state.printing)
        self._print.setEnabled(not is_printing and bool(state.months))
        self._cancel.setVisible(is_printing)
        words = say("Printing {month}…", month=state.printing) if is_printing else ""
        self._head.show_title(
            say("Reports"), words or say("the whole month, or one question of it")
        )

    def _show_choice(self, state: ReportsState, before: ReportsState) -> None:
        if state.report == before.report:
            return
        chosen = choice_of(state.report)
        self._report.show_options(_options(), state.report)
        self._about.show_title(chosen.title, chosen.about)

    def _build(self) -> None:
        self._print = Button(say("Print it"), "primary", key=cap("print"), on_click=self._ask_where)
        self._report = Choice(say("Report"), _options())
        self._report.show_options(_options(), self._shown.report)
        self._report.chosen.connect(self._presenter.choose_report)
        self._cancel = Button(say("Stop"), on_click=self._presenter.cancel)
        self._paper = Choice(say("Paper"), (("a4", "A4"), ("letter", say("Letter"))))
        self._paper.show_options(
            (("a4", "A4"), ("letter", say("Letter"))), self._desk.preferences.paper
        )
        self._paper.chosen.connect(self._choose_paper)
        self._head = ScreenHead(
            say("Reports"), self._cancel, self._report, self._paper, self._print
        )
        self._cancel.hide()
        self._months = RowTable(say("Months that can be printed"), MONTH_COLUMNS)
        self._months.opened.connect(lambda _: self._ask_where())
        self._printed = RowTable(say("Reports printed before"), PRINTED_COLUMNS)
        self._printed.opened.connect(self._open)
        self._nothing = EmptyState(
            say("Printed reports will be listed here"),
            say("Choose a month on the left and print it; the file opens again from here."),
            icon="print",
        )
        self._nothing.setObjectName("inside")  # the card has the frame already
        self._stack = QStackedLayout(self)
        empty = EmptyState(
            say("Here you print each month"),
            say("Import a till's export first; the month's report follows from it."),
            Button(say("Go to Import"), "primary", on_click=self._go_to_import),
            icon="reports",
        )
        waiting = EmptyState(say("Reading the books…"), icon="reports")
        for part in (
            _page(waiting),
            _page(ScreenHead(say("Reports")), empty, stretch=1),
            _page(self._head, self._cards(), stretch=1),
        ):
            self._stack.addWidget(part)

    def _cards(self) -> QHBoxLayout:
        self._open_file = Button(say("Open file"), "quiet", on_click=self._open_current)
        chosen = choice_of(self._shown.report)
        self._about = months = Card(chosen.title, chosen.about)
        months.add(6)
        months.body.addWidget(self._months, 1)
        history = Card(say("Printed before"), "", self._open_file)
        history.add(6)
        history.body.addWidget(self._nothing, 1)
        history.body.addWidget(self._printed, 1)
        both = row(months, history, gap=12)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        return both

    def _select_wanted(self) -> None:
        months = [line.month for line in self._shown.months]
        if not months:
            return
        if self._wanted in months:
            self._months.select(months.index(self._wanted))
            self._months.setFocus()
            self._wanted = None
        elif not self._months.currentIndex().isValid():
            over = [number for number, one in enumerate(self._shown.months) if one.is_over]
            self._months.select(over[0] if over else 0)

    def _choose_paper(self, paper: str) -> None:
        self._presenter.choose_paper(paper)
        self._desk.prefer(replace(self._desk.preferences, paper=paper))

    def _ask_where(self) -> None:
        line = self._months.current_row()
        if line is None:
            return
        folder = Path(self._desk.preferences.folder or Path.home())
        proposed = folder / file_name(self._shown.shop, line.month, self._shown.report)
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Print {month} to a file", month=line.title), str(proposed), "PDF (*.pdf)"
        )
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=str(Path(chosen).parent)))
            self._presenter.print_month(line.month, Path(chosen).with_suffix(".pdf"))

    def _tell_made(self, file: Path) -> None:
        words = say("The report is written: {file}", file=file.name)
        self._desk.tell(words, "news", (say("Open file"), lambda: _open_file(file)))

    def _open_current(self) -> None:
        line = self._printed.current_row()
        if line is not None:
            self._open(line)

    def _open(self, line: PrintedLine) -> None:
        if line.file.is_file():
            _open_file(line.file)
        else:
            words = say("{file} is no longer there; print the month again.", file=line.file)
            self._desk.tell(words, "warn")

    def _go_to_import(self) -> None:
        self._desk.open_screen("import")


def _options() -> tuple[tuple[str, str], ...]:
    return tuple((one.key, one.title) for one in choices())


def _open_file(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _page(*parts: Part, stretch: int = -1) -> QWidget:
    holder = QWidget()
    layout = page(*parts)
    if stretch >= 0:
        layout.setStretch(stretch, 1)
    holder.setLayout(layout)
    return holder
