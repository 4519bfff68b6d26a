"""Sums kept beside the receipts equal a rebuild, whatever came in, went out or was corrected."""

import random
from pathlib import Path

import pytest
from sqlalchemy import text

from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    Goods,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    an_order,
    count,
    taken_in,
)

SUMS = ("store_day", "customer_day", "product_month", "customer_category")


def _files(folder: Path) -> list[Path]:
    """Write five files of one shop that overlap, correct and name each other's receipts."""
    free = Goods("Bag", 0)
    cheap = Goods("Jam", 700, discount=150)
    return [
        an_export(
            folder / "april.csv",
            a_sale("1", HONEY, PAN, buyer="C1", day="2026-04-30"),
            a_sale("2", cheap, day="2026-05-01", store="Harbor Mall"),
            a_sale("3", free, buyer="C2"),
        ),
        an_export(
            folder / "may.csv",
            a_sale("2", cheap, HONEY, day="2026-05-01", store="Harbor Mall"),
            a_return("4", HONEY, of="1"),
            a_return("5", PAN, of="unknown"),
            a_sale("6", PAN, buyer="C1", card="77"),
        ),
        a_directory(
            folder / "people.csv",
            a_person("C1", card="77", email="ana@example.com"),
            a_person("C2", "Bo", "Rey", phone="+12125550102"),
        ),
        an_export(
            folder / "orders.csv",
            an_order("#1", email="ana@example.com"),
            an_order("#2", refunded=300, status="partially_refunded"),
            columns=ORDERS,
        ),
        an_export(
            folder / "later.csv",
            an_order("#1", refunded=400, status="partially_refunded", email="ana@example.com"),
            an_order("#2", refunded=1000, status="refunded"),
            an_order("#3", status="voided"),
            columns=ORDERS,
        ),
    ]


@pytest.mark.parametrize("seed", range(2))
def test_sums_stay_true_through_any_run_of_imports_and_undos(
    shop: Services, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable walk
    files = _files(tmp_path)
    done: list[int] = []
    for _ in range(12):
        if done and dice.random() < 0.4:
            shop.importing.undo(done.pop(dice.randrange(len(done))))
        else:
            (report,) = taken_in(shop, dice.choice(files))
            assert report.batch is not None
            done.append(report.batch)
        checked = shop.checking.check()
        assert checked.ok, checked


def test_undoing_everything_in_any_order_leaves_empty_books_and_sums(
    shop: Services, tmp_path: Path
) -> None:
    for seed in range(2):
        reports = [taken_in(shop, file)[0] for file in (*_files(tmp_path), *_files(tmp_path)[:2])]
        batches = [report.batch or 0 for report in reports]
        random.Random(seed).shuffle(batches)  # noqa: S311 - a repeatable order
        for batch in batches:
            shop.importing.undo(batch)
        assert shop.checking.check().ok
        empty = ("receipt", "receipt_line", "customer", "identity", "search_term", "problem")
        assert {table: count(shop, table) for table in empty} == dict.fromkeys(empty, 0)
        status = shop.shop.status()
        assert (status.receipts, status.net_sales, status.tax, status.customers) == (0, 0, 0, 0)
        assert shop.sales.months() == ()
        assert status.stores == ()


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE store_day SET net = net + 1", "store_day"),
        ("DELETE FROM customer_day", "customer_day"),
        ("UPDATE product_month SET quantity = quantity - 1000", "product_month"),
        ("UPDATE customer_category SET lines = lines + 1", "customer_category"),
    ],
)
def test_a_sum_that_was_tampered_with_is_found(
    file_shop: Services, tmp_path: Path, statement: str, part: str
) -> None:
    shop = file_shop
    taken_in(shop, *_files(tmp_path)[:3])
    assert shop.checking.check().ok
    with shop.books.write() as unit:
        unit.connection.execute(text(statement))
    found = shop.checking.check()
    assert not found.ok
    assert [name for name, wrong in found.sums if wrong] == [part]


def test_a_line_that_was_tampered_with_is_found(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, *_files(tmp_path)[:1])
    with shop.books.write() as unit:
        unit.connection.execute(
            text("UPDATE receipt_line SET gross = gross + 100 WHERE line_no = 2")
        )
    found = shop.checking.check()
    assert (found.ok, found.heads) == (False, 1)


def test_a_receipt_of_nobody_known_is_found(tmp_path: Path, file_shop: Services) -> None:
    taken_in(file_shop, *_files(tmp_path)[:3])
    with file_shop.books.write(bulk=True) as unit:
        unit.connection.execute(text("UPDATE receipt SET customer_id = 99 WHERE number = 'T1'"))
    found = file_shop.checking.check()
    assert (found.ok, found.dangling) == (False, 1)
