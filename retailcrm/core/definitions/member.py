"""Definitions of the figures about one customer: on the profile, at the counter, on a statement."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "customer.net_sales",
        "Net sales",
        "Everything the customer bought so far, after discounts and returns.",
    ),
    Definition(
        "customer.visits",
        "Visits",
        "Days on which the customer bought something of value.",
    ),
    Definition("customer.ticket", "A visit", "Net sales divided by visits."),
    Definition(
        "customer.so_far",
        "Margin so far",
        "Margin on everything the customer bought, after discounts and returns, less what returns "
        "cost you.",
    ),
    Definition(
        "customer.expected",
        "Margin in the next 12 months",
        "What a customer who came like this one will probably bring; the range holds in eight "
        "years of ten.",
    ),
    Definition(
        "customer.expected_visits",
        "Visits in the next 12 months",
        "How often a customer who came like this one will probably come.",
    ),
    Definition(
        "customer.category",
        "Net sales of a category",
        "What the customer bought of the category, after discounts and returns.",
    ),
    Definition("points.balance", "Points", "The sum of all movements of the account."),
    Definition(
        "points.available",
        "May be used",
        "Points that may be used today: those whose first day has come and whose last day has "
        "not gone by, less what is owed.",
    ),
    Definition("points.pending", "Later", "Points whose first day is still to come."),
    Definition("points.owed", "Owed", "Points taken back that no others covered."),
    Definition("points.value", "Worth", "What the points that may be used are worth at the till."),
    Definition(
        "points.expiring",
        "Expire soon",
        "Points whose last day lies within the days of notice.",
    ),
    Definition(
        "points.to_next_reward",
        "To the next reward",
        "Points of the cheapest reward not yet in reach, less those that may be used.",
    ),
    Definition(
        "points.to_next_tier",
        "To the next tier",
        "Net sales that the next tier asks for, less those of the window that ends today.",
    ),
)
