"""The points ledger in the books: entries are added, lots are used, nothing is ever changed.

A balance is the sum of an account's entries. It also is what is left in the lots less what is
owed, and every addition here keeps the two equal.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, text

from retailcrm.core.days import day_of
from retailcrm.db.bulk import bound, table_of, values_clause
from retailcrm.db.ids import Ids, reserve
from retailcrm.loyalty.earning import EarnedLine
from retailcrm.loyalty.lots import Debt, Lot, Use
from retailcrm.models.points import LotUse, PointsEntry, PointsLine


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to be added; `available` makes positive points a lot."""

    customer_id: int
    kind: str
    points: int
    day: int
    key: str
    available: int | None = None
    expires: int | None = None
    receipt_id: int | None = None
    reference: str = ""
    version_id: int | None = None
    reverses: int | None = None
    reason: str = ""
    actor: str = ""
    value: int | None = None
    lines: tuple[EarnedLine, ...] = ()


@dataclass(slots=True)
class Account:
    """What an account holds, as far as using and owing points is concerned."""

    lots: list[Lot]
    debts: list[Debt]
    balance: int


class Holding(NamedTuple):
    """An account's holder and everyone who was merged into him."""

    holder: int
    members: tuple[int, ...]


class Ledger:
    """Adds entries inside one unit of work.

    Args:
        connection: of the unit.
        at: now, as epoch seconds.
        many: entries wait and go in together, which is ten times as fast; `flush` must follow.
    """

    def __init__(self, connection: Connection, at: int, *, many: bool = False) -> None:
        self._connection = connection
        self._at = at
        self._many = many
        self._ids = Ids(connection, "points_entry")
        self._nth: dict[tuple[int, int], int] = {}
        self._turns: dict[int, int] = {}
        self._entries: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []
        self._uses: list[dict[str, Any]] = []
        self._fresh: set[int] = set()

    def add(self, entry: NewEntry, uses: Iterable[Use] = ()) -> int:
        """Write an entry and which lots it takes from (below zero: gives back to)."""
        number = self._ids.next() if self._many else reserve(self._connection, "points_entry", 1)
        told = {name: getattr(entry, name) for name in _COLUMNS}
        self._entries.append({"id": number, "at": self._at, **told})
        self._fresh.add(number)
        self._lines += [
            {"entry_id": number, **{name: getattr(one, name) for name in _LINE}}
            for one in entry.lines
        ]
        self._use(number, uses)
        self._written()
        return number

    def use(self, entry: int, uses: Iterable[Use]) -> None:
        """Write what an entry takes from lots, now or when a later lot pays what it owes."""
        self._use(entry, uses)
        self._written()

    def flush(self) -> None:
        """Write what waits, entries before what names them."""
        for model, rows in (
            (PointsEntry, self._entries),
            (PointsLine, self._lines),
            (LotUse, self._uses),
        ):
            if rows:
                self._connection.execute(insert(table_of(model)), rows)
                rows.clear()

    def lots(self, ids: Sequence[int]) -> dict[int, Lot]:
        """Read lots as they now stand, whether or not anything is left in them."""
        self.flush()
        return lots_by_id(self._connection, ids)

    def expect(self, receipts: Sequence[int]) -> None:
        """Look up at once how often points of receipts were booked."""
        statement = (
            "SELECT e.receipt_id, COUNT(*) AS turns FROM {wanted} "
            "JOIN points_entry AS e ON e.receipt_id = wanted.value GROUP BY e.receipt_id"
        )
        unknown = [one for one in receipts if one not in self._turns]
        self._turns |= dict.fromkeys(unknown, 0)
        for row in _rows(self._connection, statement, unknown):
            self._turns[row.receipt_id] = int(row.turns)

    def receipt_key(self, receipt: int) -> str:
        """Give the key of the next entry that follows a receipt."""
        if receipt not in self._turns:
            self.flush()
            self.expect([receipt])
        turn = self._turns[receipt]
        self._turns[receipt] = turn + 1
        return f"receipt:{receipt}:{turn}"

    def lot_key(self, lot: int) -> str:
        """Give the key of the next loss of a lot; points may come back to it and go again."""
        return f"expire:{lot}:{self._count(lot, 'expire')}"

    def transfer_key(self, lot: int, customer: int) -> str:
        """Give the key of the next entry that settles what was used of another's lot."""
        return f"transfer:{lot}:{customer}:{self._count(lot, 'transfer')}"

    def uses_of(self, entries: Sequence[int]) -> tuple[Use, ...]:
        """Give which lots some entries took points from, less what went back since."""
        self.flush()
        rows = _rows(self._connection, _USES, entries)
        return tuple(Use(row.lot_id, int(row.points)) for row in rows if row.points > 0)

    def used_by_receipt(self, receipt: int, members: Collection[int]) -> tuple[Use, ...]:
        """Give what a receipt's entries took from an account's own lots and did not give back.

        After members were parted, what a receipt took on the one account is no business of the
        other, on which it stands now.
        """
        if self._turns.get(receipt) == 1:
            return ()  # its first entry is under way
        self.flush()
        rows = self._connection.execute(text(_TAKEN_BY), {"receipt": receipt})
        return tuple(Use(row.lot_id, int(row.points)) for row in rows if row.customer_id in members)

    def expired_of(self, receipt: int, members: Collection[int]) -> tuple[Use, ...]:
        """Give what was lost of the lots a receipt brought to an account, less what was spared."""
        self.flush()
        rows = self._connection.execute(text(_EXPIRED_OF), {"receipt": receipt})
        return tuple(Use(row.lot_id, int(row.points)) for row in rows if row.customer_id in members)

    def owners_of(self, lots: Sequence[int]) -> dict[int, int]:
        """Give the customer whose name stands on each lot."""
        self.flush()
        rows = _rows(self._connection, _OWNERS, lots)
        return {row.id: row.customer_id for row in rows}

    def _use(self, entry: int, uses: Iterable[Use]) -> None:
        for use in uses:
            nth = self._next(entry, use.lot_id)
            self._uses.append(
                {"entry_id": entry, "lot_id": use.lot_id, "nth": nth, "points": use.points}
            )

    def _written(self) -> None:
        if not self._many:
            self.flush()

    def _count(self, lot: int, kind: str) -> int:
        self.flush()
        found = self._connection.scalar(
            text("SELECT COUNT(*) FROM points_entry WHERE reverses = :lot AND kind = :kind"),
            {"lot": lot, "kind": kind},
        )
        return int(found or 0)

    def _next(self, entry: int, lot: int) -> int:
        if (entry, lot) not in self._nth:
            held = None
            if entry not in self._fresh:
                held = self._connection.scalar(
                    text("SELECT COUNT(*) FROM lot_use WHERE entry_id = :entry AND lot_id = :lot"),
                    {"entry": entry, "lot": lot},
                )
            self._nth[entry, lot] = int(held or 0)
        nth = self._nth[entry, lot]
        self._nth[entry, lot] = nth + 1
        return nth


