"""The file of the people behind a figure says what each of them adds to it."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customer_table import amount_cells, amount_heads
from retailcrm.services.customers import CustomerQuery, CustomerService
from retailcrm.services.finding import Found, How, Unit
from retailcrm.wiring import Services, open_shop
from tests.builders import taken_in, till_files
from tests.conftest import clock

FIGURE = rows("customers", finding="test.spent")


@pytest.fixture(scope="module")
def larkfield(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Open the invented shop as Square tells it."""
    shop = open_shop(str(tmp_path_factory.mktemp("larkfield") / "shop.db"), clock)
    taken_in(shop, *till_files("square"))
    yield shop
    shop.close()


def behind(services: Services, found: Found) -> CustomerService:
    """The shop's customers, with one more figure that opens."""
    made = services.customers
    finders = {"test.spent": lambda _: found}
    return CustomerService(
        services.books, made._base, made._standing, finders, exports=services.exports
    )


def test_what_each_adds_is_one_more_column_in_the_order_shown(
    larkfield: Services, tmp_path: Path
) -> None:
    everyone = np.sort(larkfield.customers.ids(CustomerQuery()))
    amounts = np.arange(everyone.size, dtype=np.float64) * 1_050
    found = Found("Everyone", everyone, "=Spent", Unit.MONEY, amounts, How.SUM)
    customers = behind(larkfield, found)
    query = CustomerQuery(FIGURE, sort="amount", descending=True)
    out = tmp_path / "people.csv"
    assert customers.save_table(query, out).value == everyone.size
    with out.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["customer"] for row in written] == [str(one) for one in reversed(everyone)]
    cents = [round(float(row["'=Spent"]) * 100) for row in written]
    assert cents == [int(one) for one in reversed(amounts)]
    assert sum(cents) == found.figure()


def test_people_who_are_only_counted_are_written_as_everyone_is(
    larkfield: Services, tmp_path: Path
) -> None:
    ids = np.sort(larkfield.customers.ids(CustomerQuery()))[:2]
    out = tmp_path / "people.csv"
    behind(larkfield, Found("Two", ids)).save_table(CustomerQuery(FIGURE), out)
    plain = tmp_path / "all.csv"
    larkfield.customers.save_table(CustomerQuery(RowsRef("customers")), plain)
    assert out.read_text("utf-8").splitlines()[0] == plain.read_text("utf-8").splitlines()[0]
    assert len(out.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        (Unit.MONEY, [["1234.50"], ["-0.50"]]),
        (Unit.COUNT, [["123450"], ["-50"]]),
        (Unit.SHARE, [["123450"], ["-50"]]),
    ],
)
def test_amounts_are_plain_decimals_money_with_its_cents(unit: Unit, wanted: list[list[str]]):
    ids = np.array([3, 7], dtype=np.int64)
    found = Found("Two", ids, "Spent", unit, np.array([123_450.0, -50.0]), How.SUM)
    assert amount_cells(found, ids, 2) == wanted
    assert amount_cells(found, ids[::-1], 2) == wanted[::-1]
    assert amount_heads(found) == ["Spent"]
    assert amount_heads(replace(found, amounts=None)) == []
    assert amount_cells(None, ids, 2) == [[], []]
