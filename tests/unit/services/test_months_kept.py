"""The labels kept for past months follow the books when older files come or go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import (
    ORDERS,
    Row,
    a_directory,
    a_person,
    an_export,
    an_order,
    taken_in,
    till_files,
)
from tests.conftest import clock
from tests.new_books import new_shop
from tests.unit.importers.till_files import rows_of


@pytest.fixture
def halves(tmp_path: Path) -> tuple[Path, Path]:
    """Cut the invented shop's sales into an older and a newer file."""
    rows: list[Row] = rows_of("square", "items-*.csv")
    columns = tuple(rows[0])
    older = [row for row in rows if row["Date"] < "2026-02-01"]
    newer = [row for row in rows if row["Date"] >= "2026-02-01"]
    return (
        an_export(tmp_path / "older.csv", older, columns=columns),
        an_export(tmp_path / "newer.csv", newer, columns=columns),
    )


@pytest.fixture
def other_shop(tmp_path: Path) -> Iterator[Services]:
    """Open a second empty shop."""
    shop = new_shop(tmp_path / "other.db", clock)
    yield shop
    shop.close()


def _seen(shop: Services) -> tuple[Any, ...]:
    told = shop.grouping.overview()
    return told.groups, told.moved, told.missing, told.segments, told.stages


def _asked(shop: Services) -> None:
    """Ask and change the rules back and forth, so that the labels of the last month are kept."""
    shop.grouping.overview()
    shop.grouping.save_rules(shop.grouping.rules())


def test_older_sales_that_come_later_move_the_months_before(
    file_shop: Services, other_shop: Services, halves: tuple[Path, Path]
) -> None:
    older, newer = halves
    people = till_files("square")[0]
    taken_in(other_shop, people, older, newer)
    taken_in(file_shop, people, newer)
    _asked(file_shop)
    taken_in(file_shop, older)
    assert _seen(file_shop) == _seen(other_shop)


def test_names_that_come_later_move_the_months_before(
    file_shop: Services, other_shop: Services
) -> None:
    people, sales = till_files("square")
    taken_in(other_shop, people, sales)
    taken_in(file_shop, sales)
    _asked(file_shop)
    taken_in(file_shop, people)
    assert _seen(file_shop) == _seen(other_shop)


def test_sales_taken_back_move_the_months_before(
    file_shop: Services, other_shop: Services, halves: tuple[Path, Path]
) -> None:
    older, newer = halves
    people = till_files("square")[0]
    taken_in(other_shop, people, newer)
    _, report, _ = taken_in(file_shop, people, older, newer)
    _asked(file_shop)
    assert report.batch is not None
    file_shop.importing.undo(report.batch)
    assert _seen(file_shop) == _seen(other_shop)


def test_everyone_a_file_brings_is_on_the_page_at_once(file_shop: Services, tmp_path: Path) -> None:
    """The columns in memory learn of people who bought nothing that counts."""

    def rows() -> dict[str, tuple[str, int]]:
        ids = file_shop.customers.ids(CustomerQuery(sort="net_sales"))
        found = file_shop.customers.page(ids)
        return {row.name: (row.stage, row.net_sales) for row in found}

    taken_in(file_shop, *till_files("square"))
    before = rows()
    void = an_order("#1", status="voided", email="void@example.com")
    taken_in(file_shop, an_export(tmp_path / "void.csv", void, columns=ORDERS))
    taken_in(file_shop, a_directory(tmp_path / "p.csv", a_person("X1", "Abe", "Aal", card="9")))
    after = rows()
    assert after.keys() - before.keys() == {"void@example.com", "Abe Aal"}
    assert {name: after[name] for name in before} == before
    assert after["Abe Aal"] == ("new", 0)


def test_a_month_that_is_past_lists_those_who_were_customers_by_then(
    file_shop: Services, other_shop: Services, halves: tuple[Path, Path]
) -> None:
    older, newer = halves
    taken_in(other_shop, older)
    known = other_shop.grouping.overview()
    taken_in(file_shop, older)
    taken_in(file_shop, newer)
    then = file_shop.grouping.overview(known.as_of)
    assert (then.customers, then.groups, then.segments) == (
        known.customers, known.groups, known.segments,
    )  # fmt: skip
    assert then.customers < file_shop.grouping.overview().customers
    behind = [(one.rows, one.customers) for one in then.groups]
    behind += [(one.rows, one.customers) for one in then.segments]
    behind += [(one.rows, one.customers) for one in then.stages]
    for rows, customers in behind:
        assert file_shop.customers.ids(CustomerQuery(rows=rows)).size == customers
