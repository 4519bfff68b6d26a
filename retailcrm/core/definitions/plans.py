"""Definitions of the figures about plans and what became of them."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "plan.sales",
        "Sales beside the forecast",
        "Net sales to customers who are known, of the months since the plan began that are over.",
    ),
    Definition(
        "plan.sales_month",
        "Sales of a month beside its forecast",
        "Net sales to customers who are known in this month, what they brought back taken off.",
    ),
    Definition(
        "plan.uplift",
        "More sales",
        "Sales of a year to new customers and to those who reach a status, less gifts, delivery "
        "and the discounts on them; what would be bought anyway is left out.",
    ),
    Definition(
        "plan.profit",
        "Profit after every discount",
        "Margin on what is sold more in a year, less gifts, delivery, fixed costs and every "
        "discount, those on what would be bought anyway among them.",
    ),
    Definition(
        "plan.expected",
        "Expected profit",
        "Mean of the profits of the three scenarios, each by its chance.",
    ),
    Definition(
        "plan.regret",
        "Regret",
        "Most that another of these programs would have earned more, in the scenario in which "
        "that is most.",
    ),
    Definition(
        "plan.reach",
        "Reach a status",
        "Customers whose purchases of the last twelve months in this channel reach the status, "
        "but not the next one.",
    ),
    Definition(
        "plan.bought",
        "Bought",
        "What they bought in this channel in the last twelve months.",
    ),
    Definition(
        "plan.near",
        "On the way to a status",
        "Customers who reached the status below in the last twelve months, by how much of the "
        "way from there to this one they have gone.",
    ),
    Definition(
        "plan.lack",
        "Lack",
        "What those near a status still lack of it, on average.",
    ),
    Definition(
        "plan.baseline",
        "Sales without a program",
        "Forecast of what known customers would buy if everything stayed as it is.",
    ),
    Definition(
        "plan.given",
        "Given for it",
        "Discount, gifts and delivery on what is bought more.",
    ),
    Definition(
        "plan.anyway",
        "Given anyway",
        "Discount on what would have been bought without the program.",
    ),
    Definition(
        "plan.reaching",
        "Reach a status",
        "Customers who buy more because of the program and reach their next status.",
    ),
)
