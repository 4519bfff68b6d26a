"""Lists on their way over the network, part by part, so that they can go on where they stopped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, text

from retailcrm.models.mailing import UploadPart


class PartState(StrEnum):
    """How far a part is."""

    WAITING = "waiting"
    SENT = "sent"  # on its way, and no answer yet
    TAKEN = "taken"  # the service has it and works on it
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part as kept.

    Attributes:
        told: first and last customer, the lists it is for, and what the service answered.
        at: when its state changed last.
    """

    export: int
    part: int
    people: int
    hash: str
    state: PartState
    activity: str
    told: Mapping[str, Any]
    at: int


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part that waits to be sent."""

    people: int
    hash: str
    told: Mapping[str, Any]


def add_parts(connection: Connection, export: int, parts: Sequence[NewPart], at: int) -> None:
    """Let the parts of a list wait."""
    connection.execute(
        insert(UploadPart),
        [
            {
                "export_id": export,
                "part": place,
                "people": one.people,
                "hash": one.hash,
                "state": str(PartState.WAITING),
                "told": json.dumps(dict(one.told), sort_keys=True),
                "at": at,
            }
            for place, one in enumerate(parts, 1)
        ],
    )


def parts_of(connection: Connection, export: int) -> list[KeptPart]:
    """List the parts of a list."""
    found = connection.execute(
        text(
            "SELECT export_id, part, people, hash, state, activity, told, at FROM upload_part "
            "WHERE export_id = :export ORDER BY part"
        ),
        {"export": export},
    )
    return [_kept(row) for row in found]


def unfinished(connection: Connection) -> list[int]:
    """List lists of which a part is not done, the oldest first."""
    found = connection.scalars(
        text("SELECT DISTINCT export_id FROM upload_part WHERE state <> 'done' ORDER BY export_id")
    )
    return [int(one) for one in found]


def claimed(connection: Connection) -> frozenset[str]:
    """Give the work of the service that belongs to a part already."""
    found = connection.scalars(text("SELECT activity FROM upload_part WHERE activity <> ''"))
    return frozenset(found)


def move_part(
    connection: Connection, part: KeptPart, state: PartState, at: int, **more: Any
) -> None:
    """Note how far a part is.

    Args:
        connection: inside a unit.
        part: as it was.
        state: from now on.
        at: now.
        more: `activity`, `hash`, `people`, and whatever else was told, which is added.
    """
    told = {**part.told, **{name: one for name, one in more.items() if name not in _COLUMNS}}
    connection.execute(
        text(
            "UPDATE upload_part SET state = :state, at = :at, told = :told, people = :people, "
            "hash = :hash, activity = :activity WHERE export_id = :export AND part = :part"
        ),
        {
            "state": str(state),
            "at": at,
            "told": json.dumps(told, sort_keys=True),
            "people": more.get("people", part.people),
            "hash": more.get("hash", part.hash),
            "activity": more.get("activity", part.activity),
            "export": part.export,
            "part": part.part,
        },
    )


_COLUMNS = frozenset({"activity", "hash", "people"})


def _kept(row: Any) -> KeptPart:
    return KeptPart(
        int(row.export_id),
        int(row.part),
        int(row.people),
        row.hash,
        PartState(row.state),
        row.activity,
        json.loads(row.told),
        int(row.at),
    )


def list_sent(connection: Connection, export: int) -> tuple[str, dict[str, int]]:
    """Give whom a list is for, and how many were left out by reason."""
    row = connection.execute(
        text("SELECT audience, excluded FROM list_export WHERE id = :export"), {"export": export}
    ).one()
    return str(row.audience), json.loads(row.excluded)
