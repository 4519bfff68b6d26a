"""The whole ledger added up again, by the database itself."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

# Who was merged into whom, followed to the end.
_HOLDERS = (
    "WITH RECURSIVE line(member, holder) AS ("
    "SELECT loser_id, winner_id FROM customer_merge WHERE undone_at IS NULL UNION ALL "
    "SELECT line.member, m.winner_id FROM line JOIN customer_merge AS m "
    "ON m.loser_id = line.holder AND m.undone_at IS NULL), "
    "held AS (SELECT member, holder FROM line WHERE holder NOT IN "
    "(SELECT loser_id FROM customer_merge WHERE undone_at IS NULL)) "
)
_SUMS = (
    _HOLDERS + "SELECT COALESCE(held.holder, s.customer_id) AS holder, SUM(s.points) AS points "
    "FROM (SELECT customer_id, SUM(points) AS points FROM points_entry GROUP BY customer_id) AS s "
    "LEFT JOIN held ON held.member = s.customer_id "
    "GROUP BY COALESCE(held.holder, s.customer_id)"
)
_TAKEN = "SELECT lot_id, SUM(points) AS points FROM lot_use GROUP BY lot_id"
_USED = "SELECT entry_id, SUM(points) AS points FROM lot_use GROUP BY entry_id"

_OWN = (
    "SELECT receipt_id, SUM(points) AS points FROM points_entry WHERE receipt_id IS NOT NULL "
    "AND kind IN ('earn', 'reverse', 'correct') GROUP BY receipt_id"
)
_BALANCES = (
    f"SELECT COUNT(*) FROM ({_SUMS}) AS s LEFT JOIN points_account AS a "
    "ON a.customer_id = s.holder WHERE a.balance IS NULL OR a.balance <> s.points"
)
_LOTS = (
    f"SELECT COUNT(*) FROM ({_TAKEN}) AS t JOIN points_entry AS e ON e.id = t.lot_id "
    "WHERE e.available IS NULL OR t.points < 0 OR t.points > e.points"
)
_USES = (
    f"SELECT COUNT(*) FROM points_entry AS e LEFT JOIN ({_USED}) AS u ON u.entry_id = e.id "
    "WHERE e.available IS NULL AND e.points < 0 "
    "AND (COALESCE(u.points, 0) < 0 OR COALESCE(u.points, 0) > -e.points)"
)
_BACK = (
    f"SELECT COUNT(*) FROM points_entry AS e LEFT JOIN ({_USED}) AS u ON u.entry_id = e.id "
    "WHERE e.available IS NULL AND e.points > 0 AND COALESCE(u.points, 0) <> -e.points"
)
_RECEIPTS = (
    f"SELECT COUNT(*) FROM points_receipt AS r LEFT JOIN ({_OWN}) AS e "
    "ON e.receipt_id = r.receipt_id WHERE r.points <> COALESCE(e.points, 0)"
)
# Only who was ever merged can have used another's points; what he used must be settled. SQLite
# would read all uses first, unless told to begin with those few.
_CROSSINGS = (
    _HOLDERS + ", once AS (SELECT winner_id AS id FROM customer_merge UNION "
    "SELECT loser_id FROM customer_merge), "
    "crossing AS (SELECT COALESCE(mine.holder, e.customer_id) AS taker, "
    "COALESCE(theirs.holder, lot.customer_id) AS giver, u.lot_id, u.points FROM once "
    "{first} JOIN points_entry AS e ON e.customer_id = once.id "
    "{first} JOIN lot_use AS u ON u.entry_id = e.id "
    "JOIN points_entry AS lot ON lot.id = u.lot_id AND lot.customer_id <> e.customer_id "
    "LEFT JOIN held AS mine ON mine.member = e.customer_id "
    "LEFT JOIN held AS theirs ON theirs.member = lot.customer_id) "
    "SELECT COUNT(*) FROM (SELECT lot_id FROM crossing WHERE taker <> giver "
    "GROUP BY taker, lot_id HAVING SUM(points) <> 0) AS open_ones"
)
_FAULTS = {
    "balance": _BALANCES,
    "lot": _LOTS,
    "use": _USES,
    "back": _BACK,
    "receipt": _RECEIPTS,
    "crossing": _CROSSINGS,
}


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """What adding everything up gave.

    Attributes:
        members: accounts.
        entries: entries.
        faults: (which sum, how many do not agree), only those that do not.
    """

    members: int
    entries: int
    faults: tuple[tuple[str, int], ...]


def check_ledger(connection: Connection) -> LedgerSums:
    """Add up entries, lots, uses and receipts, and count what does not agree."""
    first = "CROSS" if connection.dialect.name == "sqlite" else ""
    faults = tuple(
        (name, int(count))
        for name, statement in _FAULTS.items()
        if (count := connection.scalar(text(statement.replace("{first}", first))))
    )
    members, entries = connection.execute(
        text("SELECT COUNT(DISTINCT customer_id), COUNT(*) FROM points_entry")
    ).one()
    return LedgerSums(int(members), int(entries), faults)
