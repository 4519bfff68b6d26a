"""The whole base as it is compared for duplicates, and pairs that a person kept apart."""

from collections.abc import Callable

from sqlalchemy import Connection, text

from retailcrm.analytics.duplicates import Entry
from retailcrm.core.folding import fold
from retailcrm.db.bulk import fetch_all

_ROWS = (
    "SELECT id, first_name, last_name, company, card, email, phone, postcode, street, birthday "
    "FROM customer ORDER BY id"
)
_KEYS = (
    "SELECT customer_id, kind, value FROM identity "
    "WHERE kind >= 2 AND customer_id IS NOT NULL ORDER BY id"
)


def read_entries(connection: Connection) -> list[Entry]:
    """Give everyone with all his contacts, folded as they are compared."""
    contacts: dict[int, tuple[list[str], list[str]]] = {}
    for customer, kind, value in fetch_all(connection, _KEYS):
        held = contacts.setdefault(customer, ([], []))[kind - 2]
        if value not in held:
            held.append(value)
    folded = _folding()
    entries = []
    for row in fetch_all(connection, _ROWS):
        emails, phones = contacts.get(row[0], ([], []))
        entries.append(
            Entry(
                id=row[0],
                first=folded(row[1]),
                last=folded(row[2]),
                company=folded(row[3]),
                card=row[4],
                emails=tuple(dict.fromkeys((*([row[5]] if row[5] else []), *emails))),
                phones=tuple(dict.fromkeys((*([row[6]] if row[6] else []), *phones))),
                postcode=row[7].replace(" ", "").upper(),
                street=folded(row[8]),
                birthday=row[9],
            )
        )
    return entries


def kept_apart(connection: Connection) -> set[tuple[int, int]]:
    """Give the pairs of whom a person said that they are two, lower number first."""
    found = connection.execute(text("SELECT first_id, second_id FROM not_duplicate"))
    return {(first, second) for first, second in found}


def keep_apart(connection: Connection, first: int, second: int, at: int) -> None:
    """Note that two customers are two."""
    low, high = sorted((first, second))
    connection.execute(
        text(
            "INSERT INTO not_duplicate (first_id, second_id, at) VALUES (:low, :high, :at) "
            "ON CONFLICT (first_id, second_id) DO NOTHING"
        ),
        {"low": low, "high": high, "at": at},
    )


def _folding() -> Callable[[str], str]:
    """Fold each name once: a base of many people has few names."""
    known: dict[str, str] = {}

    def folded(name: str) -> str:
        found = known.get(name)
        if found is None:
            found = known[name] = fold(name)
        return found

    return folded
