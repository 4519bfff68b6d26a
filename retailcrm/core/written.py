"""What the cells of anybody's files say: nothing, yes, no, a month, a time zone.

Tills, address books and mail services write these alike, whichever program reads them.
"""

import re
from functools import cache

#: What files write where they mean "nothing here".
NOTHING = frozenset({"", "-", "--", "—", "n/a", "na", "nan", "null", "none", "(none)", "nil"})
YES = frozenset(
    {
        "yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "on", "wahr", "ja", "j", "oui", "o",
        "vrai", "si", "sí", "s", "verdadero", "vero",
    }
)  # fmt: skip
NO = frozenset(
    {"no", "n", "false", "f", "0", "0.0", "off", "falsch", "nein", "non", "faux", "falso"}
)

_MONTHS = (
    "jan january januar janner janvier janv ene enero gen gennaio",
    "feb february februar fevrier fevr febrero febbraio",
    "mar march marz mrz mars marzo",
    "apr april avril avr abr abril aprile",
    "may mai mayo mag maggio",
    "jun june juni juin junio giu giugno",
    "jul july juli juillet juil julio lug luglio",
    "aug august aout ago agosto",
    "sep sept september septembre septiembre set settembre",
    "oct october okt oktober octobre octubre ott ottobre",
    "nov november novembre noviembre",
    "dec december dez dezember decembre dic diciembre dicembre",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_PLAIN_LETTERS = str.maketrans("äéèûôáíóú", "aeeuoaiou")

_HOUR = 3_600
_FARTHEST = 15 * _HOUR
_OFFSET = re.compile(r"^(?:UTC|GMT)?\s*([+\-−])(\d{1,2}):?(\d{2})?$")
_ZONES = (
    "UTC 0,GMT 0,Z 0,WET 0,UT 0,BST 1,CET 1,WEST 1,MEZ 1,CEST 2,MESZ 2,EET 2,SAST 2,EEST 3,MSK 3,"
    "IST 5.5,PKT 5,BDT 6,WIB 7,ICT 7,HKT 8,SGT 8,AWST 8,PHT 8,JST 9,KST 9,ACST 9.5,AEST 10,"
    "ACDT 10.5,AEDT 11,NZST 12,NZDT 13,NST -3.5,NDT -2.5,AST -4,ADT -3,EST -5,EDT -4,CST -6,"
    "CDT -5,MST -7,MDT -6,PST -8,PDT -7,AKST -9,AKDT -8,HST -10,BRT -3,ART -3"
)


def month_told(name: str) -> int | None:
    """Give the number of a month's name in English, German, French, Spanish or Italian."""
    return _MONTH.get(name.lower().translate(_PLAIN_LETTERS))


def full_year(text: str) -> int:
    """Give the four digits of a year written with two."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - digits of a short year
        return year
    return year + (2000 if year < 70 else 1900)  # noqa: PLR2004 - as POSIX reads them


def seconds_east(zone: str) -> int | None:
    """Give how far "-0500", "UTC+01:00", "Z" or "EST" is ahead of UTC; None where unknown."""
    if found := _OFFSET.match(zone):
        sign, hours, minutes = found.groups()
        seconds = int(hours) * _HOUR + int(minutes or 0) * 60
        if seconds > _FARTHEST:
            return None
        return seconds if sign == "+" else -seconds
    return _zones().get(zone.upper())


@cache
def _zones() -> dict[str, int]:
    pairs = (entry.split(" ") for entry in _ZONES.split(","))
    return {name: int(float(hours) * _HOUR) for name, hours in pairs}
