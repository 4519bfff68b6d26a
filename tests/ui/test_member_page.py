"""A member's points, cards and answers on the customer's page, by keyboard."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.points import whole_number
from retailcrm.ui.screens.customers.view import CustomersScreen
from tests.ui.member_shop import EARNED, MemberShop
from tests.ui.people_shop import Desk, PeopleShop, shown


@pytest.fixture
def member():
    return MemberShop()


@pytest.fixture
def desk(member):
    return Desk(PeopleShop(), member=member)


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, CustomersScreen(desk))


def open_part(screen: Any, part: str) -> Any:
    screen.open_rows(rows("customers", customer="7", part=part))
    return screen._profile


def texts(page: Any) -> set[str]:
    return {label.text() for label in page.findChildren(Text) if label.isVisible()}


def table(page: Any, name: str) -> RowTable[Any]:
    return next(t for t in page.findChildren(RowTable) if t.accessibleName() == name)


def field(page: Any, name: str) -> Any:
    return next(f for f in page.findChildren(Field) if f.accessibleName() == name)


def button(page: Any, name: str) -> Any:
    named = [b for b in page.findChildren(Button) if b.accessibleName() == name]
    return max(named, key=lambda b: b.isVisible())


def press(qtbot: Any, page: Any, name: str) -> None:
    qtbot.keyClick(button(page, name), Qt.Key.Key_Space)


def test_the_points_card_says_what_there_is_and_what_comes_next(screen):
    said = texts(open_part(screen, "points"))
    assert {"340 points", "300", "$3.00", "Silver", "Gold, $120.50 to go"} <= said
    assert {"a mug, 60 points to go", "tea", "100 on 12 Nov 2025"} <= said
    assert nameless(screen) == ()


def test_every_movement_is_told_newest_first_with_the_balance_after_it(screen):
    model = table(open_part(screen, "points"), "Movements of points").model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    told = [[model.index(r, c).data() for c in (1, 3, 4)] for r in range(model.rowCount())]
    assert told == [
        ["49 points changed by hand", "+49", "340"],
        ["291 points earned on receipt R-1", "+291", "291"],
    ]


def test_a_movement_opens_to_the_line_the_rule_and_the_arithmetic(screen, qtbot):
    page = open_part(screen, "points")
    assert "Forgotten at the till · by Ines" in texts(page)
    qtbot.keyClick(table(page, "Movements of points"), Qt.Key.Key_Down)
    lines = table(page, "How each line earned")
    assert lines.isVisible()
    assert lines.model().index(1, 1).data() == EARNED[1].told
    assert "110 + 181, whole points only: 291" in texts(page)


def test_enter_on_a_movement_opens_its_receipt(screen, qtbot):
    page = open_part(screen, "points")
    entries = table(page, "Movements of points")
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert page._part_open == "points"  # nothing was bought where a person changed the points
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert page._part_open == "overview"
    assert table(page, "Lines").isVisible()


def test_points_are_changed_by_hand_with_a_reason(screen, member, qtbot):
    page = open_part(screen, "points")
    qtbot.keyClicks(field(page, "Points to give or take"), "-40")
    reason = field(page, "Reason for the change")
    qtbot.keyClicks(reason, "Booked twice")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert member.asked == [("adjust", -40, "Booked twice")]
    assert reason.text() == ""
    assert "300 points" in texts(page)


def test_a_change_that_is_refused_says_why_and_keeps_what_was_typed(screen, member, qtbot):
    page = open_part(screen, "points")
    press(qtbot, page, "Book")
    assert "Type whole points: 50 to give, -50 to take." in texts(page)
    member.refusal = "Say why."
    qtbot.keyClicks(field(page, "Points to give or take"), "50")
    press(qtbot, page, "Book")
    assert "Say why." in texts(page)
    assert field(page, "Points to give or take").text() == "50"


@pytest.mark.parametrize(
    ("typed", "points"), [("1,200", 1200), ("−50", -50), (" 5 0 ", 50), ("2.5", None), ("", None)]
)
def test_points_are_read_as_people_type_them(typed, points):
    assert whole_number(typed) == points


def test_control_p_prints_the_statement_where_it_was_asked(screen, desk, member, monkeypatch):
    open_part(screen, "points")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/shop/june", ""))
    assert screen.act("print")
    assert member.asked == [("statement", 7, Path("/shop/june.pdf"), "a4")]
    assert desk.told == ["news: Written: june.pdfOpen file"]


def test_a_shop_without_a_program_is_shown_the_way_to_one(qtbot):
    desk = Desk(PeopleShop(), member=MemberShop(account=None))
    screen = shown(qtbot, CustomersScreen(desk))
    page = open_part(screen, "points")
    press(qtbot, page, "Set up a program")
    assert desk.went == ["program"]
    assert not page.act("print")


def test_arrow_keys_turn_the_page_and_each_part_has_its_own_button(screen, qtbot):
    screen.open_customer(7)
    tabs = screen._profile.findChild(Tabs)
    assert button(screen._profile, "All receipts").isVisible()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert button(screen._profile, "Print statement").isVisible()
    assert not button(screen._profile, "All receipts").isVisible()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert table(screen._profile, "Cards of the member").isVisible()
    assert not screen.act("go")


def test_every_card_is_listed_with_what_it_is_good_for(screen):
    model = table(open_part(screen, "cards"), "Cards of the member").model()
    told = [[model.index(r, c).data() for c in range(3)] for r in range(2)]
    assert told == [
        ["5723339056", "In use", ""],
        ["9216619958", "Replaced", "5723339056"],
    ]


def test_a_lost_card_is_swapped_for_the_one_that_is_scanned(screen, member, qtbot):
    new = field(open_part(screen, "cards"), "New card")
    qtbot.keyClicks(new, "4405550001")
    qtbot.keyClick(new, Qt.Key.Key_Return)
    qtbot.keyClick(new, Qt.Key.Key_Return)
    assert member.asked == [
        ("swap", "5723339056", "4405550001"),
        ("swap", "5723339056", None),
    ]


def test_a_customer_without_a_card_is_given_one(qtbot):
    member = MemberShop(cards=())
    screen = shown(qtbot, CustomersScreen(Desk(PeopleShop(), member=member)))
    page = open_part(screen, "cards")
    qtbot.keyClicks(field(page, "New card"), "4405550001")
    press(qtbot, page, "Give this card")
    assert member.asked == [("activate", "4405550001", 7)]


def test_a_card_is_blocked_and_let_free_again(screen, member, qtbot):
    page = open_part(screen, "cards")
    press(qtbot, page, "Block 5723339056")
    assert "The card 5723339056 is blocked." in texts(page)
    press(qtbot, page, "Let 5723339056 be used again")
    assert [what for what, *_ in member.asked] == ["block", "unblock"]


def test_an_answer_is_kept_with_the_question_that_was_asked(screen, member, qtbot):
    page = open_part(screen, "cards")
    assert not button(page, "E-mail: Yes").isEnabled()
    press(qtbot, page, "Text messages: Yes")
    what, customer, channel, given, wording = member.asked[0]
    assert (what, customer, channel, given) == ("consent", 7, "sms", True)
    assert wording.startswith("May ")
    assert not button(page, "Text messages: Yes").isEnabled()


def test_entries_put_together_can_be_parted_again(screen, member, qtbot):
    page = open_part(screen, "cards")
    assert {"J. Okafor", "since 2 Sep 2025, by Ines"} <= texts(page)
    press(qtbot, page, "Part J. Okafor again")
    assert member.asked == [("unmerge", 5)]
    assert "J. Okafor" not in texts(page)


def test_what_the_shop_refuses_is_said_once_and_changes_nothing(screen, desk, member, qtbot):
    page = open_part(screen, "cards")
    member.refusal = "Ask the owner."
    press(qtbot, page, "Block 5723339056")
    assert desk.told == ["error: Ask the owner."]
    assert member.asked == []
