"""What the counter asks of one member, and what it notes of his answers."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, text

from retailcrm.db.ids import reserve
from retailcrm.models.people import ConsentEvent

COUNTER = "counter"
_HIGH = "\U0010ffff"


def add_consents(
    connection: Connection,
    customer: int,
    answers: Sequence[tuple[str, bool, str]],
    *,
    at: int,
    actor: str,
) -> None:
    """Note answers that a person gave here: (channel, answer, wording)."""
    if not answers:
        return
    first = reserve(connection, "consent_event", len(answers))
    connection.execute(
        insert(ConsentEvent),
        [
            {
                "id": first + place,
                "customer_id": customer,
                "channel": channel,
                "given": given,
                "at": at,
                "source": COUNTER,
                "wording": wording,
                "actor": actor,
            }
            for place, (channel, given, wording) in enumerate(answers)
        ],
    )


def visits_until(connection: Connection, customer: int, day: int) -> tuple[int, int | None]:
    """Count the days on which a customer bought something, and give the last of them."""
    row = connection.execute(
        text(
            "SELECT COUNT(*), MAX(day) FROM customer_day "
            "WHERE customer_id = :id AND sales_with_value > 0 AND day <= :day"
        ),
        {"id": customer, "day": day},
    ).one()
    return int(row[0]), row[1]


def holders_of_contact(connection: Connection, kind: int, value: str) -> list[int]:
    """List who holds an e-mail address (kind 2) or a phone (kind 3)."""
    return list(
        connection.scalars(
            text(
                "SELECT DISTINCT customer_id FROM identity WHERE kind = :kind "
                "AND value = :value AND family_id = 0 AND customer_id IS NOT NULL "
                "ORDER BY customer_id LIMIT 50"
            ),
            {"kind": kind, "value": value},
        )
    )


def named_alike(connection: Connection, last: str, first: str, limit: int) -> list[int]:
    """List customers with a folded word `last` and another that begins with `first`."""
    return list(
        connection.scalars(
            text(
                "SELECT DISTINCT s.customer_id FROM search_term s JOIN search_term f "
                "ON f.customer_id = s.customer_id WHERE s.term = :last "
                "AND f.term >= :first AND f.term < :high ORDER BY s.customer_id LIMIT :limit"
            ),
            {"last": last, "first": first, "high": first + _HIGH, "limit": limit},
        )
    )
