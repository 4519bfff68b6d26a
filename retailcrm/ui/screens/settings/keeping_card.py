"""The card of the Settings screen that puts copies back and takes everything out."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.settings.keeping import CopyLine, KeepingPresenter, KeepingState

DUMP = "shop.zip"


class KeepingCard(Card):
    """Copies of the books with the day they were made; each can be put back."""

    def __init__(self, desk: Desk, jobs: JobScope) -> None:
        super().__init__(
            say("Put back, take out"),
            say("A copy put back takes the place of the books, which are kept aside."),
        )
        self._desk = desk
        self._presenter = KeepingPresenter(self, desk.services, jobs)
        self._shown: KeepingState | None = None
        self._copies = QGridLayout()
        self._copies.setHorizontalSpacing(12)
        self._copies.setVerticalSpacing(4)
        self._copies.setColumnStretch(2, 1)
        self._none = Text(say("No copies beside the books yet."), "body", "muted", wrap=True)
        self._other = Button(say("Another copy…"), on_click=self._ask_copy)
        self._out = Button(say("Take everything out…"), on_click=self._ask_target)
        self._load = Button(say("Load…"), on_click=self._ask_source)
        self._stop = Button(say("Stop"), "quiet", on_click=self._presenter.stop)
        self._result = Text("", "body", "muted", wrap=True)
        buttons = row(self._other, self._out, self._load, self._stop, None)
        self.add(4, self._none, self._copies, 8, buttons, self._result)

    def refresh(self) -> None:
        """Look again."""
        self._presenter.refresh()

    def show_state(self, state: KeepingState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        if before is None or (before.copies, before.more) != (state.copies, state.more):
            self._show_copies(state)
        if state.problem and (before is None or state.problem != before.problem):
            self._desk.tell(state.problem, "error")
        self._none.setVisible(state.is_file and not state.copies)
        self._other.setVisible(state.is_file)
        self._load.setVisible(state.can_load)
        self._stop.setVisible(state.is_busy)
        self._result.show_text(state.words, "muted" if state.is_busy else "accent")
        self._result.setVisible(bool(state.words))
        for button in (*self.findChildren(Button),):
            button.setEnabled(button is self._stop or not state.is_busy)

    def offer_undo(self, words: str, kept: Path) -> None:
        """Say that a copy was put back, and offer the books as they were."""
        self._desk.tell(words, "news", (say("Undo"), partial(self._presenter.restore, kept)))

    def _show_copies(self, state: KeepingState) -> None:
        clear(self._copies)
        for number, one in enumerate(state.copies):
            self._add_copy(number, one)
        if state.more:
            words = say("{n} older ones lie in the same folder.", n=state.more)
            self._copies.addWidget(Text(words, "caption", "muted"), len(state.copies), 0, 1, 4)

    def _add_copy(self, number: int, one: CopyLine) -> None:
        back = Button(say("Put back"), small=True)
        back.clicked.connect(partial(self._presenter.restore, one.file))
        back.setAccessibleName(say("Put back the copy of {when}", when=one.when))
        self._copies.addWidget(Text(one.when), number, 0)
        self._copies.addWidget(Text(one.size, "body", "muted"), number, 1)
        self._copies.addWidget(OneLine(one.about, "caption", "muted"), number, 2)
        self._copies.addWidget(back, number, 3)

    def _ask_copy(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, say("Choose a copy"), self._desk.preferences.folder, say("Copies (*.db)")
        )
        if name:
            self._presenter.restore(Path(name))

    def _ask_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            say("Take everything out"),
            str(Path(self._desk.preferences.folder) / DUMP),
            say("Packed files (*.zip)"),
        )
        if name:
            self._presenter.dump(Path(name))

    def _ask_source(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            say("Load what was taken out"),
            self._desk.preferences.folder,
            say("Packed files (*.zip)"),
        )
        if name:
            self._presenter.load(Path(name))
