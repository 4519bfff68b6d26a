"""The rules of the Program screen by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.screens.program.section_list import SectionList
from retailcrm.ui.screens.program.settings import SECTIONS
from retailcrm.ui.screens.program.view import ProgramScreen
from tests.ui.people_shop import shown
from tests.ui.program_hands import button, cells, field, open_section, table, texts, type_into
from tests.ui.program_shop import CLUB, TODAY, ProgramShop, a_desk, doubled, version

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shop():
    return ProgramShop(held=(version(CLUB),))


@pytest.fixture
def desk(shop):
    return a_desk(shop)


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, ProgramScreen(desk))


def test_a_rule_is_typed_tried_and_kept_by_keyboard(screen, shop, qtbot):
    type_into(qtbot, field(screen, "Points for each 1.00 spent"), "2")
    assert "Trying the rules on your receipts…" in texts(screen)
    qtbot.waitUntil(
        lambda: "455 members would get $860 a year more, nobody less" in texts(screen), timeout=3000
    )
    assert "Nobody needs to be warned of it: it may begin at once" in texts(screen)
    assert screen.act("go")
    assert shop.saved[-1][0] is not None
    assert shop.saved[-1][0].earning.per_unit == 2
    assert shop.saved[-1][1] == TODAY
    assert cells(table(screen, "Versions of the rules"))[0] == [
        "1 Nov 2025", "in force", "Points for each 1.00 spent: 1 became 2",
    ]  # fmt: skip
    assert not button(screen, "Keep these rules").isEnabled()


def test_a_wrong_number_is_marked_with_its_reason_and_found_again(screen, shop, qtbot):
    type_into(qtbot, field(screen, "Points for each visit"), "1.5")
    assert "Type a whole number." in texts(screen)
    assert field(screen, "Points for each visit").property("wrong") is True
    assert "Mend the marked fields first" in texts(screen)
    open_section(screen, qtbot, "tiers")
    assert "Earning: mend what is marked" in screen.findChild(SectionList).accessibleDescription()
    assert screen.act("go")
    assert shop.saved == []
    assert field(screen, "Points for each visit").hasFocus()


@pytest.mark.parametrize("section", [one.key for one in SECTIONS])
def test_every_field_of_every_section_has_a_name(screen, qtbot, section):
    open_section(screen, qtbot, section)
    assert next(one.title for one in SECTIONS if one.key == section) in texts(screen)
    assert [one.accessibleName() for one in nameless(screen)] == []


def test_tiers_are_added_and_removed_by_keyboard(screen, qtbot):
    open_section(screen, qtbot, "tiers")
    qtbot.keyClick(button(screen, "Add tier"), Qt.Key.Key_Space)
    type_into(qtbot, field(screen, "Tier 2: Name"), "Gold")
    assert field(screen, "Tier 2: Short name").text() == "gold"
    assert "Type an amount, such as 5.00." in texts(screen)
    type_into(qtbot, field(screen, "Tier 2: Reached at"), "1000")
    assert "Silver and Gold" in screen.findChild(SectionList).accessibleDescription()
    removes = [one for one in screen.findChildren(Button) if one.text() == "Remove"]
    visible = [one for one in removes if one.isVisible()]
    assert [one.accessibleName() for one in visible] == [
        "Remove Tier 1 Silver", "Remove Tier 2",
    ]  # fmt: skip
    qtbot.keyClick(visible[0], Qt.Key.Key_Space)
    assert field(screen, "Tier 1: Name").text() == "Gold"


def test_switches_and_choices_count_too(screen, qtbot):
    open_section(screen, qtbot, "goods")
    qtbot.keyClick(field(screen, "Gift cards sold earn"), Qt.Key.Key_Space)
    program = screen._presenter.state.checked.program
    assert program.earning.gift_cards_earn
    open_section(screen, qtbot, "expiry")
    assert not field(screen, "Fixed date: month").isEnabled()
    qtbot.keyClick(field(screen, "Points are lost"), Qt.Key.Key_Down)
    assert field(screen, "Fixed date: month").isEnabled()
    assert not field(screen, "After").isEnabled()


def test_a_single_customer_is_added_by_card(screen, desk, qtbot):
    open_section(screen, qtbot, "times")
    asked = field(screen, "Card, name, phone or e-mail")
    type_into(qtbot, asked, "nobody")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert desk.told == ["news: Nobody is found for nobody."]
    type_into(qtbot, asked, "2900000007")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert "June Okafor 7" in texts(screen)


def test_an_older_version_is_put_into_the_form_again(qtbot):
    ahead = version(doubled(CLUB), date(2025, 12, 1), number=2)
    screen = shown(qtbot, ProgramScreen(a_desk(ProgramShop(held=(ahead, version(CLUB))))))
    assert field(screen, "Points for each 1.00 spent").text() == "2"
    assert field(screen, "From which day on").text() == "1 Dec 2025"
    rows = table(screen, "Versions of the rules")
    assert [line[1] for line in cells(rows)] == ["to come", "in force"]
    rows.select(1)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert field(screen, "Points for each 1.00 spent").text() == "1"


def test_rules_that_were_typed_can_be_dropped(screen, qtbot):
    type_into(qtbot, field(screen, "Name of the program"), "Cheese Club")
    qtbot.keyClick(button(screen, "Discard"), Qt.Key.Key_Space)
    assert field(screen, "Name of the program").text() == "Club"


def test_the_program_is_ended_from_the_menu(screen, shop, qtbot, monkeypatch):
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    qtbot.keyClick(button(screen, "More"), Qt.Key.Key_Space)
    named = {action.text(): action for action in opened[0].actions()}
    assert "Begin anew: Silver and Gold" in named
    named["End the program on that day"].trigger()
    assert shop.saved == [(None, TODAY, "")]
    assert "The program has ended; points that members hold stay theirs" in texts(screen)


def test_a_shop_without_a_program_is_offered_four(qtbot):
    shop = ProgramShop()
    screen = shown(qtbot, ProgramScreen(a_desk(shop)))
    assert "Begin with a program and change what you like" in texts(screen)
    names = [one.accessibleName() for one in screen.findChildren(Button) if one.isVisible()]
    assert names == [
        "Begin with: A point for each 1.00", "Begin with: Silver and Gold",
        "Begin with: Every tenth visit", "Begin with: More for the best",
    ]  # fmt: skip
    assert not screen.act("go")
    screen.open_home()
    begin = next(one for one in screen.findChildren(Button) if one.hasFocus())
    qtbot.keyClick(begin, Qt.Key.Key_Space)
    assert "Members get back 1.2\u202f% of what they spend, $860 a year" in texts(screen)
    assert screen.act("go")
    assert shop.caught_up == 1
