"""Taking an import back: what other files told stays, and nothing else."""

from pathlib import Path

from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    ORDERS,
    PAN,
    a_directory,
    a_person,
    a_return,
    a_sale,
    an_export,
    an_order,
    one_value,
    taken_in,
    the_books,
)


def _batch(shop: Services, path: Path) -> int:
    (report,) = taken_in(shop, path)
    assert report.batch is not None
    return report.batch


def _names(shop: Services) -> list[str]:
    return [row.name for row in shop.customers.page(shop.customers.ids(CustomerQuery()))]


def test_buyers_of_other_files_stay_known_when_the_file_that_named_them_first_goes(
    shop: Services, tmp_path: Path
) -> None:
    bought = {"buyer": "C1", "named": "Ana Lima"}
    may = an_export(tmp_path / "may.csv", a_sale("1", **bought))
    june = an_export(tmp_path / "june.csv", a_sale("2", day="2026-06-02", **bought))
    _batch(shop, june)
    only_june = the_books(shop)
    shop.importing.undo(1)
    first = _batch(shop, may)
    _batch(shop, june)
    shop.importing.undo(first)
    assert the_books(shop) == only_june
    assert shop.checking.check().ok


def test_many_buyers_leave_with_the_file_that_named_them_and_nothing_is_left_behind(
    shop: Services, tmp_path: Path
) -> None:
    first = an_export(tmp_path / "may.csv", a_sale("1", buyer="C0", named="Ana Lima"))
    _batch(shop, first)
    before = the_books(shop)
    crowd = [a_sale(f"{at + 2}", buyer=f"C{at}", named=f"Bo Rey {at}") for at in range(30)]
    many = _batch(shop, an_export(tmp_path / "june.csv", *crowd))
    assert len(_names(shop)) == 30
    shop.importing.undo(many)
    assert the_books(shop) == before
    again = _batch(shop, an_export(tmp_path / "june.csv", *crowd))
    shop.importing.undo(again)  # what the first time made for its moment is gone
    assert the_books(shop) == before
    assert shop.checking.check().ok


def test_names_from_a_customer_list_go_with_the_list(shop: Services, tmp_path: Path) -> None:
    sales = an_export(tmp_path / "sales.csv", a_sale("1", buyer="C1"), a_sale("2", card="77"))
    _batch(shop, sales)
    before = the_books(shop)
    people = a_directory(
        tmp_path / "people.csv",
        a_person("C1", email="ana@example.com"),
        a_person("C2", "Bo", "Rey", card="77", phone="+12125550102"),
    )
    listed = _batch(shop, people)
    assert _names(shop) == ["Ana Lima", "Bo Rey"]
    shop.importing.undo(listed)
    assert the_books(shop) == before
    assert [hit.name for hit in shop.customers.search("rey")] == []


def test_a_list_that_goes_leaves_the_card_that_receipts_carry_and_no_name(
    shop: Services, tmp_path: Path
) -> None:
    listed = _batch(shop, a_directory(tmp_path / "people.csv", a_person("C1", card="77")))
    _batch(shop, an_export(tmp_path / "sales.csv", a_sale("2", card="77")))
    shop.importing.undo(listed)
    assert _names(shop) == ["77"]
    assert shop.customers.search("lima") == ()
    assert [hit.name for hit in shop.customers.search("77")] == ["77"]
    assert shop.checking.check().ok


def test_sales_taken_back_and_imported_again_find_their_people_again(
    shop: Services, tmp_path: Path
) -> None:
    sales = an_export(tmp_path / "sales.csv", a_sale("1", buyer="C1"))
    first = _batch(shop, sales)
    _batch(shop, a_directory(tmp_path / "people.csv", a_person("C1")))
    whole = the_books(shop)
    shop.importing.undo(first)
    _batch(shop, sales)
    assert the_books(shop) == whole


