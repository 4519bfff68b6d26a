"""The figures of one customer with the rows behind each."""

from retailcrm.core.rows import rows
from retailcrm.services.customers import CustomerProfile
from retailcrm.services.finding import Told, Unit
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
