"""Type on cards: the family that travels with the program, measured in millimetres."""

import unicodedata
from enum import StrEnum

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from retailcrm.core.resources import resource

ELLIPSIS = "…"
CAP_HEIGHT = 0.714  # of the size; also how high figures are
_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp"))


class Weight(StrEnum):
    """The weights in use, by the name of their file."""

    REGULAR = "NotoSans-Regular"
    MEDIUM = "NotoSans-Medium"
    STRONG = "NotoSans-SemiBold"


def load_fonts() -> None:
    """Make the family known to reportlab, once."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for weight in Weight:
        if weight.value not in known:
            path = resource("fonts", f"{weight.value}.ttf")
            pdfmetrics.registerFont(TTFont(weight.value, str(path)))


def clean(text: str) -> str:
    """Compose letters with their marks, in one line, without signs nobody sees."""
    seen = (
        " " if unicodedata.category(sign) in _INVISIBLE else sign
        for sign in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(seen).split())


def can_set(text: str) -> bool:
    """Say whether the family has every letter of a text."""
    font = pdfmetrics.getFont(Weight.REGULAR.value)
    return isinstance(font, TTFont) and all(ord(sign) in font.face.charToGlyph for sign in text)


def width_mm(text: str, weight: Weight, size: float) -> float:
    """Measure a text; its size is in points, its width in millimetres."""
    return float(pdfmetrics.stringWidth(text, weight.value, size)) / mm


def cap_mm(size: float) -> float:
    """Give the height of capitals and figures of a size in points, in millimetres."""
    return size * CAP_HEIGHT / mm


def fitted(text: str, weight: Weight, sizes: tuple[float, float], room: float) -> tuple[str, float]:
    """Set a text in one line: from the larger size down to the smaller, then shortened."""
    most, least = sizes
    wide = width_mm(text, weight, most)
    if wide <= room:
        return text, most
    size = max(least, most * room / wide)
    if width_mm(text, weight, size) <= room + 0.001:
        return text, size
    kept = text
    while kept and width_mm(f"{kept}{ELLIPSIS}", weight, size) > room:
        kept = kept[:-1].rstrip()
    return (f"{kept}{ELLIPSIS}" if kept else ""), size


def wrapped(text: str, weight: Weight, size: float, room: float, most: int) -> tuple[str, ...]:
    """Set a text in up to so many lines; what is left over is shortened."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and width_mm(" ".join(words[: taken + 1]), weight, size) <= room:
            taken += 1
        lines.append(fitted(" ".join(words[:taken]), weight, (size, size), room)[0])
        words = words[taken:]
    if words:
        lines.append(fitted(" ".join(words), weight, (size, size), room)[0])
    return tuple(lines)
