"""What stands behind a picture: its table, its words for the ear, its files, its arrow keys."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from retailcrm.core.errors import StorageError
from retailcrm.core.theme import LIGHT
from retailcrm.services.finding import Unit
from retailcrm.ui.kit.picture.behind import cell_text, summary_of, table_of
from retailcrm.ui.kit.picture.drawing import draw
from retailcrm.ui.kit.picture.facts import Head, PictureTable, TableLine
from retailcrm.ui.kit.picture.plot import Target
from retailcrm.ui.kit.picture.saving import csv_of, path_and_kind, save_picture
from retailcrm.ui.kit.picture.sheet import Box
from retailcrm.ui.kit.picture.walk import step_to
from tests.unit.ui.pictures import EVERY_KIND, EVERYONE, USD, a_picture


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_has_a_table_whose_lines_fit_their_heads(kind):
    table = table_of(a_picture(EVERY_KIND[kind]))
    assert table.lines
    assert all(len(line.cells) == len(table.heads) for line in table.lines)


@pytest.mark.parametrize("kind", [kind for kind in EVERY_KIND if kind != "heat"])
def test_what_a_mark_opens_its_line_in_the_table_opens_too(kind):
    facts = a_picture(EVERY_KIND[kind])
    from_marks = {one.rows for one in draw(facts, LIGHT, 560, 240, 1.0).targets}
    from_lines = {line.rows for line in table_of(facts).lines}
    assert from_marks | {None} == from_lines | {None}


def test_bars_stand_in_the_table_beside_the_year_before():
    table = table_of(a_picture(EVERY_KIND["bars"]))
    assert [head.title for head in table.heads] == ["Month", "bar: this year", "line: last year"]
    assert list(table.lines[1].cells) == ["Sep", 20_000, None]
    assert cell_text(20_000, table.heads[1].unit, USD) == "200.00"
    assert cell_text(None, table.heads[1].unit, USD) == "–"


def test_a_grid_is_a_table_with_gaps_where_nothing_is_known_yet():
    table = table_of(a_picture(EVERY_KIND["heat"]))
    assert [head.title for head in table.heads] == ["First bought in", "Customers", "0", "1", "2"]
    assert table.lines[1].cells == ("Feb 2026", "132", 1.0, 0.11, None)


def test_a_table_of_its_own_stands_behind_if_the_screen_brings_one():
    own = PictureTable((Head("Postcode"),), (TableLine(("10011",), EVERYONE),))
    assert table_of(a_picture(EVERY_KIND["bubbles"], table=own)) is own


def test_the_picture_is_told_to_those_who_do_not_see_it_finding_first():
    told = summary_of(a_picture(EVERY_KIND["bars"]))
    assert told.startswith("Sales fell in October. Net sales by month, USD. Aug; bar: this year")
    assert "bar: this year $150.00" in told
    many = summary_of(a_picture(EVERY_KIND["bubbles"]))
    assert many.endswith("and 18 more in the table")
    assert summary_of(a_picture(EVERY_KIND["bars"], summary="Down.")) == "Down."
    assert summary_of(a_picture(None)) == "No sales yet."


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


def test_the_file_of_numbers_has_plain_decimals_and_nothing_a_spreadsheet_would_run():
    table = PictureTable(
        (Head("Postcode"), Head("Net sales", Unit.MONEY, "net_sales"), Head("=x", Unit.SHARE)),
        (
            TableLine(("=HYPERLINK(1)", -123_456, 0.5)),
            TableLine(("@10011", None, 1 / 3)),
        ),
    )
    assert read(csv_of(table, USD)) == [
        ["Postcode", "net_sales", "'=x"],
        ["'=HYPERLINK(1)", "-1234.56", "0.5"],
        ["'@10011", "", "0.3333333333"],
    ]


@pytest.mark.parametrize(
    ("name", "chosen", "wanted"),
    [
        ("/a/sales.svg", "Picture (*.png)", ("sales.svg", "svg")),
        ("/a/sales", "Drawing that scales (*.svg)", ("sales.svg", "svg")),
        ("/a/sales.v2", "Table (*.csv)", ("sales.v2.csv", "csv")),
        ("/a/sales.PNG", "Table (*.csv)", ("sales.PNG", "png")),
        ("/a/sales", "", ("sales.png", "png")),
    ],
)
def test_a_file_is_of_the_kind_its_name_or_the_dialog_says(name, chosen, wanted):
    path, kind = path_and_kind(name, chosen)
    assert (path.name, kind) == wanted


@pytest.mark.parametrize(("kind", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", b"M")])
def test_a_picture_is_saved_whole_in_every_kind(tmp_path, kind, begin):
    path = tmp_path / f"sales.{kind}"
    saved = save_picture(a_picture(EVERY_KIND["bars"]), LIGHT, path, kind, (480, 240))
    assert saved == path
    assert path.read_bytes().startswith(begin)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_disk_that_refuses_is_one_sentence(tmp_path):
    nowhere = tmp_path / "no such folder" / "sales.csv"
    with pytest.raises(StorageError, match=r"sales\.csv cannot be written there"):
        save_picture(a_picture(EVERY_KIND["bars"]), LIGHT, nowhere, "csv", (480, 240))
    assert not Path(nowhere.parent).exists()


def at(row: int, column: int) -> Target:
    return Target(Box(0, 0, 1, 1), row, column, "")


def test_arrow_keys_walk_a_row_and_stop_at_its_ends():
    bars = [at(0, column) for column in range(3)]
    assert step_to(bars, None, 0, 1) == 0
    assert step_to(bars, 0, 0, 1) == 1
    assert step_to(bars, 2, 0, 1) == 2
    assert step_to(bars, 1, -1, 0) == 0


def test_arrow_keys_walk_a_grid_over_its_gaps():
    grid = [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(2, 1)]
    assert step_to(grid, 1, 1, 0) == 3
    assert step_to(grid, 3, 1, 0) == 4
    assert step_to(grid, 2, 0, 1) == 2
    assert step_to(grid, 4, -1, 0) == 3
    assert step_to(grid, 0, -1, 0) == 0