def holdings(connection: Connection, customers: Iterable[int]) -> dict[int, Holding]:
    """Find whose account each customer's points stand on, with all who were merged into it."""
    merged = text("SELECT loser_id, winner_id FROM customer_merge WHERE undone_at IS NULL")
    into: dict[int, int] = {row.loser_id: row.winner_id for row in connection.execute(merged)}
    members: dict[int, list[int]] = {}
    for loser in into:
        members.setdefault(_end(into, loser), []).append(loser)
    result = {}
    for customer in customers:
        holder = _end(into, customer)
        result[customer] = Holding(holder, (holder, *sorted(members.get(holder, ()))))
    return result


def accounts(connection: Connection, holders: Sequence[Holding]) -> dict[int, Account]:
    """Read lots, debts and balance of some accounts, by holder."""
    owner = {member: one.holder for one in holders for member in one.members}
    found = {one.holder: Account([], [], 0) for one in holders}
    for row in _rows(connection, _ENTRIES, owner):
        account = found[owner[row.customer_id]]
        account.balance += row.points
        if row.available is not None:
            left = row.points - (row.taken or 0)
            if left > 0:
                account.lots.append(_lot(row, left))
        elif row.points < 0:
            owed = -row.points - (row.used or 0)
            if owed > 0:
                account.debts.append(Debt(row.id, owed))
    return found


def lots_by_id(connection: Connection, lots: Sequence[int]) -> dict[int, Lot]:
    """Read lots whether or not anything is left in them."""
    return {
        row.id: _lot(row, row.points - (row.taken or 0)) for row in _rows(connection, _LOTS, lots)
    }


def references_of(connection: Connection, entries: Sequence[int]) -> dict[int, str]:
    """Give the receipt or source that each entry names."""
    statement = (
        "SELECT e.id, e.reference FROM {wanted} JOIN points_entry AS e ON e.id = wanted.value"
    )
    return {row.id: row.reference for row in _rows(connection, statement, entries)}


def value_of_entry(connection: Connection, entry: int) -> int:
    """Give the money that an entry stands for, in minor units."""
    found = connection.scalar(text("SELECT value FROM points_entry WHERE id = :id"), {"id": entry})
    return int(found or 0)


def is_booked(connection: Connection, key: str) -> int | None:
    """Give the entry that was booked under a key, None if there is none."""
    found: int | None = connection.scalar(
        text("SELECT id FROM points_entry WHERE key = :key"), {"key": key}
    )
    return found


def keep_balances(connection: Connection, holders: Iterable[int]) -> None:
    """Bring the copies of the balances up to date with the entries."""
    held = set(holdings(connection, holders).values())
    owner = {member: one.holder for one in held for member in one.members}
    sums = {one.holder: [0, 0] for one in held}
    for row in _rows(connection, _SUMS, owner):
        found = sums[owner[row.customer_id]]
        found[0] += int(row.points)
        found[1] = max(found[1], int(row.newest))
    if sums:
        connection.execute(
            text(
                "INSERT INTO points_account (customer_id, balance, entry_id) "
                "VALUES (:holder, :balance, :newest) ON CONFLICT (customer_id) "
                "DO UPDATE SET balance = excluded.balance, entry_id = excluded.entry_id"
            ),
            [
                {"holder": holder, "balance": balance, "newest": newest}
                for holder, (balance, newest) in sums.items()
            ],
        )


