"""Whose money a file is in: a new shop takes it from its first file, a kept one refuses others."""

from dataclasses import replace
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.services.import_rows import FileReport, ImportFiles
from retailcrm.wiring import Services
from tests.builders import HONEY, ORDERS, PAN, Row, a_sale, a_table, an_export, an_order, taken_in

PRICES = ("Gross Sales", "Discounts", "Net Sales", "Tax")


def _tried(shop: Services, *paths: Path, dry_run: bool = False) -> tuple[FileReport, ...]:
    wish = ImportFiles(paths, zone="Europe/London", country="GB", dry_run=dry_run)
    return shop.importing.run(wish).value.files


def _in(sign: str, *rows: Row) -> list[Row]:
    return [row | {name: row[name].replace("$", sign) for name in PRICES} for row in rows]


def _file(path: Path, sign: str, *numbers: str) -> Path:
    return an_export(path, _in(sign, *(row for n in numbers for row in a_sale(n, HONEY, PAN))))


def test_a_file_in_pounds_is_refused_by_books_in_dollars_and_the_others_go_in(
    shop: Services, tmp_path: Path
) -> None:
    taken_in(shop, _file(tmp_path / "may.csv", "$", "1"))
    pounds, more = _file(tmp_path / "uk.csv", "£", "2"), _file(tmp_path / "june.csv", "$", "3")
    for dry_run in (True, False):
        refused, good = _tried(shop, pounds, more, dry_run=dry_run)
        assert refused.refused == (
            "The file writes its amounts in £, the books are in USD. "
            "Import it into books of that currency."
        )
        assert (good.refused, good.receipts_new) == ("", 1)
    assert shop.shop.status().receipts == 2
    assert shop.checking.check().ok


@pytest.mark.parametrize("sign", ["€", "US$", "kr ", "EUR ", "₹"])
def test_books_in_pounds_take_no_other_money(shop: Services, tmp_path: Path, sign: str) -> None:
    taken_in(shop, _file(tmp_path / "may.csv", "£", "1"), currency="GBP")
    (report,) = _tried(shop, _file(tmp_path / "other.csv", sign, "2"))
    assert "GBP" in report.refused
    assert sign.strip() in report.refused
    assert shop.shop.status().receipts == 1


@pytest.mark.parametrize(
    ("currency", "sign"),
    [("CAD", "$"), ("AUD", "$"), ("AUD", "A$"), ("MXN", "$"), ("JPY", "¥"), ("CNY", "¥"),
     ("SEK", "kr "), ("DKK", "kr. "), ("GBP", "£"), ("GIP", "£"), ("EUR", "€"), ("CHF", "CHF ")],
)  # fmt: skip
def test_a_sign_that_several_currencies_share_fits_each_of_them(
    file_shop: Services, tmp_path: Path, currency: str, sign: str
) -> None:
    (report,) = taken_in(file_shop, _file(tmp_path / "may.csv", sign, "1"), currency=currency)
    assert (report.receipts_new, report.problems) == (1, 0)


def test_a_row_in_other_money_is_kept_aside_and_may_be_tried_again(
    shop: Services, tmp_path: Path
) -> None:
    rows = [*a_sale("1"), *a_sale("2"), *_in("£", *a_sale("3")), *a_sale("4")]
    (report,) = taken_in(shop, an_export(tmp_path / "may.csv", rows))
    assert (report.receipts_new, report.problems) == (3, 1)
    (problem,) = shop.importing.problems()
    assert problem.reason == "In £, but the books are in USD"
    shop.importing.repair({problem.problem_id: {}})
    assert [one.problem_id for one in shop.importing.problems()] == [problem.problem_id]
    mended = {name: cell.replace("£", "$") for name, cell in _cells(problem.headings, problem.raw)}
    shop.importing.repair({problem.problem_id: mended})
    assert shop.importing.problems() == ()
    assert shop.shop.status().net_sales == 4_000


