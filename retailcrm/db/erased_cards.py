"""Card numbers of people whom the books have forgotten, known by their marks alone."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, text

from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.suppressions import mark_of, salt_of, suppress

CARD = "card"
ERASED = "erased"


def forget_cards(connection: Connection, numbers: Collection[str], at: int) -> None:
    """Keep marks of numbers, so that nobody ever gets them again."""
    suppress(connection, CARD, numbers, reason=ERASED, at=at)


def erased_cards(connection: Connection, numbers: Sequence[str]) -> tuple[str, ...]:
    """Give those of the numbers that belonged to somebody who was erased."""
    salt = salt_of(connection) if numbers else ""
    if not salt:
        return ()
    marks = {mark_of(salt, CARD, one): one for one in numbers}
    statement = text(
        f"SELECT DISTINCT mark FROM {values_clause(connection, 'text')} JOIN suppression "
        "ON channel = :channel AND mark = wanted.value"
    )
    return tuple(
        marks[found]
        for block in blocks(sorted(marks))
        for found in connection.scalars(
            statement, {"wanted": bound(connection, list(block)), "channel": CARD}
        )
    )
