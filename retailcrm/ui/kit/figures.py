"""A strip of figures side by side; each opens the rows that make it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.layout import clear
from retailcrm.ui.kit.shown_figure import (
    ShownFigure,
    change_words,
    meaning_words,
    reason_words,
    title_words,
    value_words,
)
from retailcrm.ui.kit.tile import FigureTile, TileFacts

GAP, LEAST = 12, 178


class FigureStrip(QWidget):
    """Figures with their intervals; an en dash and the reason where there is no value.

    Signals:
        opened: a `RowsRef`.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setSpacing(GAP)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._across = 0
        self._tiles: list[FigureTile] = []
        self._rows: tuple[RowsRef, ...] = ()

    def show_figures(self, shown: Sequence[ShownFigure], figures: Figures) -> None:
        """Show figures, keeping the tiles where their number stays."""
        if len(shown) != len(self._tiles):
            self._make(len(shown))
        self._rows = tuple(one.told.rows for one in shown)
        for tile, one in zip(self._tiles, shown, strict=True):
            tile.show_facts(tile_facts(one, figures))
        self.setVisible(bool(shown))

    def _make(self, count: int) -> None:
        clear(self._grid)
        self._tiles = [FigureTile() for _ in range(count)]
        for at, tile in enumerate(self._tiles):
            tile.opened.connect(partial(self._open, at))
        self._across = 0
        self._lay_out()

    @override
    def minimumSizeHint(self) -> QSize:
        """Leave it to the page how wide it is; what does not fit goes to another line."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Fill lines evenly: six figures are one line, or two of three."""
        across = tiles_across(len(self._tiles), self.width())
        if across == self._across or not self._tiles:
            return
        for column in range(self._across):
            self._grid.setColumnStretch(column, 0)
        self._across = across
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()

    def _open(self, at: int) -> None:
        self.opened.emit(self._rows[at])


def tiles_across(count: int, width: int) -> int:
    """Give how many tiles stand on a line, the lines as even as can be."""
    room = max(1, (width + GAP) // (LEAST + GAP))
    lines = -(-count // room)
    return -(-count // max(1, lines))


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
