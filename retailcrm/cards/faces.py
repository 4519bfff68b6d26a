"""Painting cards: what all of them share once, what is each one's own on top."""

from io import BytesIO

from reportlab.lib.utils import ImageReader

from retailcrm.cards.barcodes import Symbol, module_mm
from retailcrm.cards.card_layout import card_layout
from retailcrm.cards.design import WHITE, Card, CardDesign
from retailcrm.cards.ink import Box, Ink, Look, groups_mm
from retailcrm.cards.label_layout import label_layout
from retailcrm.cards.layout import Layout, Slot
from retailcrm.cards.lettering import (
    ELLIPSIS,
    Weight,
    can_set,
    cap_mm,
    clean,
    fitted,
    width_mm,
    wrapped,
)
from retailcrm.cards.numbers import readable
from retailcrm.cards.sheets import CR80, Sheet
from retailcrm.core.errors import UserError
from retailcrm.core.theme import LIGHT
from retailcrm.core.words import say

_SHRINK = 0.78  # rather smaller than in two lines, so far
_LEADING = 0.46  # of a size in points, in mm


def plan_front(sheet: Sheet, symbol: Symbol, design: CardDesign) -> Layout:
    """Choose how the front looks: a card in the shop's colour, or a white label."""
    if sheet.sticky:
        return label_layout(sheet.face, symbol)
    return card_layout(sheet.face, symbol, logo=bool(design.logo))


def open_logo(design: CardDesign) -> ImageReader | None:
    """Read the shop's logo, if it has one.

    Raises:
        UserError: it is no picture that can be printed.
    """
    if not design.logo:
        return None
    try:
        logo = ImageReader(BytesIO(design.logo))
        # It is read whole, so that half a file is noticed here.
        logo.getRGBData()  # type: ignore[no-untyped-call]
    except Exception as fault:
        raise UserError(
            say("The logo cannot be read as a picture."), say("Save it as PNG or JPEG.")
        ) from fault
    return logo


class FrontPainter:
    """Paints the front of cards of one layout and design."""

    def __init__(self, layout: Layout, design: CardDesign, logo: ImageReader | None) -> None:
        self.layout = layout
        self._design = design
        self._logo = logo
        self._shown = design.on_colour if layout.filled else design.on_white
        self._plain = self._shown if layout.filled else LIGHT.ink

    def shared(self, ink: Ink) -> None:
        """Paint what is on every card."""
        layout = self.layout
        if layout.panel:
            ink.fill(layout.panel, WHITE, layout.panel_radius)
        if layout.bar:
            ink.fill(layout.bar, self._design.colour, 0.45)
        if layout.shop:
            self._words(ink, clean(self._design.shop), layout.shop)
        if layout.logo and self._logo:
            ink.fill(layout.logo, WHITE, layout.panel_radius)
            ink.picture(self._logo, layout.logo.inset(layout.logo.width * 0.1))

    def own(self, ink: Ink, card: Card, symbol: Symbol) -> None:
        """Paint what is this card's own: code, number, name."""
        self._code(ink, symbol)
        self._number(ink, card.number)
        if self.layout.name:
            words = clean(card.name) if self._design.show_name else ""
            if not words or not can_set(card.name):
                words = clean(self._design.line)
            self._words(ink, words, self.layout.name)

    def _code(self, ink: Ink, symbol: Symbol) -> None:
        box = self.layout.code
        module = module_mm(symbol, box.width, box.height)
        # The bars stand in the middle for the eye, unless a quiet zone needs the room.
        middle = (box.width - symbol.width * module) / 2
        x = box.x + max(middle, symbol.quiet_left * module)
        if symbol.is_square:
            side = symbol.full_width * module
            y = box.y + (box.height - side) / 2 + symbol.quiet_left * module
            ink.code(symbol, x, y, (module, module))
        else:
            ink.code(symbol, x, box.y, (module, box.height))

    def _number(self, ink: Ink, number: str) -> None:
        slot = self.layout.number
        parts = readable(number)
        most, least = slot.sizes
        wide = groups_mm(parts, slot.weight, most)
        size = most if wide <= slot.room else max(least, most * slot.room / wide)
        x = slot.x
        if slot.centred:
            x -= groups_mm(parts, slot.weight, size) / 2
        colour = self._shown if slot.coloured else LIGHT.ink
        ink.groups(parts, x, slot.baseline, Look(size, slot.weight, colour))

    def _words(self, ink: Ink, text: str, slot: Slot) -> None:
        if text:
            set_words(ink, text, slot, self._shown if slot.coloured else self._plain)


