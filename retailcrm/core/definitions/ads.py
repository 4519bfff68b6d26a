"""Definitions of the figures of the ad diary."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "ads.cost",
        "Spent",
        "Everything noted as spent on the medium; corrections are entries below zero.",
    ),
    Definition(
        "ads.margin",
        "Margin it brought",
        "Sales that would not have been, by the strongest way that can tell, times the margin "
        "of the shop in those weeks, less what its codes gave away.",
    ),
    Definition(
        "ads.gain",
        "Return",
        "Margin that the ads brought less what they cost, divided by what they cost.",
    ),
    Definition(
        "ads.new",
        "New customers",
        "Customers who first came after the first ad of the medium and named it when asked how "
        "they heard of you, or whose first visit showed its code.",
    ),
    Definition(
        "ads.each",
        "Cost of each",
        "What was spent on the medium divided by its new customers.",
    ),
    Definition(
        "ads.brought",
        "Margin they bring",
        "Margin of everything that these new customers have bought so far.",
    ),
    Definition(
        "ads.payback",
        "Paid back",
        "Month after the first visit in which the margin of the new customers, added up, has "
        "paid for the medium; months of 30 days.",
    ),
    Definition(
        "ads.used",
        "Codes shown",
        "How often a code of the ad was accepted at the till.",
    ),
)
