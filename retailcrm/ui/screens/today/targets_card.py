"""The targets in one strip: where each figure stands, and how far it has come."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.bars import SplitBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.today.targets import TargetLine


class TargetsCard(Card):
    """One cell a target; hidden while none is set."""

    def __init__(self, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__("")
        self._open = open_rows
        self._cells: QHBoxLayout = row(gap=16)
        self.add(self._cells)
        self.hide()

    def show_targets(self, title: str, lines: tuple[TargetLine, ...]) -> None:
        """Show the targets."""
        self.show_title(title)
        self.setVisible(bool(lines))
        clear(self._cells)
        for number, one in enumerate(lines):
            if number:
                self._cells.addWidget(line(upright=True))
            self._cells.addLayout(self._cell(one), 1)

    def _cell(self, one: TargetLine) -> QVBoxLayout:
        figure = Button(one.now, "number", on_click=partial(self._open, one.rows))
        figure.setAccessibleName(f"{one.title}: {one.now} {one.goal}, {one.words}")
        figure.setToolTip(one.help)
        bar = SplitBar()
        bar.show_share(one.way)
        name = Text(one.title, "caption", "muted")
        name.setToolTip(one.help)
        head = row(figure, Text(one.goal, "caption", "muted"), None, gap=6)
        way = Text(one.words, "caption", "muted")
        return column(name, head, bar, way, gap=2)
