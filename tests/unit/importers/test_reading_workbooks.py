"""Workbooks, web pages called .xls, and archives."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from retailcrm.core.errors import UserError
from retailcrm.importers.grid import cell_text
from retailcrm.importers.source import open_sources
from tests.unit.importers.reading import SHOP, read_file, read_source, write

SALES = "Receipt,Date,Item,Net,Tax\n1,2025-05-01,Cup,5.00,0.40\n"


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


ROWS: list[list[object]] = [
    ["My shop"],
    [],
    ["Receipt", "Date", "Item", "Quantity", "Net", "Card no"],
    [1, datetime(2025, 5, 1, 10, 30), "Cup", 1.234, 5.5, 7010000140],  # noqa: DTZ001
    [2, datetime(2025, 5, 2, 11, 30), "Pan", 2, 1234, 7010000277],  # noqa: DTZ001
    ["Total", None, None, 3.234, 1239.5],
]


def test_a_sheet_is_read_with_its_typed_cells(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.xlsx", workbook({"Sales": ROWS})))
    assert read.frame["line"].to_list() == [4, 5]
    assert read.frame["net"].to_list() == [550, 123400]
    assert read.frame["quantity"].to_list() == [1234, 2000]
    assert read.frame["card"].to_list() == ["7010000140", "7010000277"]
    assert read.frame["at"][0] is not None
    assert (read.passed, read.problems) == (1, [])


def test_every_sheet_with_a_table_is_a_file_of_its_own(tmp_path: Path) -> None:
    people: list[list[object]] = [["First name", "Email", "City"], ["Ann", "ann@x.org", "Rome"]]
    path = write(tmp_path / "a.xlsx", workbook({"Sales": ROWS, "People": people, "Empty": []}))
    sources = open_sources(path, SHOP)
    assert [source.facts.name for source in sources] == ["a.xlsx/Sales", "a.xlsx/People"]
    assert [source.facts.kind for source in sources] == ["sales", "customers"]


def test_a_bad_row_of_a_sheet_names_sheet_and_row(tmp_path: Path) -> None:
    rows = [*ROWS[:5], [3, "2025-13-01", "Cup", 1, 5.5, 1]]
    path = write(tmp_path / "a.xlsx", workbook({"Sales": rows, "Other": [["x"]]}))
    read = read_file(path)
    (problem,) = read.problems
    assert (problem.line, problem.sheet, problem.column) == (6, "Sales", "Date")


def test_a_weight_is_not_taken_for_thousands() -> None:
    assert cell_text(1.234) == "1.2340"
    assert cell_text(5.0) == "5"
    assert cell_text(0.1 + 0.2) == "0.3"


def test_a_damaged_workbook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = workbook({"Sales": ROWS})
    with pytest.raises(UserError, match="damaged"):
        open_sources(write(tmp_path / "a.xlsx", whole[:2_000]), SHOP)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3_000
    with pytest.raises(UserError, match="damaged or no workbook"):
        open_sources(write(tmp_path / "b.xls", old), SHOP)


def test_a_web_page_called_xls_is_read(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><th>Receipt</th><th>Date</th><th>Amount</th></tr>"
        "<tr><td>1</td><td>2025-05-01</td><td>$5.00</td></tr></table></body></html>"
    )
    assert read_file(write(tmp_path / "a.xls", page)).frame["net"].to_list() == [500]


def test_an_xml_spreadsheet_called_xls_is_read(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        data = "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
        return f"<Row>{data}</Row>"

    page = (
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:x"><Worksheet><Table>'
        + row("Receipt", "Date", "Amount")
        + '<Row><Cell><Data>1</Data></Cell><Cell ss:Index="3"><Data>5.00</Data></Cell></Row>'
        + row("2", "2025-05-01", "6.00")
        + "</Table></Worksheet></Workbook>"
    )
    read = read_file(write(tmp_path / "a.xls", page))
    assert read.frame["net"].to_list() == [600]
    assert [problem.column for problem in read.problems] == ["Date"]


def archive(**files: "str | bytes") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_the_files_of_an_archive_are_read_one_by_one(tmp_path: Path) -> None:
    packed = archive(sales__csv=SALES, people__csv="Email,First name\nann@x.org,Ann\n")
    sources = open_sources(write(tmp_path / "a.zip", packed), SHOP)
    assert [source.facts.name for source in sources] == ["a.zip/sales.csv", "a.zip/people.csv"]
    assert [len(read_source(source).frame) for source in sources] == [1, 1]


def test_an_archive_writes_nothing_where_its_names_point(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../../evil.csv", SALES)
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    (source,) = open_sources(write(inside / "a.zip", out.getvalue()), SHOP)
    assert source.facts.name == "a.zip/evil.csv"
    assert len(read_source(source).frame) == 1
    assert not (tmp_path / "evil.csv").exists()


@pytest.mark.parametrize(
    ("packed", "sentence"),
    [
        (archive(big__csv=b"0" * 120_000_000), "holds too much"),
        (archive(inner__zip=archive(sales__csv=SALES)), "holds another archive"),
        (archive(picture__png=b"x"), "holds no table"),
        (archive(sales__csv=SALES)[:-30], "damaged"),
    ],
)
def test_archives_that_do_harm_are_refused(tmp_path: Path, packed: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        open_sources(write(tmp_path / "a.zip", packed), SHOP)
