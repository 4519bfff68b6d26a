"""The card of letters that came back: one field, letter after letter."""

from retailcrm.core.words import say
from retailcrm.services.back_rows import Letter
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.returned import ReturnedPresenter, ReturnedState, pile_words
from retailcrm.ui.window.ear import FOR_TRYING
from retailcrm.ui.work import Jobs

_LETTERS: tuple[Column[Letter], ...] = (
    Column("name", say("Name"), lambda one: one.name, is_strong=True, width=150),
    Column("address", say("Address"), lambda one: one.address),
    Column("campaign", say("Campaign"), lambda one: one.campaign, width=120),
)
_MOST_LETTERS = 6


class ReturnedCard(Card):
    """Takes a pile of letters."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(say("Letters that came back"))
        self._desk = desk
        self.presenter = ReturnedPresenter(self, lambda: desk.services, jobs)
        self.code = Field(
            say("Code of the letter"), say("Scan the printed code or the card, then the next")
        )
        # Scans belong to the pile while its field has the keyboard.
        self.code.setProperty(FOR_TRYING, True)
        self.code.returnPressed.connect(self._scan)
        self._words = Text("", "caption", "muted", wrap=True)
        self.pile = RowTable(say("Letters scanned"), _LETTERS, row_height=NARROW_ROW)
        self.take_out = Button(say("Take out"), on_click=self._take_out)
        self.note = Button(say("Note them"), on_click=self.presenter.note)
        self.add(self.code, self._words, self.pile, row(None, self.take_out, self.note))
        self.show_returned(ReturnedState())

    def show_returned(self, state: ReturnedState) -> None:
        """Paint this."""
        self._words.show_text(pile_words(state), "warn" if state.said else "muted")
        self.pile.show_rows(state.letters)
        self.pile.fit_height(_MOST_LETTERS)
        for part in (self.pile, self.take_out, self.note):
            part.setVisible(bool(state.letters))
        count = len(state.letters)
        self.note.show_text(
            say("Note 1 letter") if count == 1 else say("Note {n} letters", n=count)
        )
        self.note.setEnabled(not state.is_busy)

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)
        self.code.setFocus()

    def _scan(self) -> None:
        code = self.code.text()
        self.code.clear()
        self.presenter.scan(code)

    def _take_out(self) -> None:
        letter = self.pile.current_row() or next(iter(self.presenter.state.letters), None)
        if letter is not None:
            self.presenter.take_out(letter)
        self.code.setFocus()
