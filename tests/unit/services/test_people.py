"""Customers, groups, the printed month, checks and copies of one invented shop."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retailcrm.core.days import month_index
from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.customer_rows import CustomerQuery, CustomerRow
from retailcrm.services.reporting import PrintReport
from retailcrm.wiring import Services, open_shop
from tests.builders import (
    Goods,
    a_directory,
    a_person,
    a_sale,
    an_export,
    count,
    one_value,
    taken_in,
    till_files,
)
from tests.conftest import clock

JUNE = month_index(date(2026, 6, 1))


@pytest.fixture(scope="module")
def larkfield(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Open the invented shop as Square tells it."""
    shop = open_shop(str(tmp_path_factory.mktemp("larkfield") / "shop.db"), clock)
    taken_in(shop, *till_files("square"))
    yield shop
    shop.close()


def _page(shop: Services, query: CustomerQuery) -> tuple[CustomerRow, ...]:
    return shop.customers.page(shop.customers.ids(query))


def test_everyone_is_in_exactly_one_group_segment_and_stage(larkfield: Services) -> None:
    everyone = _page(larkfield, CustomerQuery())
    assert len(everyone) == larkfield.shop.status().customers
    overview = larkfield.grouping.overview()
    for name, parts in (
        ("group", overview.groups),
        ("segment", overview.segments),
        ("stage", overview.stages),
    ):
        told = Counter(getattr(row, name) for row in everyone)
        assert "" not in told
        counted = {part.key: part.customers for part in parts if part.customers}
        assert counted == {key: one for key, one in told.items() if key in counted}
        assert sum(told.values()) == len(everyone)
        assert set(told) - set(counted) <= {"prospect"}


def test_each_group_segment_and_stage_opens_its_own_customers(larkfield: Services) -> None:
    overview = larkfield.grouping.overview()
    parts = (
        *((one.rows, one.customers) for one in overview.groups),
        *((one.rows, one.customers) for one in overview.segments),
        *((one.rows, one.customers) for one in overview.stages),
        *((one.rows, one.customers) for one in overview.cells),
    )
    for behind, customers in parts:
        assert larkfield.customers.ids(CustomerQuery(behind)).size == customers


def test_scores_add_up_to_the_customers_who_were_scored(larkfield: Services) -> None:
    overview = larkfield.grouping.overview()
    assert sum(n for _, n in overview.rfm) == overview.scored
    assert sum(cell.customers for cell in overview.cells) == overview.scored
    assert {len(code) for code, _ in overview.rfm} == {3}


def test_too_few_customers_get_no_groups_and_are_told_why(
    file_shop: Services, tmp_path: Path
) -> None:
    taken_in(file_shop, a_directory(tmp_path / "people.csv", a_person("C1")))
    overview = file_shop.grouping.overview()
    assert overview.empty_reason
    assert all(row.group == "" for row in _page(file_shop, CustomerQuery()))


def test_new_rules_are_previewed_before_they_move_anybody(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("square"))
    before = {row.customer_id: row.group for row in _page(file_shop, CustomerQuery())}
    rules = replace(file_shop.grouping.rules(), window_days=90)
    told = file_shop.grouping.preview(rules)
    assert {row.customer_id: row.group for row in _page(file_shop, CustomerQuery())} == before
    file_shop.grouping.save_rules(rules)
    after = {row.customer_id: row.group for row in _page(file_shop, CustomerQuery())}
    moved = [one for one in before if before[one] != after[one]]
    assert len(moved) == told.changed == sum(n for _, _, n in told.moves)
    assert moved


@pytest.mark.parametrize("sort", [one.name for one in fields(CustomerRow)][1:])
def test_the_table_sorts_by_each_of_its_columns_and_back(larkfield: Services, sort: str) -> None:
    up = larkfield.customers.ids(CustomerQuery(sort=sort))
    down = larkfield.customers.ids(CustomerQuery(sort=sort, descending=True))
    assert sorted(up.tolist()) == sorted(down.tolist())
    assert up.size == larkfield.shop.status().customers
    if sort in {"visits", "receipts", "returns", "net_sales", "card", "email", "postcode"}:
        told = [getattr(row, sort) for row in larkfield.customers.page(up)]
        assert told == sorted(told)
        turned = [getattr(row, sort) for row in larkfield.customers.page(down)]
        assert turned == sorted(told, reverse=True)


def test_a_page_gives_the_same_rows_as_one_by_one(larkfield: Services) -> None:
    ids = larkfield.customers.ids(CustomerQuery(sort="net_sales", descending=True))
    alone = [larkfield.customers.page(np.array([one]))[0] for one in ids[:15]]
    assert list(larkfield.customers.page(ids))[:15] == alone
    assert list(larkfield.customers.page(ids[:15])) == alone


