"""The pages of the window: one screen at a time, made when first opened."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from retailcrm.core.outcome import Topic
from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import page
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens_table import Factories


class Pages(QStackedWidget):
    """Holds the screens; a screen that is not seen looks again when it is next opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("screens")
        self._desk = desk
        self._factories: Factories = {}
        self._made: dict[str, Screen] = {}
        self._old: set[str] = set()
        self.show_notice(say("Opening your shop…"), say("The window is ready; the books follow."))

    @property
    def current(self) -> Screen | None:
        """The screen that is seen."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def use(self, factories: Factories) -> None:
        """Make screens from these from now on; those of another shop go."""
        self.close_all()
        self._factories = factories

    def open(self, key: str) -> Screen:
        """Show a screen, made or refreshed where needed."""
        screen = self._made.get(key)
        if screen is None:
            screen = self._made[key] = self._factories[key](self._desk)
            self.addWidget(screen)
            self._old.add(key)
        self.setCurrentWidget(screen)
        if key in self._old:
            self._old.discard(key)
            screen.refresh()
        return screen

    def touch(self, topics: frozenset[Topic]) -> None:
        """Tell every screen that watches one of the topics."""
        for key, screen in self._made.items():
            if not (screen.watches & topics):
                continue
            if screen is self.currentWidget():
                screen.refresh()
            else:
                self._old.add(key)

    def show_notice(self, what: str, why: str, *steps: Button) -> None:
        """Show words in place of a screen: while opening, or when a shop cannot be opened."""
        holder = QWidget()
        holder.setLayout(page(EmptyState(what, why, *steps, icon="store")))
        self.addWidget(holder)
        self.setCurrentWidget(holder)

    def show_alone(self, widget: QWidget) -> None:
        """Show a widget in place of all screens, which are closed."""
        self.close_all()
        self.addWidget(widget)
        self.setCurrentWidget(widget)

    def close_all(self) -> None:
        """Close and forget every screen."""
        for screen in self._made.values():
            screen.close_screen()
        self._made.clear()
        self._old.clear()
        while widget := self.widget(0):
            self.removeWidget(widget)
            widget.deleteLater()
