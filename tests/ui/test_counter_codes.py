"""A code at the Counter: scanned or typed, used with one key, taken back with another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from retailcrm.core.rows import rows
from retailcrm.services.code_rows import UseCode
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens.counter.state import Page
from tests.ui.at_counter import the_counter
from tests.ui.people_shop import Desk
from tests.unit.ui.counter_shop import JUNE, ROSA, FakeCounter


@pytest.fixture
def shop():
    return FakeCounter()


@pytest.fixture
def screen(qtbot, shop):
    return the_counter(qtbot, Desk(shop), shop)


def scan(screen, code):
    screen.open_rows(rows("scan", code=code))
    QApplication.processEvents()


def said(screen):
    QApplication.processEvents()
    return " | ".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def buttons(screen):
    return [one.text() for one in screen.findChildren(Button) if one.isVisible()]


@pytest.mark.parametrize("code", ["CFHJKM79", "cfhj-km79", "CFHJ KM79"])
def test_a_scanned_code_says_what_it_brings_whose_it_is_and_until_when(screen, code):
    scan(screen, code)
    assert screen._shown.page is Page.CODE
    words = said(screen)
    for one in ("Code CFHJ-KM79", "10 % off", "For Rosa Quint", "Good until 4 May 2026"):
        assert one in words
    assert "Use the code" in buttons(screen)
    assert not nameless(screen)


def page_of(screen) -> Page:
    page: Page = screen._shown.page
    return page


def test_a_code_is_typed_used_with_one_key_and_taken_back_with_another(qtbot, screen, shop):
    qtbot.keyClicks(screen._field, "cfhjkm79")
    qtbot.keyClick(screen._field, Qt.Key.Key_Return)
    assert page_of(screen) is Page.CODE
    assert screen.act("go")
    assert shop.done == [UseCode("CFHJ-KM79")]
    assert page_of(screen) is Page.MEMBER
    assert screen._shown.member.customer_id == ROSA
    assert any("CFHJ-KM79 is used: 10 % off" in one for one in screen.desk.told)
    screen.act("undo")
    assert shop.done[-1] == ("code back", 7)
    scan(screen, "CFHJKM79")
    assert screen._shown.code.is_good


def test_a_used_code_is_refused_in_one_sentence_without_a_button(screen):
    """C57: a coupon for one use was taken again."""
    scan(screen, "CFHJKM79")
    screen.act("go")
    scan(screen, "cfhj km79")
    assert "was used on 3 May 2026" in said(screen)
    assert "Use the code" not in buttons(screen)
    screen.act("go")
    assert "It is good once only." in said(screen)


def test_a_code_of_somebody_else_than_the_member_in_front_is_told(screen):
    screen.open_customer(JUNE)
    scan(screen, "CFHJKM79")
    assert "belongs to Rosa Quint" in said(screen)


def test_a_word_for_everybody_is_used_for_the_member_in_front(screen, shop):
    screen.open_customer(JUNE)
    scan(screen, "SPRING10")
    assert "For the member in front" in said(screen)
    screen.act("go")
    assert shop.done == [UseCode("SPRING10", JUNE)]
    assert screen._shown.member.customer_id == JUNE
    assert screen._shown.page is Page.MEMBER


def test_leaving_a_code_goes_back_to_the_member(screen, shop):
    screen.open_customer(JUNE)
    scan(screen, "SPRING10")
    screen.act("back")
    assert (screen._shown.page, shop.done) == (Page.MEMBER, [])


def test_a_code_with_one_wrong_letter_is_told_as_such(screen):
    scan(screen, "CFHJKM77")
    assert screen._shown.page is Page.TOLD
    assert "one of its signs is wrong" in said(screen)


def test_a_name_that_nobody_has_is_no_code(qtbot, screen):
    qtbot.keyClicks(screen._field, "Martin")
    qtbot.keyClick(screen._field, Qt.Key.Key_Return)
    assert "Nobody here is called" in said(screen)


def test_a_code_typed_to_the_letter_wins_over_people_of_that_name_who_are_shown_too(qtbot, screen):
    """A word like ROSA is a code for everybody, and Rosa Quint is a member."""
    codes = screen.desk.services.campaigns.codes
    codes.known["rosa"] = codes.known["spring10"]
    qtbot.keyClicks(screen._field, "rosa")
    qtbot.waitUntil(lambda: "Enter takes the code SPRING10" in said(screen))
    assert screen._hits.list.count() == 1
    qtbot.keyClick(screen._field, Qt.Key.Key_Return)
    assert page_of(screen) is Page.CODE

    screen.act("back")
    qtbot.keyClicks(screen._field, "rosa")
    qtbot.waitUntil(lambda: "Enter takes the code SPRING10" in said(screen))
    qtbot.keyClick(screen._field, Qt.Key.Key_Down)
    qtbot.keyClick(screen._field, Qt.Key.Key_Return)
    assert page_of(screen) is Page.MEMBER
    assert screen._shown.member.customer_id == ROSA
