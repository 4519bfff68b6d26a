"""What was bought of each category and when is read once and then follows the books."""

from pathlib import Path

import numpy as np

from retailcrm.analytics.category_book import CategoryBook
from retailcrm.db.books import Books
from retailcrm.db.category_days import CategoryFiles, read_category_days
from retailcrm.services.category_base import CategoryBase
from retailcrm.wiring import Services
from tests.builders import HONEY, PAN, Goods, a_directory, a_person, a_return, a_sale, an_export
from tests.builders import taken_in as take

SHOP = "these books"


def _rows(book: CategoryBook) -> list[tuple[int, ...]]:
    columns = (
        book.ids[book.customer], book.categories[book.category], book.day, book.net, book.lines
    )  # fmt: skip
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _anew(books: Books) -> list[tuple[int, ...]]:
    with books.read() as connection:
        return _rows(read_category_days(connection))


def _people(folder: Path) -> Path:
    return a_directory(
        folder / "people.csv",
        a_person("C1", "Ana", card="77"),
        a_person("C2", "Bo", "Rey", card="78"),
    )


def _april(folder: Path) -> Path:
    return an_export(
        folder / "april.csv",
        a_sale("1", HONEY, PAN, HONEY, buyer="C1", day="2026-04-30"),
        a_sale("2", Goods("Jam", 700, discount=150), buyer="C2", day="2026-05-01"),
        a_sale("3", PAN, day="2026-05-01"),
    )


def _may(folder: Path) -> Path:
    return an_export(
        folder / "may.csv",
        a_sale("4", PAN, buyer="C2", day="2026-05-09"),
        a_return("5", PAN, of="1"),
        a_sale("6", Goods("Card", 2_000, "Gift Card"), buyer="C1", day="2026-05-11"),
    )


def test_the_days_of_a_category_add_up_to_what_the_books_know_of_it(
    shop: Services, tmp_path: Path
) -> None:
    take(shop, _people(tmp_path), _april(tmp_path), _may(tmp_path))
    with shop.books.read() as connection:
        told = connection.exec_driver_sql(
            "SELECT customer_id, category_id, lines, net FROM customer_category ORDER BY 1, 2"
        )
        kept = [tuple(map(int, row)) for row in told]
    sums: dict[tuple[int, int], list[int]] = {}
    for who, what, _day, net, lines in _anew(shop.books):
        cell = sums.setdefault((who, what), [0, 0])
        cell[0] += lines
        cell[1] += net
    assert [(*key, *cell) for key, cell in sorted(sums.items())] == kept


def test_one_row_a_customer_category_and_day(shop: Services, tmp_path: Path) -> None:
    take(shop, _people(tmp_path), _april(tmp_path))
    rows = _anew(shop.books)
    assert [row[3:] for row in rows] == [(2000, 2), (2100, 1), (550, 1)]


def test_columns_that_follow_the_books_equal_columns_read_anew(
    shop: Services, tmp_path: Path
) -> None:
    base = CategoryBase(shop.books, CategoryFiles(tmp_path / "bought"), SHOP)
    take(shop, _people(tmp_path), _april(tmp_path))
    base.current()
    version = shop.books.version()
    second = take(shop, _may(tmp_path))[0]
    everyone = [row[0] for row in _anew(shop.books)]
    for step in range(version + 1, shop.books.version() + 1):
        base.note(step, everyone)
    assert _rows(base.current()[1]) == _anew(shop.books)
    assert second.batch is not None
    version = shop.books.version()
    shop.importing.undo(second.batch)
    for step in range(version + 1, shop.books.version() + 1):
        base.note(step, everyone)
    assert _rows(base.current()[1]) == _anew(shop.books)


def test_columns_of_yesterday_are_there_after_a_restart(shop: Services, tmp_path: Path) -> None:
    take(shop, _people(tmp_path), _april(tmp_path))
    before = CategoryBase(shop.books, CategoryFiles(tmp_path / "bought"), SHOP).current()[1]
    held = CategoryFiles(tmp_path / "bought").load(SHOP)
    assert held is not None
    assert held[0] == shop.books.version()
    assert _rows(held[1]) == _rows(before)
    assert CategoryFiles(tmp_path / "bought").load("other books") is None


def test_an_import_tells_whom_it_touched(shop: Services, tmp_path: Path) -> None:
    take(shop, _people(tmp_path), _april(tmp_path))
    first = shop.insights.categories.base.current()[1]
    take(shop, _may(tmp_path))
    assert _rows(shop.insights.categories.base.current()[1]) == _anew(shop.books)
    assert first.day.size < shop.insights.categories.base.current()[1].day.size


def test_an_empty_shop_bought_nothing(shop: Services) -> None:
    with shop.books.read() as connection:
        book = read_category_days(connection)
    assert book.ids.size == book.categories.size == book.day.size == 0
    assert book.bought(np.array([3, 5]), 0, 10).shape == (2, 0)
