"""Go to places, and back."""

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.window.frame import Frame
from retailcrm.ui.window.places import Place, Way


class Navigator:
    """Shows places in the frame and remembers the way."""

    def __init__(self) -> None:
        self._way = Way()
        self._frame: Frame | None = None
        self._left: dict[Place, QWidget] = {}

    @property
    def here(self) -> Place | None:
        """Where the person is."""
        return self._way.here

    @property
    def screen(self) -> str:
        """The screen that the person is on."""
        return self._way.here.screen if self._way.here else "today"

    def forget(self) -> None:
        """Begin the way anew: the next person has not been anywhere."""
        self._way = Way()
        self._left.clear()

    def attach(self, frame: Frame) -> None:
        """Show places in this frame from now on."""
        self._frame = frame

    def go(self, place: Place) -> Screen | None:
        """Go on to a place."""
        self._remember_focus()
        self._way.go(place)
        return self.show(place)

    def back(self) -> None:
        """Go back to the place before, to the very thing that was opened there."""
        if place := self._way.back():
            screen = self.show(place)
            opened = self._left.pop(place, None)
            if screen and opened and isValid(opened) and screen.isAncestorOf(opened):
                opened.setFocus()

    def show(self, place: Place) -> Screen | None:
        """Show a place without going on."""
        if self._frame is None:
            return None
        self._frame.search.forget()
        screen = self._frame.pages.open(place.screen)
        screen.setFocus()
        self._frame.rail.show_screen(place.screen)
        if place.rows is not None:
            screen.open_rows(place.rows)
        elif place.customer is not None:
            screen.open_customer(place.customer)
        else:
            screen.open_home()
        return screen

    def _remember_focus(self) -> None:
        here, there = self._way.here, QApplication.focusWidget()
        current = self._frame.pages.current if self._frame else None
        if here and there and current and current.isAncestorOf(there):
            self._left[here] = there
