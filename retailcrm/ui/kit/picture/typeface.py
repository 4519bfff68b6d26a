"""The program's typeface as outlines: measured, cut to a width, complete, quick to draw.

Words are drawn as shapes of matplotlib, not as its texts, which take milliseconds each.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.resources import resource
from retailcrm.core.theme import MEDIUM, REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

DOTS = "\N{HORIZONTAL ELLIPSIS}"
UNKNOWN = "?"
_FILES = {MEDIUM: "NotoSans-Medium.ttf", SEMIBOLD: "NotoSans-SemiBold.ttf"}
_KEPT = 8_192
_FIXED = 64  # outlines are told in 64ths


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Shapes of letters, as matplotlib's paths take them: places and what leads to each."""

    places: NDArray[np.float64]
    codes: NDArray[np.uint8]


def width_of(text: str, size: float, weight: int = REGULAR) -> float:
    """Measure a text in pixels at 100 %."""
    return sum(_letter(sign, weight)[0] for sign in drawable(text, weight)) * size


def outline_of(text: str, size: float, weight: int, x: float, y: float) -> Outline:
    """Give the shapes of a text that begins at a place and stands on it, y downwards."""
    places, codes, at = [], [], 0.0
    for sign in drawable(text, weight):
        advance, shape = _letter(sign, weight)
        places.append(shape.places * (size, -size) + (x + at * size, y))
        codes.append(shape.codes)
        at += advance
    return joined([Outline(*pair) for pair in zip(places, codes, strict=True)])


def joined(outlines: list[Outline]) -> Outline:
    """Put shapes together into one."""
    if not outlines:
        return Outline(np.empty((0, 2)), np.empty(0, dtype=np.uint8))
    return Outline(
        np.concatenate([one.places for one in outlines]),
        np.concatenate([one.codes for one in outlines]),
    )


@lru_cache(maxsize=_KEPT)
def drawable(text: str, weight: int = REGULAR) -> str:
    """Give a text on one line in signs that the typeface has; any other is a question mark."""
    known = _known(weight)
    flat = " ".join(text.splitlines())
    return "".join(sign if ord(sign) in known else UNKNOWN for sign in flat)


def cut(text: str, wide: float, size: float, weight: int = REGULAR) -> str:
    """Give the text, ended in dots where it is wider than there is room."""
    if width_of(text, size, weight) <= wide:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + DOTS, size, weight) > wide:
        kept = kept[:-1]
    return kept.rstrip() + DOTS if kept else ""


@lru_cache(maxsize=4)
def _font(weight: int) -> "FT2Font":
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - loaded when first drawn

    return FT2Font(str(resource("fonts", _FILES.get(weight, "NotoSans-Regular.ttf"))))


@lru_cache(maxsize=_KEPT)
def _letter(sign: str, weight: int) -> tuple[float, Outline]:
    """Give how far a sign leads on and its shape, as parts of the size."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - loaded when first drawn

    font = _font(weight)
    glyph = font.load_char(ord(sign), LoadFlags.NO_SCALE)
    places, codes = font.get_path()
    whole = float(font.units_per_EM)
    return glyph.horiAdvance / whole, Outline(places * (_FIXED / whole), codes.astype(np.uint8))


@lru_cache(maxsize=4)
def _known(weight: int) -> frozenset[int]:
    return frozenset(_font(weight).get_charmap())
