"""Tables of any length: right models, calm painting, rows fetched as they are looked at."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.table import Column, Role, RowTableModel


@dataclass(frozen=True)
class Person:
    name: str
    net: int
    group: str = "most_valuable"


COLUMNS: tuple[Column[Person], ...] = (
    Column("name", "Name", lambda p: p.name, is_strong=True, can_sort=True),
    Column(
        "net",
        "Net, USD",
        lambda p: f"{p.net:,}",
        is_number=True,
        width=90,
        tone=lambda p: "bad" if p.net < 0 else "",
        value=lambda p: p.net,
        can_sort=True,
        tip="Goods after discounts and returns.",
    ),
    Column("group", "Group", lambda p: p.group, mark=lambda p: p.group, width=120, is_open=True),
)
PEOPLE = (Person("June", 128460), Person("Amir", -50), Person("Rosa", 0))


class Far:
    """Rows that are fetched a page at a time, as a presenter would."""

    def __init__(self, length: int) -> None:
        self.length, self.asked = length, set[int]()
        self.here: set[int] = set()

    def __len__(self) -> int:
        return self.length

    def row(self, row: int, /) -> Person | None:
        self.asked.add(row // 128)
        return Person(f"Customer {row}", row) if row // 128 in self.here else None


@pytest.fixture
def model(qapp):
    made = RowTableModel(COLUMNS)
    made.replace_rows(PEOPLE)
    return made


def test_the_model_keeps_qts_rules_while_rows_come_and_go(model):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    model.replace_rows(())
    model.replace_rows(PEOPLE)
    model.show_source(Far(200))
    model.rows_arrived(0, 127)
    assert model.rowCount() == 200
    assert model.rowCount(model.index(0, 0)) == 0
    assert tester.model() is model


def test_a_cell_tells_its_text_side_tone_mark_and_value(model):
    cell = model.index(1, 1)
    assert cell.data() == "-50"
    assert cell.data(Role.TONE) == "bad"
    assert cell.data(Role.SORT) == -50
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Role.STRONG) is True
    assert model.index(0, 2).data(Role.MARK) == "most_valuable"
    assert model.data(QModelIndex()) is None


def test_a_head_stands_on_the_side_of_its_cells_and_explains_itself(model):
    across = Qt.Orientation.Horizontal
    assert model.headerData(1, across) == "Net, USD"
    assert model.headerData(1, across, Qt.ItemDataRole.TextAlignmentRole) & (
        Qt.AlignmentFlag.AlignRight
    )
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) == COLUMNS[1].tip
    assert model.headerData(9, across) is None


def test_rows_on_their_way_are_empty_until_they_arrive(model):
    far, heard = Far(1000), list[tuple[int, int]]()
    model.show_source(far)
    model.dataChanged.connect(lambda first, last: heard.append((first.row(), last.row())))
    assert model.index(200, 0).data() is None
    far.here.add(1)
    model.rows_arrived(128, 255)
    assert heard == [(128, 255)]
    assert model.index(200, 0).data() == "Customer 200"


def test_a_long_table_only_asks_for_the_rows_that_are_seen(qtbot):
    table: RowTable[Person] = RowTable("Customers", COLUMNS)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    far = Far(300_000)
    table.show_source(far)
    table.grab()
    assert far.asked == {0}
    table.scrollToBottom()
    table.grab()
    assert far.asked <= {0, 300_000 // 128 - 1, 300_000 // 128}
    assert len(far.asked) >= 2


def test_enter_and_double_click_open_the_row(qtbot):
    table: RowTable[Person] = RowTable("Customers", COLUMNS[:2])
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    opened: list[Any] = []
    table.opened.connect(opened.append)
    table.select(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.doubleClicked.emit(table.rows.index(2, 0))
    assert opened == [PEOPLE[1], PEOPLE[2]]
    assert table.current_row() == PEOPLE[1]


def test_a_click_on_a_head_asks_for_the_largest_first_then_the_smallest(qtbot):
    table: RowTable[Person] = RowTable("Customers", COLUMNS)
    qtbot.addWidget(table)
    asked: list[tuple[str, bool]] = []
    table.sort_requested.connect(lambda key, down: asked.append((key, down)))
    heads = table.horizontalHeader()
    heads.sectionClicked.emit(1)
    table.show_order("net", descending=True)
    heads.sectionClicked.emit(1)
    heads.sectionClicked.emit(0)
    heads.sectionClicked.emit(2)
    assert asked == [("net", True), ("net", False), ("name", False)]


def test_editing_a_cell_hands_the_wish_on_and_changes_nothing_itself(qtbot):
    table: RowTable[Person] = RowTable("Customers", COLUMNS)
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    wishes: list[Any] = []
    table.edited.connect(lambda row, key, text: wishes.append((row, key, text)))
    cell = table.rows.index(0, 2)
    assert table.rows.setData(cell, "below_zero")
    assert not table.rows.setData(cell, "most_valuable")
    assert wishes == [(PEOPLE[0], "group", "below_zero")]
    assert cell.data() == "most_valuable"
    assert not (table.rows.flags(table.rows.index(0, 0)) & Qt.ItemFlag.ItemIsEditable)


def test_new_rows_keep_the_line_under_the_cursor(qtbot):
    table: RowTable[Person] = RowTable("Customers", COLUMNS)
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    table.select(2)
    table.show_rows((*PEOPLE, Person("Peter", 5)))
    assert table.current_row() == PEOPLE[2]


def test_a_negative_amount_is_painted_in_the_colour_of_trouble(qtbot, theme):
    table: RowTable[Person] = RowTable("Customers", COLUMNS)
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show_rows(PEOPLE)
    shot = table.viewport().grab().toImage()
    inks = {shot.pixelColor(x, y).name() for x in range(shot.width()) for y in range(32, 64)}
    assert any(is_reddish(ink) for ink in inks)


def is_reddish(ink: str) -> bool:
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return red > 140 and green < 90 and blue < 90
