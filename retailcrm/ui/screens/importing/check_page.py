"""The page to look at before anything is written."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedLayout, QWidget

from retailcrm.core.errors import Cure
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, ScreenHead, page
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.screens.importing import findings
from retailcrm.ui.screens.importing.columns import found_columns
from retailcrm.ui.screens.importing.file_card import FileCard
from retailcrm.ui.screens.importing.file_tab import FileTab
from retailcrm.ui.screens.importing.happening_card import HappeningCard
from retailcrm.ui.screens.importing.presenter import ImportPresenter, ImportState
from retailcrm.ui.screens.importing.refusals import for_window
from retailcrm.ui.screens.importing.sums_card import SumsCard

TOP = 204


class CheckPage(QWidget):
    """What is it, what will happen, does it add up, what is wrong."""

    def __init__(self, presenter: ImportPresenter, back: Callable[[], object]) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[object, int] = (None, 0)
        discard = Button(say("Discard"), key=cap("back"), on_click=back)
        self._otherwise = Button(say("Match columns…"), on_click=presenter.match_columns)
        self._import = Button("", "primary", key=cap("go"), on_click=presenter.import_now)
        self._head = ScreenHead(
            say("Check before import"), discard, self._otherwise, self._import,
            caption=say("Nothing is written yet"),
        )  # fmt: skip
        self._files = row(gap=6)
        self._tabs: tuple[FileTab, ...] = ()
        self._listed: tuple[FileReport, ...] = ()
        self._file, self._happening = FileCard(), HappeningCard()
        self._sums = SumsCard()
        self._problems = RowTable(say("Problems"), found_columns(), row_height=NARROW_ROW)
        self._problems_card = Card("-", "-")
        self._problems_card.caption.setWordWrap(False)
        self._problems_card.body.addWidget(self._problems, 1)
        self._fine = EmptyState(say("Every line can be read"), "", icon="check")
        self._match = Button(say("Match its columns"), on_click=presenter.match_columns)
        self._orders = tuple(
            Button(say(text), on_click=partial(presenter.order_dates, order))
            for order, text in (("dmy", "The day comes first"), ("mdy", "The month comes first"))
        )
        self._refused = EmptyState("", "", self._match, *self._orders, icon="warning")
        self._lay_out()

    def show_state(self, state: ImportState) -> None:
        """Paint this."""
        if state.report is None or (state.report, state.shown) == self._shown:
            return
        self._shown = (state.report, state.shown)
        self._import.show_text(findings.button_text(state.report, state.figures))
        self._import.setEnabled(not state.counts.is_nothing)
        self._import.setVisible(not all(file.refused for file in state.report.files))
        self._show_files(state)
        file = state.file
        if file is None:
            return
        self._otherwise.setVisible(not file.refused)
        self._stack.setCurrentIndex(1 if file.refused else 0)
        self._show_refusal(file)
        if not file.refused:
            self._show_file(file, state)

    def _show_refusal(self, file: FileReport) -> None:
        self._refused.show_words(
            say("{file} was not read", file=file.file), for_window(file.refused)
        )
        self._match.setVisible(file.cure is Cure.COLUMNS)
        self._match.show_kind("primary" if self._import.isHidden() else "outlined")
        for button in self._orders:
            button.setVisible(file.cure is Cure.DATE_ORDER)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        ways = (self._import, *self._orders, self._match, self._otherwise)
        target = next(
            (one for one in ways if one.isVisibleTo(self) and one.isEnabled()), self._otherwise
        )
        target.setFocus()

    def _lay_out(self) -> None:
        top = QWidget()
        upper = row(self._file, self._happening, gap=12)
        upper.setStretch(0, 11)
        upper.setStretch(1, 12)
        top.setLayout(upper)
        top.setFixedHeight(TOP)
        lower = row(self._sums, self._problems_card, self._fine, gap=12)
        for at, share in enumerate((23, 20, 20)):
            lower.setStretch(at, share)
        whole = QWidget()
        inner = column(top, lower, gap=12)
        inner.setStretch(1, 1)
        whole.setLayout(inner)
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._refused)
        self._strip = QWidget()
        self._strip.setLayout(self._files)
        self.setLayout(page(self._head, self._strip, stacked))

    def _show_files(self, state: ImportState) -> None:
        files = state.report.files if state.report else ()
        if files is not self._listed:
            self._listed = files
            clear(self._files)
            self._tabs = tuple(self._tab(number, state) for number in range(len(files)))
            for tab in self._tabs:
                self._files.addWidget(tab)
            self._files.addStretch(1)
            self._strip.setVisible(len(files) > 1)
        for number, tab in enumerate(self._tabs):
            tab.mark(is_shown=number == state.shown)

    def _tab(self, number: int, state: ImportState) -> FileTab:
        file = self._listed[number]
        words = say("not read") if file.refused else _gist(file, state)
        made = FileTab(
            f"{file.file} · {words}",
            is_refused=bool(file.refused),
            is_shown=number == state.shown,
        )
        made.clicked.connect(lambda: self._presenter.show_file(number))
        return made

    def _show_file(self, file: FileReport, state: ImportState) -> None:
        figures = state.figures
        self._file.show_file(file, state.settings, figures)
        self._happening.show_file(file, figures)
        is_list = findings.is_customer_list(file)
        self._sums.setVisible(not is_list and bool(file.days))
        if not is_list:
            self._sums.show_file(file, figures)
        has_problems = bool(file.problems)
        self._problems_card.setVisible(has_problems)
        self._fine.setVisible(not has_problems)
        self._fine.show_words(
            say("Every line can be read"),
            say("Whatever could not would stand here with its line, its value and the reason."),
        )
        if has_problems:
            self._show_problems(file.problem_rows, file.problems, state)

    def _show_problems(self, rows: tuple[Problem, ...], count: int, state: ImportState) -> None:
        self._problems.show_rows(rows)
        title = (
            say("1 problem, kept aside")
            if count == 1
            else say("{n} problems, kept aside", n=state.figures.count(count))
        )
        note = say("You can mend them after the import; the other lines go in.")
        if count > len(rows):
            note = say("The first {n} of them. They can be mended after the import.", n=len(rows))
        self._problems_card.show_title(title, note)


def _gist(file: FileReport, state: ImportState) -> str:
    if findings.is_customer_list(file):
        people = file.customers_new + file.customers_updated
        return _counted(people, "1 customer", "{n} customers", state)
    receipts = file.receipts_new + file.receipts_changed
    return _counted(receipts, "1 receipt", "{n} receipts", state)


def _counted(count: int, one: str, many: str, state: ImportState) -> str:
    return say(one) if count == 1 else say(many, n=state.figures.count(count))
