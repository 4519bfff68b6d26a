"""The receipts behind a figure, by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.receipts.view import ReceiptsScreen
from tests.ui.people_shop import Desk, PeopleShop, shown

OCTOBER = rows("receipts", from_="2025-10-01", to="2025-10-31", store="Main Street")


@pytest.fixture
def desk():
    return Desk(PeopleShop())


@pytest.fixture
def screen(qtbot, desk):
    made = shown(qtbot, ReceiptsScreen(desk), refresh=False)
    made.open_rows(OCTOBER)
    return made


def table(screen, name="Receipts") -> RowTable[Any]:
    return next(t for t in screen.findChildren(RowTable) if t.accessibleName() == name)


def test_the_list_says_what_it_shows_and_adds_up_to_the_figure(screen):
    texts = {label.text() for label in screen.findChildren(Text)}
    assert {"Receipts of October 2025 in Main Street", "200 receipts", "$1,234.56"} <= texts
    assert table(screen).model().rowCount() == 200
    assert nameless(screen) == ()


def test_enter_opens_a_receipt_beside_the_list_and_escape_closes_it(screen, qtbot):
    receipts = table(screen)
    qtbot.keyClick(receipts, Qt.Key.Key_Down)
    qtbot.keyClick(receipts, Qt.Key.Key_Return)
    assert table(screen, "Lines").isVisible()
    titles = {label.text() for label in screen.findChildren(Text)}
    assert "Sale R-2" in titles
    assert any("10:05" in title for title in titles), "the shop's own clock, New York"
    assert screen.act("back")
    assert not table(screen, "Lines").isVisible()
    assert not screen.act("back")


def test_the_open_receipt_leaves_room_for_what_counts(screen, qtbot):
    receipts = table(screen)
    keys = [one.key for one in receipts.rows.columns]
    qtbot.keyClick(receipts, Qt.Key.Key_Return)
    assert receipts.isColumnHidden(keys.index("tax"))
    assert not receipts.isColumnHidden(keys.index("net"))
    screen.act("back")
    assert not receipts.isColumnHidden(keys.index("tax"))


def test_the_customer_of_a_receipt_is_a_button(screen, desk, qtbot):
    qtbot.keyClick(table(screen), Qt.Key.Key_Return)
    name = next(b for b in screen.findChildren(Button) if b.text() == "Dolores Whitlock")
    qtbot.keyClick(name, Qt.Key.Key_Space)
    assert desk.went == [rows("customers", customer="7")]


def test_a_figure_without_receipts_says_so(qtbot):
    screen = shown(qtbot, ReceiptsScreen(Desk(PeopleShop(people=0))), refresh=False)
    screen.open_rows(OCTOBER)
    assert screen._empty.isVisible()
    assert not screen._card.isVisible()


def test_back_does_what_its_key_does(screen, desk, qtbot):
    back = next(b for b in screen.findChildren(Button) if b.text() == "Back")
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert desk.went == ["back"]


def test_control_s_writes_the_receipts_as_shown(screen, desk, monkeypatch, tmp_path):
    path = tmp_path / "receipts.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert screen.act("save")
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 201
    assert desk.services.exports.noted == [("receipts", 200)]
    assert lines[1] == (
        "2025-10-30,R-1,sale,Market Street,offline,Dolores Whitlock,2,1.00,10.01,0.80"
    )
