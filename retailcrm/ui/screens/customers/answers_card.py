"""May we write? Every channel with its answer, and buttons that note another."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from retailcrm.core.questions import NOBODY_ASKS, Asker
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.chips import Chip
from retailcrm.ui.kit.layout import clear
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.counter.asking import wording
from retailcrm.ui.screens.customers.membership import Consents

_TITLES = {"email": "E-mail", "sms": "Text messages", "post": "Letters", "phone": "Calls"}
_ANSWERS = {None: ("not asked", "warn"), True: ("yes", "accent"), False: ("no", "neutral")}


class AnswersCard(Card):
    """Answers about being written to.

    Signals:
        answered: channel, and whether it was a yes.
    """

    answered = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(
            say("May we write?"), say("The question below is kept with the answer and the day.")
        )
        self._asked: tuple[tuple[str, ...], Asker] = ((), NOBODY_ASKS)
        self._lines: dict[str, tuple[Chip, Button, Button]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.add(4, self._grid)

    def show_answers(self, consents: Consents, asker: Asker) -> None:
        """Show these answers."""
        asked = (tuple(channel for channel, _answer in consents), asker)
        if asked != self._asked:
            self._ask(asked)
        for channel, answer in consents:
            chip, yes, no = self._lines[channel]
            word, tone = _ANSWERS[answer]
            chip.show_text(say(word), tone)
            yes.setEnabled(answer is not True)
            no.setEnabled(answer is not False)

    def _ask(self, asked: tuple[tuple[str, ...], Asker]) -> None:
        """Make a line for each channel, with the question as it is asked aloud."""
        self._asked = asked
        self._lines.clear()
        clear(self._grid)
        channels, asker = asked
        for number, channel in enumerate(channels):
            title = say(_TITLES.get(channel, channel))
            chip = Chip("")
            yes, no = (self._button(channel, title, given=given) for given in (True, False))
            for at, part in enumerate((Text(title, "medium"), chip, yes, no)):
                self._grid.addWidget(part, 2 * number, at)
            question = Text(wording(channel, asker), "caption", "muted", wrap=True)
            self._grid.addWidget(question, 2 * number + 1, 0, 1, 4)
            self._lines[channel] = (chip, yes, no)

    def _button(self, channel: str, title: str, *, given: bool) -> Button:
        made = Button(say("Yes") if given else say("No"), small=True)
        made.setAccessibleName(f"{title}: {made.text()}")
        made.clicked.connect(partial(self.answered.emit, channel, given))
        return made
