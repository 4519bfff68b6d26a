"""A few figures side by side in one card; each opens its rows."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import Told
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.shown_figure import meaning_words, title_words, value_words
from retailcrm.ui.kit.text import OneLine


class FigureStrip(Card):
    """Names above values, the definition on hover.

    Args:
        open_rows: shows the rows behind a figure.
    """

    def __init__(self, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__()
        self._open = open_rows
        self._row = row(gap=16)
        self.body.addLayout(self._row)

    def show_figures(self, told: Sequence[Told], figures: Figures) -> None:
        """Show these figures."""
        clear(self._row)
        for number, one in enumerate(told):
            if number:
                self._row.addWidget(line(upright=True))
            self._row.addLayout(self._figure(one, figures), 1)

    def _figure(self, told: Told, figures: Figures) -> QVBoxLayout:
        title, value = title_words(told, figures), value_words(told.value, told.unit, figures)
        name = OneLine(title, "caption", "muted")
        opens = Button(value, "number", on_click=partial(self._open, told.rows))
        opens.setAccessibleName(f"{title}: {value}")
        opens.setAccessibleDescription(meaning_words(told))
        for part in (name, opens):
            part.setToolTip(meaning_words(told))
        return column(name, row(opens, None), gap=0)
