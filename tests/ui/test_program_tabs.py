"""The other pages of the Program screen: the past, the move from a discount, what is owed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.errors import UserError
from retailcrm.ui.kit.accessibility import nameless, tab_order
from retailcrm.ui.kit.bar_chart import BarChart
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.tabs import Tabs
from retailcrm.ui.screens.program.section_list import SectionList
from retailcrm.ui.screens.program.state import MOVE, OWED, PAST, RULES, WEEKS
from retailcrm.ui.screens.program.view import PAGES, ProgramScreen
from retailcrm.ui.theme import tokens
from tests.ui.people_shop import shown
from tests.ui.program_hands import (
    button,
    cells,
    field,
    table,
    texts,
    turn_to,
    type_into,
)
from tests.ui.program_shop import CLUB, ProgramShop, a_desk, a_transition, version

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


def test_the_past_shows_what_must_pay_for_the_points(screen, qtbot):
    turn_to(screen, qtbot, PAST)
    assert {
        "Sales must rise by 2.3\u202f% to pay for these points",
        "351 would win, 104 would lose",
    } <= texts(screen)
    rows = cells(table(screen, "Winners and losers by group"))
    assert rows[-1] == ["Everyone", "463", "351", "389", "104", "−1,493"]
    assert "December 2024: 7,166 points" in screen.findChild(BarChart).accessibleDescription()
    type_into(qtbot, field(screen, "How much more sales you expect, per cent"), "5")
    assert "then $733 is left after the points" in texts(screen)
    assert nameless(screen) == ()


def what(ref: Any) -> tuple[str | None, ...]:
    """Say which figure a person asked the rows of."""
    return ref.get("finding"), ref.get("what"), ref.get("of")


def test_every_figure_of_the_past_opens_its_rows(screen, desk, qtbot):
    turn_to(screen, qtbot, PAST)
    qtbot.keyClick(button(screen, "97 hold Silver at the end"), Qt.Key.Key_Space)
    qtbot.keyClick(button(screen, "455"), Qt.Key.Key_Space)
    qtbot.keyClick(screen.findChild(BarChart), Qt.Key.Key_Return)
    groups = table(screen, "Winners and losers by group")
    groups.setCurrentIndex(groups.model().index(0, 3))
    qtbot.keyClick(groups, Qt.Key.Key_Return)
    assert [what(one) for one in desk.went] == [
        ("program.tried", "tier", None),
        ("program.tried", "members", None),
        ("program.tried", "points", None),
        ("program.tried", "won", "most_valuable"),
    ]


def test_every_figure_of_the_move_and_of_what_is_owed_opens_its_rows(screen, desk, qtbot):
    turn_to(screen, qtbot, MOVE)
    costs = table(screen, "What the discount costs today")
    costs.setCurrentIndex(costs.model().index(3, 4))
    qtbot.keyClick(costs, Qt.Key.Key_Return)
    qtbot.keyClick(button(screen, "List them all"), Qt.Key.Key_Space)
    turn_to(screen, qtbot, WEEKS)
    weeks = table(screen, "Weeks of the move")
    weeks.setCurrentIndex(weeks.model().index(0, 2))
    qtbot.keyClick(weeks, Qt.Key.Key_Return)
    turn_to(screen, qtbot, OWED)
    sheet = table(screen, "Points and what they are worth")
    sheet.setCurrentIndex(sheet.model().index(0, 2))
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.keyClick(button(screen, "12,000"), Qt.Key.Key_Space)
    assert [what(one)[:2] for one in desk.went] == [
        ("move.costs", "rate"),
        ("move.losers", "count"),
        ("move.week", "net"),
        ("points.moved", "earned"),
        ("points.moved", "open"),
    ]


def test_other_days_are_tried_after_a_pause(screen, shop, qtbot):
    turn_to(screen, qtbot, PAST)
    type_into(qtbot, field(screen, "First day"), "1 Mar 2025")
    qtbot.waitUntil(lambda: shop.replayed[-1][1] == date(2025, 3, 1), timeout=3000)
    type_into(qtbot, field(screen, "Last day"), "x")
    assert field(screen, "Last day").property("wrong") is True
    assert screen.act("back")
    assert screen._presenter.state.page == RULES


def test_the_move_lists_costs_steps_and_losers(screen, desk, qtbot):
    turn_to(screen, qtbot, MOVE)
    assert "The discount costs $640 a year, 5.2\u202f% of what goods would have cost" in texts(
        screen
    )
    assert cells(table(screen, "What the discount costs today"))[-1][:4] == [
        "Everyone", "5", "12,300", "640",
    ]  # fmt: skip
    losers = table(screen, "Who would lose")
    losers.select(0)
    qtbot.keyClick(losers, Qt.Key.Key_Return)
    assert desk.went == [5]
    assert nameless(screen) == ()


def test_a_step_of_the_move_fills_the_rules(screen, qtbot):
    turn_to(screen, qtbot, MOVE)
    type_into(qtbot, field(screen, "Discount by step, %"), "3; 0")
    steps = lambda: table(screen, "Steps")  # noqa: E731 - the table is made anew
    qtbot.waitUntil(lambda: len(cells(steps())) == 2, timeout=3000)
    steps().select(1)
    assert screen.act("go")
    assert screen._presenter.state.page == RULES
    assert field(screen, "From which day on").text() == "1 Mar 2026"
    assert Decimal(field(screen, "Points for each 1.00 spent").text()) > 1


def primary(screen: ProgramScreen) -> str:
    """Give the one button that `Ctrl+Enter` presses."""
    found = [
        one for one in screen.findChildren(Button) if one.isVisible() and one._kind == "primary"
    ]
    assert len(found) == 1
    return found[0].text()


def test_gifts_are_booked_once_the_move_has_begun_and_can_be_taken_back(screen, shop, desk, qtbot):
    shop.wish = {"starts": "1 Nov 2025"}
    turn_to(screen, qtbot, MOVE)
    losers = lambda: table(screen, "Who would lose")  # noqa: E731 - the table is made anew
    assert cells(losers())[0][-1] == "due"
    due = [one.gift for one in a_transition(shop.planned[-1]).losers]
    assert f"One member is due a start gift of {sum(due)} points" in texts(screen)
    assert primary(screen) == "Book the gifts"
    assert screen.act("go")
    assert shop.gifted == {5: sum(due)}
    assert cells(losers())[0][-1] == "booked"
    assert f"One member got a start gift of {sum(due)} points" in texts(screen)
    assert primary(screen) == "Make this the program"
    assert desk.told == ["news: 1 got gifts.Take back"]
    desk.actions[-1]()
    assert shop.gifted == {}
    assert cells(losers())[0][-1] == "due"


def test_gifts_wait_until_the_move_begins(screen, shop, qtbot):
    turn_to(screen, qtbot, MOVE)
    assert cells(table(screen, "Who would lose"))[0][-1] == "to come"
    assert primary(screen) == "Make this the program"


def test_the_move_that_became_the_program_is_there_again(screen, shop, qtbot):
    turn_to(screen, qtbot, MOVE)
    type_into(qtbot, field(screen, "Points ever used"), "60")
    qtbot.waitUntil(lambda: shop.planned[-1].redeemed == 0.6, timeout=3000)
    assert screen.act("go")
    assert shop.wish["redeemed"] == "60"


def test_the_list_for_the_letters_is_saved(screen, desk, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "letters.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert not screen.act("save")
    turn_to(screen, qtbot, MOVE)
    assert screen.act("save")
    assert path.is_file()
    assert desk.told == ["news: Saved: letters.csv"]


def test_letters_are_printed_with_the_list_beside_them(
    screen, shop, desk, qtbot, monkeypatch, tmp_path
):
    path = tmp_path / "letters.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert not screen.act("print")
    turn_to(screen, qtbot, MOVE)
    assert screen.act("print")
    wish = shop.lettered[-1]
    assert (wish.out, wish.listed) == (path, tmp_path / "letters.csv")
    assert wish.move == shop.planned[-1]
    shop.refusal = "Nobody has an address."
    assert screen.act("print")
    assert desk.told == ["news: 3 letters printed.", "news: Nobody has an address."]
    assert "Who would lose" in {one.accessibleName() for one in screen.findChildren(RowTable)}


def test_the_weeks_say_first_whether_to_carry_on(screen, qtbot):
    turn_to(screen, qtbot, WEEKS)
    assert {
        "Carry on: the loyal members keep coming.",
        "10.0\u202f% of the best customers are missing, 8.0\u202f% were when it began",
    } <= texts(screen)
    rows = cells(table(screen, "Weeks of the move"))
    assert [line[0] for line in rows] == ["27 Oct 2025", "20 Oct 2025"]
    assert rows[0][6:] == ["2.5", "90", "30", "10.0"]


def test_weeks_that_cannot_be_counted_say_why(qtbot):
    shop = ProgramShop(held=(version(CLUB),), refusal="There are no sales since a program began.")
    screen = shown(qtbot, ProgramScreen(a_desk(shop)))
    turn_to(screen, qtbot, WEEKS)
    assert "There are no sales since a program began." in texts(screen)


def test_what_is_owed_is_read_and_printed(screen, shop, desk, qtbot, monkeypatch, tmp_path):
    turn_to(screen, qtbot, OWED)
    rows = cells(table(screen, "Points and what they are worth"))
    assert [line[0] for line in rows] == ["Oct 2025", "Sep 2025"]
    path = tmp_path / "owed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert screen.act("print")
    assert shop.printed == [path]
    assert desk.told == ["news: The sheet is written: owed.pdfOpen file"]
    shop.refusal = "The disk is full."
    assert screen.act("print")
    assert desk.told[-1] == "error: The disk is full."
    assert nameless(screen) == ()


def test_pages_without_a_program_lead_to_the_first_step(qtbot):
    screen = shown(qtbot, ProgramScreen(a_desk(ProgramShop())))
    for page in (PAST, OWED):
        turn_to(screen, qtbot, page)
        qtbot.keyClick(button(screen, "Begin with a program"), Qt.Key.Key_Space)
        assert screen._presenter.state.page == RULES


def test_books_that_refuse_are_told_and_the_rules_can_still_be_read(qtbot):
    shop = ProgramShop(held=(version(CLUB),), refusal="There are no receipts to try it on.")
    desk = a_desk(shop)
    screen = shown(qtbot, ProgramScreen(desk))
    assert desk.told == ["error: There are no receipts to try it on."]
    assert field(screen, "Name of the program").text() == "Club"
    turn_to(screen, qtbot, MOVE)
    assert "There are no receipts to try it on." in texts(screen)


def test_books_that_cannot_be_read_say_so(qtbot, desk, shop):
    def refuse() -> Any:
        raise UserError("The books are locked.")

    read, shop.versions = shop.versions, refuse
    screen = shown(qtbot, ProgramScreen(desk))
    assert "The books are locked." in texts(screen)
    shop.versions = read
    qtbot.keyClick(button(screen, "Try again"), Qt.Key.Key_Space)
    assert field(screen, "Name of the program").text() == "Club"


@pytest.mark.parametrize("page", [RULES, PAST, MOVE, WEEKS, OWED])
def test_the_tab_key_goes_on_downwards_or_to_the_right(screen, qtbot, page):
    turn_to(screen, qtbot, page)
    qtbot.keyClick(screen, Qt.Key.Key_Tab)
    places = [(one, one.mapTo(screen, QPoint())) for one in tab_order(screen)]
    assert [
        (now.accessibleName(), then.accessibleName())
        for (now, here), (then, there) in pairwise(places)
        if there.y() + then.height() <= here.y() and there.x() <= here.x()
    ] == []
    primary = [one for one in screen.findChildren(Button) if one._kind == "primary"]
    assert len([one for one in primary if one.isVisible()]) <= 1


def test_looking_again_leaves_the_cursor_where_it_is(screen, shop):
    typed_in = field(screen, "Points for each visit")
    typed_in.setFocus()
    counted = len(shop.previewed)
    screen.refresh()
    assert field(screen, "Points for each visit") is typed_in
    assert len(shop.previewed) == counted + 1


@pytest.mark.parametrize("page", [RULES, PAST, MOVE, WEEKS, OWED])
def test_the_tables_keep_the_rules_of_tables(screen, qtbot, page):
    turn_to(screen, qtbot, page)
    tables = [one for one in screen.findChildren(RowTable) if one.isVisible()]
    assert tables
    testers = [
        QAbstractItemModelTester(
            one.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, one
        )
        for one in tables
    ]
    screen.refresh()
    assert len(testers) == len(tables)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_open_page_is_underlined_in_both_looks(theme, qtbot, look):
    theme.choose(look)
    tabs = Tabs("Program", PAGES)
    qtbot.addWidget(tabs)
    tabs.resize(600, tabs.height())
    tabs.show_open(MOVE)
    image = tabs.grab().toImage()
    for (key, _title), box in zip(PAGES, tabs._boxes(), strict=True):
        place = QPoint(round(box.center().x()), tabs.height() - 1) * image.devicePixelRatio()
        is_accent = image.pixelColor(place).name().upper() == tokens().accent.upper()
        assert is_accent is (key == MOVE)


def test_a_click_turns_the_page_and_opens_a_section(screen, qtbot):
    tabs = screen.findChild(Tabs)
    place = tabs._boxes()[1].center().toPoint()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
    assert tabs.accessibleName() == "Program: Try on the past"
    turn_to(screen, qtbot, RULES)
    sections = screen.findChild(SectionList)
    qtbot.mouseClick(sections, Qt.MouseButton.LeftButton, pos=sections.rect().center())
    assert sections.accessibleName() == "Rules about: Tiers"


def test_booking_the_past_can_be_stopped_and_is_told_meanwhile(screen, desk, shop, qtbot):
    desk.jobs.hold = True
    screen._presenter.type("earning.per_unit", "2")
    screen._presenter.keep()
    assert "Keeping the rules…" in texts(screen)
    qtbot.keyClick(button(screen, "Stop"), Qt.Key.Key_Space)
    assert screen._presenter.state.booking is None
    assert replace(screen._presenter.state, booking=None).can_keep
