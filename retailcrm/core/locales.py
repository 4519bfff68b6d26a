"""What Babel knows of a locale, learned once and kept as plain strings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol

_NARROW = "\u202f"  # a narrow space that never breaks
_GROUP_AFTER = 3  # digits that stand together, Western and Indian alike
_PATTERN = re.compile(r"'([^']*)'|(E+|L+|M+|d+|y+)|([^'ELMdy]+)")
_ENGLISH = {
    "yMMMEd": "EEE d MMM y",
    "yMMMd": "d MMM y",
    "MMMd": "d MMM",
    "yMMMM": "MMMM y",
    "yMMM": "MMM y",
}
_FIELDS = {
    "y": "{y}",
    "yy": "{yy:02d}",
    "d": "{d}",
    "dd": "{d:02d}",
    "M": "{m}",
    "MM": "{m:02d}",
    "L": "{m}",
    "LL": "{m:02d}",
    "MMM": "{mmm}",
    "MMMM": "{mmmm}",
    "LLL": "{lll}",
    "LLLL": "{llll}",
}


@dataclass(frozen=True, slots=True)
class Customs:
    """How one locale writes numbers and dates.

    Attributes:
        group: sign between groups of digits.
        indian: groups of two after the first three.
        decimal: the decimal sign.
        percent: a place for the number and the percent sign.
        money: text before and after an amount, with ¤ for the currency sign.
        patterns: by CLDR skeleton, dates as format strings.
        months: names by month 1 to 12, as in a date: short and wide, then standing alone.
        weekdays: short names, Monday first.
    """

    locale: str
    group: str
    indian: bool
    decimal: str
    percent: str
    money: tuple[str, str]
    patterns: Mapping[str, str]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]

    def group_whole(self, value: int) -> str:
        """Write a whole number that is not negative with its group signs."""
        if value < 1000:  # noqa: PLR2004 - nothing to group
            return str(value)
        if self.indian:
            return self._indian(str(value))
        text = f"{value:,}"
        return text if self.group == "," else text.replace(",", self.group)

    def symbol(self, currency: str) -> tuple[str, str]:
        """Give what stands before and after an amount of `currency`."""
        sign = get_currency_symbol(currency, locale=self.locale)
        before, after = (part.replace("¤", sign) for part in self.money)
        if len(before) > 1 and before[-1].isalpha():
            before += _NARROW
        return before, after

    def weekday_date(self, day: date) -> str:
        """Write a date with its weekday."""
        return self._write("yMMMEd", day)

    def full_date(self, day: date) -> str:
        """Write a date."""
        return self._write("yMMMd", day)

    def day_month(self, day: date) -> str:
        """Write a date without its year."""
        return self._write("MMMd", day)

    def month_year(self, day: date) -> str:
        """Write the month and year of a day."""
        return self._write("yMMMM", day)

    def short_month_year(self, day: date) -> str:
        """Write the month and year of a day in short."""
        return self._write("yMMM", day)

    def month_name(self, day: date) -> str:
        """Write the month of a day, standing alone."""
        return self.months[3][day.month - 1]

    def short_month_name(self, day: date) -> str:
        """Write the month of a day in short, standing alone."""
        return self.months[2][day.month - 1]

    def _write(self, skeleton: str, day: date) -> str:
        short, wide, short_alone, wide_alone = (names[day.month - 1] for names in self.months)
        return self.patterns[skeleton].format(
            y=day.year,
            yy=day.year % 100,
            m=day.month,
            d=day.day,
            e=self.weekdays[day.weekday()],
            mmm=short,
            mmmm=wide,
            lll=short_alone,
            llll=wide_alone,
        )

    def _indian(self, digits: str) -> str:
        head, tail = digits[:-_GROUP_AFTER], digits[-_GROUP_AFTER:]
        cut = len(head) % 2
        pairs = [head[:cut]] if cut else []
        pairs += [head[at : at + 2] for at in range(cut, len(head), 2)]
        return self.group.join([*pairs, tail])


@lru_cache(maxsize=16)
def customs(name: str) -> Customs:
    """Learn how a locale writes; an unknown one writes American English."""
    locale = _locale(name)
    symbols = locale.number_symbols["latn"]
    money = locale.currency_formats["standard"]
    return Customs(
        locale=str(locale),
        group=_narrow(symbols["group"]),
        indian=tuple(locale.decimal_formats[None].grouping) == (_GROUP_AFTER, 2),
        decimal=symbols["decimal"],
        percent=_percent(locale),
        money=(_narrow(money.prefix[0]), _narrow(money.suffix[0])),
        patterns=_patterns(locale),
        months=_months(locale),
        weekdays=tuple(locale.days["format"]["abbreviated"][at].rstrip(".") for at in range(7)),
    )


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")


def _narrow(text: str) -> str:
    return text.replace("\xa0", _NARROW)


def _percent(locale: Locale) -> str:
    pattern = locale.percent_formats[None]
    before, after = _narrow(pattern.prefix[0]), _narrow(pattern.suffix[0])
    if locale.language == "en":
        after = f"{_NARROW}%"
    return f"{before}{{}}{after}"


def _months(locale: Locale) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(locale.months[context][width][at].rstrip(".") for at in range(1, 13))
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
    )


def _patterns(locale: Locale) -> dict[str, str]:
    if locale.language == "en":
        return {key: _template(pattern) for key, pattern in _ENGLISH.items()}
    known = locale.datetime_skeletons
    return {key: _template(known[key].pattern) for key in _ENGLISH}


def _template(pattern: str) -> str:
    """Turn a CLDR date pattern into a Python format string."""
    parts = []
    for quoted, field, literal in _PATTERN.findall(pattern):
        if field.startswith("E"):
            parts.append("{e}")
        elif field:
            parts.append(_FIELDS[field])
        else:
            parts.append((quoted or literal).replace("{", "{{").replace("}", "}}"))
    return _narrow("".join(parts))
