"""In which order the files of one call are read, so that nothing is told twice."""

from retailcrm.importers.chunks import FileFacts

#: files that tell receipts without their goods; the same receipts with goods go first
TOTALS_ONLY = frozenset(
    {
        "clover-orders",
        "clover-payments",
        "loyverse-receipts",
        "square-transactions",
        "woocommerce-analytics",
    }
)


def reading_order(facts: FileFacts) -> int:
    """Rank a file: customer lists, receipts with goods, receipts without."""
    if facts.kind == "customers":
        return 0
    return 2 if facts.dialect in TOTALS_ONLY else 1