def entries_of(connection: Connection, members: Sequence[int]) -> list[dict[str, Any]]:
    """Read the entries of an account as they came, with the rules' first day."""
    statement = text(
        "SELECT e.*, v.starts FROM "
        f"{values_clause(connection, 'bigint')} JOIN points_entry AS e "
        "ON e.customer_id = wanted.value LEFT JOIN program_version AS v ON v.id = e.version_id "
        "ORDER BY e.day, e.id"
    )
    rows = connection.execute(statement, {"wanted": bound(connection, list(members))})
    return [dict(row._mapping) for row in rows]


def lines_of(connection: Connection, entries: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Read how the lines behind some entries earned."""
    statement = text(
        f"SELECT l.* FROM {values_clause(connection, 'bigint')} JOIN points_line AS l "
        "ON l.entry_id = wanted.value ORDER BY l.entry_id, l.line_no"
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(statement, {"wanted": bound(connection, list(entries))}):
        found.setdefault(row.entry_id, []).append(dict(row._mapping))
    return found


_COLUMNS = (
    "customer_id", "kind", "points", "day", "key", "available", "expires", "receipt_id",
    "reference", "version_id", "reverses", "reason", "actor", "value",
)  # fmt: skip
_LINE = ("line_no", "amount", "rate", "factor", "earned", "told")
_SUMS = (
    "SELECT e.customer_id, SUM(e.points) AS points, MAX(e.id) AS newest FROM {wanted} "
    "JOIN points_entry AS e ON e.customer_id = wanted.value GROUP BY e.customer_id"
)
_TAKEN_BY = (
    "SELECT u.lot_id, lot.customer_id, SUM(u.points) AS points FROM points_entry AS e "
    "JOIN lot_use AS u ON u.entry_id = e.id JOIN points_entry AS lot ON lot.id = u.lot_id "
    "WHERE e.receipt_id = :receipt AND e.kind IN ('reverse', 'correct') "
    "GROUP BY u.lot_id, lot.customer_id HAVING SUM(u.points) > 0 ORDER BY u.lot_id"
)
_EXPIRED_OF = (
    "SELECT u.lot_id, lot.customer_id, SUM(u.points) AS points FROM points_entry AS lot "
    "JOIN lot_use AS u ON u.lot_id = lot.id JOIN points_entry AS e ON e.id = u.entry_id "
    "WHERE lot.receipt_id = :receipt AND lot.kind IN ('earn', 'correct') AND e.kind = 'expire' "
    "GROUP BY u.lot_id, lot.customer_id HAVING SUM(u.points) > 0 ORDER BY u.lot_id"
)
_OWNERS = "SELECT e.id, e.customer_id FROM {wanted} JOIN points_entry AS e ON e.id = wanted.value"
_TAKEN = "(SELECT SUM(points) FROM lot_use WHERE lot_use.lot_id = e.id) AS taken"
_USED = "(SELECT SUM(points) FROM lot_use WHERE lot_use.entry_id = e.id) AS used"
_ENTRIES = (
    "SELECT e.id, e.customer_id, e.points, e.day, e.available, e.expires, e.receipt_id, "
    f"{_TAKEN}, {_USED} "
    "FROM {wanted} JOIN points_entry AS e ON e.customer_id = wanted.value ORDER BY e.id"
)
# What was given back stands with the entry that gave, which names the entry it reverses.
_USES = (
    "SELECT u.lot_id, SUM(u.points) AS points FROM {wanted} JOIN points_entry AS e "
    "ON e.id = wanted.value OR (e.reverses = wanted.value AND e.kind = 'give_back' "
    "AND e.available IS NULL) "
    "JOIN lot_use AS u ON u.entry_id = e.id GROUP BY u.lot_id ORDER BY u.lot_id"
)
_LOTS = (
    f"SELECT e.id, e.points, e.day, e.available, e.expires, e.receipt_id, {_TAKEN} "
    "FROM {wanted} JOIN points_entry AS e ON e.id = wanted.value"
)


def _rows(connection: Connection, statement: str, wanted: Iterable[int]) -> Any:
    told = text(statement.format(wanted=values_clause(connection, "bigint")))
    return connection.execute(told, {"wanted": bound(connection, list(wanted))})


def _lot(row: Any, left: int) -> Lot:
    return Lot(
        entry_id=row.id,
        points=int(left),
        available=day_of(row.available if row.available is not None else row.day),
        expires=None if row.expires is None else day_of(row.expires),
        receipt_id=row.receipt_id,
    )


def _end(into: Mapping[int, int], customer: int) -> int:
    while customer in into:
        customer = into[customer]
    return customer