def test_a_profile_agrees_with_the_receipts_of_its_customer(larkfield: Services) -> None:
    best = larkfield.customers.ids(CustomerQuery(sort="net_sales", descending=True))
    for one in best[:10].tolist():
        told = larkfield.customers.profile(one)
        of_him = rows("receipts", customer=str(one))
        assert larkfield.customers.receipt_sum(of_him) == told.row.net_sales
        assert sum(receipt.net for receipt in told.receipts) == told.row.net_sales
        assert sum(net for _, net in told.categories) == told.row.net_sales
        sold = [receipt for receipt in told.receipts if receipt.kind != "return"]
        assert (len(sold), len(told.receipts) - len(sold)) == (told.row.receipts, told.row.returns)
        assert told.row.last_on == max(r.day for r in sold if r.net > 0)
        assert told.group_reason
        assert told.rhythm


def test_a_customer_who_is_gone_is_said_so(larkfield: Services) -> None:
    with pytest.raises(UserError, match="not in the books any more"):
        larkfield.customers.profile(999_999)
    with pytest.raises(UserError, match="not in the books any more"):
        larkfield.customers.receipt(999_999)


def test_the_missing_are_listed_with_evidence_worth_most_first(larkfield: Services) -> None:
    stages = {row.key: row.customers for row in larkfield.grouping.overview().stages}
    missing = larkfield.grouping.missing()
    assert len(missing) == stages["mia"]
    assert [row.worth for row in missing] == sorted((r.worth for r in missing), reverse=True)
    assert all(row.evidence and row.gap > row.limit for row in missing)


def test_the_same_month_printed_twice_is_the_same_file(larkfield: Services, tmp_path: Path) -> None:
    outs = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    printed = [
        larkfield.reporting.print_report(PrintReport("monthly", JUNE, out)).value for out in outs
    ]
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert outs[0].read_bytes().startswith(b"%PDF-")
    assert printed[0].figures == printed[1].figures
    assert printed[0].pages >= 1


def test_every_printed_reference_opens_rows(larkfield: Services, tmp_path: Path) -> None:
    wish = PrintReport("monthly", JUNE, tmp_path / "month.pdf", "letter")
    larkfield.reporting.print_report(wish)
    opened = 0
    for number in range(1, 400):
        behind = larkfield.reporting.open_reference(f"2026-06/{number}")
        if behind is None:
            break
        opened += 1
        if behind.kind == "customers":
            assert larkfield.customers.ids(CustomerQuery(behind)).size >= 0
        elif behind.kind != "problems":
            assert larkfield.customers.receipt_ids(behind).size >= 0
    assert opened > 10
    assert larkfield.reporting.open_reference("2026-06/999") is None
    assert larkfield.reporting.open_reference("no reference") is None
    assert larkfield.reporting.history()[0].month == JUNE


def test_the_first_printed_figure_is_the_sum_of_the_receipts_it_opens(
    larkfield: Services, tmp_path: Path
) -> None:
    wish = PrintReport("monthly", JUNE, tmp_path / "month.pdf")
    told = dict(larkfield.reporting.print_report(wish).value.figures)
    behind = larkfield.reporting.open_reference("2026-06/1")
    assert behind is not None
    net = larkfield.customers.receipt_sum(behind)
    assert f"{net // 100}.{net % 100:02d}" in told.values()


def test_a_report_that_is_none_or_goes_nowhere_is_refused(
    larkfield: Services, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="no report yearly"):
        larkfield.reporting.print_report(PrintReport("yearly", JUNE, tmp_path / "x.pdf"))
    with pytest.raises(UserError, match="cannot be written"):
        larkfield.reporting.print_report(PrintReport("monthly", JUNE, tmp_path / "no" / "x.pdf"))


def test_cells_a_spreadsheet_would_run_are_tamed_in_our_own_files(
    file_shop: Services, tmp_path: Path
) -> None:
    names = ("=1+1", "+cmd", "-2", "@sum", "Ana")
    people = [a_person(f"C{n}", name, "Lima") for n, name in enumerate(names)]
    phone = a_person("C9", "Zoe", "Lima", phone="+12125550101")
    taken_in(file_shop, a_directory(tmp_path / "people.csv", *people, phone))
    out = tmp_path / "customers.csv"
    assert file_shop.customers.save_table(CustomerQuery(), out).value == 6
    with out.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert {row["first_name"] for row in written} == {
        "'=1+1",
        "'+cmd",
        "'-2",
        "'@sum",
        "Ana",
        "Zoe",
    }
    assert [row["phone"] for row in written if row["phone"]] == ["+12125550101"]


