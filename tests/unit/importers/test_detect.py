"""Knowing a till by its headings."""

from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.importers.detection import by_key, recognise
from retailcrm.importers.dialect import Column, Dialect, Shaped
from retailcrm.importers.registry import DIALECTS
from retailcrm.importers.source import open_sources
from tests.unit.importers.reading import SHOP, read_file, write

TILLS = Path(__file__).parents[2] / "data" / "tills"
SQUARE = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Event Type,Location,Customer ID"
)
ROW = (
    "2025-05-01,10:00:00,Eastern Time (US & Canada),Tea,Cup,1.0,Regular,1,,$5.00,$0.00,$5.00,"
    "$0.40,T1,P1,Payment,Main,"
)


def dialect(key: str, *must: str, must_not: tuple[str, ...] = ()) -> Dialect:
    columns = (Column("net", ("Net",), required=True),)
    return Dialect(
        key, key, key.title(), "sales", columns, lambda frame, _: Shaped(frame), must, must_not
    )


def test_a_till_is_known_whatever_the_order_of_its_columns(tmp_path: Path) -> None:
    headings, cells = SQUARE.split(","), ROW.split(",")
    turned = f"{','.join(reversed(headings))}\n{','.join(reversed(cells))}\n"
    read = read_file(write(tmp_path / "some.csv", turned))
    assert read.facts.dialect == "square-items"
    assert read.frame["net"].to_list() == [500]


def test_headings_are_known_without_case_and_outer_spaces(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"{SQUARE.upper().replace(',', ' ,')}\n{ROW}\n")
    assert read_file(path).facts.dialect == "square-items"


def test_a_till_is_found_below_title_lines(tmp_path: Path) -> None:
    read = read_file(write(tmp_path / "a.csv", f"Items Detail\nMay 2025\n{SQUARE}\n{ROW}\n"))
    assert (read.facts.dialect, read.facts.header_line) == ("square-items", 3)


def test_a_file_that_lacks_a_needed_column_is_refused_naming_it(tmp_path: Path) -> None:
    headings, cells = SQUARE.split(","), ROW.split(",")
    at = headings.index("Net Sales")
    del headings[at], cells[at]
    path = write(tmp_path / "a.csv", f"{','.join(headings)}\n{','.join(cells)}\n")
    with pytest.raises(UserError, match='no column "Net Sales"'):
        open_sources(path, SHOP)


def test_of_headings_that_stand_twice_the_last_counts(tmp_path: Path) -> None:
    text = "Receipt,Date,Net,Net\n1,2025-05-01,1.00,2.00\n"
    assert read_file(write(tmp_path / "a.csv", text)).frame["net"].to_list() == [200]


def test_a_dialect_that_asks_for_more_wins() -> None:
    small, large = dialect("small", "Net"), dialect("large", "Net", "Tax")
    assert recognise(("Net", "Tax"), (small, large), "a") is large
    assert recognise(("Net",), (small, large), "a") is small


def test_a_heading_rules_a_dialect_out() -> None:
    one = dialect("one", "Net", must_not=("Tax",))
    assert recognise(("Net", "Tax"), (one,), "a") is None


def test_a_file_that_two_tills_could_have_written_is_refused_naming_both() -> None:
    with pytest.raises(UserError, match="could be One or Two"):
        recognise(("Net", "A", "B"), (dialect("one", "A"), dialect("two", "B")), "a.csv")


def test_a_dialect_that_nobody_knows_is_refused_naming_the_known() -> None:
    with pytest.raises(UserError, match="square-items"):
        by_key("abacus", ("Net",), DIALECTS, "a.csv")


def test_a_dialect_forced_upon_a_strange_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Receipt,Date,Net\n1,2025-05-01,5.00\n")
    with pytest.raises(UserError, match="has no column"):
        open_sources(path, SHOP, dialect="square-items")


def test_every_sample_of_a_till_is_known_and_no_row_of_it_is_lost() -> None:
    files = sorted(TILLS.rglob("*.csv"))
    assert len(files) > 5
    for path in files:
        read = read_file(path)
        assert read.facts.dialect != "mapped", path.name
        assert read.problems == [], path.name
        assert read.frame["line"].n_unique() + read.passed == read.rows, path.name
