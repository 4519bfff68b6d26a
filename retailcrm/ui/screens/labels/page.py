"""Cards and labels, a part of the Settings."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.screens.labels.design_card import DesignCard
from retailcrm.ui.screens.labels.draft import DesignDraft, PrintDraft
from retailcrm.ui.screens.labels.presenter import LabelsPresenter
from retailcrm.ui.screens.labels.print_card import PrintCard
from retailcrm.ui.screens.labels.printer_card import PrinterCard
from retailcrm.ui.screens.labels.range_card import RangeCard
from retailcrm.ui.screens.labels.sending import Sending, prepare
from retailcrm.ui.screens.labels.state import LabelsState
from retailcrm.ui.screens.labels.stock_card import StockCard
from retailcrm.ui.screens.written import tell_written
from retailcrm.ui.work import Jobs


class LabelsPage(QWidget):
    """Looks and numbers on the left, the preview, the stock and the printer on the right."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._shown = LabelsState()
        self.presenter = LabelsPresenter(self, lambda: desk.services, jobs)
        self._range, self._stock, self._printer = RangeCard(), StockCard(), PrinterCard()
        self._print, self._design = PrintCard(), DesignCard()
        self._connect()
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._design, self._range, None, gap=12))
        right.setLayout(column(self._print, self._stock, self._printer, None, gap=12))
        both = row(left, right, gap=12)
        both.setStretch(0, 4)
        both.setStretch(1, 6)
        self.setLayout(both)
        if desk.preferences.paper == "letter":
            self.presenter.change_print(PrintDraft(sheet="cr80-letter"))

    def show_state(self, state: LabelsState) -> None:
        """Paint this."""
        if state.problem and state.problem != self._shown.problem:
            self._desk.tell(state.problem, "error")
        for card in (self._range, self._stock, self._print, self._design, self._printer):
            card.show_state(state)
        self._shown = state

    def send_to_printer(self, pdf: bytes, title: str) -> None:
        """Ask for a printer in the system's own dialog, and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, pdf, title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            Sending(printer, pdf, lambda is_sent: self._tell_sent(is_sent=is_sent), self).start()

    def tell_written(self, file: Path) -> None:
        """Say that a file is written, and offer to open it."""
        tell_written(self._desk, file)

    def warn(self, text: str) -> None:
        """Say something that the person should know."""
        self._desk.tell(text, "warn")

    def print_cards(self) -> None:
        """Print on paper what is set up here."""
        self._print.press_print()

    def _connect(self) -> None:
        presenter = self.presenter
        self._range.kept.connect(presenter.keep_range)
        self._stock.issue_wanted.connect(presenter.issue)
        self._stock.listed.connect(presenter.list_cards)
        self._stock.more_wanted.connect(presenter.list_more)
        self._stock.customer_wanted.connect(self._desk.open_customer)
        self._print.changed.connect(presenter.change_print)
        self._print.save_wanted.connect(self._ask_where)
        self._print.print_wanted.connect(presenter.print_out)
        self._design.changed.connect(presenter.change_design)
        self._design.kept.connect(presenter.keep_design)
        self._design.logo_chosen.connect(self._take_logo)
        self._printer.test_wanted.connect(presenter.print_test_page)
        self._printer.measured.connect(presenter.measure)
        self._printer.forgotten.connect(presenter.forget_shift)

    def _take_logo(self, draft: DesignDraft, path: Path) -> None:
        self._design.show_logo(self.presenter.choose_logo(draft, path))

    def _tell_sent(self, *, is_sent: bool) -> None:
        if is_sent:
            self._desk.tell(say("Sent to the printer. Print at 100 %, never “fit to page”."))
        else:
            self._desk.tell(say("The printer took nothing. Is it switched on?"), "error")

    def _ask_where(self) -> None:
        folder = Path(self._desk.preferences.folder or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Print cards to a file"), str(folder / say("cards.pdf")), "PDF (*.pdf)"
        )
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=str(Path(chosen).parent)))
            self.presenter.save_pdf(Path(chosen).with_suffix(".pdf"))
