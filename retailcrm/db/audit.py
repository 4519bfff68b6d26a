"""Who did what to the books and when; ids only, never names, phones or addresses."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from retailcrm.db.ids import reserve
from retailcrm.models.records import AuditEvent


def note_event(
    connection: Connection, *, at: int, actor: str, action: str, detail: Mapping[str, object]
) -> int:
    """Note an action; give the id of the note."""
    event = reserve(connection, "audit_event", 1)
    connection.execute(
        insert(AuditEvent).values(
            id=event,
            at=at,
            actor=actor,
            action=action,
            detail=json.dumps(detail, sort_keys=True),
        )
    )
    return event


def events_of(connection: Connection, action: str) -> list[tuple[int, str, dict[str, object]]]:
    """List (at, actor, detail) of an action, oldest first."""
    found = connection.execute(
        select(AuditEvent.at, AuditEvent.actor, AuditEvent.detail)
        .where(AuditEvent.action == action)
        .order_by(AuditEvent.id)
    )
    return [(at, actor, json.loads(detail)) for at, actor, detail in found]
