"""Movements of points added up by month, for breakage and liability."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from retailcrm.core.days import day_of, month_index
from retailcrm.db.ledger_hand import MEANT
from retailcrm.loyalty.breakage import Moves

Ints = NDArray[np.int64]

_LOTS = "SELECT id, day, points FROM points_entry WHERE kind = 'earn' AND available IS NOT NULL"
_USES = (
    "SELECT lot.day AS earned, e.day AS day, e.kind AS kind, SUM(u.points) AS points "
    "FROM lot_use AS u JOIN points_entry AS lot ON lot.id = u.lot_id AND lot.kind = 'earn' "
    "JOIN points_entry AS e ON e.id = u.entry_id GROUP BY lot.day, e.day, e.kind"
)
_BY_DAY = (
    f"SELECT day, {MEANT} AS kind, SUM(points) AS points FROM points_entry AS e GROUP BY day, 2"
)
_SALES = (
    "SELECT r.day, SUM(r.gross - r.discount - r.refunded) AS net FROM points_receipt AS p "
    "JOIN receipt AS r ON r.id = p.receipt_id AND r.voided = 0 WHERE p.points <> 0 GROUP BY r.day"
)
_TAKEN_BACK = frozenset({"reverse", "correct"})
_USED = frozenset({"redeem", "give_back", "adjust", "take_back"})


@dataclass(frozen=True, slots=True, eq=False)
class EarnedLots:
    """Every lot that receipts earned, and when its points left it.

    Attributes:
        month: month number in which each was earned.
        points: how many, less what returns took back.
        used: points used, by month earned and month used.
        expired: points lost, likewise.
    """

    month: Ints
    points: Ints
    used: Moves
    expired: Moves


@dataclass(frozen=True, slots=True)
class MonthMoves:
    """Points of a month by what happened to them; sales in minor units."""

    month: int
    sales: int
    earned: int
    redeemed: int
    expired: int
    other: int


def earned_lots(connection: Connection) -> EarnedLots:
    """Read the lots and what became of them."""
    lots = connection.execute(text(_LOTS)).all()
    months = _Months()
    month = np.array([months.of(row.day) for row in lots], dtype=np.int64)
    points = np.array([row.points for row in lots], dtype=np.int64)
    used, expired, back = [], [], []
    for row in connection.execute(text(_USES)):
        move = (months.of(row.earned), months.of(row.day), int(row.points))
        if row.kind == "expire":
            expired.append(move)
        elif row.kind in _USED:
            used.append(move)
        elif row.kind in _TAKEN_BACK:
            back.append(move)
    returned = np.array([(earned, -points) for earned, _, points in back], dtype=np.int64)
    returned = returned.reshape(len(back), 2)
    return EarnedLots(
        np.concatenate([month, returned[:, 0]]),
        np.concatenate([points, returned[:, 1]]),
        _moves(used),
        _moves(expired),
    )


def month_moves(connection: Connection) -> tuple[MonthMoves, ...]:
    """Add up what happened to points, month by month without gaps."""
    months = _Months()
    points: dict[int, dict[str, int]] = {}
    for row in connection.execute(text(_BY_DAY)):
        held = points.setdefault(months.of(row.day), {})
        held[row.kind] = held.get(row.kind, 0) + int(row.points)
    sales: dict[int, int] = {}
    for row in connection.execute(text(_SALES)):
        sales[months.of(row.day)] = sales.get(months.of(row.day), 0) + int(row.net)
    if not points:
        return ()
    return tuple(
        _month(month, sales.get(month, 0), points.get(month, {}))
        for month in range(min(points), max(points) + 1)
    )


def _month(month: int, sales: int, points: dict[str, int]) -> MonthMoves:
    def total(*kinds: str) -> int:
        return sum(points.get(kind, 0) for kind in kinds)

    earned, redeemed = total("earn", "reverse", "correct"), -total("redeem", "give_back")
    expired = -total("expire")
    other = sum(points.values()) - earned + redeemed + expired
    return MonthMoves(month, sales, earned, redeemed, expired, other)


def _moves(rows: list[tuple[int, int, int]]) -> Moves:
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    return Moves(table[:, 0], table[:, 1], table[:, 2])


class _Months:
    """Month numbers of day numbers, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def of(self, day: int) -> int:
        """Give the month of a day."""
        if day not in self._known:
            self._known[day] = month_index(day_of(day))
        return self._known[day]


def points_between(
    connection: Connection, first: int | None, last: int
) -> list[tuple[int, str, int]]:
    """List (customer, kind, points) of what came and went in some days; None: from the first."""
    begin = "" if first is None else "day >= :first AND "
    found = connection.execute(
        text(
            f"SELECT customer_id, {MEANT} AS kind, SUM(points) FROM points_entry AS e "
            f"WHERE {begin}day <= :last GROUP BY customer_id, 2 ORDER BY customer_id"
        ),
        {"last": last} if first is None else {"first": first, "last": last},
    )
    return [(int(who), str(kind), int(points)) for who, kind, points in found]
