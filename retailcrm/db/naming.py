"""Letting customers be found and sorted by what they are called now."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, text

from retailcrm.db.search_terms import sort_name, terms


def retell(connection: Connection, customers: Iterable[int]) -> None:
    """Write sort name and search terms of customers anew."""
    for customer in customers:
        found = connection.execute(
            text("SELECT * FROM customer WHERE id = :id"), {"id": customer}
        ).one()
        face: Any = SimpleNamespace(**found._mapping)
        connection.execute(
            text("UPDATE customer SET sort_name = :name WHERE id = :id"),
            {"name": sort_name(face), "id": customer},
        )
        connection.execute(
            text("DELETE FROM search_term WHERE customer_id = :id"), {"id": customer}
        )
        told = [{"id": customer, "term": term} for term in terms(face)]
        if told:
            connection.execute(
                text("INSERT INTO search_term (customer_id, term) VALUES (:id, :term)"), told
            )
