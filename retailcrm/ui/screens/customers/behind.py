"""The figures of one customer with the rows behind each."""

from datetime import date

from retailcrm.core.points_refs import entries_rows
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customers import CustomerProfile
from retailcrm.services.finding import Told, Unit
from retailcrm.services.points_rows import AccountRow
from retailcrm.services.value_found import EXPECTED_OF
from retailcrm.services.value_rows import CustomerValue


def sales_figures(profile: CustomerProfile) -> tuple[Told, ...]:
    """Give what the customer bought; nothing before the first receipt."""
    who = profile.row
    if not profile.receipts:
        return ()
    there = rows("receipts", customer=str(who.customer_id))
    each = who.net_sales / who.visits if who.visits else None
    return (
        Told("customer.net_sales", who.net_sales, Unit.MONEY, there),
        Told("customer.visits", who.visits, Unit.COUNT, there),
        Told("customer.ticket", each, Unit.MONEY, there),
    )


def value_figures(customer_id: int, value: CustomerValue | None) -> tuple[Told, ...]:
    """Give what the customer brought and will probably bring; nothing before a visit."""
    if value is None:
        return ()
    # What returns cost is taken off the margin by customer, so no receipt alone can tell it.
    brought, model = (
        rows("customers", finding=EXPECTED_OF, figure=figure, of=f"customer.{customer_id}")
        for figure in ("value_so_far", "value_expected")
    )
    return (
        Told("customer.so_far", value.so_far, Unit.MONEY, brought),
        Told("customer.expected", value.expected, Unit.MONEY, model, value.low, value.high),
        Told("customer.expected_visits", value.visits, Unit.COUNT, model),
    )


def category_told(customer_id: int, category: str, net: int) -> Told:
    """Give what the customer bought of a category."""
    there = rows("receipts", customer=str(customer_id), category=category)
    return Told("customer.category", net, Unit.MONEY, there)


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
