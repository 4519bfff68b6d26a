"""A strip of figures side by side; each opens the rows that make it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.layout import clear, row
from retailcrm.ui.kit.shown_figure import (
    ShownFigure,
    change_words,
    meaning_words,
    reason_words,
    title_words,
    value_words,
)
from retailcrm.ui.kit.tile import FigureTile, TileFacts


class FigureStrip(QWidget):
    """Figures with their intervals; an en dash and the reason where there is no value.

    Signals:
        opened: a `RowsRef`.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = row(gap=12)
        self._tiles: list[FigureTile] = []
        self._rows: tuple[RowsRef, ...] = ()
        self.setLayout(self._row)

    def show_figures(self, shown: Sequence[ShownFigure], figures: Figures) -> None:
        """Show figures, keeping the tiles where their number stays."""
        if len(shown) != len(self._tiles):
            self._make(len(shown))
        self._rows = tuple(one.told.rows for one in shown)
        for tile, one in zip(self._tiles, shown, strict=True):
            tile.show_facts(tile_facts(one, figures))
        self.setVisible(bool(shown))

    def _make(self, count: int) -> None:
        clear(self._row)
        self._tiles = [FigureTile() for _ in range(count)]
        for at, tile in enumerate(self._tiles):
            tile.opened.connect(partial(self._open, at))
            self._row.addWidget(tile, 1)

    def _open(self, at: int) -> None:
        self.opened.emit(self._rows[at])


def tile_facts(shown: ShownFigure, figures: Figures) -> TileFacts:
    """Write one figure as its tile shows it."""
    told = shown.told
    return TileFacts(
        title_words(told, figures),
        value_words(told.value, told.unit, figures),
        change_words(shown, figures),
        definition=meaning_words(told),
        reason=reason_words(shown, figures),
    )
