"""A list of receipts as a file for a spreadsheet."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.money import decimal_text
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.customer_table import tamed
from retailcrm.services.customers import CustomerService, ReceiptRow
from retailcrm.ui.screens.pages import PAGE
from retailcrm.ui.screens.table_writer import table_writer

COLUMNS = (
    "day", "receipt", "kind", "store", "channel", "customer", "lines", "discount", "net", "tax",
)  # fmt: skip


def save_receipts(
    customers: CustomerService,
    ids: NDArray[np.int64],
    path: Path,
    digits: int,
    progress: Progress,
) -> Outcome[int]:
    """Write receipts in the order shown, page by page, so that it can be stopped."""
    with table_writer(path) as write:
        write(COLUMNS)
        for start in range(0, len(ids), PAGE):
            progress.step(start, len(ids), path.name)
            for row in customers.receipt_page(ids[start : start + PAGE]):
                write(_cells(row, digits))
    said = say("{count} receipts written to {file}.", count=len(ids), file=path.name)
    return Outcome(len(ids), frozenset(), said)


def _cells(row: ReceiptRow, digits: int) -> tuple[object, ...]:
    amounts = (decimal_text(amount, digits) for amount in (row.discount, row.net, row.tax))
    number, store, customer = (tamed(text) for text in (row.number, row.store, row.customer))
    return (
        row.day.isoformat(), number, row.kind, store, row.channel, customer, row.lines, *amounts
    )  # fmt: skip
