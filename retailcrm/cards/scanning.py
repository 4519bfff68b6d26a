"""What a scanner or a person typed: which member numbers it may be, and what else."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retailcrm.cards.check_digits import (
    CheckDigit,
    is_checked,
    is_digits,
    with_check_digit,
)
from retailcrm.cards.numbers import EAN13, UPC, NumberRange, is_scale_label
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")  # how a scanner says which kind of code it saw
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-–—/_]+(?=\d)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_EAN8 = 8
_MOST = 64
_LONGEST_CARD = 32


class Meaning(StrEnum):
    """What a scan is if no member has it."""

    MEMBER = "member"  # looks like one of our numbers
    PRODUCT = "product"  # an article's code
    SCALE_LABEL = "scale_label"  # weighed or priced goods
    GARBLED = "garbled"  # ours but for a wrong check digit
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScannerHabits:
    """What this shop's scanner puts before and behind every code, and how fast it types.

    Attributes:
        gap: the longest pause between two of its keys, in milliseconds.
    """

    prefix: str = ""
    suffix: str = ""
    gap: int = 50


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned or typed.

    Attributes:
        text: as printed on the card, without what the scanner added.
        candidates: member numbers it may be, the likeliest first; look each up, in turn.
        meaning: what it is if nobody has any of them.
    """

    text: str
    candidates: tuple[str, ...]
    meaning: Meaning

    def explain(self) -> UserError:
        """Say in one sentence why there is no member, and in one what to do."""
        return _EXPLAINED[self.meaning](self.text)


def read_scan(raw: str, ranges: Sequence[NumberRange], habits: ScannerHabits | None = None) -> Scan:
    """Find out which member numbers a scan or typed text may stand for.

    Takes any scanner: with and without check digit, the leading 0 of an EAN left out or added,
    a mark of the code's kind in front, digits in groups, a prefix or suffix that was set up.
    """
    text = tidy(raw, habits or ScannerHabits())
    candidates = tuple(dict.fromkeys(_candidates(text, ranges)))
    return Scan(text, candidates, _meaning(text, candidates, ranges))


def tidy(raw: str, habits: ScannerHabits) -> str:
    """Take off what the scanner added and the spaces and dashes between digits."""
    text = _UNSEEN.sub("", raw).strip()
    if habits.prefix and text.startswith(habits.prefix):
        text = text.removeprefix(habits.prefix).lstrip()
    if habits.suffix and text.endswith(habits.suffix):
        text = text.removesuffix(habits.suffix).rstrip()
    text = _AIM.sub("", text).strip()
    text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    return _BETWEEN_DIGITS.sub("", text)[:_MOST]


def new_card_number(raw: str, ranges: Sequence[NumberRange], habits: ScannerHabits) -> str:
    """Read the number of a card to give out, ours or from a pre-printed stock.

    Raises:
        UserError: it cannot be a member's number, or tills would take it for goods.
    """
    scan = read_scan(raw, ranges, habits)
    ours = next((one for one in scan.candidates if _held(one, ranges)), None)
    if ours is not None:
        return ours
    if not scan.text.isascii() or not scan.text or len(scan.text) > _LONGEST_CARD:
        raise UserError(
            say("A card's number has up to {most} letters and digits.", most=_LONGEST_CARD),
            say("Scan the card once more, or type the number as it is printed."),
        )
    # Bureaus print eight digits of any kind; one in ten looks like a short product code.
    if scan.meaning is Meaning.UNKNOWN or len(scan.text) == _EAN8:
        return scan.text
    raise scan.explain()


def _held(number: str, ranges: Sequence[NumberRange]) -> bool:
    return any(one.holds(number) for one in ranges)


def _candidates(text: str, ranges: Sequence[NumberRange]) -> list[str]:
    if not text:
        return []
    found = [text]
    if is_digits(text):
        found += _same_code(text)
        found += [whole for one in ranges for whole in _completed(text, one)]
        if len(text) == EAN13 and is_checked(text, CheckDigit.EAN):
            found.append(text[:-1])  # the card's twelve digits, printed as EAN-13
        return [text, *sorted(found[1:], key=lambda number: not _held(number, ranges))]
    return [*found, text.upper()]


def _same_code(text: str) -> list[str]:
    """Give the same EAN with or without the 0 that some scanners leave out."""
    if len(text) == UPC:
        return [f"0{text}"]
    return [text[1:]] if len(text) == EAN13 and text.startswith("0") else []


def _completed(text: str, wanted: NumberRange) -> list[str]:
    """Give the whole number where the scanner or a sheet dropped its last or first digits."""
    found = []
    if wanted.check is not CheckDigit.NONE and len(text) == wanted.length - 1:
        found.append(with_check_digit(text, wanted.check))
    if wanted.prefix.startswith("0"):
        found.append(text.zfill(wanted.length))
    return [number for number in found if wanted.holds(number)]


def _meaning(text: str, candidates: tuple[str, ...], ranges: Sequence[NumberRange]) -> Meaning:
    if any(_held(number, ranges) for number in candidates):
        return Meaning.MEMBER
    if not is_digits(text):
        return Meaning.UNKNOWN
    if is_scale_label(text):
        return Meaning.SCALE_LABEL
    if len(text) in (EAN13, UPC, _EAN8) and is_checked(text, CheckDigit.EAN):
        return Meaning.PRODUCT
    if len(text) == EAN13 or any(one.resembles(text) for one in ranges):
        return Meaning.GARBLED
    return Meaning.UNKNOWN


def _unknown(text: str) -> UserError:
    if not text:
        return UserError(say("The scan was empty."), say("Scan the card once more."))
    return UserError(
        say("Nobody here has the card {number}.", number=text),
        say("It may be another shop's; look the member up by name, or enrol a new one."),
    )


_EXPLAINED: Mapping[Meaning, Callable[[str], UserError]] = {
    Meaning.MEMBER: lambda text: UserError(
        say("The card {number} has not been given to anyone.", number=text),
        say("Enrol a member with it, or look the member up by name."),
    ),
    Meaning.PRODUCT: lambda text: UserError(
        say("{number} is the code of a product, not of a card.", number=text),
        say("Scan the member's card."),
    ),
    Meaning.SCALE_LABEL: lambda text: UserError(
        say("{number} is a label from the scale, not a card.", number=text),
        say("Scan the member's card."),
    ),
    Meaning.GARBLED: lambda text: UserError(
        say("{number} was not read right: its last digit does not fit.", number=text),
        say("Scan the card once more, or type the number as it is printed."),
    ),
    Meaning.UNKNOWN: _unknown,
}
