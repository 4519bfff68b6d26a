"""Codes on slips to cut out: what it brings, the code for eyes and for scanners, until when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from retailcrm.cards.barcodes import Symbol, Symbology, encode, module_mm
from retailcrm.cards.design import darkened
from retailcrm.cards.faces import set_words
from retailcrm.cards.ink import Ink
from retailcrm.cards.layout import Slot
from retailcrm.cards.lettering import Weight, clean, load_fonts, width_mm
from retailcrm.cards.printing import cut_marks, fill_labels, new_canvas
from retailcrm.cards.sheets import A4, LETTER, Sheet
from retailcrm.core.errors import UserError
from retailcrm.core.theme import LIGHT
from retailcrm.core.words import say

_MARGIN = 4.0
_BARS = 11.0
_SMALL = (7.5, 6.0)
PAPERS = {
    "a4": Sheet("codes-a4", "Codes to cut from A4", A4, (3, 8), (63.0, 34.5), (10.5, 10.5),
                (63.0, 34.5), cut=True),
    "letter": Sheet("codes-letter", "Codes to cut from Letter", LETTER, (3, 7), (65.0, 36.5),
                    (10.45, 11.95), (65.0, 36.5), cut=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """One code.

    Attributes:
        shown: as people read it.
        code: as a scanner reads it.
        gives: what it brings.
        until: last day, in words; empty: for good.
        name: whose it is; empty: anybody's.
    """

    shown: str
    code: str
    gives: str = ""
    until: str = ""
    name: str = ""


def print_slips(
    slips: Sequence[Slip],
    paper: str,
    shop: str,
    colour: str = LIGHT.accent,
    step: Callable[[int, int], object] = lambda _at, _of: None,
) -> tuple[bytes, int]:
    """Print codes to be cut out; give the file and its pages.

    Raises:
        UserError: there is nothing to print, or no such paper.
    """
    if not slips:
        raise UserError(say("There are no codes to print."), say("Make codes first."))
    if paper not in PAPERS:
        raise UserError(
            say("There is no paper {paper}.", paper=paper),
            say("Choose one of {papers}.", papers=", ".join(PAPERS)),
        )
    load_fonts()
    sheet, buffer = PAPERS[paper], BytesIO()
    canvas = new_canvas(buffer, sheet, say("Codes of {shop}", shop=shop), shop)
    ink = Ink(canvas, sheet.label[1])
    painter = _Painter(ink, sheet.label, clean(shop), darkened(colour))
    paints = [partial(painter.slip, slip) for slip in slips]
    pages = fill_labels(canvas, sheet, paints, partial(cut_marks, canvas, sheet), step)
    canvas.save()
    return buffer.getvalue(), pages


class _Painter:
    def __init__(self, ink: Ink, face: tuple[float, float], shop: str, colour: str) -> None:
        self._ink, self._shop, self._colour = ink, shop, colour
        self._wide, self._high = face

    def slip(self, slip: Slip) -> None:
        """Paint one."""
        room = self._wide - 2 * _MARGIN
        top = Slot(_MARGIN, 6.0, room, (9.5, 7.0), Weight.STRONG, lines=1)
        set_words(self._ink, clean(slip.gives) or self._shop, top, self._colour)
        under = self._whose(clean(slip.name), self._shop if slip.gives else "", room)
        if under:
            set_words(self._ink, under, Slot(_MARGIN, 9.8, room, _SMALL), LIGHT.muted)
        self._code(slip)

    @staticmethod
    def _whose(name: str, shop: str, room: float) -> str:
        """Say whose it is and which shop's; where both have no room, rather whose."""
        both = " \N{MIDDLE DOT} ".join(one for one in (name, shop) if one)
        if not name or width_mm(both, Weight.REGULAR, _SMALL[1]) <= room:
            return both
        return name

    def _code(self, slip: Slip) -> None:
        symbol = _symbol(slip.code, self._wide - 2.0)
        if symbol.is_square:
            self._square(slip, symbol)
            return
        module = module_mm(symbol, self._wide - 2.0, self._high)
        x = (self._wide - symbol.width * module) / 2
        self._ink.code(symbol, x, 12.2, (module, _BARS))
        middle, base = self._wide / 2, 12.2 + _BARS + 4.4
        number = Slot(middle, base, self._wide - 4, (11.0, 7.0), Weight.MEDIUM, centred=True)
        set_words(self._ink, slip.shown, number, LIGHT.ink)
        if slip.until:
            until = Slot(middle, base + 4.0, self._wide - 4, (7.0, 5.5), centred=True)
            set_words(self._ink, _until(slip), until, LIGHT.muted)

    def _square(self, slip: Slip, symbol: Symbol) -> None:
        room = self._high - 12.0
        module = module_mm(symbol, room, room)
        quiet = symbol.quiet_left * module
        self._ink.code(symbol, max(_MARGIN, quiet), 11.2 + quiet / 2, (module, module))
        x = max(_MARGIN, quiet) + symbol.width * module + quiet
        room = self._wide - x - 2.0
        number = Slot(x, 20.0, room, (11.0, 5.5), Weight.MEDIUM, lines=2, middle=True)
        set_words(self._ink, slip.shown, number, LIGHT.ink)
        if slip.until:
            set_words(self._ink, _until(slip), Slot(x, 28.5, room, (7.0, 5.0)), LIGHT.muted)


def _symbol(code: str, room: float) -> Symbol:
    """Take bars, which every till reads; a long word has room as a square alone."""
    bars = encode(code, Symbology.CODE128)
    try:
        module_mm(bars, room, room)
    except UserError:
        return encode(code, Symbology.QR)
    return bars


def _until(slip: Slip) -> str:
    return say("Good until {day}", day=slip.until)
