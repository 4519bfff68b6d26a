"""Where everything stands on the front of a card or label; the code goes first."""

from dataclasses import dataclass

from retailcrm.cards.barcodes import Symbol, Symbology, module_mm
from retailcrm.cards.ink import Box
from retailcrm.cards.lettering import Weight

# Bar heights in mm that scanners at tills are made for: for a width of 0.33 mm, and the least.
_EAN_HEIGHT, _EAN_LEAST = 22.85, 18.28
_BARS_LEAST = 10.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for a text.

    Attributes:
        x: its left, or its middle if it is centred.
        baseline: of the first line.
        room: how wide it may be.
        sizes: from which to which size in points it may shrink.
        lines: how many lines it may take.
        coloured: in the shop's colour, or what reads well on it.
        up: the last line stands on the baseline, further lines above it.
        middle: several lines stand around the baseline of one.
    """

    x: float
    baseline: float
    room: float
    sizes: tuple[float, float]
    weight: Weight = Weight.REGULAR
    centred: bool = False
    lines: int = 1
    coloured: bool = False
    up: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The front of one kind of label.

    Attributes:
        code: the room for the code, quiet zones within.
        panel: the white field around the code; None where all is white.
        filled: the face is in the shop's colour.
        bar: a stroke in the shop's colour beside the text.
    """

    face: tuple[float, float]
    code: Box
    number: Slot
    shop: Slot | None = None
    name: Slot | None = None
    logo: Box | None = None
    panel: Box | None = None
    panel_radius: float = 0.0
    filled: bool = False
    bar: Box | None = None


def bars_height(symbol: Symbol, room: float, wish: float) -> float:
    """Say how high bars should stand: as tills like it, and never higher than the room.

    Args:
        symbol: the code.
        room: what there is at most.
        wish: what looks good, for codes that no rule ties.
    """
    if symbol.kind is Symbology.EAN13:
        return min(room, _EAN_HEIGHT)
    return min(room, max(wish, _BARS_LEAST))


def least_height(symbol: Symbol) -> float:
    """Give the height below which bars should only fall on the smallest labels."""
    return _EAN_LEAST if symbol.kind is Symbology.EAN13 else _BARS_LEAST


def code_width(symbol: Symbol, width: float, height: float) -> float:
    """Give how wide the code prints, quiet zones and all, in a room."""
    return symbol.full_width * module_mm(symbol, width, height)
