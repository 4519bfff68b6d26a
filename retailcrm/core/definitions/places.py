"""Definitions of the figures about places."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "place.known",
        "Customers with a postcode",
        "Customers of the year of whom the books know a postcode.",
    ),
    Definition(
        "place.without",
        "Without a postcode",
        "Customers of the year whose postcode nobody has told.",
    ),
    Definition(
        "place.customers",
        "Customers",
        "Customers who came in the year and live there.",
    ),
    Definition(
        "place.best",
        "Best customers",
        "The Most Valuable among them; where there are no groups yet, Champions and Loyal.",
    ),
    Definition(
        "place.net_sales",
        "Net sales",
        "What those who live there spent in the year, after discounts and returns.",
    ),
    Definition(
        "place.area",
        "In the trade area",
        "Customers in the fewest postcodes that hold nine in ten of all, and in the postcodes "
        "beside them; within 25 km where the table of places tells how far they are.",
    ),
    Definition(
        "place.per_thousand",
        "Per 1,000 households",
        "Customers for every 1,000 households of the place.",
    ),
    Definition(
        "place.index",
        "Best customers, 100 is usual",
        "Best customers per household against the whole trade area, drawn towards 100 as far as "
        "the size of the place asks for, so that a tiny place does not win by luck.",
    ),
    Definition(
        "place.found",
        "Expected in 1,000 letters",
        "Best customers to be expected among 1,000 more households of the place.",
    ),
    Definition(
        "place.alike",
        "Like your best places",
        "Best customers per 1,000 households that a place like this one has in your trade area, "
        "by what the table tells of it; or how near it is to the places of your best customers.",
    ),
)
