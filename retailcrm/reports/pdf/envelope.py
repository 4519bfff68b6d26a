"""Paper folded in three, and an address that stays in the window however the paper slips."""

from dataclasses import dataclass, replace

from reportlab.lib.units import inch, mm

from retailcrm.reports.document import text
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.type import Line, Style, Weight, fitting, one_line, wrap

ADDRESS_LINES = 4
_MOST = 6
_SHOP = Style(13, 18, weight=Weight.STRONG)
_LEAST_SHOP = 9.0
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
    style, set_up = _largest(lines, wide)
    pen.lines(set_up, at.right if on_right else at.left, at.address, style)


def set_shop(pen: Pen, shop: str, at: tuple[float, float], room: float, colour: str = "") -> None:
    """Set a shop's name at the head of a letter: smaller, then in two lines, as it is long."""
    (left, middle), style = at, fitting([shop], _SHOP, room)
    if style.size >= _LEAST_SHOP:
        pen.words(shop, left, middle, style, colour)
        return
    style = replace(_SHOP, size=_LEAST_SHOP, leading=_LEAST_SHOP * 1.3)
    for place, line in enumerate(wrap(text(shop), style, room, most=2)):
        words = "".join(run.text for run in line)
        pen.words(words, left, middle - 6 + place * style.leading, style, colour)


def _largest(lines: tuple[str, ...], wide: float) -> tuple[Style, tuple[Line, ...]]:
    """Choose the size in which an address is largest, long lines in two; else shorten them."""
    tried = (_in_size(lines, wide, size) for size in _SIZES)
    whole = [one for one in tried if one is not None]
    if whole:
        return max(whole, key=lambda one: one[0].size)
    size = max(fitting(lines, _ADDRESS, wide).size, _SMALLEST)
    style = _as_high(replace(_ADDRESS, size=size), len(lines))
    return style, tuple(one_line(text(one), style, wide) for one in lines)


def _in_size(
    lines: tuple[str, ...], wide: float, size: float
) -> tuple[Style, tuple[Line, ...]] | None:
    style = replace(_ADDRESS, size=size)
    many = len(_wrapped(lines, style, wide))
    style = _as_high(style, many)
    set_up = _wrapped(lines, style, wide)
    return (style, set_up) if many <= _MOST and len(set_up) <= many else None


def _wrapped(lines: tuple[str, ...], style: Style, wide: float) -> tuple[Line, ...]:
    return tuple(line for one in lines for line in wrap(text(one), style, wide))


def _as_high(style: Style, many: int) -> Style:
    """Let five or six lines stand as high as four."""
    if many <= ADDRESS_LINES:
        return style
    leading = style.leading * ADDRESS_LINES / many
    return replace(style, leading=leading, size=min(style.size, leading / 1.12))
