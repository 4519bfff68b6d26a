"""One field to everywhere: names, scans, printed references, screens, actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.fake_insights import OCTOBER, month_rows
from tests.ui.noted import current, rest


def test_typing_a_name_and_enter_opens_the_customer(qtbot, shell, notes):
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = shell._frame.top.search
    qtbot.keyClicks(field, "dolores")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, shell)
    assert notes[-1] == ("customers", "customer", 7)
    assert field.text() == ""
    assert shell._search._answers.isHidden()


def test_a_scan_is_faster_than_the_answer_and_still_opens_it(qtbot, shell, services, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "amir")
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1:] != [("customers", "customer", 7)]
    rest(qtbot, shell)
    assert notes[-1] == ("customers", "customer", 7)


def test_a_printed_reference_opens_its_rows(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "2025-10/3")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("receipts", "rows", month_rows(OCTOBER))


def test_screens_and_actions_are_found_by_the_beginnings_of_their_words(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "gro")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert current(shell).key == "groups"
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "pri mon")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("reports", "home")


def test_only_what_works_from_anywhere_is_offered_as_an_action(qtbot, shell):
    shell.act("search")
    for words in ("save the table", "next step"):
        shell._frame.top.search.clear()
        qtbot.keyClicks(shell._frame.top.search, words)
        rest(qtbot, shell)
        assert not shell._search._finder._hits


def test_arrow_keys_choose_among_the_answers(qtbot, shell, notes):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "e")
    rest(qtbot, shell)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Return)
    assert notes[-1] == ("customers", "customer", 8)


def test_nothing_found_says_so_and_escape_gives_the_keyboard_back(qtbot, shell):
    shell.act("search")
    qtbot.keyClicks(shell._frame.top.search, "zzzz")
    rest(qtbot, shell)
    answers = shell._search._answers
    assert answers.isVisible()
    assert answers._nothing.text() == "Nobody and nothing called “zzzz”"
    qtbot.keyClick(shell._frame.top.search, Qt.Key.Key_Escape)
    assert answers.isHidden()
    assert QApplication.focusWidget() is not shell._frame.top.search
    assert current(shell).key == "today"
