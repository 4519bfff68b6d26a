"""The grid, the groups, the stages, the movement, the missing and the rules, by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from retailcrm.core.rows import rows
from retailcrm.services.grouping import GroupRules
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.groups.heat_map import HeatMap, heat_step
from retailcrm.ui.screens.groups.rules_dialog import RulesDialog
from retailcrm.ui.screens.groups.stage_bar import StageBar
from retailcrm.ui.screens.groups.view import GroupsScreen
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.theme import tokens
from tests.ui.people_shop import Desk, PeopleShop, an_overview, shown


@pytest.fixture
def shop():
    return PeopleShop()


@pytest.fixture
def desk(shop):
    return Desk(shop)


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, GroupsScreen(desk))


def texts(screen) -> set[str]:
    return {label.text() for label in screen.findChildren(Text) if label.isVisible()}


def button(screen, text: str) -> Any:
    found = [b for b in screen.findChildren(Button) if b.text().startswith(text)]
    return next(b for b in found if b.isVisible())


def table(screen, name: str) -> RowTable[Any]:
    return next(t for t in screen.findChildren(RowTable) if t.accessibleName() == name)


def test_titles_are_findings_and_cut_points_are_seen(screen):
    assert {
        "78 once frequent customers have not come for 110 days or more",
        "By their own rhythm, one in four is missing",
        "20\u202f% of customers bring 40\u202f% of sales",
        "Can’t lose, R 2 · FM 5",
    } <= texts(screen)
    cuts = screen._overview._cuts.accessibleName()
    assert "R days 12 · 42 · 109 · 233" in cuts
    assert "M USD 20.70 · 47.49 · 92.05" in cuts
    assert nameless(screen) == ()


def test_arrows_walk_the_grid_and_list_the_people_of_each_cell(screen, shop, qtbot):
    heat = screen.findChild(HeatMap)
    heat.setFocus()
    qtbot.keyClick(heat, Qt.Key.Key_Up)
    assert shop.asked[-1].rows == rows("customers", r="3", fm="5")
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    assert shop.asked[-1].rows == rows("customers", r="3", fm="4")
    qtbot.keyClick(heat, Qt.Key.Key_Right)
    qtbot.keyClick(heat, Qt.Key.Key_Right)
    assert shop.asked[-1].rows == rows("customers", r="3", fm="5")
    assert heat.accessibleDescription() == "Loyal, R 3, FM 5: 35 customers"
    assert "Loyal, R 3 · FM 5" in texts(screen)


def test_enter_on_a_cell_and_control_enter_open_its_people(screen, desk, qtbot):
    heat = screen.findChild(HeatMap)
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    assert screen.act("go")
    assert desk.went == [rows("customers", r="2", fm="5")] * 2


def test_a_click_chooses_the_cell_under_the_mouse(screen, shop, qtbot):
    heat = screen.findChild(HeatMap)
    place = heat._box(1, 1).center().toPoint()
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=place)
    assert shop.asked[-1].rows == rows("customers", r="1", fm="1")
    asked = len(shop.asked)
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert len(shop.asked) == asked


def test_warmer_cells_hold_more_people(screen):
    heat = screen.findChild(HeatMap)
    image = heat.grab().toImage()
    ratio = image.devicePixelRatio()

    def fill(r: int, column: int) -> Any:
        corner = heat._box(r, column).topRight().toPoint() + QPoint(-3, 3)
        return image.pixelColor(corner * ratio).name().upper()

    assert fill(1, 1) == tokens().heat[1].upper()
    assert fill(5, 1) == tokens().heat[4].upper()


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (4, 1), (9, 2), (54, 10), (224, 50), (1000, 200), (45_000, 10_000)]
)
def test_heat_steps_are_round_and_reach_the_top(most, step):
    assert heat_step(most) == step
    assert most < 5 or most // step >= 4


def test_a_group_is_chosen_by_its_row(screen, shop, qtbot):
    groups = table(screen, "Three groups")
    groups.setFocus()
    qtbot.keyClick(groups, Qt.Key.Key_Down)
    assert shop.asked[-1].rows.get("group") in ("most_valuable", "most_growable")
    assert screen.findChild(HeatMap).accessibleDescription() == ""


def test_people_of_the_list_open_by_enter(screen, desk, qtbot):
    people = table(screen, "Customers of the selection")
    people.setFocus()
    qtbot.keyClick(people, Qt.Key.Key_Down)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    assert desk.went
    assert desk.went[-1].get("customer") in ("1", "2")


def test_stages_open_by_arrow_and_enter(qtbot):
    bar = StageBar()
    qtbot.addWidget(bar)
    bar.show_stages(an_overview().stages, PLAIN)
    bar.show()
    chosen: list[str] = []
    bar.stage_chosen.connect(lambda stage: chosen.append(stage.key))
    qtbot.keyClick(bar._bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar._bar, Qt.Key.Key_Return)
    assert chosen == ["been_a_while"]
    assert "Been a while: 25, 25.0\u202f%" in bar._bar.accessibleDescription()


def test_the_movement_is_a_table_of_buttons_and_escape_leads_back(screen, desk, qtbot):
    qtbot.keyClick(button(screen, "Movement"), Qt.Key.Key_Space)
    assert "9 moved up and 0 slipped since 30 Sep 2025" in texts(screen)
    nine = button(screen._movement, "9")
    assert nine.accessibleName() == "9 from Most Growable to Most Valuable"
    qtbot.keyClick(nine, Qt.Key.Key_Space)
    assert desk.went == [rows("customers", moved_from="most_growable", moved_to="most_valuable")]
    assert nameless(screen) == ()
    assert screen.act("back")
    assert screen.findChild(HeatMap).isVisible()
    assert not screen.act("back")


def test_the_missing_are_listed_with_the_evidence(screen, desk, qtbot):
    qtbot.keyClick(button(screen, "Open the missing"), Qt.Key.Key_Space)
    missing = table(screen, "Missing customers")
    assert missing.isVisible()
    last = missing.model().columnCount() - 1
    assert missing.model().index(0, last).data() == (
        "Usually every 23 days, now 102; 9 of 10 like them are back by 53"
    )
    assert nameless(screen) == ()
    assert screen.act("go")
    qtbot.keyClick(missing, Qt.Key.Key_Down)
    qtbot.keyClick(missing, Qt.Key.Key_Return)
    assert desk.went == [rows("customers", customer="1"), rows("customers", customer="2")]


def test_control_s_writes_the_people_of_the_list(screen, shop, monkeypatch, tmp_path):
    path = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert screen.act("save")
    assert shop.written == [path]


def test_a_small_shop_is_told_why_there_are_no_scores(qtbot):
    few = an_overview(
        cells=(), groups=(), cut_points=(), recency_ranges=(), empty_reason="Only 3 came."
    )
    screen = shown(qtbot, GroupsScreen(Desk(PeopleShop(now=few))))
    assert "Only 3 came." in texts(screen)
    assert not screen.findChild(HeatMap).isVisible()


def test_an_empty_shop_teaches_the_first_step(qtbot):
    desk = Desk(PeopleShop(now=an_overview(customers=0)))
    screen = shown(qtbot, GroupsScreen(desk))
    qtbot.keyClick(button(screen, "Import a file"), Qt.Key.Key_Space)
    assert desk.went == ["import"]


def test_books_that_refuse_can_be_asked_again(qtbot):
    shop = PeopleShop(refusal="The books are locked.")
    screen = shown(qtbot, GroupsScreen(Desk(shop)))
    assert "The books are locked." in texts(screen)
    shop.refusal = ""
    qtbot.keyClick(button(screen, "Try again"), Qt.Key.Key_Space)
    assert screen.findChild(HeatMap).isVisible()


@pytest.fixture
def dialog(qtbot, desk, screen):
    made = RulesDialog(desk, "USD", screen)
    qtbot.addWidget(made)
    made.show()
    return made


def field(dialog, name: str) -> Any:
    return next(f for f in dialog.findChildren(Field) if f.accessibleName() == name)


def test_rules_are_typed_previewed_and_kept_by_keyboard(dialog, shop, qtbot):
    margin = field(dialog, "Margin where cost is unknown")
    margin.selectAll()
    qtbot.keyClicks(margin, "50")
    assert "9 customers would change group" in texts(dialog)
    assert shop.kept == GroupRules()
    qtbot.keyClick(margin, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter in a field closes nothing"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shop.kept.margin == 0.5
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_wrong_number_is_marked_with_its_reason(dialog, qtbot):
    margin = field(dialog, "Margin where cost is unknown")
    margin.selectAll()
    qtbot.keyClicks(margin, "500")
    assert margin.property("wrong") is True
    assert "A number from 1 to 95." in texts(dialog)
    assert not dialog._save.isEnabled()


def test_a_cell_of_the_grid_gets_another_segment_by_arrow_key(dialog, shop, qtbot):
    cell = dialog._cells[5, 1]
    assert cell.accessibleName() == "Segment of R 5, FM 1"
    before = cell.currentText()
    qtbot.keyClick(cell, Qt.Key.Key_Down)
    assert cell.currentText() != before
    assert dialog._save.isEnabled()
    qtbot.keyClick(button(dialog, "As the program starts"), Qt.Key.Key_Space)
    assert cell.currentText() == before
    assert nameless(dialog) == ()


def test_escape_leaves_the_rules_as_they_were(dialog, shop, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert shop.kept == GroupRules()