def test_a_new_name_taken_back_leaves_the_old_one_to_be_found(
    shop: Services, tmp_path: Path
) -> None:
    _batch(shop, a_directory(tmp_path / "people.csv", a_person("C1", "Ana", "Lima")))
    newer = _batch(shop, a_directory(tmp_path / "newer.csv", a_person("C1", "Ana", "Stone")))
    assert _names(shop) == ["Ana Stone"]
    shop.importing.undo(newer)
    assert [hit.name for hit in shop.customers.search("lima")] == ["Ana Lima"]
    assert shop.customers.search("stone") == ()


def test_the_newest_name_stays_when_one_in_between_is_taken_back(
    shop: Services, tmp_path: Path
) -> None:
    batches = [
        _batch(shop, a_directory(tmp_path / f"{last}.csv", a_person("C1", "Ana", last)))
        for last in ("Lima", "Stone", "Rey")
    ]
    shop.importing.undo(batches[1])
    assert _names(shop) == ["Ana Rey"]
    shop.importing.undo(batches[2])
    assert _names(shop) == ["Ana Lima"]


def _refunds(shop: Services) -> int:
    return int(one_value(shop, "SELECT SUM(refunded) FROM receipt") or 0)


def _orders(folder: Path, refunded: int) -> Path:
    status = "partially_refunded" if refunded else "paid"
    return an_export(
        folder / f"orders-{refunded}.csv",
        an_order("#1", refunded=refunded, status=status),
        columns=ORDERS,
    )


def test_a_correction_taken_back_restores_what_was_before(shop: Services, tmp_path: Path) -> None:
    _batch(shop, _orders(tmp_path, 0))
    before = the_books(shop)
    later = _batch(shop, _orders(tmp_path, 400))
    assert _refunds(shop) == 400
    assert shop.importing.undo(later).value.receipts_restored == 1
    assert the_books(shop) == before
    assert shop.checking.check().ok


def test_a_correction_in_between_leaves_the_later_one_standing(
    shop: Services, tmp_path: Path
) -> None:
    first, second, third = (_batch(shop, _orders(tmp_path, cents)) for cents in (0, 300, 500))
    shop.importing.undo(second)
    assert _refunds(shop) == 500
    shop.importing.undo(third)
    assert _refunds(shop) == 0
    shop.importing.undo(first)
    assert one_value(shop, "SELECT COUNT(*) FROM receipt") == 0


def test_a_receipt_that_two_files_told_stays_as_the_other_told_it(
    shop: Services, tmp_path: Path
) -> None:
    first, second, third = (_batch(shop, _orders(tmp_path, cents)) for cents in (0, 300, 500))
    shop.importing.undo(first)
    shop.importing.undo(third)
    assert _refunds(shop) == 300
    shop.importing.undo(second)
    assert one_value(shop, "SELECT COUNT(*) FROM receipt") == 0


def test_a_correction_taken_back_after_its_buyer_got_a_name_keeps_the_name(
    shop: Services, tmp_path: Path
) -> None:
    _batch(shop, an_export(tmp_path / "a.csv", a_sale("1", HONEY, buyer="C1")))
    more = _batch(shop, an_export(tmp_path / "b.csv", a_sale("1", HONEY, PAN, buyer="C1")))
    _batch(shop, a_directory(tmp_path / "people.csv", a_person("C1")))
    shop.importing.undo(more)
    assert one_value(shop, "SELECT COUNT(customer_id) FROM receipt") == 1
    assert one_value(shop, "SELECT SUM(lines) FROM receipt") == 1
    assert shop.checking.check().ok


def test_a_return_stays_when_the_file_of_its_sale_goes(shop: Services, tmp_path: Path) -> None:
    sold = _batch(shop, an_export(tmp_path / "a.csv", a_sale("1", buyer="C1", named="Ana Lima")))
    _batch(shop, an_export(tmp_path / "b.csv", a_return("2", of="1")))
    shop.importing.undo(sold)
    assert one_value(shop, "SELECT COUNT(*) FROM receipt WHERE original_id IS NULL") == 1
    assert shop.shop.status().net_sales == -1000
    assert shop.checking.check().ok
