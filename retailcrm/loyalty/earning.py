"""What a receipt earns, line by line, in whole parts of a point.

A line's unrounded earn is amount × rate × factor, all whole numbers, so nothing is rounded
before the receipt's sum is floored once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from retailcrm.core.money import decimal_text
from retailcrm.core.words import say
from retailcrm.loyalty.basket import TIP, VISIT, Basket, EarnedLine, Line
from retailcrm.loyalty.eligible import amounts, barred, tip_amount
from retailcrm.loyalty.multipliers import FINE, Named, bonuses_for, factor, number_text
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
    terms = _terms(basket, program)
    lines = sorted(basket.lines, key=lambda line: line.line_no)
    found = amounts(basket, lines, program.earning)
    earned = [_line(line, amount, terms) for line, amount in zip(lines, found, strict=True)]
    if sum(found) > 0:
        earned += _besides(terms)
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


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is the same for all lines of a receipt, worked out once.

    Attributes:
        basket: the receipt.
        program: the rules.
        rate: millionths of a point for one currency unit.
        point: a point in parts before the factor is applied.
        factor: of lines without a bonus.
        named: the multipliers that made it.
        per_unit: the rate in words.
        told: the words for a line without a bonus.
    """

    basket: Basket
    program: Program
    rate: int
    point: int
    factor: int
    named: tuple[Named, ...]
    per_unit: tuple[str, ...]
    told: str


def _terms(basket: Basket, program: Program) -> _Terms:
    times, named = factor(basket, (), program)
    per_unit = _rates(program, basket.digits)
    return _Terms(
        basket,
        program,
        rate=rate_of(program.earning.per_unit),
        point=scale(basket.digits) // FINE,
        factor=times,
        named=named,
        per_unit=per_unit,
        told=_told(per_unit + _pieces((), program), named),
    )


def _line(line: Line, amount: int, terms: _Terms) -> EarnedLine:
    earning = terms.program.earning
    if not amount:
        return EarnedLine(line.line_no, 0, terms.rate, 0, 0, _nothing(line, terms.program))
    bonuses = bonuses_for(line, terms.basket, terms.program)
    if bonuses:
        return _with_bonus(line, amount, terms, bonuses)
    earned = _parts(line, amount, terms, earning.per_item) * terms.factor
    return EarnedLine(line.line_no, amount, terms.rate, terms.factor, earned, terms.told)


def _with_bonus(line: Line, amount: int, terms: _Terms, bonuses: tuple[Bonus, ...]) -> EarnedLine:
    times, named = factor(terms.basket, bonuses, terms.program)
    each = terms.program.earning.per_item + sum(bonus.per_item for bonus in bonuses)
    earned = _parts(line, amount, terms, each) * times
    told = _told(terms.per_unit + _pieces(bonuses, terms.program), named)
    return EarnedLine(line.line_no, amount, terms.rate, times, earned, told)


def _parts(line: Line, amount: int, terms: _Terms, each: int) -> int:
    """Give what a line earns before the factor is applied."""
    return amount * terms.rate + line.pieces * each * terms.point


def _besides(terms: _Terms) -> list[EarnedLine]:
    """Give what the visit and the tip earn, if the program lets them."""
    lines, rate, times = list[EarnedLine](), terms.rate, terms.factor
    visit = terms.program.earning.per_visit
    if visit:
        told = _told((say("{points} for the visit", points=visit),), terms.named)
        lines.append(EarnedLine(VISIT, 0, 0, times, visit * terms.point * times, told))
    tip = tip_amount(terms.basket, terms.program.earning)
    if tip:
        told = _told((say("Tip"), *terms.per_unit), terms.named)
        lines.append(EarnedLine(TIP, tip, rate, times, tip * rate * times, told))
    return lines


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
