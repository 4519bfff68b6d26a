"""The people of a selection, each with the reason why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.services.customers import CustomerRow, CustomerService
from retailcrm.services.grouping import GroupsOverview

_SILENT = frozenset({"been_a_while", "mia", "dead"})


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the list.

    Attributes:
        row: as in the customer table.
        days_ago: days since the last visit, None without one.
        why: the reason for the group, or the evidence of absence, in words.
    """

    row: CustomerRow
    days_ago: int | None
    why: str


def members(
    customers: CustomerService, ids: NDArray[np.int64], overview: GroupsOverview | None
) -> tuple[Member, ...]:
    """Read some people with their reasons."""
    as_of = overview.as_of if overview else None
    found = []
    for row in customers.page(ids):
        profile = customers.profile(row.customer_id)
        ago = (as_of - row.last_on).days if as_of and row.last_on else None
        why = profile.rhythm if row.stage in _SILENT else profile.group_reason
        found.append(Member(row, ago, why or profile.rhythm))
    return tuple(found)
