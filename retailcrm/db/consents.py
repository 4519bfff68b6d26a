"""Yes and no over everyone: the newest of them, and how they came."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from retailcrm.db.members import COUNTER

FILE, RETURNED = "file", "returned"
_HOW = (
    f"CASE WHEN batch_id IS NOT NULL THEN '{FILE}' WHEN source = '{COUNTER}' THEN '{COUNTER}' "
    f"ELSE '{RETURNED}' END"
)
_KNOWN = (
    "FROM consent_event LEFT JOIN import_batch ON import_batch.id = batch_id "
    "WHERE COALESCE(import_batch.state, 'done') <> 'undone'"
)


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """A yes or no, with everything that proves it."""

    id: int
    customer: int
    channel: str
    given: bool
    at: int
    source: str
    how: str
    wording: str
    actor: str


def newest_events(connection: Connection, limit: int) -> tuple[HeldEvent, ...]:
    """List the newest answers, the latest first; undone imports never happened."""
    found = connection.execute(
        text(
            "SELECT consent_event.id, customer_id, channel, given, consent_event.at, source, "
            f"{_HOW}, wording, actor {_KNOWN} "
            "ORDER BY consent_event.at DESC, consent_event.id DESC LIMIT :limit"
        ),
        {"limit": limit},
    )
    return tuple(
        HeldEvent(number, customer, channel, bool(given), at, source, how, wording, actor)
        for number, customer, channel, given, at, source, how, wording, actor in found
    )


def ways_they_came(connection: Connection) -> Sequence[tuple[str, str, bool, int]]:
    """Count answers by channel and how they came: (channel, how, answer, count)."""
    found = connection.execute(
        text(
            f"SELECT channel, {_HOW} AS how, given, COUNT(*) {_KNOWN} "
            "GROUP BY channel, 2, given ORDER BY channel, 2, given"
        )
    )
    return [(channel, how, bool(given), int(count)) for channel, how, given, count in found]


def asked_with(connection: Connection) -> dict[tuple[str, str], int]:
    """Count by channel and wording how often people were asked with it."""
    found = connection.execute(
        text(
            f"SELECT channel, wording, COUNT(*) {_KNOWN} AND wording <> '' "
            "GROUP BY channel, wording"
        )
    )
    return {(channel, words): int(count) for channel, words, count in found}
