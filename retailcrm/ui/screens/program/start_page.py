"""Programs to begin with, for a shop that has none yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.program.in_words import section_lines
from retailcrm.ui.screens.program.settings import SECTIONS
from retailcrm.ui.screens.program.state import ProgramState
from retailcrm.ui.screens.program.templates import Template, templates

_TOLD = ("earning", "times", "tiers", "using", "expiry")


class StartPage(QWidget):
    """Four programs, each with its rules in words.

    Signals:
        chosen: key of the program to begin with.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text(say("Begin with a program and change what you like"), "title")
        self._why = Text(
            say("Nothing is kept and nobody earns a point until you say from which day on."),
            "body", "muted",
        )  # fmt: skip
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._currency = ""
        self.setLayout(column(self._title, self._why, 8, self._grid, None, gap=2))

    def show_state(self, state: ProgramState) -> None:
        """Show the programs in the shop's money."""
        if state.figures.currency == self._currency:
            return
        self._currency = state.figures.currency
        for number, template in enumerate(templates(self._currency)):
            self._grid.addWidget(self._card(template, state, number), number // 2, number % 2)

    def focus_first(self) -> None:
        """Put the keyboard on the first program."""
        buttons = self.findChildren(Button)
        if buttons:
            buttons[0].setFocus()

    def _card(self, template: Template, state: ProgramState, number: int) -> Card:
        title = say(template.title)
        button = Button(
            say("Begin with this"), "primary" if number == 0 else "outlined",
            on_click=lambda: self.chosen.emit(template.key),
        )  # fmt: skip
        button.setAccessibleName(say("Begin with: {title}", title=title))
        card = Card(title, say(template.why))
        lines = section_lines(template.program, state.figures)
        titles = {one.key: say(one.title) for one in SECTIONS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, key in enumerate(_TOLD):
            grid.addWidget(Text(titles[key], "body", "muted"), line, 0)
            grid.addWidget(Text(lines[key], "body"), line, 1)
        card.add(8, grid, 8, row(button, None), None)
        return card
