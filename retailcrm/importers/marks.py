"""Which sign separates the decimals, decided for a whole column and never for a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

_LAST_TWO = r"(?:^|[\d'\s]){}(?:\d{{1,2}}|\d{{4,}})\D*$"
_BELOW_ONE = r"^\D*0?{}\d{{3}}\D*$"
_BOTH = r"\d{}\d{{3}}{}\d*\D*$"
_TWICE = r"\d{0}\d{{3}}{0}\d{{3}}"
#: So many prices, all of them above a thousand, are rather prices with three decimals.
_MANY = 20
_DOUBT = r"^[^\d.,]*[1-9]\d{{0,2}}{}\d{{3}}[^\d.,]*$"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells of one column say about their decimal sign.

    Attributes:
        filled: cells that are not empty.
        point: cells that only make sense with a decimal point.
        comma: cells that only make sense with a decimal comma.
        point_doubt: cells such as 1.234, which can be either.
        comma_doubt: cells such as 1,234.
    """

    filled: int = 0
    point: int = 0
    comma: int = 0
    point_doubt: int = 0
    comma_doubt: int = 0

    def plus(self, other: "Evidence") -> "Evidence":
        """Add what a further part of the file says."""
        return Evidence(
            self.filled + other.filled,
            self.point + other.point,
            self.comma + other.comma,
            self.point_doubt + other.point_doubt,
            self.comma_doubt + other.comma_doubt,
        )

    @property
    def settled(self) -> bool:
        """Whether no cell is in doubt, or some cell settles it."""
        return bool(self.point or self.comma) or not (self.point_doubt or self.comma_doubt)


def evidence(text: pl.Series) -> Evidence:
    """Count what the cells of a column say."""
    cells = text.drop_nulls().unique()
    cells = cells.filter(cells.str.contains(r"\d"))
    marked = cells.filter(cells.str.contains("[.,]"))
    return Evidence(
        filled=len(cells),
        point=_certain(marked, r"\.", ","),
        comma=_certain(marked, ",", r"\."),
        point_doubt=_count(marked, _DOUBT.format(r"\.")),
        comma_doubt=_count(marked, _DOUBT.format(",")),
    )


def decimal_marks(
    columns: Mapping[str, Evidence],
    three_decimals: Iterable[str] = (),
    quantities: Iterable[str] = (),
) -> dict[str, str]:
    """Decide the decimal sign of each column; undecided ones follow their neighbours.

    Args:
        columns: evidence by role.
        three_decimals: roles in a currency of three decimals, where 1.000 is one.
        quantities: roles that count or weigh, where 1.000 may be one.

    Returns:
        "." or "," by role; "" where no cell has any sign.
    """
    common = _common(_own(seen) for seen in columns.values())
    least = dict.fromkeys(quantities, 1) | dict.fromkeys(three_decimals, 0)
    return {
        role: _own(seen) or common or _by_shape(seen, least.get(role, _MANY))
        for role, seen in columns.items()
    }


def _own(seen: Evidence) -> str:
    if seen.point == seen.comma:
        return ""
    return "." if seen.point > seen.comma else ","


def _common(marks: Iterable[str]) -> str:
    found = {mark for mark in marks if mark}
    return found.pop() if len(found) == 1 else ""


def _by_shape(seen: Evidence, least: int) -> str:
    """Decide a column whose every marked cell looks like 1.234."""
    doubt = max(seen.point_doubt, seen.comma_doubt)
    if not doubt:
        return ""
    mark, other = (".", ",") if seen.point_doubt >= seen.comma_doubt else (",", ".")
    # Thousands would leave the small numbers bare; three decimals stand on every number.
    always = doubt == seen.filled >= least
    return mark if always or not least else other


def _certain(cells: pl.Series, mark: str, other: str) -> int:
    shapes = (
        _LAST_TWO.format(mark),
        _BELOW_ONE.format(mark),
        _BOTH.format(other, mark),
        _TWICE.format(other),
    )
    # A second comma or point rules the first shape out: 1.234.5 is no number at all.
    return _count(cells, "|".join(f"(?:{shape})" for shape in shapes))


def _count(cells: pl.Series, shape: str) -> int:
    return int(cells.str.contains(shape).sum()) if len(cells) else 0
