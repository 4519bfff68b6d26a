"""Does it add up: each month and store of the file against the books after it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.import_rows import FileReport
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import HEAD, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.importing.columns import strip_columns
from retailcrm.ui.screens.importing.day_strips import DayLegend, StripPainter
from retailcrm.ui.screens.importing.reconcile import (
    Reconciliation,
    Strip,
    reconcile,
    stores_of,
    sums_title,
)
from retailcrm.ui.screens.phrases import listed

HEIGHT = 28
DAYS_COLUMN = 2
WIDTHS = (90, 90, 80)
BAR = 10
ALMOST_ALL = 1000  # of the room, beside the 1 of what stays empty


class SumsCard(Card):
    """The reconciliation as a table of day strips."""

    def __init__(self) -> None:
        super().__init__("-", "-")
        self.caption.setWordWrap(False)
        self._table: RowTable[Strip] | None = None
        self._agree = Text("", "body", "muted")
        self._totals = [Text("", "strong") for _ in WIDTHS]
        self._through = Text("", "body", "muted")
        foot: QHBoxLayout = row(Text(say("All"), "strong"), 12, self._agree, None, gap=0)
        for text, width in zip(self._totals, WIDTHS, strict=True):
            text.setFixedWidth(width)
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.setContentsMargins(0, 0, 8, 0)
            foot.addWidget(text)
        self._foot = foot
        self._foot.setContentsMargins(8, 2, 0, 2)
        self.add(self._foot, DayLegend(), self._through)
        # The sums stand right below their last row; what is left over stays empty below.
        self.body.addStretch(1)

    def show_file(self, file: FileReport, figures: Figures) -> None:
        """Show this file."""
        found = reconcile(file.days)
        self.show_title(
            sums_title(found, file.problems, figures),
            say("Net sales by day and store, {currency}", currency=figures.currency),
        )
        self._make_table(found, figures)
        self._show_totals(found, figures)
        self._through.show_text(_through(file, figures))

    def _make_table(self, found: Reconciliation, figures: Figures) -> None:
        if self._table:
            self._table.setParent(None)
            self._table.deleteLater()
        self._table = RowTable(
            say("Sums by month and store"), strip_columns(figures, found.strips), row_height=HEIGHT
        )
        self._table.setItemDelegateForColumn(DAYS_COLUMN, StripPainter(self._table, HEIGHT))
        self._table.show_rows(found.strips)
        self._table.setMaximumHeight(HEAD + 1 + len(found.strips) * HEIGHT)
        bar = self._table.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _low, high: self._foot.setContentsMargins(8, 2, BAR if high else 0, 2)
        )
        self.body.insertWidget(self.body.count() - 4, self._table, ALMOST_ALL)
        differing = [at for at, strip in enumerate(found.strips) if strip.difference]
        if differing:
            self._table.select(differing[0])
            QTimer.singleShot(0, self._table, self._show_first_difference)

    def _show_first_difference(self) -> None:
        if self._table:
            middle = QAbstractItemView.ScrollHint.PositionAtCenter
            self._table.scrollTo(self._table.currentIndex(), middle)

    def _show_totals(self, found: Reconciliation, figures: Figures) -> None:
        self._agree.show_text(_agreement(found, figures))
        values = (found.in_file, found.in_books, found.difference)
        for text, value in zip(self._totals, values, strict=True):
            text.show_text(figures.amount(value))
        self._totals[-1].show_text(
            figures.amount(found.difference), "warn" if found.difference else "muted"
        )


def _agreement(found: Reconciliation, figures: Figures) -> str:
    if found.days_all == 1:
        return say("the day agrees") if found.days_agree else say("the day does not agree")
    return say(
        "{agree} of {all} days agree",
        agree=figures.count(found.days_agree),
        all=figures.count(found.days_all),
    )


def _through(file: FileReport, figures: Figures) -> str:
    if not file.days:
        return ""
    last = max(day.day for day in file.days)
    stores = stores_of(file.days)
    who = listed(stores) if len(stores) <= 3 else say("{n} stores", n=len(stores))
    return say("After this import: {who} through {day}", who=who, day=figures.day(last))
