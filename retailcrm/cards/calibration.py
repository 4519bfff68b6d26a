"""Setting off what a printer shifts and shrinks, so that labels and print meet."""

from dataclasses import dataclass

from retailcrm.cards.sheets import Sheet
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

PAPER = 150.0
"""A sheet wider than this, in millimetres, is paper; a narrower one is a single card."""
_MOST_SHIFT = 15.0
_SCALES = (0.9, 1.1)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How to draw so that this printer's paper comes out right.

    Attributes:
        offset_x_mm: draw so far to the right; negative is to the left.
        offset_y_mm: draw so far down; negative is up.
        scale: draw so much larger, from the page's top left corner.

    Raises:
        UserError: no printer is so far off.
    """

    offset_x_mm: float = 0.0
    offset_y_mm: float = 0.0
    scale: float = 1.0

    def __post_init__(self) -> None:
        shift = max(abs(self.offset_x_mm), abs(self.offset_y_mm))
        least, most = _SCALES
        if not (shift <= _MOST_SHIFT and least <= self.scale <= most):
            raise UserError(
                say("No printer is off by that much."),
                say("Print the test page at 100 % and measure in millimetres."),
            )


UNTOUCHED = Calibration()


def cross_at(sheet: Sheet) -> tuple[float, float]:
    """Say where the cross of a sheet's test page is meant to be, from the left and the top."""
    return (20.0, 20.0) if sheet.page[0] > PAPER else (10.0, 10.0)


def ruler_length(sheet: Sheet) -> float:
    """Say how long the ruler of a sheet's test page is meant to be."""
    if sheet.page[0] > PAPER:
        return 150.0
    return (sheet.page[0] - cross_at(sheet)[0]) // 10 * 10


def calibrated(
    cross: tuple[float, float], meant: tuple[float, float], ruler: tuple[float, float]
) -> Calibration:
    """Work out the calibration from what was measured on the test page.

    Args:
        cross: how far the cross came out from the paper's left and top edge.
        meant: how far it says it is.
        ruler: how long the ruler came out, and how long it says it is.

    Raises:
        UserError: no printer is so far off.
    """
    if min(ruler) <= 0:
        raise UserError(say("A ruler of no length says nothing."), say("Measure it once more."))
    shrunk = ruler[0] / ruler[1]
    shift_x, shift_y = (
        came - shrunk * wanted for came, wanted in zip(cross, meant, strict=True)
    )  # fmt: skip
    return Calibration(-shift_x / shrunk, -shift_y / shrunk, 1 / shrunk)
