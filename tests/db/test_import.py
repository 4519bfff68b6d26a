"""Files into the books: people found, rows kept aside, nothing twice, nothing lost."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retailcrm.core.errors import Cancelled, UserError
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.import_rows import FileReport, ImportFiles
from retailcrm.wiring import Services
from tests.builders import (
    HONEY,
    PAN,
    SQUARE,
    Row,
    a_directory,
    a_person,
    a_return,
    a_sale,
    a_table,
    a_zip,
    an_export,
    count,
    csv_text,
    one_value,
    taken_in,
    the_books,
    till_files,
)


def _names(shop: Services) -> list[str]:
    return [row.name for row in shop.customers.page(shop.customers.ids(CustomerQuery()))]


def _tried(shop: Services, *paths: Path, **told: Any) -> tuple[FileReport, ...]:
    wish = replace(ImportFiles(paths), **told)
    return shop.importing.run(wish).value.files


def test_a_customer_list_before_or_after_the_sales_gives_the_same_books(
    shop: Services, tmp_path: Path
) -> None:
    sales, people = sorted(till_files("square"), key=lambda path: path.name, reverse=True)
    found = []
    for order in ((sales, people), (people, sales)):
        batches = [taken_in(shop, path)[0].batch or 0 for path in order]
        assert shop.checking.check().ok
        found.append(the_books(shop))
        for batch in batches:
            shop.importing.undo(batch)
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(2))
def test_people_who_share_a_phone_or_mail_stay_apart_in_any_order_of_rows(
    shop: Services, tmp_path: Path, seed: int
) -> None:
    home, mail = "+12125550101", "family@example.com"
    people = [
        a_person("C1", "Ana", "Lima", phone=home, email=mail),
        a_person("C2", "Bo", "Lima", phone=home),
        a_person("", "Cy", "Lima", phone=home, email=mail),
        a_person("", "Di", "Ito", email=mail),
        a_person("C5", "Eve", "Rey", card="77", phone=home),
    ]
    random.Random(seed).shuffle(people)  # noqa: S311 - a repeatable order
    for _ in range(2):
        taken_in(shop, a_directory(tmp_path / "people.csv", *people))
        assert _names(shop) == ["Di Ito", "Ana Lima", "Bo Lima", "Cy Lima", "Eve Rey"]


def test_receipts_of_a_bare_till_id_move_to_the_customer_once_a_list_names_him(
    shop: Services, tmp_path: Path
) -> None:
    (sold,) = taken_in(shop, an_export(tmp_path / "sales.csv", a_sale("1", buyer="C1")))
    assert (sold.unnamed_ids, shop.shop.status().anonymous_receipts, _names(shop)) == (1, 1, [])
    taken_in(shop, a_directory(tmp_path / "people.csv", a_person("C1")))
    assert (shop.shop.status().anonymous_receipts, _names(shop)) == (0, ["Ana Lima"])
    (row,) = shop.customers.page(shop.customers.ids(CustomerQuery()))
    assert (row.visits, row.receipts, row.net_sales) == (1, 1, 1000)
    assert shop.checking.check().ok


@pytest.mark.parametrize("first", ["sale", "return", "together"])
def test_a_return_belongs_to_the_buyer_of_its_sale_whichever_comes_first(
    shop: Services, tmp_path: Path, first: str
) -> None:
    sale = a_sale("1", HONEY, PAN, buyer="C1", named="Ana Lima")
    back = a_return("2", PAN, of="1")
    documents = {"sale": [[sale], [back]], "return": [[back], [sale]], "together": [[back, sale]]}
    for number, one in enumerate(documents[first]):
        taken_in(shop, an_export(tmp_path / f"{number}.csv", *one))
    (row,) = shop.customers.page(shop.customers.ids(CustomerQuery()))
    assert (row.receipts, row.returns, row.net_sales) == (1, 1, 1000)
    assert shop.shop.status().anonymous_receipts == 0
    assert shop.checking.check().ok


BAD = (a_sale("1"), a_sale("2", PAN), a_sale("3"))


def _with_a_bad_cell(path: Path, heading: str = "Net Sales", value: str = "ten") -> Path:
    rows: list[Row] = [row for one in BAD for row in one]
    rows[1] = rows[1] | {heading: value}
    return an_export(path, rows)


def test_a_bad_cell_keeps_its_row_aside_with_line_column_value_and_reason(
    shop: Services, tmp_path: Path
) -> None:
    (report,) = taken_in(shop, _with_a_bad_cell(tmp_path / "may.csv"))
    assert (report.receipts_new, report.problems) == (2, 1)
    (problem,) = shop.importing.problems()
    found = (problem.file, problem.line, problem.column, problem.value, problem.state)
    assert found == ("may.csv", 3, "Net Sales", "ten", "open")
    assert problem.reason
    assert dict(zip(problem.headings, problem.raw, strict=True))["Transaction ID"] == "T2"


def test_a_row_that_is_mended_goes_into_the_books_as_if_it_had_been_right(
    shop: Services, tmp_path: Path
) -> None:
    taken_in(shop, an_export(tmp_path / "right.csv", *BAD))
    right = the_books(shop)
    shop.importing.undo(1)
    taken_in(shop, _with_a_bad_cell(tmp_path / "may.csv"))
    (problem,) = shop.importing.problems()
    shop.importing.repair({problem.problem_id: {"Net Sales": "still wrong"}})
    (still,) = shop.importing.problems()
    assert (still.problem_id, still.value) == (problem.problem_id, "still wrong")
    shop.importing.repair({problem.problem_id: {"Net Sales": "$21.00"}})
    assert shop.importing.problems() == ()
    assert [one.state for one in shop.importing.problems(state="repaired")] == ["repaired"]
    assert the_books(shop) == right
    assert shop.checking.check().ok


def test_undoing_the_repair_opens_the_row_again_and_undoing_the_file_removes_it(
    shop: Services, tmp_path: Path
) -> None:
    (report,) = taken_in(shop, _with_a_bad_cell(tmp_path / "may.csv"))
    (problem,) = shop.importing.problems()
    (mended,) = shop.importing.repair({problem.problem_id: {"Net Sales": "$21.00"}}).value.files
    assert mended.batch is not None
    shop.importing.undo(mended.batch)
    assert [one.problem_id for one in shop.importing.problems()] == [problem.problem_id]
    assert shop.shop.status().receipts == 2
    assert report.batch is not None
    assert shop.importing.undo(report.batch).value.problems_removed == 1
    assert (count(shop, "problem"), count(shop, "receipt")) == (0, 0)


def test_a_dismissed_row_is_listed_as_dismissed_and_cannot_be_mended_twice(
    shop: Services, tmp_path: Path
) -> None:
    taken_in(shop, _with_a_bad_cell(tmp_path / "may.csv"))
    (problem,) = shop.importing.problems()
    shop.importing.dismiss((problem.problem_id,))
    assert shop.importing.problems() == ()
    assert len(shop.importing.problems(state="dismissed")) == 1
    with pytest.raises(UserError, match="not in quarantine"):
        shop.importing.repair({problem.problem_id: {}})


def test_one_refused_file_does_not_keep_the_others_out(shop: Services, tmp_path: Path) -> None:
    good = an_export(tmp_path / "good.csv", a_sale("1"))
    other = a_table(tmp_path / "strange.csv", "Colour,Shape", "red,round", "blue,square")
    people = a_directory(tmp_path / "people.csv", a_person("C1"))
    reports = _tried(shop, good, other, tmp_path / "missing.csv", people)
    assert [one.file for one in reports] == ["good.csv", "strange.csv", "missing.csv", "people.csv"]
    assert [bool(one.refused) for one in reports] == [False, True, True, False]
    assert (shop.shop.status().receipts, shop.shop.status().customers) == (1, 1)


def test_an_archive_of_items_and_customers_is_the_files_in_it(
    shop: Services, tmp_path: Path
) -> None:
    files = till_files("square")
    taken_in(shop, *files)
    apart = the_books(shop)
    for batch in (1, 2):
        shop.importing.undo(batch)
    reports = taken_in(shop, a_zip(tmp_path / "export.zip", *files))
    assert sorted(one.file for one in reports) == sorted(
        f"export.zip/{path.name}" for path in files
    )
    assert the_books(shop) == apart


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(
    shop: Services, tmp_path: Path
) -> None:
    before = shop.books.version()
    told = _tried(
        shop, *till_files("square"), dry_run=True, currency="USD", zone="America/New_York"
    )
    assert (count(shop, "receipt"), count(shop, "customer"), count(shop, "import_batch")) == (
        0,
    ) * 3
    assert shop.books.version() == before
    assert [one.batch for one in told] == [None, None]
    done = taken_in(shop, *till_files("square"))
    assert [replace(one, batch=None) for one in done] == list(told)


def test_a_file_in_another_currency_is_refused(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, an_export(tmp_path / "good.csv", a_sale("1")))
    with pytest.raises(UserError, match="USD"):
        _tried(shop, an_export(tmp_path / "more.csv", a_sale("2")), currency="EUR")
    euros = a_table(tmp_path / "euros.csv", "Receipt,Date,Net,Currency", "9,2026-05-04,10.00,EUR")
    (report,) = _tried(shop, euros)
    assert "EUR" in report.refused
    assert shop.shop.status().receipts == 1


def test_an_unknown_file_is_refused_by_the_name_of_what_it_lacks(
    shop: Services, tmp_path: Path
) -> None:
    lacking = a_table(tmp_path / "lacking.csv", "Receipt,Item,Net", "1,Honey,10.00", "2,Pan,21.00")
    (report,) = _tried(shop, lacking)
    assert "date" in report.refused.lower()
    assert count(shop, "receipt") == 0


def test_a_mapping_that_was_used_is_remembered_for_the_next_file(
    shop: Services, tmp_path: Path
) -> None:
    headings = "Alpha,Beta,Gamma,Delta"
    first = a_table(tmp_path / "first.csv", headings, "1,2026-05-04,Honey,10.00")
    told = {"receipt": "Alpha", "date": "Beta", "item": "Gamma", "net": "Delta"}
    (report,) = taken_in(shop, first, mapping={"kind": "sales", "columns": told})
    assert report.receipts_new == 1
    second = a_table(tmp_path / "second.csv", headings, "2,2026-05-05,Pan,21.00")
    (report,) = taken_in(shop, second)
    assert report.facts is not None
    assert dict(report.facts.mapping).items() >= told.items()
    assert shop.shop.status().net_sales == 3_100


def test_columns_that_nobody_matched_are_not_said_to_be_by_the_next_file(
    shop: Services, tmp_path: Path
) -> None:
    headings = "Receipt,Date,Item,Net"
    for number in ("1", "2"):
        name = tmp_path / f"{number}.csv"
        file = a_table(name, headings, f"{number},2026-05-04,Honey,10.00")
        (report,) = taken_in(shop, file)
        assert report.facts is not None
        assert report.facts.title == "Sales, columns matched by their names"


VISA = "4111 1111 1111 1111"


def test_payment_card_numbers_never_reach_the_disk(file_shop: Services, tmp_path: Path) -> None:
    bad = a_sale("2", notes=f"card {VISA}")[0] | {"Net Sales": f"paid {VISA}"}
    sales = an_export(tmp_path / "sales.csv", a_sale("1", card=VISA, notes=VISA), [bad])
    people = a_directory(
        tmp_path / "people.csv",
        a_person("C1", note=f"pays with {VISA}"),
        a_person("C2", "Bo", "Rey", note="4111111111111111 exp 12/29"),
        a_person("C3", "Cy", "Ito", note="4111-1111-1111-1111"),
    )
    taken_in(file_shop, sales, people)
    assert len(file_shop.importing.problems()) == 1
    file = file_shop.books.file
    assert file is not None
    file_shop.grouping.overview()
    file_shop.close()
    held = b"".join(one.read_bytes() for one in tmp_path.rglob("shop.db*") if one.is_file())
    assert b"Ana" in held
    for written in (VISA, VISA.replace(" ", ""), VISA.replace(" ", "-")):
        assert written.encode() not in held


def test_a_file_saved_again_by_a_spreadsheet_gives_the_same_books(
    shop: Services, tmp_path: Path
) -> None:
    rows = [row for one in BAD for row in one]
    taken_in(shop, an_export(tmp_path / "till.csv", rows))
    before = the_books(shop)
    saved = [
        row
        | {
            "Date": f"{int(row['Date'][5:7])}/{int(row['Date'][8:])}/{row['Date'][:4]}",
            "Time": "11:20:30 AM",
            "Qty": row["Qty"].removesuffix(".0"),
            "Gross Sales": f" {row['Gross Sales']} ",
        }
        for row in rows
    ]
    text = csv_text(saved, SQUARE).replace("\n", "\r\n")
    again = tmp_path / "saved.csv"
    again.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (report,) = taken_in(shop, again, date_order="mdy")
    assert (report.receipts_same, report.receipts_changed, report.problems) == (3, 0, 0)
    assert the_books(shop) == before


def test_rows_of_many_bad_files_are_all_accounted_for(shop: Services, tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - a repeatable choice
    for number in range(4):
        rows = [row for n in range(6) for row in a_sale(f"{number}{n}", HONEY, PAN)]
        for row in dice.sample(rows, 4):
            row[dice.choice(["Date", "Net Sales", "Transaction ID", "Qty"])] = dice.choice(
                ["", "x", "31.31.2026"]
            )
        (report,) = taken_in(shop, an_export(tmp_path / f"{number}.csv", rows))
        kept = int(one_value(shop, "SELECT COUNT(*) FROM receipt_line") or 0)
        assert report.rows == 12
        assert kept + count(shop, "problem") == 12 * (number + 1)
        assert shop.checking.check().ok


def test_consents_are_noted_once_and_a_change_of_mind_is_another_event(
    shop: Services, tmp_path: Path
) -> None:
    for number, said in enumerate(("Subscribed", "Subscribed", "Unsubscribed", "")):
        taken_in(shop, a_directory(tmp_path / f"{number}.csv", a_person("C1", mails=said)))
    profile = shop.customers.profile(shop.customers.refer("lima"))
    assert [(channel, given) for channel, given, _, _ in profile.consents] in (
        [("email", True), ("email", False)],
        [("email", False), ("email", True)],
    )


def test_a_row_of_a_mapped_file_and_of_a_customer_list_is_mended_like_any_other(
    shop: Services, tmp_path: Path
) -> None:
    sales = a_table(
        tmp_path / "kasse.csv",
        "Belegnr;Datum;Artikel;Betrag",
        "1;03.05.2026;Honig;1.250,00",
        "2;31.02.2026;Honig;12,50",
        "3;14.05.2026;Honig;7,00",
    )
    people = a_table(
        tmp_path / "kunden.csv",
        "Kundennr;Vorname;Nachname;E-Mail",
        "7001;Ana;Lima;ana@example.com",
        ";;;",
        ";Bo;;",
    )
    reports = taken_in(shop, sales, people, currency="EUR", zone="Europe/Berlin", country="DE")
    assert reports[0].problems == 1
    (problem, *_) = shop.importing.problems(batch_id=reports[0].batch)
    shop.importing.repair({problem.problem_id: {"Datum": "28.02.2026"}})
    assert shop.importing.problems(batch_id=reports[0].batch) == ()
    assert [(row.key, row.net_sales) for row in shop.sales.by("month")] == [
        ("2026-02", 1_250),
        ("2026-05", 125_700),
    ]
    assert shop.checking.check().ok


def test_an_import_that_is_stopped_half_way_leaves_nothing(shop: Services, tmp_path: Path) -> None:
    class Stopped:
        def step(self, _done: int, _total: int, _note: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        shop.importing.run(ImportFiles(till_files("square")), Stopped())
    assert (count(shop, "receipt"), count(shop, "customer"), count(shop, "import_batch")) == (
        0,
    ) * 3
    taken_in(shop, *till_files("square"))
    assert shop.shop.status().receipts == 415
