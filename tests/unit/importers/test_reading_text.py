"""Text files as tills, spreadsheets and accidents leave them."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from retailcrm.core.errors import UserError
from retailcrm.importers.engine import TableSource
from retailcrm.importers.source import open_sources
from retailcrm.importers.text_table import TextTable
from tests.unit.importers.reading import GERMAN, SHOP, Read, read_file, read_source, write

HEAD = "Receipt,Date,Item,Net,Tax\n"
GOOD = "1,2025-05-01,Cup,5.00,0.40\n"


def found(read: Read) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.reason) for one in read.problems]


def test_a_plain_file_is_read_and_lines_are_counted_from_the_headings(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", HEAD + GOOD + GOOD.replace("1,", "2,", 1)))
    assert read.frame["line"].to_list() == [2, 3]
    assert read.frame["net"].to_list() == [500, 500]
    assert (read.rows, read.passed, read.problems) == (2, 0, [])
    assert read.facts.encoding == "utf-8"
    assert read.facts.delimiter == ","


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Beleg;Datum;Artikel;Betrag\n1;03.05.2025;Müsli à 1 €;12,50\n"
    read = read_file(write(tmp_path / "a.csv", text, encoding), GERMAN)
    assert read.row(0)["item"] == "Müsli à 1 €"
    assert read.row(0)["net"] == 1250


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = (HEAD + GOOD).replace(",", delimiter)
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.facts.delimiter == delimiter
    assert read.row(0)["net"] == 500


def test_titles_above_and_totals_below_are_passed_over(tmp_path: Path) -> None:
    text = f"Sales of May,,,,\n,,,,\n{HEAD}{GOOD}Total,,,5.00,0.40\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.facts.header_line == 3
    assert (read.rows, len(read.frame), read.passed) == (1, 1, 1)
    assert read.frame["line"].to_list() == [4]
    assert "Line 5" in read.notes[0]


def test_excels_line_about_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", "\ufeffsep=;\n" + (HEAD + GOOD).replace(",", ";")))
    assert read.facts.header_line == 2
    assert len(read.frame) == 1


def test_columns_that_a_report_leaves_empty_do_no_harm(tmp_path: Path) -> None:
    text = "My shop,,,,,,\nReceipt,,Date,,Net,,\n1,,2025-05-01,,5.00,,\n2,,2025-05-02,,6.00,,\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert (read.facts.header_line, read.frame["net"].to_list()) == (2, [500, 600])


def test_headings_repeated_between_pages_are_passed_over(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", HEAD + GOOD + HEAD + GOOD))
    assert (len(read.frame), read.passed, read.problems) == (2, 1, [])


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", f"{HEAD}{GOOD},,,,\n\n{GOOD}\n\n"))
    assert (read.rows, read.frame["line"].to_list()) == (2, [2, 5])


def test_windows_line_ends_leave_nothing_behind(tmp_path: Path) -> None:
    text = ("Receipt,Date,Net,Item\n1,2025-05-01,5.00,Cup\n" * 1).replace("\n", "\r\n")
    assert read_file(write(tmp_path / "a.csv", text)).row(0)["item"] == "Cup"


def test_old_macintosh_line_ends_are_lines(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", (HEAD + GOOD + GOOD).replace("\n", "\r")))
    assert read.frame["line"].to_list() == [2, 3]


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    text = (
        HEAD
        + '1,2025-05-01,"Skillet,5.00,0.40\n'
        + '2,2025-05-01,"Pan, 12""",6.00,0.48\n'
        + "3,2025-05-01,Cup,7.00,0.56\n" * 40
    )
    read = read_file(write(tmp_path / "a.csv", text))
    assert found(read) == [(2, "", "A quotation mark is opened and never closed")]
    assert read.row(0)["item"] == 'Pan, 12"'
    assert len(read.frame) == 41


def test_two_lost_quotation_marks_far_apart_cost_two_rows(tmp_path: Path) -> None:
    bad = '9,2025-05-01,"Skillet,5.00,0.40\n'
    read = read_file(write(tmp_path / "a.csv", HEAD + bad + GOOD * 100 + bad + GOOD))
    assert [problem.line for problem in read.problems] == [2, 103]
    assert len(read.frame) == 101


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    tall = '1,2025-05-01,"Two\nlines",5.00,0.40\n'
    text = f"{HEAD}{tall}2,2025-05-01,Cup,O.50,0\n3,2025-05-01,Cup,1,0\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert found(read) == [(4, "Net", "Letter O where a zero belongs")]
    assert read.frame["line"].to_list() == [2, 5]
    assert read.row(0)["item"] == "Two\nlines"


