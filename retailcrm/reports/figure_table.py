"""Tables of figures: what a row is about first, then nothing but numbers."""

from dataclasses import replace

from retailcrm.reports.document import Column, Row, TableBlock, text

_NOTHING = ("", "\N{EN DASH}")


def figure_columns(about: str, *figures: str) -> tuple[Column, ...]:
    """Head a table of figures."""
    return (Column(about, wide=True), *(Column(one, number=True) for one in figures))


def figure_row(*cells: str, total: bool = False) -> Row:
    """Fill a row of it."""
    return Row(tuple(text(one) for one in cells), total=total)


def without_empty(table: TableBlock) -> TableBlock:
    """Leave out columns that have no value in any row."""
    kept = [
        at
        for at in range(len(table.columns))
        if any(row.cells[at][0].text not in _NOTHING for row in table.rows)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)
