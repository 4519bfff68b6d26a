"""The numbers behind a picture as a table of the kit."""

from PySide6.QtCore import Signal

from retailcrm.core.figures import Figures
from retailcrm.ui.kit.picture.behind import cell_text
from retailcrm.ui.kit.picture.facts import Head, PictureTable, TableLine
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.table import Column

FIRST, NUMBER = 0, 92


class LineTable(RowTable[TableLine]):
    """Lines of a picture's table; a line with rows behind it opens them.

    Signals:
        rows_opened: a `RowsRef`.
    """

    rows_opened = Signal(object)

    def __init__(self, name: str, table: PictureTable, figures: Figures) -> None:
        super().__init__(name, columns_of(table, figures), row_height=NARROW_ROW)
        self.show_rows(table.lines)
        self.opened.connect(self._pass_on)

    def _pass_on(self, line: TableLine) -> None:
        if line.rows is not None:
            self.rows_opened.emit(line.rows)


def columns_of(table: PictureTable, figures: Figures) -> tuple[Column[TableLine], ...]:
    """Give the columns: words on the left, numbers on the right."""
    return tuple(_column(at, head, table, figures) for at, head in enumerate(table.heads))


def _column(at: int, head: Head, table: PictureTable, figures: Figures) -> Column[TableLine]:
    is_number = head.unit is not None
    width = 0 if at == FIRST or len(table.heads) == 1 else _width(at, head, table, figures)
    return Column(
        head.key or str(at),
        head.title,
        lambda line: cell_text(line.cells[at], head.unit, figures),
        is_number=is_number,
        width=width,
        is_strong=at == FIRST and not is_number,
        value=lambda line: line.cells[at],
    )


def _width(at: int, head: Head, table: PictureTable, figures: Figures) -> int:
    longest = max(
        (len(cell_text(line.cells[at], head.unit, figures)) for line in table.lines[:200]),
        default=0,
    )
    return min(260, max(NUMBER if head.unit else 120, 8 * max(longest, len(head.title)) + 16))
