"""Definitions of the counts of consent."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "consent.yes",
        "Said yes",
        "Customers whose last answer on the channel is a yes; a list never lifts a no.",
    ),
    Definition("consent.no", "Said no", "Customers whose no on the channel holds."),
    Definition(
        "consent.never",
        "Never asked",
        "Customers of whom no answer on the channel is known.",
    ),
    Definition(
        "consent.implied",
        "Bought not long ago",
        "Never asked, but the shop takes a purchase not long ago for a yes on this channel.",
    ),
    Definition(
        "consent.expired",
        "Bought too long ago",
        "Never asked, and the purchase that stood for a yes is too long ago.",
    ),
)
