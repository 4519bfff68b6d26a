"""Which currencies a money sign can stand for, and whether a file's fit the books."""

import re
from collections.abc import Mapping

import polars as pl
from babel.numbers import list_currencies

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

#: Whatever stands beside the digits of an amount, once these are gone, is its sign.
NO_SIGN = r"[\d.,'’´`\s()+\-−–\x{00a0}\x{202f}\x{2009}\x{2007}\x{200e}\x{200f}\x{feff}]"
_NO_SIGN = re.compile(r"[\d.,'’´`\s()+\-−–\u00a0\u202f\u2009\u2007\u200e\u200f\ufeff]")
_CODE = re.compile(r"^[A-Za-z]{3}$")

_DOLLARS = (
    "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BSD BZD BMD BND FJD GYD JMD KYD "
    "LRD NAD SBD SRD TTD XCD CUP CVE NIO BOB TOP TVD ZWG"
)
_POUNDS = "GBP GIP FKP SHP"
_SIGNS: Mapping[str, str] = {
    "$": _DOLLARS, "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD NIO", "CA$": "CAD",
    "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "MX$": "MXN",
    "R$": "BRL", "£": _POUNDS, "€": "EUR", "¥": "JPY CNY", "₹": "INR", "₽": "RUB",
    "₺": "TRY", "₩": "KRW KPW", "₪": "ILS", "₫": "VND", "₦": "NGN", "₱": "PHP", "฿": "THB",
    "₴": "UAH", "₸": "KZT", "৳": "BDT", "tk": "BDT", "₡": "CRC", "₲": "PYG", "₵": "GHS",
    "₭": "LAK", "₮": "MNT", "kr": "SEK NOK DKK ISK", "kč": "CZK", "zł": "PLN", "ft": "HUF",
    "rs": "INR PKR LKR NPR MUR SCR", "sfr": "CHF", "fr": "CHF XAF XOF XPF DJF GNF RWF KMF BIF",
    "r": "ZAR", "лв": "BGN",
}  # fmt: skip
_HEADED = re.compile(r"[£€₹₽₺₩₪₫₦₱฿₴¥]|(?<=[(\[])[A-Z]{3}(?=[)\]])")
#: Rows that tell the sign of a column.
_SAMPLE = 2_000
#: A sign read at once at the front of an amount, by the currency that shares it.
_FRONT = ("$", "£", "€", "¥", "₹")


def currencies_of(mark: str) -> tuple[str, ...]:
    """Give the ISO codes that a sign or code can stand for; none where it is no money's."""
    text = mark.strip().rstrip(".")
    if _CODE.match(text) and text.upper() in list_currencies():
        return (text.upper(),)
    if text.endswith("$"):
        if text[:-1].upper() in list_currencies():  # MXN$
            return (text[:-1].upper(),)
        # A dollar whose letters are not known here may be any of them.
        return tuple(_SIGNS.get(text.upper(), _DOLLARS).split())
    return tuple(_SIGNS.get(text.casefold(), "").split())


def mark_of(cell: str) -> str:
    """Give what stands beside the digits of an amount."""
    return _NO_SIGN.sub("", cell)


def usual_sign(text: pl.Series) -> str:
    """Give the sign or code that at least half of a column's amounts carry; "" for none."""
    amounts = text.head(_SAMPLE)
    amounts = amounts.filter(amounts.str.contains("[1-9]"))
    if amounts.is_empty():
        return ""
    counted = amounts.str.replace_all(NO_SIGN, "").value_counts(sort=True)
    sign, often = counted.row(0)
    return sign if often * 2 >= len(amounts) and currencies_of(sign) else ""


def headed_sign(heading: str) -> str:
    """Give the sign or code that a heading such as "Total (EUR)" names; "" for none."""
    found = _HEADED.search(heading)
    return found.group() if found and currencies_of(found.group()) else ""


def front_sign(currency: str) -> str:
    """Give the sign that amounts of a currency may begin with; empty where there is none."""
    return next((sign for sign in _FRONT if currency in _SIGNS[sign].split()), "")


def is_foreign(mark: str, own: str) -> bool:
    """Say whether a sign or code belongs to other currencies than `own`."""
    found = currencies_of(mark)
    return bool(found) and own not in found


def stated_currency(mark: str) -> str:
    """Give the one currency that a sign or code names; empty where several share it."""
    found = currencies_of(mark)
    # The pounds of the islands are worth a pound sterling.
    return found[0] if len(found) == 1 or found == tuple(_POUNDS.split()) else ""


def refuse_other(mark: str, own: str) -> None:
    """Refuse a file whose amounts carry the sign of another currency than the books.

    Raises:
        UserError: naming the sign and the currency of the books.
    """
    if not is_foreign(mark, own):
        return
    if _CODE.match(mark):
        raise UserError(
            say("The file is in {code}, the books are in {own}.", code=mark.upper(), own=own),
            say("Import it into books of that currency."),
        )
    hint = say("Import it into books of that currency.")
    if not stated_currency(mark):
        hint = say("Say which currency that is with --currency, in books that are still empty.")
    raise UserError(
        say("The file writes its amounts in {sign}, the books are in {own}.", sign=mark, own=own),
        hint,
    )
