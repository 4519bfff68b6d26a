"""Paper folded in three, and an address that stays in the window however the paper slips."""

from dataclasses import dataclass, replace

from reportlab.lib.units import inch, mm

from retailcrm.reports.document import text
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.type import Line, Style, fitting, one_line, wrap

ADDRESS_LINES = 4
_ADDRESS = Style(10, 11.9)
_SMALLEST = 7.5
_SIZES = (10.0, 9.2, 8.4, _SMALLEST)


@dataclass(frozen=True, slots=True)
class Folded:
    """Where things stand on a paper that is folded in three, in points from the top left.

    An address stays in the window however the letter slips in its envelope: a DL envelope with
    a window of 90 by 35 mm, or a number 10 with one of 4 1/2 by 1 1/8 inches.

    Attributes:
        left: where the text begins, and the address in a window on the left.
        right: where the address begins in a window on the right.
        address: top of the address.
        wide: room of the address.
        body: top of what the letter says.
    """

    left: float
    address: float
    wide: float
    body: float
    right: float


FOLDED = {
    "a4": Folded(25 * mm, 61 * mm, 74 * mm, 101 * mm, 110 * mm),
    "letter": Folded(1.0 * inch, 2.51 * inch, 3.3 * inch, 3.85 * inch, 4.2 * inch),
}


def set_address(
    pen: Pen,
    at: Folded,
    told: tuple[str, ...],
    *,
    on_right: bool = False,
    most: int = ADDRESS_LINES,
) -> None:
    """Set an address in the window: smaller where its lines are long or many."""
    lines, wide = told[:most], at.wide
    style, set_up = _whole(lines, wide, most)
    if len(set_up) > ADDRESS_LINES:  # five or six lines stand as high as four
        leading = style.leading * ADDRESS_LINES / len(set_up)
        style = replace(style, leading=leading, size=min(style.size, leading / 1.12))
        smaller = tuple(line for one in lines for line in wrap(text(one), style, wide))
        set_up = smaller if len(smaller) <= len(set_up) else set_up
    pen.lines(set_up, at.right if on_right else at.left, at.address, style)


def _whole(lines: tuple[str, ...], wide: float, most: int) -> tuple[Style, tuple[Line, ...]]:
    """Choose the largest size in which all of an address has room; else shorten its lines."""
    for size in _SIZES:
        style = replace(_ADDRESS, size=size)
        set_up = tuple(line for one in lines for line in wrap(text(one), style, wide))
        if len(set_up) <= most:
            return style, set_up
    style = replace(_ADDRESS, size=max(fitting(lines, _ADDRESS, wide).size, _SMALLEST))
    return style, tuple(one_line(text(one), style, wide) for one in lines)
