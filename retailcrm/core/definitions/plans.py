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
)
