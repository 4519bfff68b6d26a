"""Definitions of figures that only stand in printed reports."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "program_cost",
        "Cost of the program",
        "Discounts to members, what the points they earned will cost, and what you told of other "
        "costs.",
    ),
    Definition(
        "program_gain",
        "Gain of the program",
        "Sales to members, times the share that the program brought, times their margin before "
        "discounts.",
    ),
)
