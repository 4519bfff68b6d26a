"""Ranges of member numbers: what they look like, and drawing new ones nobody has."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, pairwise
from random import Random

from retailcrm.cards.check_digits import CheckDigit, is_checked, is_digits, with_check_digit
from retailcrm.core.errors import UserError
from retailcrm.core.words import say

#: Lengths that tills take for products and, where they begin so, for weighed goods.
EAN13, UPC = 13, 12
SCALE_STARTS = ("02", "2")
SHORTEST, LONGEST = 4, 24
# A till may take a leading 0 off, and read a leading 2 as goods from the scale.
_FIRST_DIGITS = "13456789"
_MISSES = 64  # a number that are taken before the range counts as full
_FEW = 100_000  # so many numbers can be looked through one by one

#: Given some numbers, which of them are in use: `issued.intersection` of a set will do.
Taken = Callable[[frozenset[str]], AbstractSet[str]]


@dataclass(frozen=True, slots=True)
class NumberRange:
    """How the shop's own member numbers are made; the default is safe for any till.

    Attributes:
        prefix: digits every number begins with; without one the first is never 0 or 2.
        length: digits in all, with prefix and check digit.
        sequential: one after the other, not random; others can then be guessed.
        confirmed: the owner has tried this prefix at the till, which took it for no product.

    Raises:
        UserError: such numbers cannot be, or a till would take them for something else.
    """

    prefix: str = ""
    length: int = 10
    check: CheckDigit = CheckDigit.LUHN
    sequential: bool = False
    confirmed: bool = False

    def __post_init__(self) -> None:
        _refuse_impossible(self)
        if not self.confirmed:
            _refuse_products(self)

    @property
    def free(self) -> int:
        """Digits that differ from number to number."""
        return self.length - len(self.prefix) - (self.check is not CheckDigit.NONE)

    @property
    def size(self) -> int:
        """How many numbers the range has."""
        firsts = len(_FIRST_DIGITS) if not self.prefix else 10
        return int(firsts * 10 ** (self.free - 1))

    def number(self, at: int) -> str:
        """Give the number at a place of the range, the lowest being 0."""
        digits = str(at).zfill(self.free)
        first = digits[0] if self.prefix else _FIRST_DIGITS[int(digits[0])]
        return with_check_digit(f"{self.prefix}{first}{digits[1:]}", self.check)

    def resembles(self, number: str) -> bool:
        """Say whether a number has this range's length and beginning, whatever its last digit."""
        shaped = len(number) == self.length and is_digits(number)
        return shaped and number.startswith(self.prefix or tuple(_FIRST_DIGITS))

    def holds(self, number: str) -> bool:
        """Say whether a number is one of this range, its check digit right."""
        return self.resembles(number) and is_checked(number, self.check)


def ean13_range(prefix: str, *, confirmed: bool, sequential: bool = False) -> NumberRange:
    """Make a range of numbers that print as EAN-13.

    Raises:
        UserError: the owner has not yet tried the prefix at the till.
    """
    return NumberRange(prefix, EAN13, CheckDigit.EAN, sequential, confirmed)


def draw_numbers(
    wanted: NumberRange, count: int, random: Random, taken: Taken, start: int = 0
) -> tuple[str, ...]:
    """Draw numbers of a range that nobody has.

    Args:
        wanted: the range they come from.
        count: how many.
        random: where chance comes from; unused by ranges in sequence.
        taken: says which of some numbers are in use, as card or as product.
        start: for ranges in sequence, the place to begin at.

    Raises:
        UserError: the range has not so many left.
    """
    found: dict[str, None] = {}
    places = iter(_places(wanted, count, random, start))
    while len(found) < count:
        batch = dict.fromkeys(map(wanted.number, islice(places, max(count - len(found), 64))))
        if not batch:
            raise _full(wanted, len(found))
        used = taken(frozenset(batch))
        found.update((number, None) for number in batch if number not in used)
    return tuple(islice(found, count))


