"""An Excel file of plain values: texts never run, and equal sheets give equal bytes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from retailcrm.core.whole_file import put_whole


@dataclass(frozen=True, slots=True)
class Live:
    """A cell that the spreadsheet works out itself.

    Attributes:
        formula: as the spreadsheet writes it, without the equals sign.
        value: what it comes to, for readers that do not calculate.
    """

    formula: str
    value: float


Cell = str | int | float | Decimal | date | Live | None
COUNT, SHARE, DAY, RATIO = "#,##0", "0.00%", "yyyy-mm-dd", "0.0000"
#: behind cells that the reader may change
_INPUT = "#FFF4CC"
_WIDTH = 14
_WIDEST = 90


class Book:
    """Sheets that are filled row by row.

    Args:
        title: of the file.
        author: the shop.
        day: stands in the file as the day of its making.
        digits: decimals of amounts.
    """

    def __init__(self, title: str, author: str, day: date, digits: int) -> None:
        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._buffer, options)
        made = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day knows no zone
        self._book.set_properties({"title": title, "author": author, "created": made})
        self.money = "#,##0" + (f".{'0' * digits}" if digits else "")
        self._digits = digits
        self._formats: dict[tuple[str, bool, bool], Any] = {}

    def sheet(self, name: str) -> "Page":
        """Begin a sheet."""
        return Page(self._book.add_worksheet(name), self)

    def look(self, form: str, *, strong: bool = False, is_input: bool = False) -> Any:
        """Give the format of a kind of cell; texts are quoted, so that none is ever run."""
        key = form, strong, is_input
        if key not in self._formats:
            told = {"num_format": form} if form else {"quote_prefix": True, "text_wrap": True}
            fill = {"bg_color": _INPUT, "border": 1, "border_color": "#D9C88A"} if is_input else {}
            self._formats[key] = self._book.add_format(
                {**told, **fill, "bold": strong, "valign": "top"}
            )
        return self._formats[key]

    def major(self, minor: int) -> Decimal:
        """Give an amount of minor units in whole units."""
        return Decimal(minor).scaleb(-self._digits)

    def save(self, out: Path) -> None:
        """Write the file in its place.

        Raises:
            OSError: it cannot be written; what was there before is still there.
        """
        self._book.close()
        put_whole(self._buffer.getvalue(), out)


class Page:
    """One sheet, written from the top down."""

    def __init__(self, sheet: Any, book: Book) -> None:
        self._sheet, self._book = sheet, book
        self._row = 0

    @property
    def row(self) -> int:
        """The number of the next row, as the spreadsheet counts."""
        return self._row + 1

    def heads(self, titles: Sequence[str]) -> None:
        """Write heads that stay in sight."""
        for at, title in enumerate(titles):
            self._sheet.write_string(self._row, at, title, self._book.look("", strong=True))
        self._row += 1
        self._sheet.freeze_panes(self._row, 1)
        self._sheet.set_column(0, len(titles) - 1, _WIDTH)

    def line(
        self,
        cells: Sequence[Cell],
        forms: Sequence[str],
        *,
        strong: bool = False,
        inputs: Collection[int] = (),
    ) -> None:
        """Write a row of values; `forms` say how numbers look, `inputs` what may be changed."""
        for at, (cell, form) in enumerate(zip(cells, forms, strict=True)):
            self._value(at, cell, form, strong=strong, is_input=at in inputs)
        self._row += 1

    def sums(self, title: str, rows: tuple[int, int], live: dict[int, tuple[str, float]]) -> None:
        """Write a row of live sums over rows, so that a reader can check the values.

        Args:
            title: in the first column.
            rows: first and last row, as the spreadsheet counts.
            live: by column: how the sum looks, and what it is.
        """
        self._value(0, title, "", strong=True)
        for at, (form, value) in live.items():
            column = xlsxwriter.utility.xl_col_to_name(at)
            formula = f"=SUM({column}{rows[0]}:{column}{rows[1]})"
            look = self._book.look(form, strong=True)
            self._sheet.write_formula(self._row, at, formula, look, value)
        self._row += 1

    def skip(self) -> None:
        """Leave a row free."""
        self._row += 1

    def widths(self, *columns: int) -> None:
        """Set how wide columns are, in letters."""
        for at, width in enumerate(columns):
            self._sheet.set_column(at, at, min(width, _WIDEST))

    def _value(
        self, at: int, cell: Cell, form: str, *, strong: bool, is_input: bool = False
    ) -> None:
        is_text = isinstance(cell, str)
        look = self._book.look("" if is_text else form, strong=strong, is_input=is_input)
        if isinstance(cell, Live):
            self._sheet.write_formula(self._row, at, f"={cell.formula}", look, cell.value)
        elif isinstance(cell, str):
            self._sheet.write_string(self._row, at, cell, look)
        elif isinstance(cell, date):
            moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a day knows no zone
            self._sheet.write_datetime(self._row, at, moment, look)
        elif cell is not None:
            self._sheet.write_number(self._row, at, cell, look)
