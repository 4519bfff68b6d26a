"""Finding the line of headings, and the rows that are no data: titles, totals, repeats."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

Known = Callable[[Sequence[str]], bool]

#: So many rows are looked at for the headings.
LOOK_AT = 60

_TOTALS = (
    "total|totals|grand total|sub total|subtotal|sum|summe|gesamt|gesamtsumme|zwischensumme|"
    "endsumme|totale|totale generale|total général|total general|totaux|somme|suma|"
    "suma total|total geral|somma|report total|totals:|total:"
)
_NUMBER = re.compile(r"^[\s'$€£৳¥(+-]*\d[\d\s.,:/'-]*[)%€\-]?\s*$")
_GROUP = re.compile(r"^ {4,}.* \(\d+\)$")
_LONGEST_HEADING = 80
_MOST_NAMED = 0.6


def _cases(words: str) -> frozenset[str]:
    plain = words.split("|")
    shapes = (str.lower, str.upper, str.title, str.capitalize)
    return frozenset(f(word) + end for word in plain for f in shapes for end in ("", ":"))


#: First cells of rows that add up the others.
TOTALS = _cases(_TOTALS)


def is_total(cells: Sequence[str]) -> bool:
    """Say whether a row adds up others (or names a group of them) instead of telling of one."""
    for cell in cells[:3]:
        if cell.strip():
            return cell.strip().rstrip("*").strip() in TOTALS or bool(_GROUP.match(cell))
    return False


def find_headings(rows: Sequence[Sequence[str]], known: Known) -> int | None:
    """Give the index of the row of headings; None where there is none.

    Args:
        rows: the first rows of the file.
        known: whether some till writes these headings.
    """
    for number, cells in enumerate(rows):
        if known(cells):
            return number
    most = max((_filled(cells) for cells in rows), default=0)
    for number, cells in enumerate(rows):
        if _are_headings(cells, most):
            return number
    return None


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Give the width that most rows have (blank rows do not count)."""
    widths = Counter(len(cells) for cells in rows if any(cell.strip() for cell in cells))
    if not widths:
        return 0
    most = max(widths.values())
    return max(width for width, count in widths.items() if count == most)


def _are_headings(cells: Sequence[str], most: int) -> bool:
    """Say whether these can be headings, in a file whose fullest row has `most` filled cells."""
    named = [cell.strip() for cell in cells if cell.strip()]
    if not named or len(named) < min(most, 2) or len(named) < most * _MOST_NAMED:
        return False
    if any(_NUMBER.match(name) or len(name) > _LONGEST_HEADING or "@" in name for name in named):
        return False
    return len({name.casefold() for name in named}) > len(named) * _MOST_NAMED


def tidy_headings(cells: Sequence[str]) -> tuple[str, ...]:
    """Give headings as a person reads them, without the empty ones at the end."""
    names = [" ".join(cell.replace("\ufeff", "").split()).lstrip("'") for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
