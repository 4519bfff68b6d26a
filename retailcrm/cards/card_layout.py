"""The front of a card or key tag: the shop's colour all over, the code in a white field."""

from dataclasses import replace

from retailcrm.cards.barcodes import Symbol
from retailcrm.cards.ink import Box
from retailcrm.cards.layout import Layout, Slot, bars_height, code_width, least_height
from retailcrm.cards.lettering import Weight, cap_mm
from retailcrm.cards.sheets import CR80

_FULL_HEAD, _LEAST_HEAD = 14.0, 3.6
_TWO_LINES = 15.0  # so high a head has room for a long name of the shop
_SMALL = 0.8  # below, it is a key tag


def card_layout(face: tuple[float, float], symbol: Symbol, *, logo: bool) -> Layout:
    """Place everything on a card; what is smaller than a bank card shrinks with it."""
    size = min(face[0] / CR80[0], face[1] / CR80[1], 1.1)
    if symbol.is_square:
        return _beside(face, symbol, size, logo=logo)
    return _below(face, symbol, size, logo=logo)


def _margin(size: float) -> float:
    return max(4.6 * size, 2.2)


def _below(face: tuple[float, float], symbol: Symbol, size: float, *, logo: bool) -> Layout:
    """Shop and member above, bars in a white field below."""
    wide, high = face
    margin = _margin(size)
    points = max(11.0 * size, 6.5)
    above, between, under = 2.8 * size, max(1.7 * size, 0.9), max(2.4 * size, 1.3)
    around = above + between + cap_mm(points) + under
    room = high - 2 * margin - around
    head = _FULL_HEAD * size
    if room - head < least_height(symbol):
        head = max(room - least_height(symbol), 0.0)
    bars = bars_height(symbol, room - head, 15.0 * size)
    panel = Box(margin, high - margin - around - bars, wide - 2 * margin, around + bars)
    if panel.y - margin < _LEAST_HEAD * max(size, _SMALL):
        panel = replace(panel, y=(high - panel.height) / 2)
    code = Box(panel.x, panel.y + above, panel.width, bars)
    printed = symbol.width * code_width(symbol, code.width, code.height) / symbol.full_width
    number = Slot(
        panel.x + panel.width / 2, panel.bottom - under, max(printed, panel.width * 0.45),
        (points, 5.5), Weight.MEDIUM, centred=True,
    )  # fmt: skip
    front = Layout(
        face, code, number, panel=panel, panel_radius=2.2 * size, filled=True,
    )  # fmt: skip
    top = Box(margin, margin, wide - 2 * margin, panel.y - margin - 2.4 * size)
    return _headed(front, top, size, logo=logo)


def _headed(front: Layout, top: Box, size: float, *, logo: bool) -> Layout:
    """Put the shop, the member and the logo above the white field, as far as there is room."""
    if top.height < cap_mm(6.0):
        return front
    side = min(top.height, 15.5 * size)
    tile = Box(top.x, top.y, side, side) if logo else None
    left = top.x + (side + 2.8 * size if tile else 0)
    room = top.right - left
    two = top.height >= 7.0 * max(size, _SMALL)
    shop_size = min(17.0 * size, top.height / (2.1 if two else 1.0) / 0.3528 / 0.714)
    shop = Slot(
        left, top.y + cap_mm(shop_size) + (0 if two else (top.height - cap_mm(shop_size)) / 2),
        room, (shop_size, min(shop_size, 6.0)), Weight.STRONG, coloured=True,
        lines=2 if top.height >= _TWO_LINES * size else 1,
    )  # fmt: skip
    name = Slot(left, top.bottom - 0.4 * size, room, (max(10.0 * size, 6.5), 6.0), coloured=True)
    return replace(front, shop=shop, name=name if two else None, logo=tile)


def _beside(face: tuple[float, float], symbol: Symbol, size: float, *, logo: bool) -> Layout:
    """The shop on top, the member at the foot, a square code on the right."""
    wide, high = face
    margin = _margin(size)
    side = code_width(symbol, max(min(wide * 0.36, high * 0.55), 24.0), high - 2 * margin)
    panel = Box(wide - margin - side, high - margin - side, side, side)
    points = max(11.5 * size, 6.5)
    foot = high - margin - 0.6 * size
    room = panel.x - margin - 2.4 * size
    front = Layout(
        face, panel, Slot(margin, foot, room, (points, 5.0), Weight.MEDIUM, coloured=True),
        name=Slot(margin, foot - points * 0.56, room, (max(10 * size, 6.5), 6.0), coloured=True),
        panel=panel, panel_radius=2.2 * size, filled=True,
    )  # fmt: skip
    head = Box(margin, margin, wide - 2 * margin, panel.y - margin - 2.4 * size)
    if head.height < _LEAST_HEAD * 2 * size:
        head = replace(head, width=room, height=foot - 3 * points * 0.56 - margin)
    return _named(front, head, size, logo=logo and size > _SMALL)


def _named(front: Layout, head: Box, size: float, *, logo: bool) -> Layout:
    """Put the shop's name, and the logo before it, on top of the card."""
    side = min(head.height, 12.5 * size)
    tile = Box(head.x, head.y, side, side) if logo else None
    left = head.x + (side + 2.8 * size if tile else 0)
    points = max(16.5 * size, 8.0)
    middle = head.y + side / 2 if tile else head.y + cap_mm(points) / 2
    shop = Slot(
        left, middle + cap_mm(points) / 2, head.right - left, (points, 6.0), Weight.STRONG,
        lines=2, coloured=True, middle=bool(tile),
    )  # fmt: skip
    return replace(front, shop=shop, logo=tile)
