"""The figures of an account with the rows behind each, as profile and Counter show them."""

from datetime import date

from retailcrm.core.points_refs import entries_rows
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.finding import Told, Unit
from retailcrm.services.points_rows import AccountRow


def points_figures(account: AccountRow, today: date) -> tuple[Told, ...]:
    """Give the points of an account; the movements stand beside them."""
    told = (
        ("balance", account.balance, Unit.COUNT),
        ("available", account.available, Unit.COUNT),
        ("pending", account.pending, Unit.COUNT),
        ("owed", account.owed, Unit.COUNT),
        ("value", account.value, Unit.MONEY),
        ("expiring", account.expiring, Unit.COUNT),
        ("to_next_reward", account.to_next_reward, Unit.COUNT),
    )
    of_points = tuple(
        Told(f"points.{key}", value, unit, entries_rows(account.customer_id, key))
        for key, value, unit in told
    )
    spent = tier_rows(account, today)
    if spent is None:
        return of_points
    return (*of_points, Told("points.to_next_tier", account.to_next_tier, Unit.MONEY, spent))


def tier_rows(account: AccountRow, today: date) -> RowsRef | None:
    """Refer to the receipts that count for the tier; None where none is ahead."""
    if account.tier_since is None or not account.next_tier:
        return None
    span = {"from_": account.tier_since.isoformat(), "to": today.isoformat()}
    return rows("receipts", customer=str(account.customer_id), **span)