def _cells(headings: tuple[str, ...], raw: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, cell) for name, cell in zip(headings, raw, strict=True) if name in PRICES]


def test_a_heading_that_names_other_money_keeps_its_file_out(
    shop: Services, tmp_path: Path
) -> None:
    taken_in(shop, _file(tmp_path / "may.csv", "$", "1"))
    euros = a_table(tmp_path / "euros.csv", "Receipt,Date,Item,Net (EUR)", "9,2026-05-04,Pot,10.00")
    columns = {"receipt": "Receipt", "date": "Date", "item": "Item", "net": "Net (EUR)"}
    (report,) = shop.importing.run(ImportFiles((euros,), mapping=columns)).value.files
    assert report.refused.startswith("The file is in EUR, the books are in USD.")


def _euro_order(path: Path) -> Path:
    return an_export(
        path, [row | {"Currency": "EUR"} for row in an_order("#1", 1_000)], columns=ORDERS
    )


@pytest.mark.parametrize(("sign", "currency"), [("£", "GBP"), ("€", "EUR"), ("zł", "PLN")])
def test_a_new_shop_takes_the_currency_of_its_first_file(
    shop: Services, tmp_path: Path, sign: str, currency: str
) -> None:
    first = _file(tmp_path / "may.csv", sign, "1")
    (tried,) = _tried(shop, first, dry_run=True)
    assert shop.shop.settings().currency == "USD"
    (report,) = _tried(shop, first)
    assert replace(report, batch=None) == tried
    assert report.receipts_new == 1
    assert report.notes[-1] == f"The books are kept in {currency}, as the file states."
    assert shop.shop.status().currency == currency
    (later,) = _tried(shop, _file(tmp_path / "june.csv", "$", "2"))
    assert currency in later.refused


def test_a_new_shop_takes_the_code_that_its_first_file_names(
    shop: Services, tmp_path: Path
) -> None:
    euros, dollars = _euro_order(tmp_path / "orders.csv"), _file(tmp_path / "may.csv", "$", "1")
    reports = _tried(shop, euros, dollars)
    assert [bool(one.refused) for one in reports] == [False, True]
    assert shop.shop.status().currency == "EUR"


def test_what_the_person_told_of_the_currency_stays(shop: Services, tmp_path: Path) -> None:
    shop.shop.save_settings(replace(shop.shop.settings(), currency="CAD"))
    (report,) = _tried(shop, _file(tmp_path / "may.csv", "£", "1"))
    assert "CAD" in report.refused
    assert (shop.shop.settings().currency, shop.shop.status().receipts) == ("CAD", 0)


def test_a_sign_of_several_currencies_asks_a_new_shop_which_it_is(
    shop: Services, tmp_path: Path
) -> None:
    crowns = _file(tmp_path / "may.csv", "kr ", "1")
    (report,) = _tried(shop, crowns)
    assert "--currency" in report.refused
    assert taken_in(shop, crowns, currency="NOK")[0].receipts_new == 1


def test_books_with_receipts_keep_their_currency_though_nobody_told_it(
    shop: Services, tmp_path: Path
) -> None:
    bare = a_table(tmp_path / "bare.csv", "Receipt,Date,Item,Net", "9,2026-05-04,Pot,10.00")
    _tried(shop, bare)
    (report,) = _tried(shop, _file(tmp_path / "may.csv", "£", "1"))
    assert "USD" in report.refused
    with pytest.raises(UserError, match="kept in USD"):
        taken_in(shop, bare, currency="EUR")


def test_a_shop_emptied_by_undoing_may_begin_anew_in_other_money(
    shop: Services, tmp_path: Path
) -> None:
    (report,) = _tried(shop, _file(tmp_path / "may.csv", "£", "1"))
    assert report.batch is not None
    shop.importing.undo(report.batch)
    _tried(shop, _file(tmp_path / "june.csv", "€", "1"))
    assert shop.shop.status().currency == "EUR"
