"""Definitions of figures that can have a target and are defined nowhere else."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "best_visits",
        "Visits of the best, a year",
        "Visits in the year up to the last day with data, on average over the Most Valuable.",
    ),
    Definition(
        "points_held",
        "Points that members hold",
        "Points given and not yet used, lost or taken back, also those that can be used later.",
    ),
)
