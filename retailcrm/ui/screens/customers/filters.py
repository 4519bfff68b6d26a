"""The filters at work, each with a button that takes it off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.layout import clear, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.chips import Chip


class FilterRow(QWidget):
    """One line of chips; gone when nothing is filtered.

    Signals:
        removed: the name of the filter to take off.
        cleared: all of them.
    """

    removed = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._line: QHBoxLayout = row()
        self.setLayout(self._line)
        self.hide()

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show these filters."""
        if chips == self._chips:
            return
        self._chips = chips
        clear(self._line)
        if chips:
            self._line.addWidget(Text(say("Only"), "body", "muted"))
        for chip in chips:
            self._line.addWidget(self._button(chip))
        if chips:
            everyone = Button(say("Show everyone"), "quiet", on_click=self.cleared.emit)
            self._line.addSpacing(4)
            self._line.addWidget(everyone)
            self._line.addStretch(1)
        self.setVisible(bool(chips))

    def _button(self, chip: Chip) -> Button:
        made = Button(f"{chip.text}  \N{MULTIPLICATION SIGN}", small=True)
        made.setAccessibleName(say("Take off the filter {name}", name=chip.text))
        made.setToolTip(made.accessibleName())
        made.clicked.connect(lambda: self.removed.emit(chip.name))
        return made
