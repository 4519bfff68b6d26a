"""What the flow of a page needs to know of a block that is ready to be drawn."""

from typing import Protocol

from retailcrm.reports.pdf.pen import Pen


class Piece(Protocol):
    """A block measured for a width.

    Attributes:
        gap: room above it, unless it begins a page.
        height: its own height.
        keep: it may not be the last on its page.
        stretch: it takes all the room that is left.
        slack: how much lower it can be set where room is short.
    """

    gap: float
    height: float
    keep: bool
    stretch: bool
    slack: float

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at x, y."""

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        """Cut in two, the first at most `room` high; None if it cannot be cut so."""

    def eased(self, ease: float) -> "Piece":
        """Give the same with less or more air: 1 is as usual, 0 is lower by `slack`."""


class Whole:
    """A piece that cannot be cut; the usual case."""

    gap = 14.0
    height = 0.0
    keep = False
    stretch = False
    slack = 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing; blocks say what they draw."""

    def split(self, room: float) -> tuple[Piece, Piece] | None:  # noqa: ARG002 - never
        """Never cut."""
        return None

    def eased(self, ease: float) -> Piece:  # noqa: ARG002 - no air to give
        """Stay as it is."""
        return self


def between(least: float, usual: float, ease: float) -> float:
    """Give a height between the lowest and the usual one."""
    return least + (usual - least) * ease
