"""Every till's file that the program knows by its headings."""

from retailcrm.importers.dialect import Dialect
from retailcrm.importers.dialects import square

DIALECTS: tuple[Dialect, ...] = (
    square.ITEMS,
    square.ITEMS_WITH_TAX,
    square.TRANSACTIONS,
    square.CUSTOMERS,
)
