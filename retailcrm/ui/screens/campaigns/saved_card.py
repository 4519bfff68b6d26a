"""The card of saved lists: those there are, and a new one from pasted words."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.list_columns import SAVED
from retailcrm.ui.screens.campaigns.lists import ListsPresenter, ListsState

MOST_LISTS = 6
_PASTE_HIGH = 96


class SavedCard(Card):
    """Shows saved lists and takes a new one."""

    def __init__(self, presenter: ListsPresenter) -> None:
        self._presenter = presenter
        self._new = Button(say("New list"), on_click=presenter.begin_pasting)
        self._remove = Button(say("Remove"), on_click=self._take_away)
        super().__init__(say("Your lists"), "", self._remove, self._new)
        self._none = Text(
            say("A list keeps people under a name: a group as it is, or addresses you paste."),
            "body",
            "muted",
            wrap=True,
        )
        self.table = RowTable(say("Your lists"), SAVED)
        self.table.opened.connect(lambda one: presenter.choose(one.audience))
        self.table.current_changed.connect(lambda one: self._remove.setEnabled(one is not None))
        self._paste = self._paste_part()
        self._was_pasting = False
        self.add(self._none, self.table, self._paste)

    def show_saved(self, state: ListsState) -> None:
        """Paint this."""
        self.table.show_rows(state.saved)
        self.table.fit_height(MOST_LISTS)
        self.table.setVisible(bool(state.saved))
        enter = say("Enter chooses one to be written.") if state.saved else ""
        self.show_title(say("Your lists"), enter)
        self._none.setVisible(not state.saved and not state.is_pasting)
        self._remove.setVisible(bool(state.saved) and not state.is_pasting)
        self._remove.setEnabled(self.table.current_row() is not None)
        self._new.setVisible(not state.is_pasting)
        self._paste.setVisible(state.is_pasting)
        self._problem.show_text(state.paste_problem)
        self._problem.setVisible(bool(state.paste_problem))
        if state.is_pasting and not self._was_pasting:
            self._name.clear()
            self._words.clear()
            self._name.setFocus()
        self._was_pasting = state.is_pasting

    def _paste_part(self) -> QWidget:
        self._name = Field(say("Name of the list"), say("Name, for example Wine tasting"))
        self._words = QPlainTextEdit()
        self._words.setAccessibleName(say("People of the list"))
        self._words.setPlaceholderText(
            say(
                "E-mails, phones, cards or customer numbers, one a line. "
                "Leave it empty to save the people chosen on the left."
            )
        )
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(_PASTE_HIGH)
        self._problem = Text("", "body", "bad", wrap=True)
        save = Button(
            say("Save"),
            on_click=lambda: self._presenter.paste(self._name.text(), self._words.toPlainText()),
        )
        leave = Button(say("Leave it"), on_click=self._presenter.stop_pasting)
        part = QWidget()
        part.setLayout(
            column(self._name, self._words, self._problem, row(None, leave, save), gap=8)
        )
        return part

    def _take_away(self) -> None:
        held = self.table.current_row()
        if held is not None:
            self._presenter.remove(held)
