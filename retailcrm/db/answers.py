"""The yes and no of one person or of several, everyone merged into them included.

`db.mailable` judges everyone at once; what holds is said in `core.consents`.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, TextClause, text

from retailcrm.core.consents import Answer
from retailcrm.db.bulk import blocks, bound, values_clause
from retailcrm.db.kin import kin_of, kin_of_all

_BLOCK = 20_000


def answers_of(connection: Connection, customer: int) -> list[Answer]:
    """List the answers of everyone who is now this customer, oldest first."""
    told = {"wanted": bound(connection, kin_of(connection, customer))}
    found = connection.execute(_read(connection, "channel, given, batch_id"), told)
    return [
        Answer(channel, bool(given), imported=batch is not None) for channel, given, batch in found
    ]


def answers_told(connection: Connection, customer: int) -> list[tuple[str, bool, int, str]]:
    """List (channel, given, at, source) of the same answers."""
    told = {"wanted": bound(connection, kin_of(connection, customer))}
    found = connection.execute(_read(connection, "channel, given, consent_event.at, source"), told)
    return [(channel, bool(given), at, source) for channel, given, at, source in found]


def answers_by_person(
    connection: Connection, customers: Collection[int]
) -> dict[int, tuple[tuple[int, Answer], ...]]:
    """Give (when, answer) of each person, everybody merged into him included, oldest first."""
    kin = kin_of_all(connection, customers)
    found: dict[int, list[tuple[int, int, Answer]]] = defaultdict(list)
    columns = "customer_id, consent_event.at, consent_event.id, channel, given, batch_id"
    statement = _read(connection, columns)
    for block in blocks(sorted(kin), _BLOCK):
        told = {"wanted": bound(connection, list(block))}
        for customer, at, number, channel, given, batch in connection.execute(statement, told):
            answer = Answer(channel, bool(given), imported=batch is not None)
            found[kin[int(customer)]].append((int(at), int(number), answer))
    return {
        one: tuple((at, answer) for at, _, answer in sorted(rows, key=lambda row: row[:2]))
        for one, rows in found.items()
    }


def _read(connection: Connection, columns: str) -> TextClause:
    """Read answers of those wanted, oldest first; undone imports never happened."""
    return text(
        f"SELECT {columns} FROM {values_clause(connection, 'bigint')} "
        "JOIN consent_event ON consent_event.customer_id = wanted.value "
        "LEFT JOIN import_batch ON import_batch.id = batch_id "
        "WHERE COALESCE(state, 'done') <> 'undone' ORDER BY consent_event.at, consent_event.id"
    )
