"""The customer table behind a figure: who they are, what each adds, what they make together."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from retailcrm.core.errors import UserError
from retailcrm.core.rows import RowsRef, rows
from retailcrm.services.finding import Found, How, Unit
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.view import CustomersScreen
from tests.ui.people_shop import Desk, PeopleShop, shown

FIGURE = rows("customers", finding="money.march", month="674")
MARCH = Found(
    "Bought in March",
    np.array([1, 2, 3], dtype=np.int64),
    "In March",
    Unit.MONEY,
    np.array([100.0, 250.0, 50.0]),
    How.SUM,
)


class Shop(PeopleShop):
    lost = False

    def found(self, _wanted: RowsRef) -> Found:
        if self.lost:
            raise UserError("The rows behind this figure cannot be told any more.")
        return MARCH


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def screen(qtbot, shop):
    return shown(qtbot, CustomersScreen(Desk(shop)))


def table_of(screen) -> RowTable[Any]:
    tables = [one for one in screen.findChildren(RowTable) if one.isVisible()]
    return next(one for one in tables if one.accessibleName() == "Customers")


def heads_of(screen) -> list[str]:
    model = table_of(screen).model()
    return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]


def texts(screen) -> list[str]:
    return [one.text() for one in screen.findChildren(Text) if one.isVisible()]


def test_a_figure_opens_its_people_with_a_column_of_what_each_adds(screen):
    assert "In March, USD" not in heads_of(screen)
    screen.open_rows(FIGURE)
    assert "In March, USD" in heads_of(screen)
    model = table_of(screen).model()
    at = heads_of(screen).index("In March, USD")
    assert [model.index(line, at).data() for line in range(3)] == ["1.00", "2.50", "0.50"]
    assert "3 customers match, together $4.00" in texts(screen)
    assert nameless(screen) == ()


def test_the_column_sorts_and_keeps_its_table(screen, shop):
    screen.open_rows(FIGURE)
    table = table_of(screen)
    table.sort_requested.emit("amount", False)
    assert (shop.asked[-1].sort, shop.asked[-1].descending) == ("amount", False)
    assert table_of(screen) is table


def test_taking_the_figure_off_brings_everyone_and_the_usual_columns_back(screen, qtbot):
    screen.open_rows(FIGURE)
    chip = next(one for one in screen.findChildren(Button) if one.text().startswith("Bought in"))
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert "In March, USD" not in heads_of(screen)
    assert "E-mail" in heads_of(screen)
    assert table_of(screen).model().rowCount() == 300


def test_people_who_cannot_be_told_any_more_leave_a_sentence_and_no_table(screen, shop):
    shop.lost = True
    screen.open_rows(FIGURE)
    assert "The rows behind this figure cannot be told any more." in texts(screen)
    assert not [one for one in screen.findChildren(RowTable) if one.isVisible()]
    shop.lost = False
    again = [one for one in screen.findChildren(Button) if one.text() == "Try again"]
    next(one for one in again if one.isVisible()).click()
    assert "In March, USD" in heads_of(screen)
