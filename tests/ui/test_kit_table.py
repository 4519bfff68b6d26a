"""Tables of any length: right models, calm painting, rows fetched as they are looked at."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.row_table import HEAD, NARROW_ROW, RowTable, lines_for
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
    assert cell.data(Role.LOOK).tone == "bad"
    assert cell.data(Role.SORT) == -50
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Role.LOOK).is_strong
    assert model.index(0, 2).data(Role.LOOK).mark == "most_valuable"
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


@pytest.mark.parametrize(
    ("whole", "room", "lines"), [(700, 700, 1), (700, 699, 2), (700, 389, 2), (700, 380, 3)]
)
def test_a_sentence_stands_on_as_many_lines_as_its_column_is_too_narrow(whole, room, lines):
    assert lines_for(whole, room) == lines


def a_table_with_reasons(qtbot, width: int) -> RowTable[Person]:
    reasons: tuple[Column[Person], ...] = (
        Column("name", "Name", lambda p: p.name, width=100),
        Column("why", "Why", lambda p: f"{p.name} has come more often than anyone", wraps=300),
    )
    table = RowTable("Reasons", reasons, row_height=NARROW_ROW)
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    table.resize(width, 300)
    table.show()
    qtbot.waitUntil(lambda: table.columnWidth(1) == table.viewport().width() - 100)
    return table


def test_rows_grow_so_that_a_reason_can_be_read_whole_and_shrink_again(qtbot):
    table = a_table_with_reasons(qtbot, 700)
    heights: dict[int, int] = {}
    for width in (700, 330, 240, 700):
        table.resize(width, 300)
        qtbot.waitUntil(lambda: table.columnWidth(1) == table.viewport().width() - 100)
        heights[width] = table.rowHeight(0)
    assert heights[700] == NARROW_ROW < heights[330] < heights[240]


def test_a_reason_on_two_lines_is_painted_on_both(qtbot):
    table = a_table_with_reasons(qtbot, 330)
    image = table.grab().toImage()
    paper = image.pixelColor(int(320 * image.devicePixelRatio()), image.height() - 4)
    left, top = 110, table.horizontalHeader().height()
    ratio = image.devicePixelRatio()

    def has_ink(first: int, last: int) -> bool:
        return any(
            image.pixelColor(int(x * ratio), int(y * ratio)) != paper
            for y in range(first, last)
            for x in range(left, 320)
        )

    half = table.rowHeight(0) // 2
    assert has_ink(top + 4, top + half - 4)
    assert has_ink(top + half + 4, top + 2 * half - 4)


def test_a_title_that_a_narrow_column_cuts_off_is_whole_on_hover(model):
    across, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    assert model.headerData(0, across, tip) == "Name"
    assert model.headerData(1, across, tip) == "Goods after discounts and returns."


def test_a_caption_beside_the_title_follows_what_the_card_says(qtbot):
    card = Card("Title", "Caption").put_caption_beside()
    qtbot.addWidget(card)
    card.show()
    card.show_title("Other", "17 customers")
    assert card.caption.text() == "17 customers"
    assert card.caption.isVisible()
    assert card.caption.y() < card.title.y() + card.title.height()
    card.show_title("Other", "")
    assert not card.caption.isVisible()


def test_a_word_above_several_columns_stands_once_and_is_spoken_with_each(qtbot):
    grouped = (COLUMNS[0], replace(COLUMNS[1], group="Money"), replace(COLUMNS[2], group="Money"))
    plain, table = RowTable("People", COLUMNS), RowTable("People", grouped)
    for one in (plain, table):
        qtbot.addWidget(one)
        one.show_rows(PEOPLE)
        one.fit_height(3)
    assert table.height() == plain.height() + HEAD
    heads, role = table.model().headerData, Qt.ItemDataRole.AccessibleTextRole
    assert heads(1, Qt.Orientation.Horizontal, role) == "Money: Net, USD"
    assert heads(0, Qt.Orientation.Horizontal, role) is None
    table.grab()
