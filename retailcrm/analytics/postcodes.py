"""Postcodes as one spelling: spaces, ZIP+4, small letters, and zeros that a spreadsheet ate."""

import re
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from retailcrm.core.words import say

#: Digits of a postcode in countries where every one has as many.
DIGITS = MappingProxyType(
    {
        **dict.fromkeys(
            ("US", "DE", "FR", "ES", "IT", "MX", "FI", "SE", "CZ", "SK", "GR", "HR", "EE", "LT",
             "TR", "UA", "RS", "MY", "TH", "ID", "KR", "PR", "MC"), 5),
        **dict.fromkeys(
            ("AT", "CH", "LI", "BE", "LU", "DK", "NO", "HU", "SI", "BG", "AU", "NZ", "ZA", "CY",
             "LV", "GE", "PH"), 4),
        **dict.fromkeys(("RU", "IN", "CN", "SG", "RO", "KZ", "VN"), 6),
        **dict.fromkeys(("PL",), 5),
        **dict.fromkeys(("PT", "JP", "IL"), 7),
        "BR": 8,
    }
)  # fmt: skip
_LETTERS = MappingProxyType(
    {
        "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}"),
        "CA": re.compile(r"[A-Z]\d[A-Z]\d[A-Z]\d"),
        "NL": re.compile(r"\d{4}(?:[A-Z]{2})?"),
        "IE": re.compile(r"[A-Z]\d[\dW][A-Z\d]{4}"),
    }
)
_COUNTRY_FIRST = re.compile(r"^[A-Z]{1,3}-(?=\d)")
_AREA = re.compile(r"^(?:860[\dZ]\d{3}US|ZCTA5)\s*(?=\d{5}$)")
_POINT_NOUGHT = re.compile(r"^\d+\.0+$")
_PLUS_FOUR = re.compile(r"^(\d{4,5})[-\s]?\d{4}$")
_BETWEEN = re.compile(r"[\s\-.]+")
_ZIP = 5
_MOST_LOST = 2
_MOSTLY = 0.6
_LONGEST = 12


class Postcodes:
    """How a country writes its postcodes.

    Args:
        country: two letters; empty if nobody told.
        digits: digits of every postcode where the country is not known, 0 if they vary.
    """

    def __init__(self, country: str = "", digits: int = 0) -> None:
        self.country = country.upper()
        self.digits = DIGITS.get(self.country, 0 if self.country in _LETTERS else digits)

    def tidy(self, told: str) -> str:
        """Write a postcode in its one spelling; empty if it is none.

        Zeros that were lost at the front are put back where the country is known.
        """
        code = " ".join(told.replace("\u00a0", " ").upper().split()).lstrip("'")
        code = _AREA.sub("", _COUNTRY_FIRST.sub("", code))
        if _POINT_NOUGHT.match(code):
            code = code.partition(".")[0]
        if self.country in {"US", "PR"}:
            code = _zip(code)
        code = _BETWEEN.sub("", code)
        if not code or len(code) > _LONGEST or not code.isalnum():
            return ""
        return self._filled(code) if code.isdigit() and self.country in DIGITS else code

    def lost_zeros(self, told: str) -> bool:
        """Say whether zeros are missing at the front of a postcode."""
        code = _BETWEEN.sub("", told.strip())
        if _POINT_NOUGHT.match(told.strip()):
            code = told.strip().partition(".")[0]
        short = self.digits - len(code)
        return code.isdigit() and 0 < short <= _MOST_LOST

    def filled(self, code: str) -> str:
        """Put zeros back at the front."""
        return self._filled(code) if code.isdigit() else code

    def fault(self, told: str) -> str:
        """Say what is wrong with a postcode; empty if nothing is."""
        code = self.tidy(told)
        if not code:
            return say("No postcode")
        if self.country in _LETTERS:
            return "" if _LETTERS[self.country].fullmatch(code) else say("No postcode")
        if not self.digits:
            return ""
        if self.country not in DIGITS and self.lost_zeros(code):
            return say(
                "Shorter than the others, as if a zero was lost at its front; "
                "set the country of the shop, or mend the file"
            )
        if self.country in DIGITS and not (code.isdigit() and len(code) == self.digits):
            return say("A postcode here has {count} digits", count=self.digits)
        return ""

    def _filled(self, code: str) -> str:
        short = self.digits - len(code)
        return "0" * short + code if 0 < short <= _MOST_LOST else code


def usual_digits(told: Iterable[str]) -> int:
    """Give the number of digits that most postcodes have; 0 if they vary."""
    codes = [one for one in (_BETWEEN.sub("", code.strip()) for code in told) if one]
    lengths = Counter(len(one) for one in codes if one.isdigit())
    if not lengths:
        return 0
    digits, count = max(lengths.items(), key=lambda pair: (pair[1], pair[0]))
    return digits if count >= _MOSTLY * len(codes) else 0


def _zip(code: str) -> str:
    """Take the four digits of a delivery route off."""
    found = _PLUS_FOUR.match(code)
    return found[1] if found and ("-" in code or " " in code or len(code) > _ZIP + 2) else code
