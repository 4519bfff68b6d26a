"""The window's side of the way out: words while the books are copied, and a button to go."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.core.errors import UserError
from retailcrm.core.preferences import Preferences
from retailcrm.core.words import say
from retailcrm.ui.jobs import JobRunner
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.leaving import Leaving
from retailcrm.ui.services_seen import Services
from retailcrm.ui.window.pages import Pages

PATIENCE_MS = 300


class Leavable(Protocol):
    """What the way out asks of the window."""

    jobs: JobRunner
    preferences: Preferences

    @property
    def services(self) -> Services:
        """The open shop."""

    def close(self) -> bool:
        """Close, if nothing speaks against it."""


class WayOut(QObject):
    """Copies changed books before the window closes; a copy made in a moment shows nothing."""

    def __init__(self, window: Leavable, parent: QWidget, pages: Callable[[], Pages]) -> None:
        super().__init__(parent)
        self._window, self._pages = window, pages
        self._leaving = Leaving(self, window.jobs)
        self._copies = ""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say_copying)
        window.jobs.outcome_published.connect(lambda _: self._leaving.note_change(self._books()))

    def may_leave(self) -> bool:
        """Say whether the window may close now; else it closes by itself after the copy."""
        # Whoever logs out of the computer is not kept waiting.
        app = QApplication.instance()
        is_logout = isinstance(app, QApplication) and app.isSavingSession()
        wants_copy = self._window.preferences.copies_at_close and not is_logout
        return self._leaving.may_leave(self._books(), wants_copy=wants_copy)

    def show_copying(self, where: str) -> None:
        """Say that the books are copied, if it takes longer than a moment."""
        self._copies = where
        self._window.jobs.stop_all()
        self._patience.start()

    def show_refusal(self, message: str, hint: str) -> None:
        """Say why there is no copy, and offer to leave without."""
        self._patience.stop()
        self._show(message, hint, "primary")

    def leave(self) -> None:
        """Close now."""
        self._patience.stop()
        self._window.close()

    def _say_copying(self) -> None:
        where = say("The newest seven copies are kept in {folder}.", folder=self._copies)
        self._show(say("Copying your books before the window closes…"), where, "outlined")

    def _show(self, what: str, why: str, kind: str) -> None:
        go = Button(say("Close without a copy"), kind, on_click=self._leaving.leave_without)
        self._pages().close_all()
        self._pages().show_notice(what, why, go)

    def _books(self) -> Services | None:
        try:
            return self._window.services
        except UserError:  # still opening
            return None
