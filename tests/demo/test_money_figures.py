"""Every figure about money in the demo shop opens the rows that make it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import How
from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services, open_shop
from tests.told_figures import every_figure

FOLDER = Path(__file__).parents[2] / "retailcrm" / "resources" / "demo"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = open_shop(
        str(tmp_path_factory.mktemp("demo") / "demo.db"),
        lambda: datetime(2026, 11, 1, 9, tzinfo=UTC),
    )
    made.importing.run(ImportFiles(tuple(sorted(FOLDER.glob("*.csv")))))
    yield made
    made.close()


def test_customers_and_receipts_behind_every_figure_make_it_again(shop: Services) -> None:
    money = shop.insights.money
    answers = (
        money.concentration(), money.concentration(None, 0), money.leakage(), money.tickets(),
        money.best(), money.program_return(), shop.insights.till_watch.look(),
    )  # fmt: skip
    opened = 0
    for told in every_figure(answers):
        if told.value is None:
            continue
        opened += 1
        if told.rows.kind == "receipts":
            receipts = shop.customers.receipt_ids(told.rows).size
            assert told.value == pytest.approx(shop.customers.receipt_sum(told.rows) / receipts)
            continue
        found = shop.customers.found(told.rows)
        assert found is not None
        assert found.ids.size or told.value == 0
        if found.how is not How.MODEL:
            assert found.figure() == pytest.approx(told.value, rel=1e-9, abs=1e-6)
    assert opened > 60


def test_members_and_everyone_else_make_all_sales_of_the_year(shop: Services) -> None:
    told = shop.insights.money.tickets()
    assert told.others is not None
    others = told.others.rows
    span = tuple(one for one in others.filters if one[0] != "card")
    members = shop.customers.receipt_sum(RowsRef("receipts", (*span, ("card", "yes"))))
    whole = shop.customers.receipt_sum(RowsRef("receipts", span))
    assert members + shop.customers.receipt_sum(others) == whole
