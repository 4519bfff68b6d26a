"""How this shop's card numbers look, and what its scanner adds to them."""

from collections.abc import Callable
from dataclasses import asdict
from random import Random
from typing import Any

from retailcrm.cards.check_digits import CheckDigit
from retailcrm.cards.numbers import DEFAULT_RANGE, NumberRange, draw_numbers
from retailcrm.cards.scanning import ScannerHabits
from retailcrm.db.books import Reading
from retailcrm.db.cards import taken_numbers
from retailcrm.db.settings import read_setting, write_setting

RANGES = "cards.ranges"
NEXT = "cards.next"
HABITS = "cards.scanner"


def ranges_of(connection: Reading) -> tuple[NumberRange, ...]:
    """Give the range that new numbers come from, then those that earlier ones came from."""
    held = read_setting(connection, RANGES, [])
    return tuple(_range(one) for one in held) or (DEFAULT_RANGE,)


def keep_range(connection: Reading, new: NumberRange) -> None:
    """Let new numbers come from a range; numbers of the earlier ones stay recognised."""
    earlier = [one for one in ranges_of(connection) if one != new]
    write_setting(connection, RANGES, [asdict(one) for one in (new, *earlier)])
    write_setting(connection, NEXT, 0)


def habits_of(connection: Reading) -> ScannerHabits:
    """Give what the shop's scanner puts around every code."""
    return ScannerHabits(**read_setting(connection, HABITS, {}))


def keep_habits(connection: Reading, habits: ScannerHabits) -> None:
    """Keep what the scanner puts around every code."""
    write_setting(connection, HABITS, asdict(habits))


def new_numbers(connection: Reading, count: int, random: Random) -> tuple[str, ...]:
    """Draw numbers that nobody has and no product carries.

    Raises:
        UserError: the range has not so many left.
    """
    wanted = ranges_of(connection)[0]
    start = int(read_setting(connection, NEXT, 0))
    drawn = draw_numbers(wanted, count, random, _taken_in(connection), start)
    if wanted.sequential and drawn:
        write_setting(connection, NEXT, _place_after(wanted, drawn[-1], start))
    return drawn


def _place_after(wanted: NumberRange, number: str, start: int) -> int:
    place = start
    while wanted.number(place) != number:
        place += 1
    return place + 1


def _taken_in(connection: Reading) -> Callable[[frozenset[str]], frozenset[str]]:
    return lambda numbers: taken_numbers(connection, numbers)


def _range(held: dict[str, Any]) -> NumberRange:
    return NumberRange(**{**held, "check": CheckDigit(held["check"])})
