"""The scanner is heard on every screen and leaves nothing behind in the field it typed into."""

from itertools import accumulate

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSpinBox

from retailcrm.core.rows import rows
from retailcrm.ui.facts import FrameFacts
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.settings.draft import SettingsDraft
from retailcrm.ui.screens.settings.scanner_card import ScannerCard, TrialField
from tests.ui.noted import rest

CODE = "9000000001"


def press(shell, sign: str, at: int, *, key: int = 0, repeat: bool = False) -> None:
    """Send one key the way the system does: to the window, with the time it was pressed."""
    number = key or ord(sign.upper())
    event = QKeyEvent(QEvent.Type.KeyPress, number, Qt.KeyboardModifier.NoModifier, sign, repeat, 1)
    event.setTimestamp(at)
    QCoreApplication.sendEvent(shell.windowHandle(), event)


def scan(shell, code: str = CODE, *, gap: int = 8, end: int = Qt.Key.Key_Return) -> None:
    times = list(accumulate([gap] * len(code), initial=5000))
    for sign, at in zip(code, times, strict=False):
        press(shell, sign, at)
    if end:
        press(shell, "\r" if end == Qt.Key.Key_Return else "\t", times[-1], key=int(end))


def heard(notes) -> list[str]:
    return [note[2].get("code") for note in notes if note[:2] == ("counter", "rows")]


@pytest.fixture
def typing(shell, qtbot):
    """A field on some screen in which a person is typing."""
    shell.open_screen("customers")
    field = Field("Filter", "")
    field.setParent(shell._pages.current)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_on_any_screen_goes_to_the_counter(shell, notes, typing, end):
    typing.setText("roe")
    typing.setSelection(1, 2)
    scan(shell, end=end)
    assert heard(notes) == [CODE]
    assert typing.text() == "roe"
    assert shell._navigator.screen == "counter"


def test_the_scan_can_be_gone_back_to(shell, notes, typing):
    scan(shell)
    assert shell._navigator.here.rows == rows("scan", code=CODE)


def test_a_person_typing_a_number_stays_where_he_is(shell, notes, typing):
    scan(shell, gap=90)
    assert heard(notes) == []
    assert typing.text() == CODE
    assert shell._navigator.screen == "customers"


def test_a_scanner_without_enter_is_heard_once_it_is_silent(qtbot, shell, notes, typing):
    scan(shell, end=0)
    assert typing.text() == CODE
    qtbot.waitUntil(lambda: heard(notes) == [CODE], timeout=2000)
    assert typing.text() == ""


def test_a_key_held_down_is_no_scan(shell, notes, typing):
    for at in range(12):
        press(shell, "7", 5000 + at * 20, repeat=at > 0)
    press(shell, "\r", 5250, key=int(Qt.Key.Key_Return))
    assert heard(notes) == []


def test_what_was_typed_in_the_search_field_is_looked_for_no_more(qtbot, shell, notes, services):
    shell.act("search")
    scan(shell)
    rest(qtbot, shell)
    assert shell._frame.top.search.text() == ""
    assert heard(notes) == [CODE]


def test_a_number_being_typed_keeps_its_value(shell, notes, qtbot):
    shell.open_screen("settings")
    box = QSpinBox(shell._pages.current)
    box.setRange(0, 10_000_000)
    box.setValue(42)
    box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    scan(shell)
    assert box.text() == "42"
    assert heard(notes) == [CODE]


def test_the_shops_prefix_makes_slow_scans_certain(shell, notes, typing):
    shell._glance._show(FrameFacts(scan_prefix="~"))
    scan(shell, f"~{CODE}", gap=200)
    assert heard(notes) == [f"~{CODE}"]


def test_a_slow_scanner_is_heard_at_the_pace_that_was_kept(shell, notes, typing):
    scan(shell, gap=55)
    assert heard(notes) == []
    shell._glance._show(FrameFacts(scan_gap=100))
    scan(shell, gap=55)
    assert heard(notes) == [CODE]


def test_a_scan_into_the_field_for_trying_stays_there(shell, notes, qtbot):
    shell.open_screen("customers")
    card = ScannerCard()
    card.setParent(shell._pages.current)
    card.show()
    card.show_draft(SettingsDraft(scan_gap="50"))
    field = card.findChild(TrialField)
    assert field is not None
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    scan(shell)
    told = " ".join(one.text() for one in card.findChildren(Text) if one.isVisible())
    assert f"{CODE} came in: 10 signs, 8 ms apart, 8 ms at most. That counts as a scan." in told
    assert heard(notes) == []
    assert field.text() == CODE
    assert field.hasFocus()


def test_the_scanner_is_still_heard_after_keys_were_changed(qtbot, shell, notes):
    before = shell._frame
    shell.prefer(shell.preferences.__class__(keys=(("help", "F9"),)))
    qtbot.waitUntil(lambda: shell._frame is not before)
    rest(qtbot, shell)
    QApplication.processEvents()
    notes.clear()
    scan(shell)
    assert heard(notes) == [CODE]


def test_f2_and_ins_lead_to_the_counter_from_anywhere(shell, notes):
    shell.open_screen("groups")
    shell.act("scan")
    assert notes[-1] == ("counter", "act", "scan")
    shell.open_screen("groups")
    shell.act("new")
    assert notes[-1] == ("counter", "act", "new")
