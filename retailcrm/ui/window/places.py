"""Where the person has been, for the way back."""

from dataclasses import dataclass

from retailcrm.core.rows import RowsRef

REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, perhaps with the rows or the customer it showed."""

    screen: str
    rows: RowsRef | None = None
    customer: int | None = None


class Way:
    """The places visited, the last one being where the person is."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def here(self) -> Place | None:
        """Where the person is."""
        return self._places[-1] if self._places else None

    def go(self, place: Place) -> None:
        """Go on; the same place twice is one place."""
        if place != self.here:
            self._places = [*self._places, place][-REMEMBERED:]

    def back(self) -> Place | None:
        """Go back one place; None where the way began."""
        if len(self._places) < 2:
            return None
        self._places.pop()
        return self._places[-1]
