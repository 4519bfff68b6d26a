"""What is kept of one customer besides the row: keys, cards, categories."""

from sqlalchemy import Connection, text

from retailcrm.db.bulk import bound, values_clause
from retailcrm.db.kin import kin_of


def identities_of(connection: Connection, customer: int) -> list[tuple[int, str]]:
    """List (kind, value) of everything a customer is recognised by, strongest first."""
    found = connection.execute(
        text("SELECT kind, value FROM identity WHERE customer_id = :c ORDER BY kind, id"),
        {"c": customer},
    )
    return [(kind, value) for kind, value in found]


def cards_handed(connection: Connection, customer: int) -> list[tuple[str, int, str]]:
    """List (number, day handed out, number it came in place of) of a customer's own cards."""
    found = connection.execute(
        text(
            "SELECT card.number, card.issued, COALESCE(MIN(old.number), '') AS old FROM "
            f"{values_clause(connection, 'bigint')} JOIN card ON card.customer_id = wanted.value "
            "LEFT JOIN card AS old ON old.replaced_by = card.number "
            "WHERE card.issued IS NOT NULL GROUP BY card.number, card.issued "
            "ORDER BY card.issued, card.number"
        ),
        {"wanted": bound(connection, kin_of(connection, customer))},
    )
    return [(number, int(day), old) for number, day, old in found]


def joined_on(connection: Connection, customer: int) -> int | None:
    """Give the day on which a customer joined, as told by the till or the counter."""
    found: int | None = connection.scalar(
        text("SELECT joined FROM customer WHERE id = :c"), {"c": customer}
    )
    return found


def categories_of(connection: Connection, customer: int) -> list[tuple[str, int]]:
    """List (category, net sales) of a customer, largest first."""
    found = connection.execute(
        text(
            "SELECT name, net FROM customer_category "
            "JOIN category ON category.id = category_id WHERE customer_id = :c "
            "ORDER BY net DESC, name"
        ),
        {"c": customer},
    )
    return [(name, int(net)) for name, net in found]
