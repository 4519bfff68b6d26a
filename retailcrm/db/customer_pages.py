"""Customers as rows: lists in order, pages by id, and instant search."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.core.folding import fold
from retailcrm.db.bulk import bound, values_clause

_SORTS = {
    "name": "sort_name, id",
    "card": "card, id",
    "email": "email, id",
    "phone": "phone, id",
    "postcode": "postcode, id",
}
_HIGH = "\U0010ffff"
_SAMPLE = 400


def sorted_ids(connection: Connection, sort: str) -> NDArray[np.int64]:
    """List all customers in the order of a column of their row."""
    found = connection.scalars(text(f"SELECT id FROM customer ORDER BY {_SORTS[sort]}"))
    return np.fromiter(found, dtype=np.int64)


def heads_of(connection: Connection, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Give the rows of some customers."""
    found = connection.execute(
        text(
            f"SELECT customer.* FROM {values_clause(connection, 'bigint')} "
            "JOIN customer ON id = wanted.value"
        ),
        {"wanted": bound(connection, list(ids))},
    )
    return {row.id: dict(row._mapping) for row in found}


def holders_of(connection: Connection, value: str) -> list[int]:
    """List whose card or e-mail this is, exactly."""
    statement = text(
        "SELECT DISTINCT customer_id FROM identity WHERE customer_id IS NOT NULL "
        "AND ((kind = 0 AND value = :card) OR (kind = 2 AND value = :email))"
    )
    return list(connection.scalars(statement, {"card": value, "email": value.lower()}))


def full_name(head: Mapping[str, Any]) -> str:
    """Name a customer for people: name, company, or the contact."""
    name = f"{head['first_name']} {head['last_name']}".strip()
    return name or head["company"] or head["email"] or head["phone"] or head["card"]


def names_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Give name and card of some customers."""
    heads = heads_of(connection, ids)
    return {one: (full_name(head), head["card"]) for one, head in heads.items()}


def found_ids(connection: Connection, typed: str, limit: int) -> list[tuple[int, str]]:
    """Find customers by what was typed so far: (id, matched term), in order of the term.

    Every word must begin one of the customer's words, in any order; digits match phones and
    cards. The rarest word leads, the others are looked up for its hits alone.
    """
    terms = _typed_terms(typed)
    if not terms:
        return []
    lead, *others = sorted(terms, key=lambda term: _how_many(connection, term))
    also = "".join(
        f" AND EXISTS (SELECT 1 FROM search_term t{n} WHERE t{n}.customer_id = s.customer_id "
        f"AND t{n}.term >= :low{n} AND t{n}.term < :high{n})"
        for n in range(len(others))
    )
    values: dict[str, Any] = {"low": lead, "high": lead + _HIGH, "limit": limit * 4}
    for n, other in enumerate(others):
        values |= {f"low{n}": other, f"high{n}": other + _HIGH}
    found = connection.execute(
        text(
            "SELECT s.customer_id, s.term FROM search_term s "
            f"WHERE s.term >= :low AND s.term < :high{also} "
            "ORDER BY s.term, s.customer_id LIMIT :limit"
        ),
        values,
    )
    hits: dict[int, str] = {}
    for customer, term in found:
        hits.setdefault(customer, term)
    return list(hits.items())[:limit]


def matching_ids(connection: Connection, typed: str) -> NDArray[np.int64]:
    """List everyone who matches what was typed, ascending."""
    sets: list[NDArray[np.int64]] = []
    for term in _typed_terms(typed):
        found = connection.scalars(
            text("SELECT customer_id FROM search_term WHERE term >= :low AND term < :high"),
            {"low": term, "high": term + _HIGH},
        )
        sets.append(np.unique(np.fromiter(found, dtype=np.int64)))
    if not sets:
        return np.empty(0, dtype=np.int64)
    kept = sets[0]
    for one in sets[1:]:
        kept = np.intersect1d(kept, one, assume_unique=True)
    return kept


def _typed_terms(typed: str) -> list[str]:
    typed = typed.strip().lower()
    if "@" in typed:
        return [typed]
    digits = "".join(sign for sign in typed if sign.isdigit())
    if digits and not any(sign.isalpha() for sign in typed):
        return [digits]
    return fold(typed).split()


def _how_many(connection: Connection, term: str) -> int:
    found = connection.scalar(
        text(
            "SELECT COUNT(*) FROM (SELECT 1 FROM search_term "
            "WHERE term >= :low AND term < :high LIMIT :most) AS found"
        ),
        {"low": term, "high": term + _HIGH, "most": _SAMPLE},
    )
    return int(found or 0)
