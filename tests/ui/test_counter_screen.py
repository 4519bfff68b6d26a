"""The Counter by keyboard: the field keeps the cursor, every action has its key."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from retailcrm.core.roles import Actor, Role
from retailcrm.core.rows import rows
from retailcrm.services.member_rows import LikelyPerson
from retailcrm.services.points_rows import Change, Redemption
from retailcrm.ui.kit.accessibility import nameless, tab_order
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.chips import Chip
from retailcrm.ui.screens.counter.action_button import ActionButton
from retailcrm.ui.screens.counter.panels import BigLine
from retailcrm.ui.screens.counter.state import Page, Panel
from retailcrm.ui.screens.counter.strip import Strip
from retailcrm.ui.screens.counter.view import CounterScreen
from tests.ui.at_counter import the_counter
from tests.ui.people_shop import Desk, shown
from tests.unit.ui.counter_shop import ROSA, FakeCounter, a_member, an_account, services_of


@pytest.fixture
def shop():
    return FakeCounter()


@pytest.fixture
def screen(qtbot, shop):
    return the_counter(qtbot, Desk(shop), shop)


@pytest.fixture
def served(screen):
    screen.open_rows(rows("scan", code="9000000001"))
    return screen


def texts(screen) -> str:
    """Give everything that is read, marked words included."""
    QApplication.processEvents()
    labels = [one for one in screen.findChildren(QLabel) if one.isVisible()]
    parts = [one for kind in (Strip, Chip) for one in screen.findChildren(kind) if one.isVisible()]
    said = [one.accessibleName() or one.text() for one in labels]
    return " | ".join((*said, *(one.accessibleName() for one in parts)))


def focused() -> Any:
    return QApplication.focusWidget()


def enter(qtbot, *fields: str) -> None:
    """Type into one field after the other, each with Enter."""
    for text in fields:
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def button(screen, text: str) -> Any:
    QApplication.processEvents()
    return next(b for b in screen.findChildren(Button) if b.isVisible() and b.text() == text)


def test_the_member_is_read_from_a_metre_away(served):
    said = texts(served)
    for words in (
        "Rosa Quint", "1,840", "points", "Gold member", "card 9000000001", "a pot of tea",
        "160 points", "likes rye bread", "do you stock rye flour", "Usually every 23 days",
        "about $32 of shopping", "$18.40",
    ):  # fmt: skip
        assert words in said
    assert focused() is served._field
    assert served._field.selectedText() == "9000000001"


def test_typing_shows_who_is_meant_and_arrows_choose(qtbot, screen):
    qtbot.keyClicks(screen._field, "ro")
    qtbot.waitUntil(lambda: screen._hits.list.count() == 2)
    QAbstractItemModelTester(
        screen._hits.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    qtbot.keyClick(screen._field, Qt.Key.Key_Down)
    qtbot.keyClick(screen._field, Qt.Key.Key_Return)
    assert screen._shown.member.customer_id == 8


def test_enter_is_faster_than_the_looking_up_and_opens_it_all_the_same(qtbot, screen):
    enter(qtbot, "9000000001")
    assert screen._shown.page is Page.MEMBER


def test_award_asks_for_points_and_a_reason_and_gives_the_field_back(qtbot, served, shop):
    assert served.act("award")
    enter(qtbot, "250")
    enter(qtbot, "")
    assert shop.done == []
    assert "Say what the points are for." in texts(served)
    enter(qtbot, "Birthday")
    assert shop.done == [Change(customer_id=ROSA, points=250, reason="Birthday")]
    assert focused() is served._field
    assert "2,090" in texts(served)
    assert served.act("undo")
    assert "1,840" in texts(served)


def test_redeem_tells_cap_and_value_while_typing(qtbot, served, shop):
    served.act("redeem")
    panel = served._member._redeem
    assert panel.words.text() == "Up to 1,840 points, worth $18.40."
    qtbot.keyClicks(panel._total, "12.00")
    assert panel.words.text() == "Up to 600 points, worth $6.00."
    qtbot.keyClicks(panel._points, "700")
    assert panel.words.text() == "This receipt takes 600 points at most."
    panel.show_problem("This receipt takes 600 points at most.")
    assert not panel.problem.isVisible()  # it stands there already
    panel._points.setText("500")
    assert panel.words.text() == "Worth $5.00. 1,340 points stay; up to 600 may be used."
    qtbot.keyClick(panel._points, Qt.Key.Key_Return)
    assert shop.done == [Redemption(customer_id=ROSA, points=500, total=1200)]
    assert focused() is served._field


def test_the_list_of_rewards_shrinks_after_each_pick_c32(qtbot, served, shop):
    shop.member = a_member(account=an_account(700))
    served.refresh()
    for left in (["Money off", "a pot of tea · 400 points"], ["Money off"]):
        served.act("redeem")
        picker = served._member._redeem._reward
        assert [picker.itemText(at) for at in range(picker.count())] == left
        if len(left) > 1:
            enter(qtbot, "")
            assert focused() is picker
            qtbot.keyClick(picker, Qt.Key.Key_Down)
            qtbot.keyClick(picker, Qt.Key.Key_Return)
            assert shop.done == [Redemption(customer_id=ROSA, reward="tea")]


def test_a_scan_while_swapping_is_the_new_card_and_the_field_keeps_its_text(served, shop):
    served.act("swap")
    assert isinstance(focused(), BigLine)
    served.open_rows(rows("scan", code="9000000005"))
    assert shop.done == [("swap", ROSA, "9000000005")]
    assert focused() is served._field


def test_the_question_on_the_screen_is_answered_with_f7_and_f8(served, shop):
    assert "May Alder & Quince write to you by e-mail" in texts(served)
    assert served.act("yes")
    assert [one[:2] for one in shop.done] == [("email", True)]
    assert "by e-mail" not in texts(served)


def test_what_a_member_waits_for_is_marked_as_answered(served, shop):
    assert "do you stock rye flour" in texts(served)
    button(served, "Answered").click()
    assert shop.done == [("answered", "do you stock rye flour")]
    assert "do you stock rye flour" not in texts(served)


def test_missing_contacts_are_asked_for_and_kept(qtbot, served, shop):
    asked = (("email", True), ("sms", True), ("phone", True))
    shop.member = replace(shop.member, questions=(), consents=asked)
    served.refresh()
    assert "Ask for: postcode." in texts(served)
    button(served, "Type it").click()
    enter(qtbot, "10011")
    assert shop.done == [("correct", {"postcode": "10011"})]


def test_a_note_is_added_in_place(qtbot, served, shop):
    button(served, "Add a note").click()
    enter(qtbot, "likes dill")
    assert shop.done == [("note", "likes dill")]
    assert focused() is served._field


def test_points_that_expire_and_a_birthday_are_seen_at_once(served, shop):
    soon = an_account(expiring=300, expiring_on=shop.member.last_visit)
    shop.member = a_member(account=soon, is_birthday=True)
    served.refresh()
    said = texts(served)
    assert "300 points" in said
    assert "expire on" in said
    assert "Birthday today" in said


def test_without_a_program_the_points_are_hidden_and_the_way_there_is_shown(served, shop):
    shop.rules, shop.member = None, a_member(account=None)
    served.refresh()
    assert "1,840" not in texts(served)
    award = next(b for b in served.findChildren(ActionButton) if b.text() == "Award points")
    assert not award.isEnabled()
    button(served, "No points program yet").click()
    assert served.desk.went == ["program"]


def test_a_shop_without_members_says_how_to_begin(qtbot, screen, shop):
    shop.in_use, shop.rules = 0, None
    screen.refresh()
    assert "Nobody is a member yet." in texts(screen)
    assert "no points program yet" in texts(screen)


def test_a_product_is_said_to_be_one_and_the_next_scan_starts_over(screen):
    screen.open_rows(rows("scan", code="4006381333931"))
    assert "That is a product." in texts(screen)
    screen.open_rows(rows("scan", code="9000000001"))
    assert screen._shown.page is Page.MEMBER


def test_a_member_is_enrolled_by_keyboard_alone(qtbot, screen, shop):
    assert screen.act("new")
    enter(qtbot, "2125550101", "June", "Roe", "june@example.com", "10011")
    qtbot.wait(0)
    screen._enrol.flush()
    screen.act("yes")
    screen.act("no")
    screen.open_rows(rows("scan", code="9000000005"))
    assert screen.act("go")
    (wish,) = shop.done
    assert (wish.first_name, wish.last_name, wish.card) == ("June", "Roe", "9000000005")
    assert [(one, given) for one, given, _ in wish.consents] == [("email", True), ("sms", False)]
    assert screen._shown.page is Page.MEMBER
    assert focused() is screen._field


def test_who_is_known_is_offered_while_typing(qtbot, screen, shop):
    shop.same = (LikelyPerson(ROSA, "Rosa Quint", "9000000001", "", ("Same phone",), True),)
    screen.act("new")
    qtbot.keyClicks(focused(), "2125550143")
    qtbot.waitUntil(lambda: "it seems" in texts(screen))
    button(screen, "This is her").click()
    assert screen._shown.member.name == "Rosa Quint"
    assert not screen._shown.is_enrolling


def test_the_card_is_handed_to_the_systems_viewer(served, shop, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    assert served.act("print")
    assert opened == ["card-9000000001.pdf"]


def test_printing_without_a_member_says_what_to_do_first(screen):
    assert screen.act("print")
    assert screen.desk.told[-1].startswith("warn: Open a member with a card first")


def test_a_warning_goes_as_soon_as_a_member_is_in_front(screen):
    screen.act("print")
    screen.open_rows(rows("scan", code="9000000001"))
    assert screen._shown.page is Page.MEMBER
    assert screen.desk.told == []


def test_the_key_of_an_open_panel_leads_back_into_it(served):
    served.act("award")
    served._field.setFocus()
    served.act("award")
    assert focused() is served._member._award._points


def test_the_same_card_scanned_again_begins_anew(served):
    served.act("award")
    served.open_rows(rows("scan", code="9000000001"))
    assert served._shown.panel is Panel.NONE
    assert focused() is served._field


def test_escape_leads_back_step_by_step(served):
    served.act("award")
    assert served.act("back")
    assert served._shown.panel is Panel.NONE
    assert focused() is served._field
    assert served.act("back")
    assert served._shown.page is Page.HOME
    assert not served.act("back")


def test_the_profile_is_a_key_away(served):
    assert served.act("customer")
    assert served.desk.went == [ROSA]


def test_staff_are_offered_no_profile_and_stay_with_the_member(qtbot, shop):
    class OfStaff(Desk):
        actor = Actor("Tom", Role.STAFF)

    desk = OfStaff(shop)
    desk.services = services_of(shop)
    screen = shown(qtbot, CounterScreen(desk))
    screen.open_rows(rows("scan", code="9000000001"))
    assert "Open profile" not in [one.text() for one in screen.findChildren(ActionButton)]
    assert screen.act("customer")
    assert desk.went == []
    assert screen._shown.page is Page.MEMBER


@pytest.mark.parametrize(
    ("code", "title"),
    [("9000000001", "Award points"), ("9000000009", "Swap lost card"),
     ("9000000005", "New member"), ("4006381333931", "")],
)  # fmt: skip
def test_one_action_stands_out_and_it_is_the_next_step(screen, shop, code, title):
    shop.member = replace(shop.member, card_blocked=code == "9000000009")
    screen.open_rows(rows("scan", code=code))
    buttons = screen.findChildren(ActionButton)
    assert [one.text() for one in buttons if one._is_primary] == [title] * bool(title)


def test_the_next_member_is_said_in_the_same_sentences_as_the_first(served, shop):
    shop.member = replace(shop.member, note="Likes oolong", is_birthday=False, questions=())
    served.open_rows(rows("scan", code="9000000001"))
    assert "Likes oolong" in texts(served)
    shop.member = replace(shop.member, note="")
    served.open_rows(rows("scan", code="9000000001"))
    assert "Likes oolong" not in texts(served)
    buttons = [one for one in served.findChildren(Button) if one.isVisible()]
    assert [one.text() for one in buttons].count("Add a note") == 1


@pytest.mark.parametrize("panel", ["award", "redeem", "swap", "new"])
def test_every_panel_is_named_for_who_cannot_see_it(served, panel):
    served.act(panel)
    assert nameless(served) == ()


def test_in_a_small_window_sentences_give_way_and_none_is_cut(qtbot, served):
    card, page, host = served._member._card, served._member, QWidget()
    qtbot.addWidget(host)
    served.setParent(host)
    host.resize(952, 700)
    host.show()
    served.show()
    for height in (700, 560, 520):
        served.setGeometry(0, 0, 952, height)
        for action in ("award", "back"):
            served.act(action)
            QApplication.processEvents()
            assert card.height() >= card.heightForWidth(card.width()) - 1
            assert card.geometry().bottom() <= page.height()
    served.setParent(None)


@pytest.mark.parametrize("part", ["", "award", "redeem", "swap", "new"])
def test_the_tab_key_goes_on_downwards_or_to_the_right(served, part):
    served.act(part)
    QApplication.processEvents()
    QTest.keyClick(served, Qt.Key.Key_Tab)
    places = [(one, one.mapTo(served, QPoint())) for one in tab_order(served)]
    backwards = [
        (now.accessibleName(), then.accessibleName())
        for (now, here), (then, there) in pairwise(places)
        if there.y() + then.height() <= here.y() and there.x() <= here.x()
    ]
    assert backwards == []


def test_the_latest_receipts_are_a_sound_table(served):
    model = served._member._table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [model.index(0, at).data() for at in (1, 2, 3, 4)] == [
        "Market Street", "Honey", "19.99", "+70",
    ]  # fmt: skip


def test_ctrl_z_in_the_field_is_left_to_the_points(qtbot, served):
    heard: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), served).activated.connect(lambda: heard.append("undo"))
    qtbot.keyClicks(served._field, "x")
    qtbot.keyClick(served._field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
