"""The people of a selection, each with the reason why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.services.customers import CustomerRow, CustomerService
from retailcrm.services.grouping import GroupService, GroupsOverview, Reason

_SILENT = frozenset({"been_a_while", "mia", "dead"})
_UNKNOWN = Reason("", "")


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
    customers: CustomerService,
    groups: GroupService,
    ids: NDArray[np.int64],
    overview: GroupsOverview | None,
) -> tuple[Member, ...]:
    """Read some people with their reasons, all in one question each."""
    as_of = overview.as_of if overview else None
    reasons = groups.reasons(ids, as_of)
    found = []
    for row in customers.page(ids):
        reason = reasons.get(row.customer_id, _UNKNOWN)
        ago = (as_of - row.last_on).days if as_of and row.last_on else None
        why = reason.evidence if row.stage in _SILENT else reason.group
        found.append(Member(row, ago, why or reason.evidence))
    return tuple(found)
