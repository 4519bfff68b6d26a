"""Rows kept aside as a file, to be mended in a spreadsheet or sent to someone."""

from pathlib import Path

from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.customer_table import tamed
from retailcrm.services.import_rows import ProblemRow
from retailcrm.ui.screens.table_writer import table_writer

COLUMNS = ("file", "line", "column", "value", "reason")


def save_problems(rows: tuple[ProblemRow, ...], path: Path) -> Outcome[int]:
    """Write rows with their reasons and every cell; cells a spreadsheet would run are tamed."""
    widest = max((row.headings for row in rows), key=len, default=())
    with table_writer(path) as write:
        write((*COLUMNS, *(tamed(heading) for heading in widest)))
        for row in rows:
            cells = (row.file, row.column, row.value, row.reason, *row.raw)
            file, column, value, reason, *raw = (tamed(cell) for cell in cells)
            write((file, row.line, column, value, reason, *raw))
    said = say("{count} rows written to {file}.", count=len(rows), file=path.name)
    return Outcome(len(rows), frozenset(), said)
