"""Every till's file that the program knows by its headings."""

from retailcrm.importers.dialect import Dialect
from retailcrm.importers.dialects import (
    clover,
    lightspeed,
    loyverse,
    shopify,
    square,
    woocommerce,
)

DIALECTS: tuple[Dialect, ...] = (
    square.ITEMS,
    square.ITEMS_WITH_TAX,
    square.TRANSACTIONS,
    square.CUSTOMERS,
    shopify.ORDERS,
    shopify.CUSTOMERS,
    loyverse.RECEIPTS,
    loyverse.BY_ITEM,
    clover.ORDERS,
    clover.LINE_ITEMS,
    clover.PAYMENTS,
    lightspeed.SALES,
    lightspeed.CUSTOMERS,
    woocommerce.EXPORT,
    woocommerce.ANALYTICS,
    woocommerce.CUSTOMERS,
)