def refuse_untried(number: str, ranges: Iterable[NumberRange]) -> None:
    """Refuse to print a number as EAN-13 unless the owner has confirmed its range at her till.

    Raises:
        UserError: a till may take it for goods.
    """
    if not any(one.confirmed and one.length == EAN13 and one.holds(number) for one in ranges):
        raise _untried(number)


def clashes(wanted: NumberRange, codes: Iterable[str]) -> tuple[str, ...]:
    """Give those of the shop's product codes that would be taken for a number of the range."""
    return tuple(code for code in codes if wanted.holds(code) or wanted.holds(_ean(code)))


def is_scale_label(code: str) -> bool:
    """Say whether tills take a code for weighed or priced goods, as they do with 02 and 20 to 29.

    A code of 12 digits counts as well: scanners often leave out the 0 in front.
    """
    return is_digits(code) and len(_ean(code)) == EAN13 and _ean(code).startswith(SCALE_STARTS)


def readable(number: str) -> tuple[str, ...]:
    """Cut a number into groups of three or four that a person can read aloud."""
    if not is_digits(number) or len(number) <= 5:  # noqa: PLR2004 - one look takes in five
        return (number,)
    if len(number) == EAN13:
        return number[0], number[1:7], number[7:]
    groups = -(-len(number) // 4)
    ends = [len(number) * at // groups for at in range(groups + 1)]
    return tuple(number[a:b] for a, b in pairwise(ends))


def _ean(code: str) -> str:
    """Give a UPC the 0 that makes it an EAN."""
    return f"0{code}" if len(code) == UPC else code


def _places(wanted: NumberRange, count: int, random: Random, start: int) -> Iterable[int]:
    if wanted.sequential:
        return range(max(start, 0), wanted.size)
    if wanted.size <= max(_FEW, 2 * count):
        return random.sample(range(wanted.size), wanted.size)
    tries = count * _MISSES + 1000
    return (random.randrange(wanted.size) for _ in range(tries))


def _full(wanted: NumberRange, found: int) -> UserError:
    return UserError(
        say("The number range {name} has only {found} numbers left.",
            name=wanted.prefix or wanted.length, found=found),
        say("Issue fewer, or set up a range of longer numbers."),
    )  # fmt: skip


def _refuse_impossible(wanted: NumberRange) -> None:
    if wanted.prefix and not is_digits(wanted.prefix):
        raise UserError(
            say("A number range begins with digits, not with {prefix}.", prefix=wanted.prefix),
            say("Leave letters out: scanners type them differently on other keyboards."),
        )
    if not SHORTEST <= wanted.length <= LONGEST or wanted.free < 1:
        raise UserError(
            say("Numbers of {length} digits with the prefix {prefix} leave no room to count.",
                length=wanted.length, prefix=wanted.prefix or "–"),
            say("Choose {least} to {most} digits and a short prefix.",
                least=SHORTEST, most=LONGEST),
        )  # fmt: skip


def _refuse_products(wanted: NumberRange) -> None:
    """Refuse lengths that tills read as products until the owner has tried one card."""
    lowest = wanted.number(0)
    if is_scale_label(lowest) or (wanted.check is CheckDigit.EAN and len(_ean(lowest)) == EAN13):
        raise _untried(lowest)


def _untried(number: str) -> UserError:
    """Say why a number may not be printed for tills before the owner has tried it at hers."""
    try_it = say(
        "Print one card, scan it at your till, and confirm the range if the till takes it for no "
        "goods."
    )
    if is_scale_label(number):
        start = "02" if _ean(number).startswith("02") else number[:2]
        return UserError(
            say("Tills read {length} digits that begin with {start} as a scale label.",
                length=len(number), start=start), try_it,
        )  # fmt: skip
    return UserError(
        say("A till may take {length} digits for a product.", length=len(number)), try_it
    )


#: What a shop begins with: ten random digits, not from 0 or 2, the last one a check digit.
DEFAULT_RANGE = NumberRange()
