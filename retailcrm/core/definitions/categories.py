"""Definitions of the figures about categories."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "category.customers",
        "Customers of the year",
        "Customers with at least one visit in the window of the groups, a year unless you chose "
        "otherwise.",
    ),
    Definition(
        "category.buyers",
        "Buyers",
        "Customers of the year who bought something of the category, and did not bring all of it "
        "back the same day.",
    ),
    Definition(
        "category.penetration",
        "Bought by",
        "Share of the customers of the year who bought something of the category.",
    ),
    Definition(
        "category.breadth",
        "Categories per customer",
        "In how many different categories a customer of the year bought, on average.",
    ),
    Definition(
        "category.net_sales",
        "Net sales to them",
        "What the customers of the year spent on the category, after discounts and returns.",
    ),
    Definition(
        "category.moved",
        "Tried a new category",
        "Customers who bought before the last 90 days, and in them bought a category for the "
        "first time.",
    ),
    Definition(
        "category.new_buyers",
        "First-time buyers",
        "Customers who bought the category for the first time ever in the last 90 days.",
    ),
    Definition(
        "category.show_to",
        "Show it to",
        "Customers of the year for whom this is the best category they have not bought: likely "
        "by what similar customers buy, weighed by the margin of a usual first basket.",
    ),
    Definition(
        "category.both",
        "Buy both",
        "Customers of the year who bought the one category and the other.",
    ),
    Definition(
        "category.confidence",
        "Also buy",
        "Share of the buyers of the one category who also bought the other.",
    ),
    Definition(
        "category.lift",
        "Against everybody",
        "How many times as often the buyers of the one category buy the other as customers do "
        "on the whole.",
    ),
    Definition(
        "category.never",
        "Never bought it",
        "Customers of the year who bought the one category, and never the other.",
    ),
)
