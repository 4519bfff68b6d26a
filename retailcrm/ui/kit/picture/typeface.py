"""The program's typeface as matplotlib knows it: measured, cut to a width, complete."""

from functools import lru_cache
from typing import TYPE_CHECKING

from retailcrm.core.resources import resource
from retailcrm.core.theme import MEDIUM, REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

DOTS = "\N{HORIZONTAL ELLIPSIS}"
UNKNOWN = "?"
_FILES = {MEDIUM: "NotoSans-Medium.ttf", SEMIBOLD: "NotoSans-SemiBold.ttf"}
_KEPT = 8_192


@lru_cache(maxsize=64)
def face(size: float, weight: int) -> "FontProperties":
    """Give the typeface in one size (pixels at 100 %) and weight."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - loaded when first drawn

    return FontProperties(fname=_file(weight), size=size)


def width_of(text: str, size: float, weight: int = REGULAR) -> float:
    """Measure a text in pixels at 100 %."""
    return sum(_advance(sign, weight) for sign in drawable(text, weight)) * size


@lru_cache(maxsize=_KEPT)
def drawable(text: str, weight: int = REGULAR) -> str:
    """Give a text on one line in signs that the typeface has; any other becomes a question mark."""
    known = _known(weight)
    return "".join(sign if ord(sign) in known else UNKNOWN for sign in " ".join(text.split(" ")))


def cut(text: str, wide: float, size: float, weight: int = REGULAR) -> str:
    """Give the text, ended in dots where it is wider than there is room."""
    if width_of(text, size, weight) <= wide:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + DOTS, size, weight) > wide:
        kept = kept[:-1]
    return kept.rstrip() + DOTS if kept else ""


def _file(weight: int) -> str:
    return str(resource("fonts", _FILES.get(weight, "NotoSans-Regular.ttf")))


@lru_cache(maxsize=4)
def _font(weight: int) -> "FT2Font":
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - loaded when first drawn

    return FT2Font(_file(weight))


@lru_cache(maxsize=_KEPT)
def _advance(sign: str, weight: int) -> float:
    """Give how far a sign leads on, as a part of the size."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - loaded when first drawn

    font = _font(weight)
    glyph = font.load_char(ord(sign), LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / font.units_per_EM


@lru_cache(maxsize=4)
def _known(weight: int) -> frozenset[int]:
    return frozenset(_font(weight).get_charmap())
