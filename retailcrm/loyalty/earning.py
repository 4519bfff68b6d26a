"""What a receipt earns, line by line, in whole parts of a point.

A line's unrounded earn is amount × rate × factor, all whole numbers, so nothing is rounded
before the receipt's sum is floored once.
"""

from collections.abc import Iterable
from decimal import Decimal

from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.loyalty.basket import TIP, VISIT, Basket, EarnedLine, Line
from retailcrm.loyalty.eligible import amounts, barred, tip_amount
from retailcrm.loyalty.multipliers import Named, bonuses_for, factor, number_text
from retailcrm.loyalty.program import Bonus, Program

__all__ = [
    "TIP",
    "VISIT",
    "Basket",
    "EarnedLine",
    "Line",
    "earn",
    "rate_of",
    "scale",
    "unrounded",
    "whole_points",
]

_RATE = 1_000_000  # a rate has six decimals at most


def scale(digits: int) -> int:
    """Say how many parts make a point in a currency with so many decimals."""
    parts: int = 10 ** (10 + digits)
    return parts


def rate_of(per_unit: Decimal) -> int:
    """Give points per currency unit in millionths."""
    return int(per_unit * _RATE)


def earn(basket: Basket, program: Program) -> tuple[EarnedLine, ...]:
    """Work out what each line earned, then the visit and the tip if they earn.

    A line of something that came back on the same receipt earns below zero by its own rules,
    so that the two cancel out. A line that is barred, given away or paid with points earns
    nothing, for each piece neither. The order of lines does not matter.
    """
    lines = sorted(basket.lines, key=lambda line: line.line_no)
    found = amounts(basket, lines, program.earning)
    earned = [
        _line(line, amount, basket, program) for line, amount in zip(lines, found, strict=True)
    ]
    if sum(found) > 0:
        earned += _besides(basket, program)
    return tuple(earned)


def unrounded(lines: Iterable[EarnedLine]) -> int:
    """Add up what lines earned, in parts; below zero if more came back than was bought."""
    return sum(line.earned for line in lines)


def whole_points(lines: Iterable[EarnedLine], digits: int, carried: int = 0) -> tuple[int, int]:
    """Floor a sale's earn to whole points.

    Args:
        lines: what its lines earned.
        digits: decimals of the currency.
        carried: parts left over from earlier receipts, where the program carries them.

    Returns:
        Points and the parts left over; a sum below zero earns nothing.
    """
    return divmod(max(0, unrounded(lines)) + carried, scale(digits))


def _line(line: Line, amount: int, basket: Basket, program: Program) -> EarnedLine:
    rate = rate_of(program.earning.per_unit)
    if not amount:
        return EarnedLine(line.line_no, 0, rate, 0, 0, _nothing(line, program))
    bonuses = bonuses_for(line, basket, program)
    times, named = factor(basket, bonuses, program)
    each = program.earning.per_item + sum(bonus.per_item for bonus in bonuses)
    earned = (amount * rate + line.pieces * each * _point(basket.digits)) * times
    told = _told(_rates(program, basket.digits) + _pieces(bonuses, program), named)
    return EarnedLine(line.line_no, amount, rate, times, earned, told)


def _besides(basket: Basket, program: Program) -> list[EarnedLine]:
    """Give what the visit and the tip earn, if the program lets them."""
    times, named = factor(basket, (), program)
    lines = []
    visit = program.earning.per_visit
    if visit:
        earned = visit * _point(basket.digits) * times
        told = _told((say("{points} for the visit", points=visit),), named)
        lines.append(EarnedLine(VISIT, 0, 0, times, earned, told))
    tip = tip_amount(basket, program.earning)
    if tip:
        rate = rate_of(program.earning.per_unit)
        told = _told((say("Tip"), *_rates(program, basket.digits)), named)
        lines.append(EarnedLine(TIP, tip, rate, times, tip * rate * times, told))
    return lines


def _point(digits: int) -> int:
    """Give a point in parts before the factor is applied."""
    parts: int = 10 ** (6 + digits)
    return parts


def _nothing(line: Line, program: Program) -> str:
    why = barred(line, program.earning)
    if why or not line.net:
        return why
    return say("Came back") if not line.kept else say("Paid with points")


def _rates(program: Program, digits: int) -> tuple[str, ...]:
    per_unit = program.earning.per_unit
    if not per_unit:
        return ()
    unit, points = decimal_text(10**digits, digits), number_text(per_unit)
    if points == "1":
        return (say("1 point per {unit}", unit=unit),)
    return (say("{points} points per {unit}", points=points, unit=unit),)


def _pieces(bonuses: tuple[Bonus, ...], program: Program) -> tuple[str, ...]:
    each = program.earning.per_item
    told = [say("{points} for each piece", points=each)] if each else []
    told += [
        say(
            "{name} {points} for each piece", name=bonus.name or say("Bonus"), points=bonus.per_item
        )
        for bonus in bonuses
        if bonus.per_item
    ]
    return tuple(told)


def _told(parts: tuple[str, ...], named: tuple[Named, ...]) -> str:
    times = tuple(f"{name} ×{number_text(value)}" for name, value in named)
    return ", ".join(parts + times)
