"""The demo shop, imported like any other file, fills every screen."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from retailcrm.services.importing import ImportFiles
from retailcrm.wiring import Services, open_shop

FOLDER = Path(__file__).parents[2] / "retailcrm" / "resources" / "demo"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Services:
    shop = str(tmp_path_factory.mktemp("demo") / "demo.db")
    services = open_shop(shop, lambda: datetime(2026, 11, 1, 9, tzinfo=UTC))
    report = services.importing.run(ImportFiles(tuple(sorted(FOLDER.glob("*.csv"))))).value
    assert [(one.refused, one.problems) for one in report.files] == [("", 0), ("", 0)]
    return services


def rows(pattern: str) -> list[dict[str, str]]:
    path = next(FOLDER.glob(pattern))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(text: str) -> int:
    return int(Decimal(text.replace("$", "").replace(",", "")) * 100)


def test_the_books_hold_what_the_files_say_to_the_cent(shop: Services) -> None:
    status, items = shop.shop.status(), rows("items-*.csv")
    assert status.lines == len(items)
    assert status.returns == len(
        {r["Transaction ID"] for r in items if r["Event Type"] == "Refund"}
    )
    assert status.receipts == len({row["Transaction ID"] for row in items})
    goods = [row for row in items if row["Item"] != "Gift Card"]
    assert status.net_sales == sum(cents(row["Net Sales"]) for row in goods)
    assert status.tax == sum(cents(row["Tax"]) for row in items)
    assert status.problems_open == 0


def test_everyone_of_the_directory_is_a_customer_and_no_bare_id_is(shop: Services) -> None:
    people = rows("export-*.csv")
    status = shop.shop.status()
    assert status.customers == len(people)
    assert status.members == sum(bool(row["Reference ID"]) for row in people)


def test_all_eleven_segments_all_stages_and_the_three_groups_have_people(shop: Services) -> None:
    overview = shop.grouping.overview()
    assert {row.key for row in overview.segments if row.customers} >= {
        "champions", "loyal", "potential_loyalist", "new", "promising", "need_attention",
        "about_to_sleep", "at_risk", "cant_lose", "hibernating", "lost", "prospect",
    }  # fmt: skip
    assert {row.key for row in overview.groups if row.customers} == {
        "most_valuable", "most_growable", "below_zero",
    }  # fmt: skip
    assert {row.key for row in overview.stages if row.customers} >= {
        "active", "been_a_while", "mia", "dead",
    }  # fmt: skip
    assert sum(row.customers for row in overview.groups) == overview.customers


def test_some_of_the_best_customers_have_gone_missing(shop: Services) -> None:
    missing = shop.grouping.missing()
    assert sum(row.net_sales > 50_000 for row in missing) >= 4
