"""Whom a saved list means."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from retailcrm.db.kin import heirs
from retailcrm.models.campaigns import SavedList


@dataclass(frozen=True, slots=True, eq=False)
class SavedPeople:
    """A saved list.

    Attributes:
        name: what the owner calls it.
        means: rows that are followed as the books grow; empty: the people below.
        ids: of a list that was pasted, ascending; people put together since then are one.
    """

    name: str
    means: str
    ids: NDArray[np.int64]


def saved_people(connection: Connection, number: int) -> SavedPeople | None:
    """Read a saved list; None if there is none of this number."""
    found = connection.execute(
        select(SavedList.name, SavedList.means, SavedList.customers).where(SavedList.id == number)
    ).one_or_none()
    if found is None:
        return None
    held = np.frombuffer(found.customers or b"", dtype="<i8").astype(np.int64)
    into = heirs(connection) if held.size else {}
    now = np.unique(np.array([into.get(one, one) for one in held.tolist()], dtype=np.int64))
    return SavedPeople(found.name, found.means, now)
