"""Numbers and dates as people read them, fast enough for a table of thousands of cells.

Babel is asked once for a locale's separators, patterns and names; after that a cell costs
one f-string. English is written as on the shop's printed pages: day before month and a
narrow space before the percent sign. Every other language follows its own custom.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from retailcrm.core.days import month_start
from retailcrm.core.locales import Customs, customs
from retailcrm.core.money import minor_digits
from retailcrm.core.words import say

NONE = "\u2013"
MINUS = "\u2212"
# Lifts 0.145 times 100, which binary floats keep a hair below 14.5, over the half.
_HAIR = 1e-9
_SAME_SHARE = 1e-6  # what floating point leaves of a per cent


def half_up(value: float) -> int:
    """Round to the nearest whole number, halves away from zero."""
    if isinstance(value, int):
        return value
    whole = math.floor(abs(value) + 0.5 + _HAIR)
    return -whole if value < 0 else whole


@dataclass(frozen=True, slots=True)
class Figures:
    """Write figures of one shop: its currency's decimals, its language's signs.

    No value is written as a dash everywhere, so callers pass None straight on.

    Args:
        currency: ISO code; decides the decimals of amounts.
        locale: a CLDR name such as `en_US` or `de_DE`; unknown ones are written as English.
    """

    currency: str
    locale: str = "en_US"
    digits: int = field(init=False, compare=False)
    _customs: Customs = field(init=False, compare=False, repr=False)
    _symbol: tuple[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        learned = customs(self.locale)
        object.__setattr__(self, "digits", minor_digits(self.currency))
        object.__setattr__(self, "_customs", learned)
        object.__setattr__(self, "_symbol", learned.symbol(self.currency))

    def count(self, value: float | None) -> str:
        """Write a count: "3,064"."""
        return NONE if value is None else self._plain(half_up(value), 0)

    def number(self, value: float | None, places: int = 1) -> str:
        """Write a number with fixed decimals: "2.5"."""
        return NONE if value is None else self._plain(half_up(value * 10**places), places)

    def amount(self, minor: float | None) -> str:
        """Write minor units with the currency's decimals: "1,284.60"."""
        return NONE if minor is None else self._plain(half_up(minor), self.digits)

    def whole(self, minor: float | None) -> str:
        """Write minor units without decimals: "116,742"."""
        return NONE if minor is None else self._plain(half_up(minor / 10**self.digits), 0)

    def money(self, minor: float | None, *, whole: bool = False) -> str:
        """Write an amount with its sign for use in a sentence: "$24,190"."""
        if minor is None:
            return NONE
        text = self.whole(minor) if whole else self.amount(minor)
        sign, text = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        return f"{sign}{self._symbol[0]}{text}{self._symbol[1]}"

    def change(self, value: float | None) -> str:
        """Write a change of a count with its sign: "+23" or "0"."""
        return self._signed(value, self.count)

    def change_amount(self, minor: float | None) -> str:
        """Write a change of an amount with its sign: "+1,284.60"."""
        return self._signed(minor, self.amount)

    def change_whole(self, minor: float | None) -> str:
        """Write a change of an amount without decimals: "+9,506"."""
        return self._signed(minor, self.whole)

    def percent(self, share: float | None, places: int = 1) -> str:
        """Write a fraction as percent: 0.584 is "58.4 %"."""
        if share is None:
            return NONE
        return self._customs.percent.format(self.number(share * 100, places))

    def short_percent(self, share: float) -> str:
        """Write a fraction with the decimals that it has, two at most: "3 %", "2.5 %"."""
        return self.percent(share, next(n for n in range(3) if n > 1 or _fits(share * 100, n)))

    def bare_percent(self, share: float | None, places: int = 1) -> str:
        """Write a fraction as percent where the column's head carries the sign: "58.4"."""
        return NONE if share is None else self.number(share * 100, places)

    def change_percent(self, share: float | None, places: int = 1) -> str:
        """Write a relative change: 0.068 is "+6.8 %"."""
        return self._signed(share, lambda value: self.percent(value, places))

    def bare_change(self, share: float | None, places: int = 1) -> str:
        """Write a relative change where the column's head carries the sign: "+6.8"."""
        return self._signed(share, lambda value: self.bare_percent(value, places))

    def points(self, difference: float | None, places: int = 1) -> str:
        """Write the difference of two shares: 0.013 is "+1.3 pt"."""
        text = self._signed(difference, lambda value: self.bare_percent(value, places))
        return text if difference is None else say("{n}\u202fpt", n=text)

    def days(self, value: float | None) -> str:
        """Write a span of days: "23 days"."""
        if value is None:
            return NONE
        whole = half_up(value)
        return say("1 day") if whole == 1 else say("{n} days", n=self.count(whole))

    def day(self, day: date | None) -> str:
        """Write a date in full: "Fri 31 Oct 2025"."""
        return NONE if day is None else self._customs.weekday_date(day)

    def day_year(self, day: date | None) -> str:
        """Write a date with its year: "31 Oct 2025"."""
        return NONE if day is None else self._customs.full_date(day)

    def short_day(self, day: date | None) -> str:
        """Write a date without its year: "31 Oct"."""
        return NONE if day is None else self._customs.day_month(day)

    def month(self, index: int | None) -> str:
        """Write a month by its number: "October 2025"."""
        return NONE if index is None else self._customs.month_year(month_start(index))

    def short_month(self, index: int | None) -> str:
        """Write a month by its number in short: "Oct 2025"."""
        return NONE if index is None else self._customs.short_month_year(month_start(index))

    def month_name(self, index: int | None) -> str:
        """Write a month without its year: "October"."""
        return NONE if index is None else self._customs.month_name(month_start(index))

    def short_month_name(self, index: int | None) -> str:
        """Write a month without its year in short: "Oct"."""
        return NONE if index is None else self._customs.short_month_name(month_start(index))

    def _signed(self, value: float | None, write: Callable[[float], str]) -> str:
        if value is None:
            return NONE
        text = write(value)
        return f"+{text}" if value > 0 and any(sign in "123456789" for sign in text) else text

    def _plain(self, scaled: int, places: int) -> str:
        learned = self._customs
        sign = MINUS if scaled < 0 else ""
        if not places:
            return sign + learned.group_whole(abs(scaled))
        whole, part = divmod(abs(scaled), 10**places)
        return f"{sign}{learned.group_whole(whole)}{learned.decimal}{part:0{places}d}"


def _fits(value: float, places: int) -> bool:
    return abs(value - round(value, places)) < _SAME_SHARE
