"""Go to places, and back."""

from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.window.frame import Frame
from retailcrm.ui.window.places import Place, Way


class Navigator:
    """Shows places in the frame and remembers the way."""

    def __init__(self) -> None:
        self._way = Way()
        self._frame: Frame | None = None

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

    def attach(self, frame: Frame) -> None:
        """Show places in this frame from now on."""
        self._frame = frame

    def go(self, place: Place) -> Screen | None:
        """Go on to a place."""
        self._way.go(place)
        return self.show(place)

    def back(self) -> None:
        """Go back to the place before."""
        if place := self._way.back():
            self.show(place)

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
