"""The targets in one strip: where each figure stands, and how far it has come."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.ui.kit.bars import SplitBar
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.today.targets import TargetLine


class TargetsCard(Card):
    """One cell a target; hidden while none is set."""

    def __init__(self, open_rows: Callable[[RowsRef], object]) -> None:
        super().__init__("")
        self._open = open_rows
        self._cells: QHBoxLayout = row(gap=16)
        self.body.setContentsMargins(16, 6, 16, 10)
        self.add(self._cells)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Targets"))
        self.hide()

    def show_targets(self, lines: tuple[TargetLine, ...]) -> None:
        """Show the targets."""
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
        bar.setFixedHeight(4)
        bar.show_share(one.way)
        name = OneLine(one.title, "caption", "muted")
        name.setToolTip(one.help)
        way = Text(one.short, "strong-caption")
        for part in (bar, way):
            part.setToolTip(one.words)
        head = row(figure, Text(one.goal, "caption", "muted"), None, way, gap=6)
        if one.way is None:
            bar.hide()
        return column(name, head, bar, None, gap=0)