def set_words(ink: Ink, text: str, slot: Slot, colour: str) -> None:
    """Set a text in its room: smaller if need be, then in more lines, then shortened."""
    one, size = fitted(text, slot.weight, slot.sizes, slot.room)
    lines: tuple[str, ...] = (one,)
    if slot.lines > 1 and (one != text or size < slot.sizes[0] * _SHRINK):
        lines, size = _in_lines(text, slot)
    step = size * _LEADING
    above = (len(lines) - 1) * step * (1.0 if slot.up else 0.5 if slot.middle else 0.0)
    first = slot.baseline - above
    for at, line in enumerate(lines):
        x = slot.x - width_mm(line, slot.weight, size) / 2 if slot.centred else slot.x
        ink.words(line, x, first + at * step, Look(size, slot.weight, colour))


def _in_lines(text: str, slot: Slot) -> tuple[tuple[str, ...], float]:
    """Set a text in several lines, as large as leaves none of it out."""
    most, least = slot.sizes
    size = most * 0.9
    lines = wrapped(text, slot.weight, size, slot.room, slot.lines)
    while size > least and any(line.endswith(ELLIPSIS) for line in lines):
        size = max(least, size * 0.94)
        lines = wrapped(text, slot.weight, size, slot.room, slot.lines)
    return lines, size


def paint_back(
    ink: Ink, face: tuple[float, float], design: CardDesign, logo: ImageReader | None
) -> None:
    """Paint the back: the shop, its greeting, its address."""
    wide, high = face
    size = min(max(min(wide / CR80[0], high / CR80[1]), 0.5), 1.1)
    margin = max(5.2 * size, 2.6)
    room = wide - 2 * margin
    if logo:
        side = 9 * size
        ink.picture(logo, Box(wide - margin - side, margin - 1.2 * size, side, side))
    shop = Slot(
        margin, margin + cap_mm(12 * size), room - (13 * size if logo else 0), (12 * size, 5.5),
        Weight.STRONG,
    )  # fmt: skip
    set_words(ink, clean(design.shop), shop, design.on_white)
    ink.fill(Box(margin, shop.baseline + 2.4 * size, 9 * size, 0.7 * size), design.colour)
    foot = _address(ink, design, Box(margin, margin, room, high - 2 * margin), size)
    _greeting(ink, design, Box(margin, shop.baseline + 3.1 * size, room, foot), size)


def _address(ink: Ink, design: CardDesign, box: Box, size: float) -> float:
    """Set the address at the foot and give where it begins."""
    points = max(7.5 * size, 5.0)
    step = points * _LEADING
    lines = [line for line in map(clean, design.address) if line]
    top = box.bottom - len(lines) * step
    for at, line in enumerate(lines, 1):
        shown, fitting = fitted(line, Weight.REGULAR, (points, 4.5), box.width)
        look = Look(fitting, Weight.REGULAR, LIGHT.muted)
        ink.words(shown, box.x, top + at * step, look)
    return top


def _greeting(ink: Ink, design: CardDesign, box: Box, size: float) -> None:
    """Set the greeting between the shop's name and the address, as large as it may be."""
    words = clean(design.greeting)
    foot = box.height  # where the address begins
    points = max(10.0 * size, 5.5)
    step = points * 0.5
    most = int((foot - 1.5 * size - box.y - 2.2 * size) / step)
    if not words or most < 1:
        return
    top = box.y + 2.6 * size + cap_mm(points) + 1.2 * size
    for at, line in enumerate(wrapped(words, Weight.REGULAR, points, box.width, most)):
        ink.words(line, box.x, top + at * step, Look(points, Weight.REGULAR, LIGHT.ink))
