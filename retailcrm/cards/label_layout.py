"""The front of a sticky label: white, the code first, words where they have room."""

from retailcrm.cards.barcodes import Symbol
from retailcrm.cards.ink import Box
from retailcrm.cards.layout import Layout, Slot, bars_height, code_width, least_height
from retailcrm.cards.lettering import Weight, cap_mm

_TINY = 24.0  # so low a label has room for code and number alone
_RETURN = 15.0  # the lowest there are
_LOW, _WIDE = 36.0, 90.0
_COLUMN = 17.0  # words beside the code need as much
_TALLEST = 46.0  # what is taller keeps its words together in the middle
_SAFE, _TIGHT = 3.0, 1.9  # margins; low labels need their height for the bars
_LINE, _TWO_LINES = 5.0, 9.2
_LARGEST_SQUARE = 40.0


def label_layout(face: tuple[float, float], symbol: Symbol) -> Layout:
    """Place everything on a label of any size.

    Raises:
        UserError: the code would print too fine for scanners.
    """
    wide, high = face
    if symbol.is_square:
        return _square(face, symbol)
    if high < _TINY:
        return _tiny(face, symbol)
    column = wide - 2 * _SAFE - code_width(symbol, wide - _SAFE, high)
    if column >= _COLUMN and (high < _LOW or wide > _WIDE):
        return _beside(face, symbol)
    return _stacked(face, symbol)


def _tiny(face: tuple[float, float], symbol: Symbol) -> Layout:
    """Bars from edge to edge, and the number."""
    wide, high = face
    points = 6.0 if high < _RETURN else 7.0
    edge, between = 1.2, 0.75
    code_width(symbol, wide, high)
    bars = high - 2 * edge - between - cap_mm(points)
    number = Slot(wide / 2, high - edge, wide - 2, (points, 4.5), Weight.MEDIUM, centred=True)
    return Layout(face, Box(0, edge, wide, bars), number)


def _stacked(face: tuple[float, float], symbol: Symbol) -> Layout:
    """Shop and member on top, bars and number below them, all in the middle."""
    wide, high = face
    points, shop_size, between = 9.0, 10.5, 1.4
    foot = high - _SAFE
    code_width(symbol, wide, high)
    words = _TWO_LINES
    room = foot - cap_mm(points) - between - _SAFE
    if room - words < least_height(symbol):
        words = _LINE
    bars = bars_height(symbol, room - words, 16.0)
    code = Box(0, foot - cap_mm(points) - between - bars, wide, bars)
    top = _SAFE + (code.y - _SAFE - words) / 3
    across = wide - 2 * _SAFE
    base = top + cap_mm(shop_size)
    return Layout(
        face, code,
        Slot(wide / 2, foot, across, (points, 6.0), Weight.MEDIUM, centred=True),
        shop=Slot(wide / 2, base, across, (shop_size, 7.0), Weight.STRONG, centred=True,
                  coloured=True),
        name=Slot(wide / 2, base + 4.2, across, (8.5, 6.5), centred=True)
        if words == _TWO_LINES else None,
    )  # fmt: skip


def _beside(face: tuple[float, float], symbol: Symbol) -> Layout:
    """Words on the left behind a stroke of colour, bars and number on the right."""
    wide, high = face
    scale = min(max(high / 34.0, 1.0), 1.5)
    points, between = 8.5 * scale, 1.1 * scale
    edge = max(_SAFE if high > _LOW - _SAFE else _TIGHT, (high - _TALLEST) / 2)
    side = code_width(symbol, wide * 0.62, high)
    under = between + cap_mm(points)
    bars = bars_height(symbol, high - 2 * edge - under, 19.0 * scale)
    code = Box(wide - side - 1.0, (high - bars - under) / 2, side, bars)
    module = side / symbol.full_width
    number = Slot(
        code.x + (symbol.quiet_left + symbol.width / 2) * module, code.bottom + under,
        symbol.width * module, (points, 6.0), Weight.MEDIUM, centred=True,
    )  # fmt: skip
    column = Box(_SAFE, edge, code.x - _SAFE, high - 2 * edge)
    return _worded(Layout(face, code, number), column)


def _worded(layout: Layout, column: Box) -> Layout:
    """Put a stroke, the shop and the member beside the code."""
    scale = min(max(column.height / 28.0, 1.0), 1.5)
    shop_size = 10.5 * scale
    x = column.x + 2.2
    room = column.right - x - 1.0
    return Layout(
        layout.face, layout.code, layout.number,
        bar=Box(column.x, column.y + 0.4, 0.9, column.height - 0.8),
        shop=Slot(x, column.y + 0.9 + cap_mm(shop_size), room, (shop_size, 6.5), Weight.STRONG,
                  lines=2, coloured=True),
        name=Slot(x, column.bottom - 1.2, room, (8.5 * scale, 6.5), lines=2, up=True),
    )  # fmt: skip


def _square(face: tuple[float, float], symbol: Symbol) -> Layout:
    """A square code on the left, its quiet zone up to the edge; words and number beside it."""
    wide, high = face
    side = code_width(symbol, wide * 0.45, min(high - 0.3, _LARGEST_SQUARE))
    quiet = symbol.quiet_left * side / symbol.full_width
    code = Box(max(_SAFE - quiet, 0.0), (high - side) / 2, side, side)
    x = code.right + 0.6
    if high < _TINY:
        return _small_square(Layout(face, code, Slot(x, high / 2, wide - x - 1.5, (8.5, 4.5))))
    room = wide - x - _SAFE
    scale = min(max(high / 26.0, 1.0), max(room / 34.0, 1.0), 1.6)
    points, shop_size = 9.0 * scale, 11.0 * scale
    foot = code.bottom - quiet
    number = Slot(x, foot, room, (points, 6.0), Weight.MEDIUM)
    return Layout(
        face, code, number,
        shop=Slot(x, code.y + quiet + cap_mm(shop_size), room, (shop_size, 7.0), Weight.STRONG,
                  lines=2, coloured=True),
        name=Slot(x, foot - points * 0.54, room, (points * 0.94, 6.5)),
    )  # fmt: skip


def _small_square(layout: Layout) -> Layout:
    """Beside a small code: the number, and the shop above it in small type."""
    middle = layout.number
    number = Slot(middle.x, middle.baseline + 2.6, middle.room, middle.sizes, Weight.MEDIUM)
    shop = Slot(middle.x, middle.baseline - 1.2, middle.room, (6.5, 5.0), Weight.STRONG,
                coloured=True)  # fmt: skip
    return Layout(layout.face, layout.code, number, shop=shop)