def test_a_file_cut_off_in_mid_row_keeps_its_whole_rows(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", HEAD + GOOD + "2,2025-05-01,Pa"))
    assert found(read) == [
        (3, "", "Only 3 cells where the headings are 5: the row is cut off"),
    ]
    assert read.problems[0].raw == ("2", "2025-05-01", "Pa")
    assert len(read.frame) == 1


def test_a_row_with_too_many_cells_is_kept_aside(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", HEAD + GOOD + GOOD[:-1] + ",7,8\n"))
    assert found(read) == [(3, "", "7 cells where the headings are 5")]


def test_surplus_cells_that_are_empty_do_no_harm(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", HEAD + GOOD + GOOD[:-1] + ",,\n"))
    assert (len(read.frame), read.problems) == (2, [])


def test_rows_whose_last_empty_cells_a_spreadsheet_left_off_are_whole(tmp_path: Path) -> None:
    text = "Receipt,Date,Net,Coupon\n1,2025-05-01,5.00\n2,2025-05-01,5.00\n3,2025-05-01,5.00,TEN\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.frame["coupon"].to_list() == [None, None, "TEN"]
    assert read.problems == []


def test_every_bad_row_tells_line_column_value_and_reason(tmp_path: Path) -> None:
    text = f"{HEAD}{GOOD}2,2025-13-01,Cup,5.00,0.40\n,2025-05-01,Cup,5.00,0\n4,2025-05-01,Cup,,\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert found(read) == [
        (3, "Date", "No month 13"),
        (4, "Receipt", "Empty, but needed"),
        (5, "Net", "No amount stands in this row"),
    ]
    assert read.problems[0].value == "2025-13-01"
    assert read.problems[0].raw == ("2", "2025-13-01", "Cup", "5.00", "0.40")
    assert read.rows == len(read.frame) + len(read.problems)


def test_a_cell_of_200_kilobytes_is_kept_aside_alone(tmp_path: Path) -> None:
    text = f'{HEAD}1,2025-05-01,"{"x" * 200_000}",5.00,0.40\n{GOOD}'
    read = read_file(write(tmp_path / "a.csv", text))
    assert found(read) == [(2, "Item", "A text of 200000 characters is too long")]
    assert len(read.problems[0].raw[2]) < 50_000


def test_a_nul_byte_costs_its_row_only(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", f"{HEAD}1,2025-05-01,C\x00p,5.00,0\n{GOOD}"))
    assert found(read) == [(2, "", "Characters that cannot be read")]
    assert len(read.frame) == 1


def test_payment_cards_are_masked_in_rows_kept_aside(tmp_path: Path) -> None:
    text = "Receipt,Date,Net,Tender\n1,2025-05-01,O.50,4111 1111 1111 1111\n2,2025-05-01,1.00,x\n"
    read = read_file(write(tmp_path / "a.csv", text))
    assert read.problems[0].raw[3] == "**** 1111"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEAD.encode(), "has headings, but no rows"),
        (b"%PDF-1.4 ...", "is a PDF, not a table"),
        (bytes(range(256)) * 50, "is not a table"),
        (b"x" * 2_000_000, "has no lines"),
        (",".join(f"c{n}" for n in range(9_000)).encode(), "9000 columns"),
        (b"1,2,3\n4,5,6\n", "No headings were found"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        open_sources(write(tmp_path / "a.csv", content), SHOP)


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        open_sources(tmp_path, SHOP)
    with pytest.raises(UserError, match="There is no file"):
        open_sources(tmp_path / "none.csv", SHOP)


def test_a_file_of_many_blocks_reads_like_one(tmp_path: Path) -> None:
    rows = "".join(
        f'R{n // 3},2025-05-{n % 28 + 1:02d},"Cup, no {n}",{n}.50,0.10\n' for n in range(900)
    )
    (source,) = open_sources(write(tmp_path / "a.csv", HEAD + rows), SHOP)
    assert isinstance(source, TableSource)
    assert isinstance(source.table, TextTable)
    whole = read_source(source)
    small = replace(source, table=replace(source.table, block=1_000))
    chunks = [chunk.lines for chunk in small.chunks() if chunk.lines is not None]
    assert len(chunks) > 10
    receipts = [set(chunk["receipt"]) for chunk in chunks]
    assert sum(len(one) for one in receipts) == len(set().union(*receipts)) == 300
    assert pl.concat(chunks).equals(whole.frame)


def test_every_row_of_many_blocks_can_be_shown(tmp_path: Path) -> None:
    rows = "".join(f"R{n // 3},2025-05-01,Cup,{'x' if n % 50 else '1.00'},0\n" for n in range(400))
    (source,) = open_sources(write(tmp_path / "a.csv", HEAD + rows), SHOP, mapping=PLAIN_MAPPING)
    assert isinstance(source, TableSource)
    assert isinstance(source.table, TextTable)
    small = replace(source, table=replace(source.table, block=700))
    read = read_source(small)
    assert len(read.problems) == 392
    assert all(problem.raw[0] == f"R{(problem.line - 2) // 3}" for problem in read.problems)


def test_faults_spread_over_a_large_file_keep_their_lines(tmp_path: Path) -> None:
    faults = {
        1_000: '9,2025-05-01,"Skillet,5.00,0.40',
        9_000: "9,2025-05-01,Cup",
        15_000: "9,2025-05-01,Cup,5.00,0.40,7",
        15_001: "9,2025-05-01,Cup,O.50,0.40",
        24_000: '9,2025-05-01,"two\nlines",x.50,0.40',
    }
    plain = "7,2025-05-01,A cup of some forty letters or thereabouts,5.00,0.40"
    rows = [faults.get(line, plain) for line in range(2, 25_002)]
    read = read_file(write(tmp_path / "a.csv", HEAD + "\n".join(rows) + "\n"))
    assert [problem.line for problem in read.problems] == sorted(faults)
    assert read.rows == len(rows)
    assert read.frame["line"][-1] == 25_002
    assert read.problems[3].raw == ("9", "2025-05-01", "Cup", "O.50", "0.40")


PLAIN_MAPPING = {"receipt": "Receipt", "date": "Date", "item": "Item", "net": "Net", "tax": "Tax"}
