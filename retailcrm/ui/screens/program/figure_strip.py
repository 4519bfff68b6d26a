"""A few figures side by side in one card."""

from collections.abc import Sequence

from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.text import OneLine

Told = tuple[str, str, str]
"""Name with unit, value, and a sentence on hover."""


class FigureStrip(Card):
    """Names above values; nothing to press."""

    def __init__(self) -> None:
        super().__init__()
        self._row = row(gap=16)
        self.body.addLayout(self._row)

    def show_figures(self, figures: Sequence[Told]) -> None:
        """Show these figures."""
        clear(self._row)
        for number, (title, value, tip) in enumerate(figures):
            if number:
                self._row.addWidget(line(upright=True))
            name, shown = OneLine(title, "caption", "muted"), OneLine(value, "number")
            shown.setAccessibleName(f"{title}: {value}")
            for text in (name, shown):
                if tip:
                    text.setToolTip(tip)
            self._row.addLayout(column(name, shown, gap=0), 1)
