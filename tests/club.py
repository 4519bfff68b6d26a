"""One member of a shop, and what the ledger says of her."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from retailcrm.loyalty.program import Program, Redeeming
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import Goods, Row, a_directory, a_person, a_sale, an_export, taken_in

ANA = a_person("ANA", card="7010000140")
START = date(2026, 1, 1)
SIMPLE = Program(redeeming=Redeeming(value=Decimal(1)))


def anas_club(shop: Services, folder: Path) -> None:
    """Begin with one member and one point for each dollar."""
    shop.program.save(SIMPLE, START)
    taken_in(shop, a_directory(folder / "people.csv", ANA))


def sales(shop: Services, folder: Path, *rows: list[Row], name: str = "sales.csv") -> int:
    """Bring sales in and give the batch."""
    (report,) = taken_in(shop, an_export(folder / name, *rows))
    assert report.batch is not None
    return report.batch


def ana(shop: Services) -> int:
    return int(shop.customers.ids(CustomerQuery(text="7010000140"))[0])


def balance(shop: Services) -> int:
    assert shop.points.verify().faults == ()
    return shop.points.account(ana(shop)).balance


def kinds(shop: Services) -> list[tuple[str, int]]:
    return [(one.kind, one.points) for one in shop.points.why(ana(shop))]


def bought(number: str, *goods: Goods, day: str = "2026-05-04") -> list[Row]:
    return a_sale(number, *goods, buyer="ANA", day=day)
