"""Codes as plain geometry: where dark modules stand, and how large they print.

A code is computed here and drawn as vectors elsewhere, so no printer has to guess at pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby

from retailcrm.cards.check_digits import CheckDigit, is_checked
from retailcrm.cards.code128 import code128_widths
from retailcrm.cards.numbers import EAN13, NumberRange, refuse_untried
from retailcrm.cards.qr import qr_rows
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

_INCH = 25.4
LONGEST_CODE = 32
# Widths of space, bar, space, bar of each digit in the left half; the right half is the same
# with bars first, and a digit of the other parity is mirrored.
_EAN = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
_PARITY = ("000000", "001011", "001101", "001110", "010011",
           "011001", "011100", "010101", "010110", "011010")  # fmt: skip
# Whole dots of a printer first: 4 at 300 dpi (so 8 at 600), 7 at 600, then the least there is.
_FOUR_DOTS, _SEVEN_OF_600, _THREE_DOTS = 4 * _INCH / 300, 7 * _INCH / 600, 3 * _INCH / 300
_EAN_LEAST = 0.264
_QR_LEAST = 0.4
_QR_QUIET = 4


class Symbology(StrEnum):
    """The kinds of code, by the names that commands use."""

    EAN13 = "ean13"
    CODE128 = "code128"
    QR = "qr"

    @property
    def label(self) -> str:
        """Its name for people."""
        return _LABELS[self]


_LABELS = {Symbology.EAN13: "EAN-13", Symbology.CODE128: "Code 128", Symbology.QR: "QR"}
_MODULES = {
    Symbology.EAN13: (_FOUR_DOTS, _SEVEN_OF_600, _EAN_LEAST),
    Symbology.CODE128: (_FOUR_DOTS, _SEVEN_OF_600, _THREE_DOTS),
    Symbology.QR: (*(dots * _INCH / 300 for dots in range(16, 4, -1)), _QR_LEAST),
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code in modules, the smallest width of a bar being one.

    Attributes:
        number: what a scanner reads.
        width: of all bars, without the quiet zones beside them.
        rows: 1 for bars of any height; a QR code has as many rows as columns.
        bars: (from the left, from the top, width); each one row high.
        quiet_left, quiet_right: modules left white; a QR code has them above and below too.
    """

    number: str
    kind: Symbology
    width: int
    rows: int
    bars: tuple[tuple[int, int, int], ...]
    quiet_left: int
    quiet_right: int

    @property
    def full_width(self) -> int:
        """Modules with both quiet zones."""
        return self.quiet_left + self.width + self.quiet_right

    @property
    def is_square(self) -> bool:
        """Whether it is as high as it is wide."""
        return self.rows > 1


def encode(number: str, kind: Symbology) -> Symbol:
    """Turn a card's number into a code.

    Raises:
        UserError: a number like this cannot be printed as such a code.
    """
    if kind is Symbology.EAN13:
        return _ean13(number)
    _refuse_unprintable(number, kind)
    if kind is Symbology.CODE128:
        return _bars(number, code128_widths(number), kind, (10, 10))
    return _qr(number)


def refuse_impossible(number: str, kind: Symbology, ranges: Iterable[NumberRange]) -> None:
    """Refuse a code that a number cannot have, or that the shop's till may misread.

    Raises:
        UserError: in one sentence, why not.
    """
    encode(number, kind)
    if kind is Symbology.EAN13:
        refuse_untried(number, ranges)


def module_mm(symbol: Symbol, width: float, height: float) -> float:
    """Choose the width of one module, in mm, so that the code with its quiet zones has room.

    Raises:
        UserError: it would be too fine for scanners.
    """
    room = min(width, height) if symbol.is_square else width
    for size in _MODULES[symbol.kind]:
        if symbol.full_width * size <= room + 0.001:
            return size
    raise UserError(
        say("The label is too small to print {number} as {code} so that scanners read it.",
            number=symbol.number, code=symbol.kind.label),
        say("Choose a larger label or another code."),
    )  # fmt: skip


def _ean13(number: str) -> Symbol:
    if len(number) != EAN13 or not is_checked(number, CheckDigit.EAN):
        raise UserError(
            say("{number} cannot be an EAN-13: that takes 13 digits with a right check digit.",
                number=number),
            say("Print it as Code 128 or QR."),
        )  # fmt: skip
    parity = _PARITY[int(number[0])]
    left = (
        _EAN[int(digit)][:: -1 if mirrored == "1" else 1]
        for digit, mirrored in zip(number[1:7], parity, strict=True)
    )
    right = (_EAN[int(digit)] for digit in number[7:])
    return _bars(number, f"111{''.join(left)}11111{''.join(right)}111", Symbology.EAN13, (11, 7))


def _bars(number: str, widths: str, kind: Symbology, quiet: tuple[int, int]) -> Symbol:
    """Place bars and spaces, which follow each other in turn, beginning with a bar."""
    edges = [0, *accumulate(map(int, widths))]
    bars = tuple(
        (edges[at], 0, edges[at + 1] - edges[at]) for at in range(0, len(widths), 2)
    )  # fmt: skip
    return Symbol(number, kind, edges[-1], 1, bars, *quiet)


def _qr(text: str) -> Symbol:
    rows = qr_rows(text)
    size = len(rows)
    bars = tuple((x, y, width) for y, row in enumerate(rows) for x, width in _runs(row))
    return Symbol(text, Symbology.QR, size, size, bars, _QR_QUIET, _QR_QUIET)


def _runs(row: Sequence[bool | None]) -> list[tuple[int, int]]:
    """Give dark stretches of a row as (from, width)."""
    found = []
    at = 0
    for dark, group in groupby(row, bool):
        width = len(list(group))
        if dark:
            found.append((at, width))
        at += width
    return found


def _refuse_unprintable(number: str, kind: Symbology) -> None:
    if not number or len(number) > LONGEST_CODE or not (number.isascii() and number.isprintable()):
        raise UserError(
            say("{number} cannot be printed as {code}.", number=number or "–", code=kind.label),
            say("Codes hold up to {most} letters of the English alphabet, digits and signs.",
                most=LONGEST_CODE),
        )  # fmt: skip
