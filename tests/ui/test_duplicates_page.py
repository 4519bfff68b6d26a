"""People in the books twice: seen side by side, put together and parted, by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from retailcrm.core.rows import rows
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.duplicates_table import PairTable
from retailcrm.ui.screens.customers.view import CustomersScreen
from retailcrm.ui.work import InlineJobs
from tests.ui.member_shop import MemberShop
from tests.ui.people_shop import Desk, PeopleShop, shown


class TalkingDesk(Desk):
    """Keeps the button of the last message."""

    def tell(self, text: str, kind: str = "news", action: Any = None) -> None:
        super().tell(text, kind, action)
        self.action = action


@pytest.fixture
def member():
    return MemberShop()


@pytest.fixture
def desk(member):
    return TalkingDesk(PeopleShop(), member=member)


@pytest.fixture
def screen(qtbot, desk):
    made = shown(qtbot, CustomersScreen(desk))
    made.open_rows(rows("customers", duplicates="yes"))
    return made


def pairs(screen: Any) -> Any:
    return screen.findChild(PairTable)


def compared(screen: Any) -> Any:
    named = "Both entries side by side"
    return next(t for t in screen.findChildren(RowTable) if t.accessibleName() == named)


def press(qtbot: Any, screen: Any, text: str) -> None:
    page = screen._duplicates
    qtbot.keyClick(next(b for b in page.findChildren(Button) if b.text() == text), Qt.Key.Key_Space)


def test_the_table_of_customers_leads_to_the_duplicates(qtbot, desk):
    screen = shown(qtbot, CustomersScreen(desk))
    table = screen._table
    qtbot.keyClick(
        next(b for b in table.findChildren(Button) if b.text() == "Find duplicates"),
        Qt.Key.Key_Space,
    )
    assert desk.went == [rows("customers", duplicates="yes")]


def test_pairs_stand_side_by_side_with_score_and_reasons(screen):
    model = pairs(screen).model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [model.index(0, at).data() for at in range(4)] == [
        "June Okafor 7 · 2900000007 · +12125550143",
        "J. Okafor 8 · june@example.org",
        "95",
        "Same phone · Similar name",
    ]
    assert nameless(screen) == ()


def test_enter_lays_both_side_by_side_and_escape_puts_them_away(screen, qtbot):
    qtbot.keyClick(pairs(screen), Qt.Key.Key_Return)
    model = compared(screen).model()
    told = {model.index(r, 0).data(): model.index(r, 2).data() for r in range(model.rowCount())}
    assert told["Name"] == "Peter Vandermeer 8"
    assert told["Net sales"] == "$98.72"
    assert [model.index(r, 3).data() for r in range(3)] == ["different", "different", "the same"]
    assert screen.act("back")
    assert not compared(screen).isVisible()
    assert not screen.act("back")


def test_the_open_pair_follows_the_cursor(screen, qtbot):
    qtbot.keyClick(pairs(screen), Qt.Key.Key_Return)
    qtbot.keyClick(pairs(screen), Qt.Key.Key_Down)
    assert compared(screen).model().index(0, 1).data() == "Rosa Quint 9"


def test_m_puts_the_two_together_and_the_message_takes_it_back(screen, desk, member, qtbot):
    qtbot.keyClick(pairs(screen), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: bool(member.asked), timeout=2000)
    assert member.asked == [("merge", 7, 8)]
    # The pair of 8 with 11 is gone too, for 8 is no entry of its own any more.
    assert pairs(screen).model().rowCount() == 1
    assert desk.told == ["news: One entry now.Part again"]
    desk.action[1]()
    assert member.asked[-1] == ("unmerge", 12)
    assert pairs(screen).model().rowCount() == 3


def test_n_says_they_are_two_people(screen, member, qtbot):
    qtbot.keyClick(pairs(screen), Qt.Key.Key_Down)
    qtbot.keyClick(pairs(screen), Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(member.asked), timeout=2000)
    assert member.asked == [("apart", 9, 10)]
    assert pairs(screen).model().rowCount() == 2


def test_a_scan_with_letters_decides_nothing(screen, member, qtbot):
    for sign in "mn7m42":
        qtbot.keyClicks(pairs(screen), sign)
    qtbot.wait(200)
    assert member.asked == []


def test_the_buttons_do_what_the_keys_do(screen, member, qtbot):
    press(qtbot, screen, "Two people")
    press(qtbot, screen, "Put together")
    assert member.asked == [("apart", 7, 8), ("merge", 9, 10)]


def test_each_entry_opens_its_own_page(screen, desk, qtbot):
    qtbot.keyClick(pairs(screen), Qt.Key.Key_Return)
    press(qtbot, screen, "Open the first")
    press(qtbot, screen, "Open the second")
    assert desk.went == [7, 8]


def test_a_refused_merge_leaves_the_list_as_it_is(screen, desk, member, qtbot):
    member.refusal = "Ask the owner or a manager to do it."
    press(qtbot, screen, "Put together")
    assert desk.told == ["error: Ask the owner or a manager to do it."]
    assert pairs(screen).model().rowCount() == 3


def test_the_window_says_how_far_the_comparing_is(qtbot, desk, monkeypatch):
    desk.jobs = InlineJobs(hold=True)
    screen = CustomersScreen(desk)
    shown(qtbot, screen, refresh=False)
    screen.open_rows(rows("customers", duplicates="yes"))
    said: list[str] = []
    head = screen._duplicates._head
    before = head.show_title

    def hear(title: str, caption: str | None = None) -> None:
        said.append(caption or "")
        before(title, caption)

    monkeypatch.setattr(head, "show_title", hear)
    desk.jobs.run_held()
    assert "Comparing customers: 1 of 2" in said
    assert said[-1] == "3 pairs"


def test_a_shop_without_duplicates_says_so(qtbot):
    screen = shown(qtbot, CustomersScreen(Desk(PeopleShop(), member=MemberShop(pairs=()))))
    screen.open_rows(rows("customers", duplicates="yes"))
    said = [label.text() for label in screen._duplicates.findChildren(Text) if label.isVisible()]
    assert "Nobody seems to be in the books twice" in said
