"""Where the cells of a plan's workbook stand, so that later sheets can point to them."""

from dataclasses import dataclass, field

INPUTS, HISTORY, BASELINE = "Inputs", "History", "Baseline"
STATUSES, NEARNESS, UPLIFT = "Statuses", "Nearness", "Uplift"
SMALL_GIFTS, COMPARISON, CHOICE = "Small gifts", "Comparison", "Choice"

Key = tuple[str, ...]


@dataclass(slots=True)
class Places:
    """Cells and ranges by what they hold; filled sheet by sheet while the workbook is written."""

    cells: dict[Key, str] = field(default_factory=dict)
    ranges: dict[Key, tuple[str, int, int]] = field(default_factory=dict)

    def put(self, sheet: str, column: str, row: int, *key: str) -> None:
        """Note a cell."""
        self.cells[key] = f"'{sheet}'!${column}${row}"

    def cell(self, *key: str) -> str:
        """Give a cell's address."""
        return self.cells[key]

    def put_rows(self, sheet: str, first: int, last: int, *key: str) -> None:
        """Note rows of a sheet."""
        self.ranges[key] = sheet, first, last

    def column(self, column: str, *key: str) -> str:
        """Give a column of noted rows."""
        sheet, first, last = self.ranges[key]
        return f"'{sheet}'!${column}${first}:${column}${last}"
