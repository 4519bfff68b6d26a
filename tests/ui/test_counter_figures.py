"""Figures at the Counter open their rows, and the keyboard stays with the field."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from retailcrm.core.points_refs import entries_rows
from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import RowsRef, rows
from retailcrm.ui.kit.accessibility import nameless, tab_order
from retailcrm.ui.kit.opening import Opening
from tests.ui.at_counter import the_counter
from tests.ui.people_shop import Desk
from tests.unit.ui.counter_shop import ROSA, TODAY, FakeCounter, a_member, an_account

RECEIPTS = rows("receipts", customer=str(ROSA))
EXPIRING: dict[str, Any] = {"expiring": 160, "expiring_on": date(2026, 12, 1)}
TIER: dict[str, Any] = {"next_reward": "", "tier_since": date(2025, 11, 2), "next_tier": "Gold"}


class OfStaff(Desk):
    actor = Actor("Tom", Role.STAFF)


def at_counter(qtbot: Any, desk: Desk, shop: FakeCounter) -> Any:
    screen = the_counter(qtbot, desk, shop)
    screen.open_rows(rows("scan", code="9000000001"))
    QApplication.processEvents()
    return screen


def opening(screen: QWidget) -> list[Opening]:
    """Give what opens rows, from top to bottom."""
    return [one for one in tab_order(screen) if isinstance(one, Opening)]


def said(screen: QWidget) -> dict[str, RowsRef | None]:
    return {one.accessibleName(): one.rows for one in opening(screen)}


@pytest.fixture
def desk():
    return Desk(FakeCounter())


def test_every_figure_of_a_member_names_its_rows(qtbot, desk):
    shop = FakeCounter(a_member(account=an_account(**EXPIRING)))
    assert said(at_counter(qtbot, desk, shop)) == {
        "1,840 points": entries_rows(ROSA, "available"),
        "worth $18.40 now": entries_rows(ROSA, "value"),
        "160 points to the $20 voucher": entries_rows(ROSA, "to_next_reward"),
        "160 points expire on Tue 1 Dec 2026.": entries_rows(ROSA, "expiring"),
        "Usually every 23 days.": RECEIPTS,
    }


def test_what_is_owed_and_what_a_tier_takes_open_their_own_rows(qtbot, desk):
    account = replace(an_account(0, owed=40, to_next_tier=5_000), **TIER)
    screen = at_counter(qtbot, desk, FakeCounter(a_member(account=account)))
    found = list(said(screen).values())
    assert entries_rows(ROSA, "owed") in found
    days = {"from_": "2025-11-02", "to": desk.now().date().isoformat()}
    assert rows("receipts", customer=str(ROSA), **days) in found


def test_a_click_opens_rows_and_leaves_the_keyboard_in_the_field(qtbot, desk):
    screen = at_counter(qtbot, desk, FakeCounter())
    for one in opening(screen):
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
        assert desk.went[-1] == one.rows
        assert QApplication.focusWidget() is screen._field


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_tab_reaches_every_figure_and_whoever_comes_back_types_in_the_field(qtbot, desk, key):
    screen = at_counter(qtbot, desk, FakeCounter())
    wanted, reached = len(opening(screen)), set()
    here: Any = screen._field
    for _ in tab_order(screen):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        reached.add(here)
    assert len([one for one in reached if isinstance(one, Opening)]) == wanted
    for one in opening(screen):
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(one, key)
        assert desk.went[-1] == one.rows
        assert QApplication.focusWidget() is screen._field


def test_a_click_that_slips_off_a_figure_opens_nothing(qtbot, desk):
    screen = at_counter(qtbot, desk, FakeCounter())
    figure = opening(screen)[0]
    QTest.mousePress(figure, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(figure, Qt.MouseButton.LeftButton, pos=QPoint(-40, -40))
    QTest.keyClick(figure, Qt.Key.Key_A)
    assert desk.went == []


def test_a_receipt_opens_what_was_bought_that_day(qtbot, desk):
    screen = at_counter(qtbot, desk, FakeCounter())
    screen._member._table.opened.emit(screen._shown.more.receipts[0])
    day = TODAY.isoformat()
    assert desk.went == [rows("receipts", customer=str(ROSA), from_=day, to=day)]
    assert QApplication.focusWidget() is screen._field


def test_staff_read_the_figures_and_are_led_nowhere(qtbot):
    desk = OfStaff(FakeCounter())
    screen = at_counter(qtbot, desk, FakeCounter())
    shown_here = screen.findChildren(Opening)
    assert any(one.isVisible() and "1,840" in one.text() for one in shown_here)
    assert opening(screen) == []
    for one in shown_here:
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    screen._member._table.opened.emit(screen._shown.more.receipts[0])
    assert desk.went == []


def test_a_customer_who_never_bought_has_no_rows_behind_the_rhythm(qtbot, desk):
    shop = FakeCounter(a_member(account=None, rhythm="", last_visit=None))
    assert said(at_counter(qtbot, desk, shop)) == {}


def test_a_screen_reader_hears_every_figure(qtbot, desk):
    screen = at_counter(qtbot, desk, FakeCounter())
    assert nameless(screen) == ()
    assert all(one.accessibleName() for one in opening(screen))
