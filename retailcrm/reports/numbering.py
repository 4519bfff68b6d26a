"""Small numbers on printed figures, given out in reading order."""

from retailcrm.core.money import decimal_text
from retailcrm.core.rows import RowsRef
from retailcrm.reports.document import Figure


class Numbering:
    """Remember every figure that was printed, so that its rows can be opened later."""

    def __init__(self, digits: int) -> None:
        self._digits = digits
        self._figures: list[Figure] = []

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures so far, in order of their numbers."""
        return tuple(self._figures)

    def again(self, name: str) -> int | None:
        """Give the number of a figure that is printed once more; None if it has none."""
        return next((one.number for one in self._figures if one.name == name), None)

    def count(self, name: str, value: float | None, shown: str, rows: RowsRef) -> int:
        """Number a count."""
        return self._add(name, "" if value is None else str(round(value)), shown, rows)

    def amount(self, name: str, minor: float | None, shown: str, rows: RowsRef) -> int:
        """Number an amount of minor units."""
        plain = "" if minor is None else decimal_text(round(minor), self._digits)
        return self._add(name, plain, shown, rows)

    def share(self, name: str, share: float | None, shown: str, rows: RowsRef) -> int:
        """Number a share."""
        return self._add(name, "" if share is None else f"{share:.4f}", shown, rows)

    def number(self, name: str, value: float | None, shown: str, rows: RowsRef) -> int:
        """Number anything else, such as days or visits a head."""
        plain = "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
        return self._add(name, plain, shown, rows)

    def _add(self, name: str, value: str, shown: str, rows: RowsRef) -> int:
        number = len(self._figures) + 1
        self._figures.append(Figure(number, name, value, shown, rows))
        return number