def test_a_table_that_cannot_be_written_is_said_in_a_sentence(
    larkfield: Services, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        larkfield.customers.save_table(CustomerQuery(), tmp_path / "no" / "customers.csv")


def test_a_list_tells_the_same_reasons_as_each_persons_own_page(larkfield: Services) -> None:
    everyone = larkfield.customers.ids(CustomerQuery())
    told = larkfield.grouping.reasons(np.append(everyone, -1))
    assert set(told) == set(everyone.tolist())
    for one in everyone.tolist():
        own = larkfield.customers.profile(one)
        assert (told[one].group, told[one].evidence) == (own.group_reason, own.rhythm)


def test_an_empty_shop_has_no_reasons_to_tell(file_shop: Services) -> None:
    assert file_shop.grouping.reasons(np.array([1, 2])) == {}


def test_a_backup_opens_as_the_same_shop(larkfield: Services, tmp_path: Path) -> None:
    copied = larkfield.checking.back_up(tmp_path / "copies").value
    assert copied.receipts == count(larkfield, "receipt")
    again = open_shop(str(copied.file), clock)
    try:
        assert again.checking.check().ok
        assert again.shop.status().net_sales == larkfield.shop.status().net_sales
    finally:
        again.close()
    assert larkfield.shop.status().backup_at == clock()


def test_a_backup_into_a_place_that_cannot_be_written_is_refused(
    larkfield: Services, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(UserError, match="No backup can be made"):
        larkfield.checking.back_up(blocked)


def test_a_damaged_file_is_no_shop(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    file.write_bytes(b"this is no database at all, whatever it is called" * 90)
    with pytest.raises(UserError, match="does not hold a shop's books"):
        open_shop(str(file), clock)


def test_figures_kept_in_memory_follow_the_books(file_shop: Services, tmp_path: Path) -> None:
    sales, people = sorted(till_files("square"), key=lambda path: path.name, reverse=True)
    taken_in(file_shop, people)
    assert {row.receipts for row in _page(file_shop, CustomerQuery())} == {0}
    (report,) = taken_in(file_shop, sales)
    known = one_value(
        file_shop, "SELECT COUNT(*) FROM receipt WHERE customer_id IS NOT NULL AND voided = 0"
    )
    found = _page(file_shop, CustomerQuery())
    assert sum(row.receipts + row.returns for row in found) == known
    fresh = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-copy"))
    shutil.rmtree(fresh / "shop.db-columns", ignore_errors=True)
    anew = open_shop(str(fresh / "shop.db"), clock)
    assert _page(anew, CustomerQuery()) == found
    anew.close()
    assert report.batch is not None
    file_shop.importing.undo(report.batch)
    assert {row.receipts for row in _page(file_shop, CustomerQuery())} == {0}


def test_an_older_copy_put_back_is_believed_over_figures_of_the_newer_books(
    tmp_path: Path,
) -> None:
    def one_sale(name: str, number: str, cents: int) -> Path:
        return an_export(tmp_path / name, a_sale(number, Goods("Honey", cents), card="77"))

    def bought(shop: Services) -> list[int]:
        return [row.net_sales for row in _page(shop, CustomerQuery())]

    file = tmp_path / "shop.db"
    shop = open_shop(str(file), clock)
    taken_in(shop, one_sale("a.csv", "1", 1_000))
    copy = shop.checking.back_up(tmp_path / "copies").value.file
    taken_in(shop, one_sale("b.csv", "2", 2_000))
    assert bought(shop) == [3_000]
    shop.close()
    for one in tmp_path.glob("shop.db-*"):
        if one.is_file():
            one.unlink()
    shutil.copy(copy, file)
    shop = open_shop(str(file), clock)
    taken_in(shop, one_sale("c.csv", "3", 500))
    assert bought(shop) == [1_500]
    shop.close()


def test_store_names_and_settings_make_sense_or_are_refused(file_shop: Services) -> None:
    taken_in(file_shop, *till_files("square"))
    harbor, main = file_shop.shop.status().stores
    with pytest.raises(UserError, match="name of its own"):
        file_shop.shop.save_store(harbor.store_id, name=main.name, channel="offline", day_end=0)
    file_shop.shop.save_store(harbor.store_id, name="Pier", channel="online", day_end=0)
    assert [row.key for row in file_shop.sales.by("store")] == ["Main Street", "Pier"]
    held = file_shop.shop.settings()
    for wrong in ({"margin": 1.5}, {"zone": "Mars/Base"}, {"currency": "dollar"}):
        with pytest.raises(UserError):
            file_shop.shop.save_settings(replace(held, **wrong))
    with pytest.raises(UserError, match="kept in USD"):
        file_shop.shop.save_settings(replace(held, currency="EUR"))
    assert file_shop.shop.settings() == held


def test_the_receipts_of_nobody_are_those_without_a_customer(larkfield: Services) -> None:
    anonymous = larkfield.customers.receipt_ids(rows("receipts", member="no"))
    assert anonymous.size == larkfield.shop.status().anonymous_receipts
    everything = larkfield.customers.receipt_ids(RowsRef("receipts"))
    known = larkfield.customers.receipt_ids(rows("receipts", member="yes"))
    assert anonymous.size + known.size == everything.size
