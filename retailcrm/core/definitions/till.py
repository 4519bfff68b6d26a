"""Definitions of the figures about what happens at the till."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "till.used",
        "Cards used",
        "Customers with at least one receipt in store in the month.",
    ),
    Definition(
        "till.shown",
        "Worth a look",
        "Cards with ten receipts or more that were used two and a half times a day or more, or "
        "nearly always in one person\N{RIGHT SINGLE QUOTATION MARK}s hands where chance would "
        "not have it, and cards used three times or more at two tills within ten minutes.",
    ),
    Definition(
        "till.receipts",
        "Receipts",
        "Receipts in store with this card in the month, returns included.",
    ),
    Definition(
        "till.by_main",
        "By one person",
        "Receipts with this card served by the person who served it most.",
    ),
    Definition(
        "till.entries",
        "By hand",
        "How often the person gave or took points by hand in the month; start gifts are left out.",
    ),
    Definition(
        "till.given",
        "Points given",
        "Points the person gave by hand in the month.",
    ),
    Definition(
        "till.soon",
        "Used within the hour",
        "How often points that the person gave by hand were used within the hour.",
    ),
)
