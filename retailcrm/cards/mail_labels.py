"""Address labels: as large as sorting machines like it, nothing below the last line.

A code stands beside the address, where it has the white it needs, or above it in small type.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from retailcrm.cards.barcodes import Symbol, Symbology, encode, module_mm
from retailcrm.cards.calibration import UNTOUCHED, Calibration
from retailcrm.cards.ink import Ink, Look
from retailcrm.cards.lettering import Weight, cap_mm, clean, fitted, load_fonts, width_mm, wrapped
from retailcrm.cards.printing import calibrate, fill_labels, new_canvas, refuse_start
from retailcrm.cards.sheets import Sheet
from retailcrm.core.errors import UserError
from retailcrm.core.theme import LIGHT
from retailcrm.core.words import say

LARGEST, LEAST = 11.0, 8.1
"""Points; capitals of the least are 0.08 inches high, which machines need."""
_LEADING = 0.425  # of a size in points, in mm
_MARGIN, _GAP = 4.0, 2.5
_SIDE = 17.0  # of a square code, quiet zone and all
_ABOVE = 6.5  # points of a code in small type
_MOST = 8
_EDGE, _OVER, _UNDER = 1.5, 1.7, 3.2
_SIZES = (LARGEST, 10.4, 9.8, 9.2, 8.6, LEAST)


@dataclass(frozen=True, slots=True)
class MailLabel:
    """What stands on one label.

    Attributes:
        lines: of the address, in their order.
        shown: the code or card as people read it; empty for none.
        code: the same as a scanner reads it.
    """

    lines: tuple[str, ...]
    shown: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class MailWish:
    """How labels are to be printed.

    Attributes:
        title: of the file.
        shop: whose it is.
        start: the first label to use, from 1, on a sheet that is begun.
        scans: print codes for a scanner beside the address, not as text alone.
    """

    sheet: Sheet
    title: str
    shop: str
    calibration: Calibration = UNTOUCHED
    start: int = 1
    scans: bool = True


def print_mail_labels(
    labels: Sequence[MailLabel],
    wish: MailWish,
    step: Callable[[int, int], object] = lambda _at, _of: None,
) -> tuple[bytes, int]:
    """Print address labels; give the file and its pages.

    Raises:
        UserError: there is nothing to print, the sheet has no such label, or an address does
            not fit in letters that can be read.
    """
    if not labels:
        raise UserError(say("There are no labels to print."))
    refuse_start(wish.sheet, wish.start)
    load_fonts()
    buffer, sheet = BytesIO(), wish.sheet
    canvas = new_canvas(buffer, sheet, wish.title, wish.shop)
    ink = Ink(canvas, sheet.label[1])
    paints = [partial(_paint, ink, label, wish) for label in labels]
    begin = partial(calibrate, canvas, sheet, wish.calibration)
    pages = fill_labels(canvas, sheet, paints, begin, step, wish.start)
    canvas.save()
    return buffer.getvalue(), pages


def _paint(ink: Ink, label: MailLabel, wish: MailWish) -> None:
    wide, high = wish.sheet.label
    room, tall = wide - 2 * _MARGIN, high - 2 * _EDGE
    above = cap_mm(_ABOVE) + _OVER if label.shown else 0.0
    beside = _beside(label, (wide, high)) if label.code and wish.scans else None
    # A long address rather goes without the square than smaller than machines read.
    if beside is not None and (found := _set(label, room - beside.width, tall)):
        _code(ink, label, beside, (wide, high))
        above = 0.0
    elif (found := _set(label, room, tall - above)) is None:
        raise UserError(
            say("The address of {name} does not fit on this label in letters that can be read.",
                name=next(iter(label.lines), "–")),
            say("Choose a larger label."),
        )  # fmt: skip
    size, lines = found
    step = size * _LEADING
    block = (len(lines) - 1) * step + cap_mm(size)
    first = above + (high - above - block) / 2 + cap_mm(size)
    if above:
        look = Look(_ABOVE, Weight.REGULAR, LIGHT.muted)
        ink.words(label.shown, _MARGIN, first - cap_mm(size) - _OVER, look)
    for at, line in enumerate(lines):
        ink.words(line, _MARGIN, first + at * step, Look(size, Weight.REGULAR, LIGHT.ink))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A code at the right edge: its symbol, its module, and what the address loses by it."""

    symbol: Symbol
    module: float
    width: float


def _beside(label: MailLabel, face: tuple[float, float]) -> _Beside | None:
    """Measure the code; None where it would be too fine for scanners."""
    wide, high = face
    symbol = encode(label.code, Symbology.QR)
    room = min(_SIDE, high - _UNDER - 0.6, wide * 0.4)
    try:
        module = module_mm(symbol, room, room)
    except UserError:
        return None
    return _Beside(symbol, module, symbol.full_width * module + _GAP - _MARGIN + 1.0)


def _code(ink: Ink, label: MailLabel, code: _Beside, face: tuple[float, float]) -> None:
    """Draw the code at the right edge, its text below."""
    (wide, high), symbol, module = face, code.symbol, code.module
    side, quiet = symbol.full_width * module, symbol.quiet_left * module
    left, top = wide - side - 0.6, max((high - side - _UNDER + quiet) / 2, 0.3)
    ink.code(symbol, left + quiet, top + quiet, (module, module))
    text, size = fitted(label.shown, Weight.REGULAR, (6.5, 4.5), side)
    look = Look(size, Weight.REGULAR, LIGHT.muted)
    x = left + (side - width_mm(text, Weight.REGULAR, size)) / 2
    ink.words(text, x, top + side - quiet + 3.0, look)


def _set(label: MailLabel, room: float, height: float) -> tuple[float, tuple[str, ...]] | None:
    """Choose the largest size in which every line fits, long ones in two; None: there is none."""
    told = [_spaced(one) for one in label.lines if one.strip()]
    for size in _SIZES:
        lines = tuple(part for one in told for part in _parts(one, size, room))
        whole = "".join(lines).replace(" ", "") == "".join(told).replace(" ", "")
        tall = (len(lines) - 1) * size * _LEADING + cap_mm(size)
        if whole and tall <= height and len(lines) <= _MOST:
            return size, lines
    return None


def _spaced(line: str) -> str:
    """Clean a line, the two spaces before a ZIP kept."""
    return "  ".join(map(clean, line.split("  ")))


def _parts(line: str, size: float, room: float) -> tuple[str, ...]:
    if width_mm(line, Weight.REGULAR, size) <= room:
        return (line,)
    return wrapped(line, Weight.REGULAR, size, room, 2)
