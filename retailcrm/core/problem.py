"""What is wrong with one row of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One row kept aside: where it stands, the cell that is wrong, and why.

    Attributes:
        line: line of the file where the row begins, counting from 1 (the header is line 1
            in a plain file); for a workbook the row of the sheet.
        column: heading as it stands in the file; empty when the whole row is meant.
        value: the offending cell as text.
        reason: one sentence in the shop's words.
        raw: every cell of the row, in the file's order, payment cards already masked.
        sheet: the sheet's name, for workbooks.
    """

    line: int
    column: str
    value: str
    reason: str
    raw: tuple[str, ...] = ()
    sheet: str = ""
