"""Addresses as the post of their country reads them, and the table that a mail house takes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from retailcrm.mailing.households import Household, Person

HOUSE_COLUMNS = (
    "Salutation", "First Name", "Last Name", "Company", "Address 1", "Address 2", "City",
    "State", "ZIP", "Country", "Code", "Offer", "Good Until", "Reference",
)  # fmt: skip
"""The first ten are those that every mail house reads; the rest is for the piece itself."""

_REGION_BEFORE_CODE = frozenset({"US", "PR", "CA", "AU", "NZ", "IN", "VI", "GU"})
_CODE_BELOW = frozenset({"GB", "IE", "ZA", "SG", "MT"})
_REGION_BEHIND = frozenset({"IT", "ES", "MX", "BR"})
_TWO_SPACES = frozenset({"US", "PR", "CA", "VI", "GU"})
#: What a spreadsheet would take for the beginning of a formula; an apostrophe may begin a name.
_RUN = "=+-@\ufeff＝＋－＠ "
_PUNCTUATION = re.compile(r"[^\w\s\-/#&]|_")
_UNIT = re.compile(
    r"^(.*\S)[,\s]+((?:apt|apartment|suite|ste|unit|floor|fl|#)\.?\s*#?\s*[\w\-]+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a piece goes.

    Attributes:
        names: the lines above the street.
        town: city, region, postcode.
        country: two letters or a name; empty for the shop's own.
    """

    names: tuple[str, ...]
    street: str
    town: tuple[str, str, str]
    country: str = ""


def address_of(household: Household) -> Address:
    """Give where a household's piece goes."""
    lead = household.lead
    return Address(household.names, lead.street, lead.town, lead.country)


def postal_lines(address: Address, home: str, *, capitals: bool = False) -> tuple[str, ...]:
    """Write an address in lines, as its country does; a country of its own comes last.

    Args:
        address: where it goes.
        home: two letters of the shop's own country, which is not written.
        capitals: as sorting machines in America read best: all capitals, no punctuation, two
            spaces before the ZIP.
    """
    there = country_code(address.country) or home.upper()
    abroad = address.country.strip() and there != home.upper()
    lines = (
        *address.names,
        *(part.strip() for part in address.street.splitlines()),
        *_town_lines(address.town, there),
        country_name(address.country).upper() if abroad else "",
    )
    told = (" ".join(line.split()) for line in lines)
    if not capitals:
        return tuple(line for line in told if line)
    return tuple(_capitals(line, address, there) for line in told if line)


def _capitals(line: str, address: Address, there: str) -> str:
    plain = " ".join(_PUNCTUATION.sub(" ", line.upper()).split())
    code = " ".join(address.town[2].upper().split())
    if there in _TWO_SPACES and code and plain.endswith(f" {code}"):
        return f"{plain.removesuffix(code).rstrip()}  {code}"
    return plain


def _town_lines(town: tuple[str, str, str], there: str) -> tuple[str, ...]:
    city, region, code = (part.strip() for part in town)
    if there in _REGION_BEFORE_CODE:
        area = " ".join(part for part in (region, code) if part)
        return (", ".join(part for part in (city, area) if part),)
    if there in _CODE_BELOW:
        return city, code
    last = " ".join(part for part in (code, city) if part)
    short = len(region) <= len("AAA") and there in _REGION_BEHIND
    return (f"{last} {region.upper()}" if region and short else last,)


# Thousands of addresses tell of a handful of countries.
@lru_cache(maxsize=1_000)
def country_code(country: str) -> str:
    """Give a country's two letters, told as such or by its English or own name; else nothing."""
    plain = country.strip().casefold()
    if len(plain) == len("US") and plain.isalpha():
        return plain.upper()
    return _codes().get(plain, "")


@lru_cache(maxsize=1_000)
def country_name(country: str) -> str:
    """Give a country's English name, as posts of all countries read it."""
    code = country_code(country)
    name = Locale("en").territories.get(code) if code else None
    return str(name) if name else country.strip()


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    told = {
        str(name).casefold(): code
        for language in ("de", "es", "fr", "it", "nl", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == len("US")
    }
    return told | {"usa": "US", "u.s.a.": "US", "uk": "GB", "england": "GB", "scotland": "GB",
                   "wales": "GB", "great britain": "GB", "the netherlands": "NL"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HouseRow:
    """One piece in a mail house's table."""

    household: Household
    code: str = ""
    offer: str = ""
    until: str = ""
    reference: str = ""


def house_table(rows: Iterable[HouseRow], salutation: str = "Dear {name}") -> bytes:
    """Write the table that a mail house prints from: UTF-8, every cell quoted, zeros kept."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HOUSE_COLUMNS)
    for row in rows:
        writer.writerow(_cells(row, salutation))
    return out.getvalue().encode("utf-8")


def _cells(row: HouseRow, salutation: str) -> Sequence[str]:
    home, lead = row.household, row.household.lead
    first, last = _printed_names(home)
    street, second = _two_lines(lead.street)
    city, region, code = lead.town
    cells = (
        salutation.format(name=home.greeting), first, last, lead.company, street, second, city,
        region, code, country_name(lead.country), row.code, row.offer, row.until, row.reference,
    )  # fmt: skip
    return tuple(map(_clean, cells))


def _printed_names(home: Household) -> tuple[str, str]:
    """Give the names as they are printed: those of all that the piece is for."""
    if len(home.people) == 1:
        return home.lead.first_name, home.lead.last_name
    name = home.names[0] if home.names else ""
    last = home.lead.last_name.strip()
    if last and name.endswith(f" {last}"):
        return name.removesuffix(last).strip(), last
    return "", name


def _two_lines(street: str) -> tuple[str, str]:
    """Part a flat from its street, or the second line from the first."""
    lines = [line.strip() for line in street.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines[0], ", ".join(lines[1:])
    found = _UNIT.match(lines[0]) if lines else None
    if found:
        return found[1].rstrip(","), found[2]
    return (lines[0] if lines else ""), ""


def _clean(cell: str) -> str:
    """Give a cell in one line that begins with nothing a spreadsheet would run."""
    kept = cell
    if not cell.isprintable():  # hardly ever, and sign by sign takes ten times as long
        kept = "".join(one for one in cell if one.isprintable() or one.isspace())
    return " ".join(kept.split()).lstrip(_RUN)


@dataclass(frozen=True, slots=True)
class Seed:
    """An address of the owner's own: she sees what arrives, and when.

    Attributes:
        name: as it is written on the piece.
        town: city, region, postcode.
    """

    name: str
    street: str
    town: tuple[str, str, str] = ("", "", "")
    country: str = ""

    def household(self, number: int) -> Household:
        """Make it a household that is none of the customers: its number is below zero."""
        first, _, last = self.name.strip().rpartition(" ")
        return Household(
            (Person(-number, first, last, "", self.street, self.town, self.country),)
        )  # fmt: skip
