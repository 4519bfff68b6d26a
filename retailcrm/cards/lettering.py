"""Type on cards: the family that travels with the program, measured in millimetres."""

import unicodedata
from enum import StrEnum
from functools import cache

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from retailcrm.core.resources import resource
from retailcrm.core.right_to_left import as_it_stands, runs_left, shaped
from retailcrm.core.stand_ins import STAND_INS, can_be_set, legible, stretches

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
    for weight in Weight:
        _load(weight.value)


def clean(text: str) -> str:
    """Compose letters with their marks, in one line, without signs nobody sees or has."""
    seen = "".join(
        " " if unicodedata.category(sign) in _INVISIBLE else sign
        for sign in unicodedata.normalize("NFC", text)
    )
    return " ".join(legible(shaped(seen), Weight.REGULAR.value, _has).split())


def can_set(text: str) -> bool:
    """Say whether there is type for every letter of a text."""
    return can_be_set(unicodedata.normalize("NFC", text), Weight.REGULAR.value, _has)


def parts_of(text: str, weight: Weight) -> tuple[tuple[str, str], ...]:
    """Part a text as it stands from the left where another typeface takes over."""
    stood = "".join(sign for _, sign in as_it_stands(text)) if runs_left(text) else text
    return stretches(stood, weight.value, _has)


def width_mm(text: str, weight: Weight, size: float) -> float:
    """Measure a text; its size is in points, its width in millimetres."""
    parts = stretches(text, weight.value, _has)
    return sum(float(pdfmetrics.stringWidth(part, face, size)) for face, part in parts) / mm


def _has(face: str, sign: str) -> bool:
    return ord(sign) in _signs(face)


@cache
def _signs(face: str) -> frozenset[int]:
    """List the signs of a typeface; those that stand in are read when first asked for."""
    _load(face)
    font = pdfmetrics.getFont(face)
    return frozenset(font.face.charToGlyph if isinstance(font, TTFont) else ())


def _load(face: str) -> None:
    if face not in pdfmetrics.getRegisteredFontNames():
        folder = ("fonts", "scripts") if face in STAND_INS else ("fonts",)
        pdfmetrics.registerFont(TTFont(face, str(resource(*folder, f"{face}.ttf"))))


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
