"""The cards of the Settings screen about the books: where they are, and their copies."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Tick
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.settings.place import Place


class BooksCard(Card):
    """Where the books are, how large they are, and whether they add up.

    Signals:
        check_requested: add everything up anew.
        path_copied: the address is on the clipboard.
    """

    check_requested = Signal()
    path_copied = Signal()

    def __init__(self) -> None:
        super().__init__(say("Books"), "-")
        self._place = Place()
        self._address = OneLine("", "medium")
        self._size = Text("", "body", "muted")
        self._result = Text("", "body", "muted", wrap=True)
        self._check = Button(say("Check now"), on_click=self.check_requested.emit)
        self._copy = Button(say("Copy the path"), on_click=self._copy_address)
        self._open = Button(say("Open the folder"), on_click=self._open_folder)
        where = row(self._address, self._size, gap=12)
        where.setStretch(0, 1)
        self.add(4, where, 8, row(self._check, self._copy, self._open, None), self._result)

    def show_place(self, place: Place) -> None:
        """Say where the books are."""
        self._place = place
        self.show_title(say("Books"), place.caption)
        self._address.show_text(place.address)
        self._address.setAccessibleName(place.address)
        self._size.show_text(place.size)
        self._open.setVisible(bool(place.folder))

    def show_check(self, words: str, *, is_good: bool, is_busy: bool) -> None:
        """Say how the check went."""
        self._result.show_text(words, "muted" if is_busy else "accent" if is_good else "bad")
        self._result.setVisible(bool(words))
        self._check.setEnabled(not is_busy)

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._place.address)
        self.path_copied.emit()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._place.folder))


class CopiesCard(Card):
    """When the books were copied last, and when they are copied next.

    Signals:
        backup_requested: copy them now, beside the books.
        copy_requested: choose a folder for a copy.
        habit_changed: whether they are copied when the window closes.
    """

    backup_requested = Signal()
    copy_requested = Signal()
    habit_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(say("Copies"), "-")
        self._copied = Text("", "body", wrap=True)
        self._habit = Tick(say("Copy the books when the window closes"))
        self._habit.clicked.connect(self.habit_changed)
        self._result = Text("", "body", "muted", wrap=True)
        self._now = Button(say("Back up now"), on_click=self.backup_requested.emit)
        self._else = Button(say("Copy to a folder…"), on_click=self.copy_requested.emit)
        self.add(4, self._copied, 4, self._habit, 8, row(self._now, self._else, None), self._result)

    def show_place(self, place: Place, copied: str) -> None:
        """Say when the books were copied last, and where the copies are."""
        self.show_title(say("Copies"), place.copies)
        self._copied.show_text(copied)
        for part in (self._habit, self._now):
            part.setVisible(place.is_file)

    def show_habit(self, *, is_on: bool) -> None:
        """Show whether the books are copied when the window closes."""
        self._habit.setChecked(is_on)

    def show_result(self, words: str, *, is_busy: bool) -> None:
        """Say how the copy went."""
        self._result.show_text(words, "muted" if is_busy else "accent")
        self._result.setVisible(bool(words))
        for button in (self._now, self._else):
            button.setEnabled(not is_busy)
